import Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react"
import { KlarnaProvider, useKlarnaConfig } from "../../../src/react"
import type { ShopSettings } from "./settings"

/** The shop in one country. */
export interface Shop {
  sdk: Medusa
  country: string
  region: HttpTypes.StoreRegion
  /** Every country that the shop sells to, two lower-case letters. */
  countries: string[]
  locale: string
  /** A price in the market's currency, as its people write it. */
  price(amount: number | null | undefined): string
}

const ShopContext = createContext<Shop | null>(null)

export function useShop(): Shop {
  const shop = useContext(ShopContext)
  if (!shop) throw new Error("useShop needs a ShopProvider above it.")
  return shop
}

/** Klarna's provider id in Medusa, and that of paying some other way. */
export const KLARNA = "pp_klarna_klarna"
export const MANUAL = "pp_system_default"

/** Loads regions and Klarna's config together, and shows the shop once both are known, so that nothing moves later. */
export function ShopProvider(props: {
  settings: ShopSettings
  country: string
  fallback: ReactNode
  onUnknownCountry: (countries: string[]) => void
  children: ReactNode
}) {
  const { settings, country, fallback, onUnknownCountry, children } = props
  const sdk = useMemo(
    () => new Medusa({ baseUrl: settings.medusaUrl, publishableKey: settings.publishableKey }),
    [settings]
  )
  const [regions, setRegions] = useState<HttpTypes.StoreRegion[]>()
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    sdk.store.region.list({ limit: 100, fields: "*countries" }).then(
      (answer) => setRegions(answer.regions),
      () => setFailure("The shop is closed for a moment. Please try again soon.")
    )
  }, [sdk])

  const countries = useMemo(() => countriesOf(regions ?? []), [regions])
  const region = regions?.find((candidate) =>
    candidate.countries?.some(({ iso_2 }) => iso_2 === country)
  )
  useEffect(() => {
    if (regions && !region) onUnknownCountry(countries)
  }, [regions, region, countries, onUnknownCountry])

  if (failure) return <p className="page-message">{failure}</p>
  if (!region) return fallback
  return (
    <KlarnaProvider
      backendUrl={settings.medusaUrl}
      publishableKey={settings.publishableKey}
      countryCode={country}
    >
      <Market shop={{ sdk, country, region, countries }} fallback={fallback}>
        {children}
      </Market>
    </KlarnaProvider>
  )
}

function Market(props: {
  shop: Omit<Shop, "locale" | "price">
  fallback: ReactNode
  children: ReactNode
}) {
  const { sdk, country, region, countries } = props.shop
  const { config, status } = useKlarnaConfig()
  const locale = config?.locale ?? `en-${country.toUpperCase()}`
  const shop = useMemo((): Shop => {
    const format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency: region.currency_code,
    })
    return {
      sdk,
      country,
      region,
      countries,
      locale,
      price: (amount) => (typeof amount === "number" ? format.format(amount) : ""),
    }
  }, [sdk, country, region, countries, locale])
  if (status === "loading") return props.fallback
  return <ShopContext.Provider value={shop}>{props.children}</ShopContext.Provider>
}

function countriesOf(regions: HttpTypes.StoreRegion[]): string[] {
  return regions
    .flatMap((region) => region.countries ?? [])
    .flatMap(({ iso_2 }) => (iso_2 ? [iso_2] : []))
    .sort()
}
