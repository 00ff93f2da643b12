import { runMain } from "./install.mjs"

await runMain("./build.ts")
