import { MARKETS } from "../../klarna/markets"
import { acceptedLanguage, LANGUAGES, languageOf } from "../language"
import { PAYMENT_LINK_MESSAGES, PAYMENT_LINK_TEXTS } from "../payment-link"

describe("the texts of payment links", () => {
  it("speak every language of Klarna's markets", () => {
    const spoken = new Set(
      MARKETS.flatMap(({ locales }) => locales.map((locale) => locale.split("-")[0]))
    )
    expect([...spoken].sort()).toEqual([...LANGUAGES])
  })

  it.each(LANGUAGES)("are whole in %s, and no copy of another language", (language) => {
    const texts = PAYMENT_LINK_TEXTS[language]
    const titles = PAYMENT_LINK_MESSAGES.map((message) => texts[message].title)
    const bodies = PAYMENT_LINK_MESSAGES.map((message) => texts[message].text)
    const { try_again, look_again, order, amount } = texts
    for (const text of [...titles, ...bodies, try_again, look_again, order, amount]) {
      expect(text.trim().length).toBeGreaterThan(2)
    }
    expect(new Set(bodies).size).toBe(bodies.length)
    if (language !== "en") {
      const english = PAYMENT_LINK_MESSAGES.map((message) => PAYMENT_LINK_TEXTS.en[message].text)
      expect(bodies.filter((text) => english.includes(text))).toEqual([])
    }
  })
})

describe("the language of a shopper", () => {
  it("is read from a locale, however it is written", () => {
    expect(["de_AT", "sv-SE", "no", "nn-NO", "EN", " fr-CA.UTF-8"].map(languageOf)).toEqual([
      "de",
      "sv",
      "nb",
      "nb",
      "en",
      "fr",
    ])
    expect([undefined, null, "", "ja-JP", "english"].map(languageOf)).toEqual(
      Array.from({ length: 5 })
    )
  })

  it("is the one that the browser likes best among ours", () => {
    expect(acceptedLanguage("ja, fi;q=0.8, sv;q=0.9")).toBe("sv")
    expect(acceptedLanguage("da, en-GB;q=0.8, en;q=0.7")).toBe("da")
    expect(acceptedLanguage("de;q=0, cs;q=0.1")).toBe("cs")
    expect(acceptedLanguage("de;q=wrong")).toBeUndefined()
    expect(acceptedLanguage("*")).toBeUndefined()
    expect(acceptedLanguage(undefined)).toBeUndefined()
  })
})
