import { runMain } from "./install.mjs"

await runMain("./faults.ts")
