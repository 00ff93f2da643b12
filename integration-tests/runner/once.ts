import { runPurchases, type Report } from "../once"
import { startEnvironment } from "./environment"
import type { Command } from "./main"
import { explain } from "./problem"

/**
 * `npm start -- --once`: starts the demo without a human and buys through its public HTTP endpoints. Its last line is a JSON report,
 * also when it could not start.
 */
export async function once(command: Command): Promise<{ last: string; code: number }> {
  const { progress, processes } = command
  const report = await purchases(command).catch((error: unknown) => {
    if (processes.isStopping) throw error
    const reason = explain(error)
    console.error(`✗ ${reason}`)
    return { ok: false, purchases: [], ledgers_equal: false, reason }
  })
  return {
    code: report.ok ? 0 : 1,
    last: JSON.stringify({ ...report, seconds: Number(progress.seconds.toFixed(1)) }),
  }
}

async function purchases({ progress, processes }: Command): Promise<Report> {
  const demo = await startEnvironment(
    { anyPort: true, database: { name: "medusa_once", fresh: true }, needsSandbox: true },
    progress,
    processes
  )
  const { sandboxUrl } = demo
  if (!sandboxUrl) throw new Error("There is no sandbox to buy from.")
  return Promise.race([
    demo.broken,
    runPurchases({ ...demo, sandboxUrl }, (line) => progress.line(line)),
  ])
}
