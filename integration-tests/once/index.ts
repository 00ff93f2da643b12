import { buy } from "./buy"
import { connectClients, type Clients, type Demo } from "./clients"
import { differences, medusaSums, refundedSku } from "./compare"
import { deliver, itemOf, readKlarnaOrder, readOrder, trackingOf } from "./deliver"
import { setCapture } from "./market-settings"
import { Anything, KlarnaOrdersAnswer, RequestsAnswer, ViolationsAnswer } from "./schemas"
import { SCENARIOS, type Scenario } from "./scenarios"

/** One finished purchase; amounts in minor units, as Klarna has them. */
export type PurchaseReport = {
  market: string
  medusa_order_id: string
  klarna_order_id: string
  currency: string
  amount: number
  captured: number
  refunded: number
  tracking: string[]
  klarna_calls: string[]
}

/** What `npm start -- --once` says at its end. */
export type Report = {
  ok: boolean
  purchases: PurchaseReport[]
  ledgers_equal: boolean
  /** What went wrong, where something did. */
  reason?: string
}

/** Buys every scenario, delivers it in two parcels, refunds one item and compares both ledgers. */
export async function runPurchases(demo: Demo, print: (line: string) => void): Promise<Report> {
  const purchases: PurchaseReport[] = []
  const found: string[] = []
  let finished = 0
  try {
    const clients = await connectClients(demo)
    for (const scenario of SCENARIOS) {
      const begin = Date.now()
      print(`… Buying in ${scenario.market}: ${scenario.title}`)
      const result = await purchase(clients, scenario)
      purchases.push(result.report)
      found.push(...result.differences)
      finished += 1
      print(
        `${result.differences.length ? "✗" : "✓"} Bought in ${scenario.market}: order ${result.report.klarna_order_id} (${((Date.now() - begin) / 1000).toFixed(1)} s)`
      )
    }
    const { violations } = await clients.sandbox.get("/_sandbox/violations", ViolationsAnswer)
    if (violations.length) {
      found.push(`${violations.length} violations of Klarna's contracts: ${JSON.stringify(violations[0])}`)
    }
  } catch (error) {
    found.push(`${SCENARIOS[finished]?.market ?? "after the purchases"}: ${String(error)}`)
  }
  for (const difference of found) print(`✗ ${difference}`)
  const ok = found.length === 0
  return {
    ok,
    purchases,
    ledgers_equal: ok,
    ...(ok ? {} : { reason: found.join("; ") }),
  }
}

async function purchase(clients: Clients, scenario: Scenario) {
  const since = await lastRequest(clients)
  const restore = await setCapture(clients, scenario.market, scenario.capture)
  try {
    const { orderId, sessionId } = await buy(clients, scenario)
    const klarnaOrderId = await klarnaOrderOf(clients, sessionId)
    const tracking = await deliver(clients, scenario, { orderId, klarnaOrderId })
    const bought = await readOrder(clients, orderId)
    const item = itemOf(bought, refundedSku(scenario))
    await clients.admin.post(
      `/admin/klarna/orders/${orderId}/refund`,
      { items: [{ id: item.id, quantity: 1 }] },
      Anything
    )
    const medusa = await readOrder(clients, orderId)
    const klarna = await readKlarnaOrder(clients, klarnaOrderId)
    const sums = medusaSums(medusa)
    const report: PurchaseReport = {
      market: scenario.market,
      medusa_order_id: orderId,
      klarna_order_id: klarnaOrderId,
      currency: klarna.purchase_currency,
      amount: klarna.order_amount,
      captured: sums.captured,
      refunded: sums.refunded,
      tracking: trackingOf(klarna),
      klarna_calls: await callsSince(clients, since),
    }
    return { report, differences: differences(scenario, { bought, medusa, klarna, tracking }) }
  } finally {
    await restore()
  }
}

async function klarnaOrderOf({ sandbox }: Clients, sessionId: string): Promise<string> {
  const { orders } = await sandbox.get("/_sandbox/orders", KlarnaOrdersAnswer)
  const made = orders.filter((order) => order.sandbox.session_id === sessionId)
  if (made.length !== 1 || !made[0]) {
    throw new Error(`Klarna has ${made.length} orders of the session ${sessionId}, not one.`)
  }
  return made[0].order_id
}

/** Operations of Klarna's APIs that were called, in order. */
async function callsSince({ sandbox }: Clients, since: number): Promise<string[]> {
  const { requests } = await sandbox.get(`/_sandbox/requests?since=${since}`, RequestsAnswer)
  return requests
    .filter(({ api }) => api !== "control" && api !== "browser")
    .flatMap(({ operation }) => operation ?? [])
}

async function lastRequest({ sandbox }: Clients): Promise<number> {
  const { requests } = await sandbox.get("/_sandbox/requests", RequestsAnswer)
  return requests.reduce((last, { n }) => Math.max(last, n), 0)
}
