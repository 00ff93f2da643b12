/** The storefront that patterns of addresses speak of: the market's own, else the plugin's; without a slash at its end. */
export function storefrontOf(own: string, fallback: string | undefined): string | undefined {
  return (own || fallback || "").replace(/\/+$/, "") || undefined
}

/**
 * Fills a pattern of an address. Values are escaped, but for the storefront's address, which is one itself.
 *
 * @returns undefined where the pattern asks for something that is not known
 * @example
 * fillPattern("{storefront_url}/p/{handle}", { storefront_url: "https://shop.example", handle: "mug" })
 * // "https://shop.example/p/mug"
 */
export function fillPattern(
  pattern: string,
  values: Readonly<Record<string, string | undefined>>
): string | undefined {
  const asked = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  if (asked.some((name) => !values[name])) return undefined
  return pattern.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = values[name] ?? ""
    return name === "storefront_url" ? value : encodeURIComponent(value)
  })
}
