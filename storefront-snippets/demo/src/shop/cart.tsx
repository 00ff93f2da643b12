import type { HttpTypes } from "@medusajs/types"
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react"
import { useShop } from "./shop"

type Cart = HttpTypes.StoreCart
type CartAnswer = { cart: Cart }

export interface CartState {
  /** `undefined` while loading, `null` when there is none. */
  cart: Cart | null | undefined
  /** Grows with each change of the cart. */
  revision: number
  isBusy: boolean
  /** What went wrong at the last change. */
  error: string | null
  /** Changes the cart; at most one change at a time. False when it failed. */
  change(work: (cart: Cart) => Promise<CartAnswer>): Promise<boolean>
  /** Puts a variant into the cart, made now if there is none. */
  add(variantId: string, quantity: number): Promise<boolean>
  /** The cart became an order. */
  forget(): void
}

const CartContext = createContext<CartState | null>(null)
const FIELDS = "+shipping_methods.name"

export function useCart(): CartState {
  const cart = useContext(CartContext)
  if (!cart) throw new Error("useCart needs a CartProvider above it.")
  return cart
}

export function CartProvider({ children }: { children: ReactNode }) {
  const { sdk, country, region } = useShop()
  const key = `cart:${country}`
  const [cart, setCart] = useState<Cart | null>()
  const [revision, setRevision] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const load = useCallback(
    async (id: string): Promise<CartAnswer> => sdk.store.cart.retrieve(id, { fields: FIELDS }),
    [sdk]
  )
  const keep = useCallback((next: Cart | null) => {
    setCart(next)
    setRevision((number) => number + 1)
  }, [])
  const forget = useCallback(() => {
    localStorage.removeItem(key)
    keep(null)
  }, [key, keep])

  useEffect(() => {
    const id = localStorage.getItem(key)
    if (!id) return keep(null)
    load(id).then(
      ({ cart: found }) => (isOpen(found) ? keep(found) : forget()),
      () => forget()
    )
  }, [key, load, keep, forget])

  const run = useCallback(
    async (work: () => Promise<Cart>): Promise<boolean> => {
      setBusy(true)
      setError(null)
      try {
        const { id } = await work()
        keep((await load(id)).cart)
        return true
      } catch (failure) {
        setError(failure instanceof Error ? failure.message : "That did not work.")
        return false
      } finally {
        setBusy(false)
      }
    },
    [keep, load]
  )

  const value = useMemo(
    (): CartState => ({
      cart,
      revision,
      isBusy,
      error,
      forget,
      change: (work) =>
        run(async () => {
          if (!cart) throw new Error("The cart is empty.")
          return (await work(cart)).cart
        }),
      add: (variantId, quantity) =>
        run(async () => {
          const target = cart ?? (await sdk.store.cart.create({ region_id: region.id })).cart
          localStorage.setItem(key, target.id)
          const item = { variant_id: variantId, quantity }
          return (await sdk.store.cart.createLineItem(target.id, item)).cart
        }),
    }),
    [cart, revision, isBusy, error, forget, run, sdk, region.id, key]
  )
  return <CartContext.Provider value={value}>{children}</CartContext.Provider>
}

function isOpen(cart: Cart): boolean {
  return !("completed_at" in cart && cart.completed_at)
}
