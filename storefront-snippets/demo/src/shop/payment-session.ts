import type { HttpTypes } from "@medusajs/types"
import { useEffect, useRef, useState } from "react"
import type { PaymentMethodCategory } from "../../../src"
import { KLARNA, useShop } from "./shop"

type Result = { for: string; provider: string; failure: string | null }

/**
 * Keeps Medusa's payment session in line with what the shopper chose. Medusa has one session at a time and drops it whenever the
 * total changes, so it is made anew for each revision of the cart. Klarna's is made first even when nothing is chosen yet: name and
 * logo of the option come from it.
 */
export function usePaymentSession(
  cart: HttpTypes.StoreCart,
  wanted: { provider: string | null; revision: number }
): {
  /** The session of the wanted provider is there. */
  isReady: boolean
  failure: string | null
  categories: PaymentMethodCategory[] | null
} {
  const { sdk } = useShop()
  const key = `${cart.id} ${wanted.provider} ${wanted.revision}`
  const [result, setResult] = useState<Result>()
  const [categories, setCategories] = useState<PaymentMethodCategory[] | null>(null)
  const asked = useRef("")
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    const { provider } = wanted
    if (!provider || asked.current === key) return
    asked.current = key
    const done = (failure: string | null) => {
      if (asked.current === key) setResult({ for: key, provider, failure })
    }
    // One after the other: Medusa deletes the old session while it makes the new one.
    queue.current = queue.current.then(async () => {
      if (asked.current !== key) return
      try {
        const { payment_collection: collection } = await sdk.store.payment.initiatePaymentSession(
          cart,
          { provider_id: provider }
        )
        const data = collection.payment_sessions?.find(
          (session) => session.provider_id === provider
        )?.data
        if (provider === KLARNA) setCategories(categoriesOf(data))
        done(null)
      } catch (error) {
        done(error instanceof Error ? error.message : "This way to pay is not available.")
      }
    })
  }, [sdk, cart, key, wanted])

  const current = result?.for === key ? result : undefined
  return {
    isReady: current !== undefined && current.failure === null,
    failure: current?.failure ?? null,
    categories,
  }
}

function categoriesOf(data: Record<string, unknown> | undefined): PaymentMethodCategory[] {
  const categories = data?.payment_method_categories
  return Array.isArray(categories) ? (categories as PaymentMethodCategory[]) : []
}
