import { buildPlugin, forgetPluginBuild } from "./builds"
import { main } from "./main"

// `npm run build`: what is published is always built anew.
main(async ({ progress, processes }) => {
  forgetPluginBuild()
  await buildPlugin(progress, processes)
  return { code: 0 }
})
