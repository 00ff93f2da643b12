/** The payment method categories of an account, and what an approval in each of them turns into. */
export const CATEGORIES = ["klarna", "pay_later", "pay_now", "pay_over_time"] as const
export type Category = (typeof CATEGORIES)[number]

export function isCategory(value: string): value is Category {
  return CATEGORIES.some((category) => category === value)
}

type Names = Record<Category, string>

const names = (klarna: string, later: string, now: string, overTime: string): Names => ({
  klarna,
  pay_later: later,
  pay_now: now,
  pay_over_time: overTime,
})

/** Our own words, by language; a shop shows whatever it is given. */
const NAMES: Readonly<Record<string, Names>> = {
  en: names("Pay with Klarna", "Pay later", "Pay now", "Pay over time"),
  da: names("Betal med Klarna", "Betal senere", "Betal nu", "Betal over tid"),
  de: names("Bezahlen mit Klarna", "Später bezahlen", "Sofort bezahlen", "In Raten bezahlen"),
  es: names("Pagar con Klarna", "Pagar más tarde", "Pagar ahora", "Pagar a plazos"),
  fi: names("Maksa Klarnalla", "Maksa myöhemmin", "Maksa nyt", "Maksa erissä"),
  fr: names("Payer avec Klarna", "Payer plus tard", "Payer maintenant", "Payer en plusieurs fois"),
  it: names("Paga con Klarna", "Paga più tardi", "Paga ora", "Paga a rate"),
  nb: names("Betal med Klarna", "Betal senere", "Betal nå", "Betal over tid"),
  nl: names("Betalen met Klarna", "Achteraf betalen", "Nu betalen", "In termijnen betalen"),
  sv: names("Betala med Klarna", "Betala senare", "Betala nu", "Betala över tid"),
}

export function categoryName(category: Category, locale: string): string {
  const language = locale.slice(0, 2).toLowerCase()
  return (NAMES[language] ?? NAMES["en"])?.[category] ?? category
}

/** How an order is paid: as create order names it, and as Order Management does. */
export type PaymentMethod = {
  authorized: { type: string; number_of_days?: number; number_of_installments?: number }
  initial: { type: string; description: string; number_of_installments?: number }
}

export function paymentMethod(category: Category, country: string): PaymentMethod {
  switch (category) {
    case "klarna":
    case "pay_later":
      return {
        authorized: { type: "invoice", number_of_days: 30 },
        initial: { type: "INVOICE", description: "Pay later" },
      }
    case "pay_now":
      return { authorized: { type: "card" }, initial: { type: "CARD", description: "Pay now" } }
    case "pay_over_time":
      return country === "US"
        ? {
            authorized: { type: "fixed_sum_credit", number_of_installments: 6 },
            initial: {
              type: "FIXED_SUM_CREDIT",
              description: "Pay over time",
              number_of_installments: 6,
            },
          }
        : {
            authorized: { type: "base_account" },
            initial: { type: "ACCOUNT", description: "Pay over time" },
          }
  }
}
