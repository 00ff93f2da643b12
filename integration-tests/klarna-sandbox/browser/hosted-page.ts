import type { PageOutcome } from "../domain/hosted-page-visits"
import { categoryName } from "../rules/categories"
import { displayLocale, effectiveCountry } from "../rules/markets"
import type { HostedPage, Session } from "../state"

const MARK = "Klarna sandbox – no real payment"

const CSS = `
:root{color-scheme:light}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f1f1f4;color:#1d1d23;font:16px/1.5 system-ui,sans-serif}
main{background:#fff;border:1px dashed #8a8a94;border-radius:14px;padding:24px;margin:16px;width:100%;max-width:420px;box-sizing:border-box}
h1{margin:0 0 4px;font-size:22px}
.mark{margin:0 0 12px;font-weight:700;font-size:13px;letter-spacing:.03em;color:#55555f}
.amount{margin:0 0 12px;font-size:28px;font-weight:650}
table{width:100%;border-collapse:collapse;margin:0 0 12px;font-size:14px}
caption{text-align:left;color:#55555f}
th{text-align:left;font-weight:400;padding:3px 12px 3px 0}
td{text-align:right;white-space:nowrap}
button{display:block;width:100%;margin-top:8px;padding:11px 14px;border-radius:9px;border:1px solid #76767f;background:#fff;color:inherit;font:inherit;cursor:pointer}
button.main{background:#1d1d23;color:#fff;border-color:#1d1d23}
:focus-visible{outline:3px solid #2f5fe0;outline-offset:2px}
`

const BUTTONS: readonly { outcome: PageOutcome; text: string; main?: true }[] = [
  { outcome: "approve", text: "Approve the payment", main: true },
  { outcome: "deny", text: "Have it declined" },
  { outcome: "back", text: "Go back to the shop" },
  { outcome: "cancel", text: "Cancel the payment" },
]

/** The page on which the shopper decides. It works without scripts. */
export function paymentPage(page: HostedPage, { data }: Session): string {
  const locale = displayLocale(effectiveCountry(data), data.locale)
  const money = (minor: number) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency: data.purchase_currency.toUpperCase(),
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }).format(minor / 100)
  const rows = data.order_lines.map(
    (line) =>
      `<tr><th scope="row">${line.quantity} × ${escaped(line.name)}</th><td>${money(line.total_amount)}</td></tr>`
  )
  const reference = data.merchant_reference1
    ? `<p>Order ${escaped(data.merchant_reference1)}</p>`
    : ""
  const buttons = BUTTONS.map(
    ({ outcome, text, main }) =>
      `<button type="submit" formaction="/hosted-page/${page.key}/${outcome}" data-testid="klarna-sandbox-${outcome}"${main ? ' class="main"' : ""}>${text}</button>`
  )
  return document(page.title ?? "Pay with Klarna", [
    `<p>${escaped(categoryName(page.category, locale))}</p>`,
    `<p class="amount" data-testid="klarna-sandbox-amount">${money(data.order_amount)}</p>`,
    reference,
    page.hidesDetails ? "" : `<table><caption>What you pay for</caption>${rows.join("")}</table>`,
    `<form method="post">${buttons.join("")}</form>`,
  ])
}

/** A page that says one thing: nobody can pay here, or where to go on. */
export function messagePage(sentence: string, back: string | null = null): string {
  const link = back ? `<p><a href="${escaped(back)}">Go to the shop</a></p>` : ""
  return document("Pay with Klarna", [
    `<p role="status" data-testid="klarna-sandbox-message">${escaped(sentence)}</p>`,
    link,
  ])
}

function document(title: string, parts: string[]): string {
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)} – ${MARK}</title><style>${CSS}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1><p class="mark">${MARK}</p>`,
    ...parts.filter(Boolean),
    "</main></body></html>",
  ].join("\n")
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}
