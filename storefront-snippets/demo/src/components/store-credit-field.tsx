import type { HttpTypes } from "@medusajs/types"
import { useState, type FormEvent } from "react"
import { useCart } from "../shop/cart"
import { useShop } from "../shop/shop"

/** Pays a part with store credit. The demo's server has a route of its own for it: Medusa's store API has none. */
export function StoreCreditField({ cart }: { cart: HttpTypes.StoreCart }) {
  const { sdk } = useShop()
  const { change, isBusy } = useCart()
  const [amount, setAmount] = useState("")

  const apply = async (event: FormEvent) => {
    event.preventDefault()
    const credit = Number(amount.replace(",", "."))
    if (!(credit > 0)) return
    const isDone = await change(async ({ id }) => {
      await sdk.client.fetch(`/store/demo/carts/${id}/store-credit`, {
        method: "POST",
        body: { amount: credit },
      })
      return { cart }
    })
    if (isDone) setAmount("")
  }
  return (
    <form className="inline-form" onSubmit={(event) => void apply(event)}>
      <label>
        Store credit ({cart.currency_code.toUpperCase()})
        <input
          name="store_credit"
          value={amount}
          inputMode="decimal"
          autoComplete="off"
          placeholder="10.00"
          onChange={(event) => setAmount(event.target.value)}
        />
      </label>
      <button type="submit" className="button secondary" disabled={isBusy}>
        Use
      </button>
    </form>
  )
}
