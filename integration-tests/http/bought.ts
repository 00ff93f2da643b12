import type { Body, CartInput } from "./shop"
import type { World } from "./suite"

/** An order paid with Klarna, seen from both sides. */
export type Bought = {
  order: Body
  payment: Body
  /** The order at Klarna, as it is now. */
  klarna: () => Promise<Body>
}

/** Buys through the store's routes, as a shopper with the widget does. */
export async function bought({ shop, sandbox }: World, input: CartInput): Promise<Bought> {
  const cart = await shop.cart(input)
  const { session, authorize_data } = await shop.refresh(cart.id)
  const { authorization_token = "" } = await sandbox.authorize(session.session_id, {
    data: authorize_data,
  })
  const { order } = await shop.ok(shop.place(cart.id, authorization_token))
  const payment = await shop.payment(order.id)
  return {
    order: await shop.order(order.id),
    payment,
    klarna: () => sandbox.order(payment.data.klarna_order_id),
  }
}
