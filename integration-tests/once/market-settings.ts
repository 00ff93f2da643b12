import type { Clients } from "./clients"
import { Anything, MarketsAnswer } from "./schemas"

async function readMarket({ admin }: Clients, country: string) {
  const { markets } = await admin.get("/admin/klarna/markets", MarketsAnswer)
  const market = markets.find(({ country_code }) => country_code === country)
  if (!market) throw new Error(`The admin does not know the market ${country}.`)
  return market
}

/** Says when a market captures. Answers a function that gives the market back what it had. */
export async function setCapture(
  clients: Clients,
  country: string,
  capture: "on_shipment" | "manual"
): Promise<() => Promise<void>> {
  const save = async (value: unknown) => {
    const { version } = await readMarket(clients, country)
    await clients.admin.post(
      `/admin/klarna/markets/${country}`,
      { values: { capture: value }, version },
      Anything
    )
  }
  const before = (await readMarket(clients, country)).overrides.capture ?? null
  await save(capture)
  return () => save(before)
}
