import { effectiveCountry, type MarketClaim } from "./markets"

/** What Klarna's playground does with a shopper is written into the e-mail address: `customer+denied@email.se`. */
export type ShopperFate =
  | { kind: "approved" }
  | { kind: "denied" }
  | { kind: "no_form" }
  | { kind: "pending"; decision: "accept" | "reject"; minutes: number }

type Shopper = MarketClaim & {
  billing_address?: { country?: string | undefined; email?: string | undefined } | undefined
  shipping_address?: { email?: string | undefined } | undefined
}

/** Orders are held back for a check of fraud in these markets only. */
const PENDING_MARKETS = new Set(["US", "GB"])

export function fateOf(shopper: Shopper): ShopperFate {
  const email = shopper.billing_address?.email ?? shopper.shipping_address?.email ?? ""
  const suffixes = email.split("@")[0]?.split("+").slice(1) ?? []

  if (suffixes.includes("denied")) return { kind: "denied" }
  if (suffixes.includes("red")) return { kind: "no_form" }
  const pending = suffixes
    .map((suffix) => /^pend-(accept|reject)-(\d\d)$/.exec(suffix))
    .find(Boolean)
  if (pending && PENDING_MARKETS.has(effectiveCountry(shopper))) {
    return {
      kind: "pending",
      decision: pending[1] === "accept" ? "accept" : "reject",
      minutes: Number(pending[2]),
    }
  }
  return { kind: "approved" }
}
