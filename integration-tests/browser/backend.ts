import { environment } from "./environment"

type Json = Record<string, unknown>

async function ask<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Answer
}

/** The merchant at the admin API. */
export class Merchant {
  private constructor(private readonly token: string) {}

  static async logIn(): Promise<Merchant> {
    const { token } = await ask<{ token: string }>(`${environment.medusaUrl}/auth/user/emailpass`, {
      method: "POST",
      body: JSON.stringify(environment.admin),
    })
    return new Merchant(token)
  }

  /** Sets settings of a market, by a country code or `default`; `null` inherits again. */
  async set(market: string, values: Json): Promise<void> {
    await this.admin(`/klarna/markets/${market}`, {
      method: "POST",
      body: JSON.stringify({ values, version: await this.version(market) }),
    })
  }

  klarnaOrder(
    orderId: string
  ): Promise<{ klarna_order: KlarnaOrderView | null; differences: string[] }> {
    return this.admin(`/klarna/orders/${orderId}`)
  }

  private async version(market: string): Promise<number> {
    const { markets, defaults } = await this.admin<{
      markets: { country_code: string; version: number }[]
      defaults: { version: number }
    }>("/klarna/markets")
    if (market === "default") return defaults.version
    const found = markets.find(({ country_code }) => country_code === market)
    if (!found) throw new Error(`The admin knows no market ${market}.`)
    return found.version
  }

  private admin<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    return ask(`${environment.medusaUrl}/admin${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.token}` },
    })
  }
}

/** What the admin shows of an order at Klarna. Amounts in minor units. */
export interface KlarnaOrderView {
  order_id: string
  status: string
  currency_code: string
  order_amount: number
}

/** What the sandbox keeps as Klarna's order. */
export interface SandboxOrder {
  order_id: string
  status: string
  order_amount: number
  purchase_currency: string
  merchant_reference1: string
  order_lines: { name: string; type: string; total_amount: number; image_url?: string }[]
}

export function sandboxOrder(id: string): Promise<SandboxOrder> {
  return ask(`${environment.sandboxUrl}/_sandbox/orders/${id}`)
}

/** Everything that went over the wire against Klarna's contracts. */
export async function violations(): Promise<unknown[]> {
  const answer = await ask<unknown[] | { violations: unknown[] }>(
    `${environment.sandboxUrl}/_sandbox/violations`
  )
  return Array.isArray(answer) ? answer : answer.violations
}

/** Changes how the sandbox's Klarna behaves. */
export async function sandboxSettings(values: Json): Promise<void> {
  await ask(`${environment.sandboxUrl}/_sandbox/settings`, {
    method: "POST",
    body: JSON.stringify(values),
  })
}
