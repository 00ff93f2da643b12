/** Where the shop's Medusa server is. Served by the shop's own server, so that one build runs anywhere. */
export interface ShopSettings {
  medusaUrl: string
  publishableKey: string
}

export async function loadSettings(): Promise<ShopSettings> {
  const response = await fetch("/config.json")
  if (!response.ok) throw new Error("The shop's settings could not be loaded.")
  return (await response.json()) as ShopSettings
}
