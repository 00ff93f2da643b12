import type { KlarnaPaymentsLibrary } from "./payments"

/** Why a Klarna script is not there. */
export type KlarnaLoadErrorCode =
  /** The browser could not fetch it: offline, a content blocker, or a Content-Security-Policy. */
  | "blocked"
  /** It was fetched, but did not announce itself in time. */
  | "timeout"
  /** The page already runs the web SDK for another client id; it binds one for the life of a page. */
  | "other_client"

/** A Klarna script could not be loaded. Loading again is allowed, and tries again. */
export class KlarnaLoadError extends Error {
  override readonly name = "KlarnaLoadError"
  constructor(
    readonly code: KlarnaLoadErrorCode,
    readonly src: string
  ) {
    super(`Klarna script ${src}: ${code}`)
  }
}

/** Klarna's web SDK (v1), as far as on-site messages need it. */
export interface KlarnaMessagingLibrary {
  /** Draws new and changed `<klarna-placement>` elements. */
  refresh(): void
}

interface KlarnaGlobal {
  Payments?: KlarnaPaymentsLibrary
  OnsiteMessaging?: KlarnaMessagingLibrary
}

declare global {
  interface Window {
    Klarna?: KlarnaGlobal
    /** Klarna's payments library calls this once it is ready. */
    klarnaAsyncCallback?: (() => void) | undefined
  }
}

/** What both loaders take. */
export interface ScriptOptions {
  /** Address of the script, as `GET /store/klarna/config` gives it. */
  src: string
  /** Nonce of the page's Content-Security-Policy. */
  nonce?: string | undefined
  /** How long to wait for the script to announce itself, in milliseconds. Default 20,000. */
  timeoutMs?: number | undefined
}

const loading = new Map<string, Promise<void>>()
let webSdkClient: string | undefined

/**
 * Loads Klarna's payments library, once for each page however often it is called. Nothing is requested before the first call.
 *
 * @returns the library, or `null` on a server
 * @throws {KlarnaLoadError} when it can't be had; the next call tries again
 * @example
 * const klarna = await loadKlarnaPayments({ src })
 */
export async function loadKlarnaPayments(
  options: ScriptOptions
): Promise<KlarnaPaymentsLibrary | null> {
  if (typeof window === "undefined") return null
  if (!window.Klarna?.Payments) await once(options, {}, () => !!window.Klarna?.Payments)
  return window.Klarna?.Payments ?? null
}

/**
 * Loads Klarna's web SDK (v1), which draws `<klarna-placement>` elements. Once for each page.
 *
 * @returns its messaging part, or `null` on a server
 * @throws {KlarnaLoadError} when it can't be had, or the page already runs it for another client id
 * @example
 * const messaging = await loadKlarnaWebSdk({ src, clientId, environment: "playground" })
 */
export async function loadKlarnaWebSdk(
  options: ScriptOptions & { clientId: string; environment: string }
): Promise<KlarnaMessagingLibrary | null> {
  if (typeof window === "undefined") return null
  const { clientId, environment, src } = options
  if (loading.has(src) && webSdkClient !== clientId) throw new KlarnaLoadError("other_client", src)
  webSdkClient = clientId
  await once(options, { "data-client-id": clientId, "data-environment": environment }, () => true)
  // Looked up at each call: Klarna may put it there after the script has run. Elements draw themselves when they appear.
  return { refresh: () => window.Klarna?.OnsiteMessaging?.refresh() }
}

function once(
  options: ScriptOptions,
  attributes: Record<string, string>,
  isReady: () => boolean
): Promise<void> {
  const { src } = options
  let script = loading.get(src)
  if (!script) {
    script = insert(options, attributes, isReady)
    loading.set(src, script)
    script.catch(() => loading.delete(src))
  }
  return script
}

function insert(
  { src, nonce, timeoutMs = 20_000 }: ScriptOptions,
  attributes: Record<string, string>,
  isReady: () => boolean
): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    const fail = (code: KlarnaLoadErrorCode) => {
      clearTimeout(timer)
      script.remove()
      reject(new KlarnaLoadError(code, src))
    }
    const check = () => {
      if (!isReady()) return
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => fail("timeout"), timeoutMs)

    if (!("data-client-id" in attributes)) {
      // Klarna's payments library calls this when it is ready. It must exist before the script runs; the page may have its own.
      const previous = window.klarnaAsyncCallback
      window.klarnaAsyncCallback = () => {
        previous?.()
        check()
      }
    }
    script.onload = check
    script.onerror = () => fail("blocked")
    for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value)
    if (nonce) script.nonce = nonce
    script.async = true
    script.src = src
    document.head.append(script)
  })
}
