import { runMain } from "./install.mjs"

await runMain("./start.ts")
