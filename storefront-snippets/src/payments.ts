/** One way to pay, as Klarna's session names it. */
export interface PaymentMethodCategory {
  identifier: string
  name: string
  asset_urls: { standard: string; descriptive: string }
}

/** Data of a session for `authorize`, made by the server. The browser passes it on and never reads or changes it. */
export type AuthorizeData = Record<string, unknown>

interface LoadAnswer {
  show_form?: boolean
  error?: { invalid_fields?: string[] }
}

interface AuthorizeAnswer extends LoadAnswer {
  approved?: boolean
  authorization_token?: string
  finalize_required?: boolean
}

/** What this kit uses of `window.Klarna.Payments`. */
export interface KlarnaPaymentsLibrary {
  init(options: { client_token: string }): void
  load(options: { container: HTMLElement }, callback: (answer: LoadAnswer) => void): void
  authorize(
    options: Record<string, never>,
    data: AuthorizeData,
    callback: (answer: AuthorizeAnswer) => void
  ): void
  finalize(
    options: Record<string, never>,
    data: AuthorizeData,
    callback: (answer: AuthorizeAnswer) => void
  ): void
}

/** Klarna's library threw: it was called in the wrong order, or with something that it does not know. */
export class KlarnaLibraryError extends Error {
  override readonly name = "KlarnaLibraryError"
  constructor(
    /** Klarna's name of the error, such as `InvalidClientTokenError`. */
    readonly code: string
  ) {
    super(`Klarna's library refused the call: ${code}`)
  }
}

/** How showing the widget went. */
export type LoadResult =
  | { status: "shown"; invalidFields: string[] }
  /** Klarna does not offer itself for this purchase. */
  | { status: "hidden" }
  | { status: "error"; error: KlarnaLibraryError }

/** How asking the shopper went. */
export type AuthorizeResult =
  | { status: "approved"; authorizationToken: string }
  /** Approved in principle, without a token: a second click calls `finalize`. */
  | { status: "finalize_required" }
  /** The shopper closed Klarna's window. Klarna stays selectable. */
  | { status: "closed" }
  /** Klarna said no. Offer another way to pay. */
  | { status: "denied" }
  /** Some data must be corrected; Klarna's widget says which. */
  | { status: "correctable"; invalidFields: string[] }
  | { status: "error"; error: KlarnaLibraryError }

/**
 * Starts the library with a session. Once for each client token.
 *
 * @throws {KlarnaLibraryError} when Klarna does not know the token
 */
export function initPayments(klarna: KlarnaPaymentsLibrary, clientToken: string): void {
  try {
    klarna.init({ client_token: clientToken })
  } catch (error) {
    throw libraryError(error)
  }
}

/**
 * Shows Klarna's widget in the container. No category is named, so it shows every one that the account has. Call it again after
 * the session changed.
 */
export function loadWidget(
  klarna: KlarnaPaymentsLibrary,
  container: HTMLElement
): Promise<LoadResult> {
  return ask(
    (callback) => klarna.load({ container }, callback),
    (answer: LoadAnswer) =>
      answer.show_form === false
        ? { status: "hidden" }
        : { status: "shown", invalidFields: answer.error?.invalid_fields ?? [] }
  )
}

/**
 * Asks the shopper. Call it straight from the click, with nothing awaited before it: browsers block the window otherwise.
 *
 * @param data `authorize_data` of `POST /store/klarna/carts/:id/refresh`, unchanged
 * @example
 * const result = await authorizePayment(klarna, refreshed.authorize_data)
 * if (result.status === "approved") await placeKlarnaOrder(store, cartId, result.authorizationToken)
 */
export function authorizePayment(
  klarna: KlarnaPaymentsLibrary,
  data: AuthorizeData
): Promise<AuthorizeResult> {
  return ask((callback) => klarna.authorize({}, data, callback), readAuthorization)
}

/** The second click after `finalize_required`. Same rules as `authorizePayment`. */
export function finalizePayment(
  klarna: KlarnaPaymentsLibrary,
  data: AuthorizeData
): Promise<AuthorizeResult> {
  return ask((callback) => klarna.finalize({}, data, callback), readAuthorization)
}

/**
 * Name and logo of Klarna's one option in a checkout, from the session and never from the page: those of the category when there
 * is one; with several, "Klarna" and the first one's logo. `null` when Klarna offers nothing.
 *
 * @example
 * const option = paymentOption(session.payment_method_categories)
 */
export function paymentOption(
  categories: PaymentMethodCategory[] | null | undefined
): { name: string; logo: string | null } | null {
  const [first, second] = categories ?? []
  if (!first) return null
  return { name: second ? "Klarna" : first.name, logo: first.asset_urls?.standard ?? null }
}

function readAuthorization(answer: AuthorizeAnswer): AuthorizeResult {
  if (answer.approved) {
    // Approved without a token is nothing to place an order with, whatever else the answer says.
    return answer.authorization_token
      ? { status: "approved", authorizationToken: answer.authorization_token }
      : { status: "finalize_required" }
  }
  if (!answer.show_form) return { status: "denied" }
  return answer.error
    ? { status: "correctable", invalidFields: answer.error.invalid_fields ?? [] }
    : { status: "closed" }
}

/**
 * Klarna's library throws after it has called back with "not approved, no form". What was thrown counts: else a mistake of the
 * page would look like a refusal of the shopper. So the callback waits until the call has returned.
 */
function ask<Answer, Result>(
  call: (callback: (answer: Answer) => void) => void,
  read: (answer: Answer) => Result
): Promise<Result | { status: "error"; error: KlarnaLibraryError }> {
  return new Promise((resolve) => {
    try {
      call((answer) => queueMicrotask(() => resolve(read(answer))))
    } catch (error) {
      resolve({ status: "error", error: libraryError(error) })
    }
  })
}

function libraryError(error: unknown): KlarnaLibraryError {
  return new KlarnaLibraryError(error instanceof Error ? error.name : "UnknownError")
}
