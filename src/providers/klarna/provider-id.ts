/** Id under which Medusa knows the provider. */
export const KLARNA_PROVIDER_ID = "pp_klarna_klarna"

/** Whether a payment provider is Klarna by this plugin. */
export function isKlarna(providerId: string | null | undefined): boolean {
  return providerId === KLARNA_PROVIDER_ID
}
