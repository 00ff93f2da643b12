/** The address if it leads to the web, else null: a `javascript:` address from elsewhere must never become a link. */
export function webLink(address: string | null | undefined): string | null {
  return address && /^https?:\/\//i.test(address) ? address : null
}
