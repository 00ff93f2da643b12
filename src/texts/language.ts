/** Languages that shoppers are spoken to in: those of Klarna's markets. */
export const LANGUAGES = [
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "fi",
  "fr",
  "hu",
  "it",
  "nb",
  "nl",
  "pl",
  "pt",
  "ro",
  "sk",
  "sv",
] as const

export type Language = (typeof LANGUAGES)[number]

/** Languages that people and software name in more than one way. */
const ALIASES: Readonly<Record<string, string>> = { no: "nb", nn: "nb" }

/**
 * The language of a locale, where it is one of ours.
 *
 * @example
 * languageOf("de_AT") // "de"
 * languageOf("no") // "nb"
 * languageOf("ja-JP") // undefined
 */
export function languageOf(locale: string | null | undefined): Language | undefined {
  const [spoken = ""] = (locale ?? "")
    .trim()
    .toLowerCase()
    .split(/[-_.@]/)
  const language = ALIASES[spoken] ?? spoken
  return LANGUAGES.find((known) => known === language)
}

/** Longer headers are nobody's. */
const MAX_HEADER = 500

/**
 * The language that a browser likes best among ours.
 *
 * @param header `Accept-Language` as it came
 * @example
 * acceptedLanguage("ja, fi;q=0.8, sv;q=0.9") // "sv"
 */
export function acceptedLanguage(header: string | undefined): Language | undefined {
  const wishes = (header ?? "").slice(0, MAX_HEADER).split(",").map(wishOf)
  const known = wishes.filter(({ language, weight }) => language && weight > 0)
  // Sorting is stable: what is liked alike stays in order.
  return known.sort((a, b) => b.weight - a.weight)[0]?.language
}

function wishOf(part: string): { language: Language | undefined; weight: number } {
  const [tag, ...parameters] = part.split(";")
  const weight = parameters.find((parameter) => parameter.trim().startsWith("q="))
  const number = weight === undefined ? 1 : Number(weight.trim().slice(2))
  return { language: languageOf(tag), weight: Number.isFinite(number) ? number : 0 }
}
