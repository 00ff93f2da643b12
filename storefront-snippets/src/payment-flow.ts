import type { PlacedPurchase, RefreshedPurchase } from "./checkout-api"
import type { AuthorizeResult, KlarnaPaymentsLibrary } from "./payments"
import { authorizePayment, finalizePayment, initPayments, loadWidget } from "./payments"
import { KlarnaStoreError } from "./store-api"

/** What the shopper should know after a try. */
export type PaymentNotice =
  /** They closed Klarna's window. */
  | "closed"
  /** Klarna needs some data corrected; its widget says which. */
  | "correctable"
  /** One more click completes the payment. */
  | "finalize"
  /** Approved, but it is not known whether the order was placed. The next click asks the shop again, not the shopper. */
  | "unconfirmed"
  /** Approved in an earlier try. The next click places the order and asks nobody. */
  | "approved"
  /** Approved, but the shop would not place it (the cart changed, or the approval ran out). The next click asks anew. */
  | "refused"

/** Why Klarna can't be used for this purchase. */
export type HiddenReason =
  /** Klarna does not offer itself for this purchase. */
  | "not_offered"
  /** Klarna said no to this shopper. */
  | "denied"

/** What went wrong before the shopper could pay. `payment.retry()` tries again. */
export type FailureReason =
  /** The shop could not prepare the payment. */
  | "shop"
  /** Klarna's script did not come. */
  | "script"
  /** Klarna's library refused the call. */
  | "library"

/** Where a payment with Klarna stands. */
export type PaymentState = (
  | { status: "idle" }
  | { status: "loading" }
  | { status: "ready"; notice: PaymentNotice | null; invalidFields: string[] }
  | { status: "hidden"; reason: HiddenReason }
  | { status: "failed"; reason: FailureReason; message: string }
  /** Klarna's window is open: lock the page's inputs. */
  | { status: "authorizing" }
  | { status: "placing" }
  | { status: "placed"; placed: PlacedPurchase }
) & {
  /** The last refreshed purchase: amount, categories. `null` before the first refresh. */
  purchase: RefreshedPurchase | null
}

type Step = PaymentState extends infer State
  ? State extends PaymentState
    ? Omit<State, "purchase">
    : never
  : never

/** What a payment needs from outside. */
export interface PaymentFlowOptions {
  /** Brings the Klarna session in line with the cart: `refreshKlarnaSession`. */
  refresh(): Promise<RefreshedPurchase>
  /** Places the approved order: `placeKlarnaOrder`. */
  place(authorizationToken?: string): Promise<PlacedPurchase>
  /** Gives Klarna's library: `loadKlarnaPayments`. */
  klarna(): Promise<KlarnaPaymentsLibrary | null>
  /** Pauses between tries to place an order whose outcome is unknown, in milliseconds. */
  retryDelaysMs?: number[]
}

/** A payment with Klarna, from the first look at the widget to the placed order. Made for a cart; knows no framework. */
export interface KlarnaPayment {
  getState(): PaymentState
  subscribe(listener: () => void): () => void
  /** The cart is in this state now. A new key refreshes the session and reloads the widget; the same key does nothing. */
  cartIs(key: string): void
  /** Shows the widget here. Returns what takes it away again. */
  mount(container: HTMLElement): () => void
  /** Asks the shopper and places the order. Call it straight from the click. Does nothing unless the state is `ready`. */
  pay(): Promise<void>
  /** Tries again after `failed`. */
  retry(): void
}

/** What the library was last started with: it is one for the page, and so is this. */
const started = new WeakMap<KlarnaPaymentsLibrary, string>()

/**
 * Creates the payment of one cart. Nothing happens, and nothing is loaded, before `cartIs` and `mount` are called.
 *
 * @example
 * const payment = createKlarnaPayment({
 *   refresh: () => refreshKlarnaSession(store, cartId),
 *   place: (token) => placeKlarnaOrder(store, cartId, token),
 *   klarna: () => loadKlarnaPayments({ src: config.scripts.payments }),
 * })
 * payment.cartIs(cart.updated_at)
 * payment.mount(document.querySelector("#klarna"))
 * button.onclick = () => payment.pay()
 */
export function createKlarnaPayment(options: PaymentFlowOptions): KlarnaPayment {
  const { retryDelaysMs = [500, 1500, 4000] } = options
  const listeners = new Set<() => void>()
  let state: PaymentState = { status: "idle", purchase: null }

  let library: KlarnaPaymentsLibrary | null = null
  let container: HTMLElement | null = null
  let leaveContainer = () => {}
  let cartKey: string | null = null
  let isStale = false
  let isSyncing = false
  /** What the widget shows, and where. */
  let shown: { fingerprint: string; container: HTMLElement } | null = null
  let deniedToken: string | null = null
  let approvedToken: string | null = null
  let mustFinalize = false
  let pendingNotice: PaymentNotice | null = null

  function become(step: Step, purchase = state.purchase): void {
    state = { ...step, purchase }
    for (const listener of listeners) listener()
  }

  const isBusy = () =>
    state.status === "authorizing" || state.status === "placing" || state.status === "placed"

  const needsWork = () =>
    isStale || (container !== null && state.purchase !== null && shown?.container !== container)

  function refreshSoon(): void {
    isStale = true
    // At once, so that no click comes between: what it would send is out of date.
    if (!isBusy()) become({ status: "loading" })
    void sync()
  }

  function ready(invalidFields: string[] = []): void {
    become({ status: "ready", notice: pendingNotice, invalidFields })
  }

  /** Brings session and widget in line with cart and container. One at a time; changes meanwhile make it go round again. */
  async function sync(): Promise<void> {
    // While Klarna's window is open its session must not change: the shopper would approve something else.
    if (isSyncing || isBusy()) return
    isSyncing = true
    try {
      // React's StrictMode mounts, unmounts and mounts again in one go: look at what came of it.
      await null
      while (!isBusy() && needsWork()) {
        const isSettled = !(await round())
        if (isSettled && !isStale) break
      }
    } finally {
      isSyncing = false
    }
  }

  /** One refresh and one load, where needed. False when it ended in a state that waits for something from outside. */
  async function round(): Promise<boolean> {
    become({ status: "loading" })
    let purchase = state.purchase
    if (isStale || !purchase) {
      isStale = false
      try {
        purchase = await options.refresh()
      } catch (error) {
        if (isStale) return true
        return fail("shop", error)
      }
      if (isStale) return true
      become({ status: "loading" }, purchase)
    }
    if (purchase.approved) {
      // Klarna's session is used up: its widget has nothing left to show.
      shown = container && { fingerprint: "", container }
      pendingNotice = "approved"
      ready()
      return true
    }
    if (purchase.session.client_token === deniedToken) {
      become({ status: "hidden", reason: "denied" })
      return false
    }
    try {
      library ??= await options.klarna()
    } catch (error) {
      return fail("script", error)
    }
    if (isStale) return true
    if (!library || !container) return false
    return show(library, purchase, container)
  }

  async function show(
    klarna: KlarnaPaymentsLibrary,
    purchase: RefreshedPurchase,
    place: HTMLElement
  ): Promise<boolean> {
    const token = purchase.session.client_token
    const fingerprint = JSON.stringify([token, purchase.order_amount, purchase.authorize_data])
    if (shown?.container === place && shown.fingerprint === fingerprint) {
      ready()
      return true
    }
    shown = { fingerprint, container: place }
    try {
      if (started.get(klarna) !== token) {
        initPayments(klarna, token)
        started.set(klarna, token)
      }
    } catch (error) {
      return failInLibrary(klarna, error)
    }
    const left = new Promise<null>((resolve) => {
      leaveContainer = () => resolve(null)
    })
    const result = await Promise.race([loadWidget(klarna, place), left])
    if (!result || isStale || container !== place) return true
    if (result.status === "error") return failInLibrary(klarna, result.error)
    if (result.status === "hidden") {
      shown = null
      become({ status: "hidden", reason: "not_offered" })
      return false
    }
    ready(result.invalidFields)
    return true
  }

  function fail(reason: FailureReason, error: unknown): false {
    become({ status: "failed", reason, message: error instanceof Error ? error.message : "" })
    return false
  }

  /** Whatever the library knew, the next try starts it anew. */
  function failInLibrary(klarna: KlarnaPaymentsLibrary, error: unknown): false {
    shown = null
    started.delete(klarna)
    return fail("library", error)
  }

  async function afterAsking(result: AuthorizeResult): Promise<void> {
    mustFinalize = result.status === "finalize_required"
    switch (result.status) {
      case "approved":
        approvedToken = result.authorizationToken
        return place(approvedToken)
      case "finalize_required":
        return settle("finalize")
      case "closed":
        return settle("closed")
      case "correctable":
        return settle("correctable", result.invalidFields)
      case "denied":
        return deny()
      case "error":
        if (library) failInLibrary(library, result.error)
        return
    }
  }

  /** Klarna said no: it hides for this session, whatever happens to the cart. */
  function deny(): Promise<void> {
    deniedToken = state.purchase?.session.client_token ?? null
    become({ status: "hidden", reason: "denied" })
    return sync()
  }

  function settle(notice: PaymentNotice, invalidFields: string[] = []): Promise<void> {
    pendingNotice = notice
    ready(invalidFields)
    return sync()
  }

  async function place(token?: string): Promise<void> {
    become({ status: "placing" })
    for (let attempt = 0; ; attempt += 1) {
      try {
        become({ status: "placed", placed: await options.place(token) })
        return
      } catch (error) {
        const isUnknown = !(error instanceof KlarnaStoreError) || error.isOutcomeUnknown
        const pause = retryDelaysMs[attempt]
        if (isUnknown && pause !== undefined) {
          await new Promise((resolve) => setTimeout(resolve, pause))
          continue
        }
        if (isUnknown) return settle("unconfirmed")
        approvedToken = null
        if (error.code === "declined") return deny()
        // The shop knows that this approval can't become an order: a later click must ask for a new one.
        isStale = true
        return settle("refused")
      }
    }
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    cartIs(key) {
      if (key === cartKey) return
      cartKey = key
      mustFinalize = false
      pendingNotice = null
      refreshSoon()
    },
    mount(element) {
      container = element
      void sync()
      return () => {
        if (container !== element) return
        container = null
        shown = null
        leaveContainer()
      }
    },
    pay() {
      const { purchase } = state
      if (state.status !== "ready" || !purchase) return Promise.resolve()
      pendingNotice = null
      if (approvedToken) return place(approvedToken)
      if (purchase.approved) return place()
      if (!library) return Promise.resolve()
      if (Date.parse(purchase.session.expires_at) <= Date.now()) {
        refreshSoon()
        return Promise.resolve()
      }
      const call = mustFinalize ? finalizePayment : authorizePayment
      // Called before the state changes, so that nothing stands between the click and Klarna's window.
      const asking = call(library, purchase.authorize_data)
      become({ status: "authorizing" })
      return asking.then(afterAsking)
    },
    retry() {
      if (state.status === "failed") refreshSoon()
    },
  }
}
