import { runMain } from "./install.mjs"

await runMain("./test.ts")
