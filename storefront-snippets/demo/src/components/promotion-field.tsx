import type { HttpTypes } from "@medusajs/types"
import { useState, type FormEvent } from "react"
import { useCart } from "../shop/cart"
import { useShop } from "../shop/shop"

export function PromotionField({ cart }: { cart: HttpTypes.StoreCart }) {
  const { sdk } = useShop()
  const { change, isBusy } = useCart()
  const [code, setCode] = useState("")
  const [refused, setRefused] = useState<string | null>(null)
  const codes = cart.promotions.flatMap((promotion) => promotion.code ?? [])

  const apply = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = code.trim().toUpperCase()
    if (!wanted) return
    setRefused(null)
    const isDone = await change(async ({ id }) => {
      const answer = await sdk.store.cart.addPromotions(id, { promo_codes: [wanted] })
      // Medusa takes a code that does not fit the cart without a word.
      if (!answer.cart.promotions.some((promotion) => promotion.code === wanted)) setRefused(wanted)
      return answer
    })
    if (isDone) setCode("")
    else setRefused(wanted)
  }
  return (
    <div>
      <form className="inline-form" onSubmit={(event) => void apply(event)}>
        <label>
          Promotion code
          <input
            name="promotion"
            value={code}
            autoComplete="off"
            placeholder="TEN"
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <button type="submit" className="button secondary" disabled={isBusy}>
          Apply
        </button>
      </form>
      {refused ? <p role="alert">The code {refused} can’t be used here.</p> : null}
      {codes.map((applied) => (
        <p key={applied} className="tag">
          {applied}
          <button
            type="button"
            aria-label={`Remove ${applied}`}
            disabled={isBusy}
            onClick={() =>
              void change(({ id }) =>
                sdk.store.cart.removePromotions(id, { promo_codes: [applied] })
              )
            }
          >
            ×
          </button>
        </p>
      ))}
    </div>
  )
}
