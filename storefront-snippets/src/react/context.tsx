import {
  createContext,
  createElement,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react"
import { fetchKlarnaConfig, type KlarnaConfig } from "../config"
import type { KlarnaStoreOptions } from "../store-api"
import { ENGLISH, type KlarnaTexts } from "./texts"

interface KlarnaContextValue {
  store: KlarnaStoreOptions
  config: KlarnaConfig | null
  status: "loading" | "ready" | "failed"
  nonce: string | undefined
  texts: KlarnaTexts
}

const KlarnaContext = createContext<KlarnaContextValue | null>(null)

/** Properties of `KlarnaProvider`. */
export interface KlarnaProviderProps {
  /** Address of the Medusa server. */
  backendUrl: string
  publishableKey: string
  /** Country of the shopper, two letters. */
  countryCode: string
  /** Language wanted for Klarna, such as `sv-SE`. Default: Klarna's first for the country. */
  locale?: string | undefined
  /** The config, when a server has fetched it already. */
  config?: KlarnaConfig | undefined
  /** Nonce of the page's Content-Security-Policy. */
  nonce?: string | undefined
  texts?: Partial<KlarnaTexts> | undefined
  children?: ReactNode
}

/**
 * Gives everything below it the market's Klarna config. Loads none of Klarna's scripts by itself.
 *
 * @example
 * <KlarnaProvider backendUrl={url} publishableKey={key} countryCode="se">
 *   <TopBanner />
 * </KlarnaProvider>
 */
export function KlarnaProvider(props: KlarnaProviderProps) {
  const { backendUrl, publishableKey, countryCode, locale, nonce, texts, children } = props
  const store = useMemo(() => ({ backendUrl, publishableKey }), [backendUrl, publishableKey])
  const market = `${backendUrl} ${publishableKey} ${countryCode} ${locale ?? ""}`
  const [fetched, setFetched] = useState<{ market: string; config: KlarnaConfig | null }>()
  const given = props.config

  useEffect(() => {
    if (given) return undefined
    const abort = new AbortController()
    fetchKlarnaConfig(store, { countryCode, locale }, abort.signal).then(
      (config) => setFetched({ market, config }),
      () => {
        if (!abort.signal.aborted) setFetched({ market, config: null })
      }
    )
    return () => abort.abort()
  }, [given, store, countryCode, locale, market])

  const value = useMemo((): KlarnaContextValue => {
    // The config of another country is worse than none.
    const current = fetched?.market === market ? fetched : undefined
    const config = given ?? current?.config ?? null
    const status = config ? "ready" : current ? "failed" : "loading"
    return { store, config, status, nonce, texts: { ...ENGLISH, ...texts } }
  }, [given, fetched, market, store, nonce, texts])

  return createElement(KlarnaContext.Provider, { value }, children)
}

/** For the kit's own components. */
export function useKlarna(): KlarnaContextValue {
  const value = useContext(KlarnaContext)
  if (!value) throw new Error("Klarna: this component must be inside <KlarnaProvider>.")
  return value
}

/**
 * The market's config.
 *
 * @returns `config` is `null` while loading, and when it could not be had; the shop works without Klarna then
 * @example
 * const { config, status } = useKlarnaConfig()
 * const preselect = config?.preselection === "always"
 */
export function useKlarnaConfig(): {
  config: KlarnaConfig | null
  status: "loading" | "ready" | "failed"
} {
  const { config, status } = useKlarna()
  return { config, status }
}
