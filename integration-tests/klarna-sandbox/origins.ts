/**
 * An address at a local one, where `callback_origins` names one for its origin: `https://shop.example/paid?x=1` with
 * `{"https://shop.example": "http://localhost:8000"}` is `http://localhost:8000/paid?x=1`. `null` where none is named.
 */
export function mapped(url: string, origins: Readonly<Record<string, string>>): string | null {
  if (!URL.canParse(url)) return null
  const { origin, pathname, search, hash } = new URL(url)
  const local = origins[origin]
  return local ? `${local.replace(/\/$/, "")}${pathname}${search}${hash}` : null
}
