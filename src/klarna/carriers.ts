import { CARRIER_HOSTS, CARRIER_NAMES } from "./carrier-table"

/**
 * Klarna's code of the carrier that brings a parcel, so that its app can follow it: by the host of the tracking link, else by the
 * names that the shop knows (of the fulfilment provider, of the shipping option). The first name that is recognised wins.
 *
 * @returns a code of Klarna's list, else the first name as it is (the caller clips it to 100 characters), else undefined
 * @example
 * carrierFor({ trackingUrl: "https://www.dhl.de/...", names: ["Standard"] }) // "dhl-germany"
 * carrierFor({ names: ["manual_manual", "PostNord MyPack"] }) // "postnord"
 */
export function carrierFor(parcel: {
  trackingUrl?: string | null | undefined
  names: readonly (string | undefined | null)[]
}): string | undefined {
  const byLink = codeOfLink(parcel.trackingUrl)
  if (byLink) return byLink
  const names = parcel.names.map((name) => name?.trim() ?? "").filter((name) => name.length > 0)
  for (const name of names) {
    const code = codeOfName(name)
    if (code) return code
  }
  return names.find((name) => !MEANINGLESS.test(name))
}

/** Names of Medusa's own that say nothing about a carrier. */
const MEANINGLESS =
  /^(?:fp_)?manual(?:_manual(?:-fulfillment)?)?$|^manual-fulfillment$|^(?:standard|express|default)(?: shipping| delivery)?$/i

function codeOfLink(link: string | null | undefined): string | undefined {
  if (!link) return undefined
  try {
    const { hostname, pathname } = new URL(link)
    const host = hostname.toLowerCase().replace(/^www\./, "")
    return CARRIER_HOSTS.find(
      ([suffix, , path]) =>
        (host === suffix || host.endsWith(`.${suffix}`)) &&
        (!path || pathname.toLowerCase().includes(path))
    )?.[1]
  } catch {
    return undefined
  }
}

function codeOfName(name: string): string | undefined {
  const words = ` ${wordsOf(name)} `
  return CARRIER_NAMES.find(([pattern]) => words.includes(` ${pattern} `))?.[1]
}

function wordsOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
}
