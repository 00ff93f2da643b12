import { once } from "./once"
import { startEnvironment } from "./environment"
import { main } from "./main"

const headless = process.argv.includes("--once")

main(async (command) => {
  if (headless) return once(command)
  const { progress, processes, interrupted } = command
  const demo = await startEnvironment(
    { anyPort: false, database: { name: "medusa_demo", fresh: false }, needsSandbox: false },
    progress,
    processes
  )
  const klarna = demo.sandboxUrl
    ? `Klarna sandbox   ${demo.sandboxUrl}/_sandbox/orders`
    : "Klarna           Klarna itself, with the credentials of the environment"
  progress.line(
    [
      "",
      `Ready after ${progress.seconds.toFixed(1)} s.`,
      "",
      `  Demo shop        ${demo.shopUrl}`,
      `  Admin            ${demo.medusaUrl}/app`,
      `  Admin login      ${demo.adminEmail} / ${demo.adminPassword}`,
      `  Medusa's API     ${demo.medusaUrl}`,
      `  Publishable key  ${demo.publishableKey}`,
      `  ${klarna}`,
      "",
      "Press Ctrl-C to stop.",
    ].join("\n")
  )
  await Promise.race([demo.broken, interrupted])
  return { code: 0 }
})
