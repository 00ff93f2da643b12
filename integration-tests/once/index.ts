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
  try {
    const clients = await connectClients(demo)
    for (const scenario of SCENARIOS) {
      const begin = Date.now()
      const seconds = () => ((Date.now() - begin) / 1000).toFixed(1)
      print(`… Buying in ${scenario.market}: ${scenario.title}`)
      // One market's failure says nothing of the others: all are tried.
      try {
        const { report, differences } = await purchase(clients, scenario)
        purchases.push(report)
        found.push(...differences)
        print(
          `${differences.length ? "✗" : "✓"} Bought in ${scenario.market}: order ${report.klarna_order_id} (${seconds()} s)`
        )
      } catch (error) {
        found.push(`${scenario.market}: ${messageOf(error)}`)
        print(`✗ Could not finish the purchase in ${scenario.market} (${seconds()} s)`)
      }
    }
    const { checked, violations } = await clients.sandbox.get(
      "/_sandbox/violations",
      ViolationsAnswer
    )
    if (!checked) {
      print(
        "  Klarna's contracts are not beside this checkout (KLARNA_CONTRACTS): nothing was held against them."
      )
    }
    if (violations.length) {
      found.push(
        `${violations.length} violations of Klarna's contracts: ${JSON.stringify(violations[0])}`
      )
    }
  } catch (error) {
    found.push(messageOf(error))
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
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
