import { z } from "zod"
import { ApprovalAnswer, CartAnswer, RefreshAnswer } from "../once/schemas"
import { success, type Answer } from "./answers"
import { ADDRESS } from "./catalogue"
import type { Instance } from "./instance"
import type { World } from "./world"

let count = 0

const Item = z.object({ cart: z.object({ items: z.array(z.object({ id: z.string() })) }) })

/** One shopper with one cart, who talks to whichever Medusa the load balancer chose. */
export class Shopper {
  private constructor(
    private readonly world: World,
    readonly cartId: string,
    readonly email: string
  ) {}

  /** A shopper with one thing in the cart, an address and a way of shipping. */
  static async withCart(world: World, instance: Instance): Promise<Shopper> {
    count += 1
    const email = `customer+${count}@email.se`
    const store = world.store(instance)
    const { regionId, variantId, shippingOptionId } = world.catalogue
    const { cart } = success(
      await store.post("/store/carts", {
        region_id: regionId,
        email,
        items: [{ variant_id: variantId, quantity: 1 }],
        shipping_address: ADDRESS,
        billing_address: ADDRESS,
      }),
      CartAnswer,
      "a cart"
    )
    success(
      await store.post(`/store/carts/${cart.id}/shipping-methods`, { option_id: shippingOptionId }),
      z.unknown(),
      "shipping"
    )
    return new Shopper(world, cart.id, email)
  }

  /** A shopper who has approved the payment in Klarna's window. */
  static async approved(world: World, instance: Instance): Promise<Shopper & { token: string }> {
    const shopper = await Shopper.withCart(world, instance)
    return Object.assign(shopper, { token: await shopper.approve(instance) })
  }

  refresh(instance: Instance): Promise<Answer> {
    return this.world.store(instance).post(`/store/klarna/carts/${this.cartId}/refresh`)
  }

  /** Approves what the cart holds now. Answers the token that Klarna gives to the browser. */
  async approve(instance: Instance): Promise<string> {
    const { session, authorize_data } = success(
      await this.refresh(instance),
      RefreshAnswer,
      "refresh"
    )
    const approval = ApprovalAnswer.parse(
      await this.world.sandbox.authorize(session.session_id, { data: authorize_data })
    )
    if (!approval.authorization_token) throw new Error("The sandbox gave no approval.")
    return approval.authorization_token
  }

  place(instance: Instance, token?: string): Promise<Answer> {
    return this.world
      .store(instance)
      .post(`/store/klarna/carts/${this.cartId}/place`, token ? { authorization_token: token } : {})
  }

  /** Medusa's own route, as the stock storefront uses it. */
  complete(instance: Instance): Promise<Answer> {
    return this.world.store(instance).post(`/store/carts/${this.cartId}/complete`)
  }

  async changeQuantity(instance: Instance, quantity: number): Promise<Answer> {
    const store = this.world.store(instance)
    const { cart } = success(
      await store.get(`/store/carts/${this.cartId}?fields=*items`),
      Item,
      "the cart"
    )
    return store.post(`/store/carts/${this.cartId}/line-items/${cart.items[0]?.id}`, { quantity })
  }

  /** Klarna's call that tells of the approval, as it would arrive now. */
  async callback(instance: Instance): Promise<Answer> {
    const calls = await this.world.sandbox.callbacks()
    const call = calls
      .filter(({ kind, url }) => kind === "authorization" && url.includes(this.cartId))
      .at(-1)
    if (!call) throw new Error("Klarna was given no address to call.")
    const { pathname, search } = new URL(call.url)
    return instance.calls({}).post(`${pathname}${search}`, call.body)
  }

  /** Time passes until the sweep's next look at the purchase, if it has one before it at all. */
  async due(): Promise<void> {
    await this.world.sql.rows(
      "update klarna_purchase set next_check_at = now() where subject_id = $1 and next_check_at > now()",
      [this.cartId]
    )
  }
}
