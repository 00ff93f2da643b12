import type { Language } from "../../../../texts/language"

/** What a page says. */
export type Page = {
  language: Language
  /** Name of the shop, where it is known. */
  shop: string | undefined
  title: string
  text: string
  facts: { label: string; value: string }[]
  /** Where the shopper can go from here; a relative address. */
  action?: { label: string; href: string } | undefined
}

const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #17120f; --soft: #6a6460; --edge: #e4dfda; --deep: #17120f; --on-deep: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1918; --ink: #f5f1ed; --soft: #b0a8a1; --edge: #3a3633; --deep: #f5f1ed; --on-deep: #17120f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 28rem; }
.shop { margin: 0 0 1.5rem; color: var(--soft); }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .5rem 1.5rem; margin: 1.5rem 0 0; padding-top: 1.5rem; border-top: 1px solid var(--edge); }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; font-weight: 600; }
a { display: block; margin-top: 2rem; padding: .75rem 1.25rem; border-radius: .5rem; background: var(--deep); color: var(--on-deep); font-weight: 600; text-align: center; text-decoration: none; }
a:focus-visible { outline: 3px solid var(--soft); outline-offset: 2px; }
`

/**
 * A page of a payment link as HTML that needs nothing else: no script, no font, no picture. Every value is escaped.
 *
 * @example
 * paymentLinkPage({ language: "sv", shop: "Shop", title: "Inte betald än", text: "...", facts: [] })
 */
export function paymentLinkPage({ language, shop, title, text, facts, action }: Page): string {
  const rows = facts.map(
    ({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`
  )
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(shop ? `${title} - ${shop}` : title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${shop ? `<p class="shop">${escaped(shop)}</p>` : ""}
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${rows.length ? `<dl>${rows.join("")}</dl>` : ""}
${action ? `<a href="${escaped(action.href)}" rel="nofollow">${escaped(action.label)}</a>` : ""}
</main>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
}
