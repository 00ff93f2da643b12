import { z } from "zod"
import { described } from "./answers"
import type { Victim } from "./kill"
import { ledgerOf } from "./ledgers"
import { Shopper } from "./shopper"
import { orderIn, unequal, wrongAnswers } from "./verdicts"
import type { Point } from "./wire"
import type { World } from "./world"

const SOON = 60

/** Killed while Klarna makes a session: the shopper opens the checkout again, and buys. */
export async function opening(world: World, point: Point): Promise<Victim> {
  const shopper = await Shopper.withCart(world, world.second)
  return {
    name: point === "before" ? "before Klarna has the session" : "the session made, not answered",
    atDeath: "cut",
    begin: () => ({
      hold: world.wire.hold("createSession", point, shopper.cartId),
      answer: shopper.refresh(world.first),
    }),
    rescue: async () => {
      const token = await shopper.approve(world.second)
      const answer = await shopper.place(world.second, token)
      return [
        ...wrongAnswers([answer], false),
        ...(await unequal(world, shopper, { expect: "order", seconds: SOON })),
      ]
    },
  }
}

const Row = z.object({ id: z.string() })
const PAYMENT = `
  select p.id from payment p
  join order_payment_collection opc on opc.payment_collection_id = p.payment_collection_id
  where opc.order_id = $1 and p.deleted_at is null`

/** Killed while an order is captured, after Klarna did it: the merchant presses the button again. */
export async function capturing(world: World): Promise<Victim> {
  const shopper = await Shopper.approved(world, world.second)
  const placed = await shopper.place(world.second, shopper.token)
  const payment = Row.parse((await world.sql.rows(PAYMENT, [orderIn(placed)]))[0])
  const klarnaOrderId = (await ledgerOf(world, shopper)).klarna[0]?.order_id ?? ""
  const path = `/admin/payments/${payment.id}/capture`
  return {
    name: "the order captured, not answered",
    atDeath: "cut",
    begin: () => ({
      hold: world.wire.hold("capture", "after", klarnaOrderId),
      answer: world.admin(world.first).post(path),
    }),
    rescue: async () => {
      const again = await world.admin(world.second).post(path)
      const found = await unequal(world, shopper, { expect: "order", seconds: SOON })
      const { medusa } = await ledgerOf(world, shopper)
      const { captures } = await world.sandbox.order(klarnaOrderId)
      if (captures.length !== 1) found.push(`Klarna has ${captures.length} captures`)
      if (medusa[0]?.captured !== medusa[0]?.total) {
        found.push(`Medusa did not take over the capture; it was answered ${described(again)}`)
      }
      return found
    },
  }
}
