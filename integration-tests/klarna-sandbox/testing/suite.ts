import { spawnSandbox, type Sandbox } from "../spawn"
import { merchant, type Merchant } from "./merchant"
import { swedishOrder } from "./orders"

export type SandboxWorld = { sandbox: Sandbox; shop: Merchant }

/** A sandbox for a file of tests: fresh for each of them, and after each its own answers must have kept to Klarna's contracts. */
export function sandboxSuite(tests: (world: () => SandboxWorld) => void): void {
  jest.setTimeout(60_000)
  let world: SandboxWorld | undefined
  const current = (): SandboxWorld => {
    if (!world) throw new Error("The sandbox is not up yet.")
    return world
  }

  beforeAll(async () => {
    const sandbox = await spawnSandbox()
    world = { sandbox, shop: merchant(sandbox.url) }
  })
  beforeEach(() => current().sandbox.reset())
  afterEach(() => current().sandbox.assertNoViolations("answer"))
  afterAll(() => world?.sandbox.stop())

  tests(current)
}

type Purchase = { order?: object; data?: object; body?: object; category?: string }

/** Buys: session, approval, order. Answers Klarna's order id. */
export async function buy(
  { shop, sandbox }: SandboxWorld,
  { order = swedishOrder(), data, body = {}, category }: Purchase = {}
): Promise<string> {
  const sessionId = await shop.createSession(order)
  const { authorization_token } = await sandbox.authorize(sessionId, {
    ...(data ? { data } : {}),
    ...(category ? { payment_method_category: category } : {}),
  })
  const reply = await shop.placeOrder(authorization_token ?? "", { ...order, ...data, ...body })
  if (reply.status !== 200) throw new Error(`place order: ${reply.status} ${reply.text}`)
  return String(reply.body["order_id"])
}
