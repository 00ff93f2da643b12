import type { Account, Settings } from "./settings"

/** The account that a server's `Authorization` header belongs to: an API key as it stands, or user name and secret in base64. */
export function accountFor(header: string | undefined, settings: Settings): Account | undefined {
  const token = /^Basic\s+(\S+)$/i.exec(header ?? "")?.[1]
  if (!token) return undefined
  const decoded = Buffer.from(token, "base64").toString("utf8")
  return settings
    .accounts()
    .find(
      ({ username, password, api_key }) =>
        token === (api_key ?? password) ||
        decoded === `${username}:${password}` ||
        (api_key !== undefined && decoded === `${username}:${api_key}`)
    )
}
