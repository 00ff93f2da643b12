import { runMain } from "./install.mjs"

await runMain("./journey.ts")
