import { useTranslation } from "react-i18next"

/** The extension's texts in the dashboard's language, and the locale in which to write amounts, dates and countries. */
export function useText() {
  const { t, i18n } = useTranslation("klarna")
  return { t, locale: toLocale(i18n.resolvedLanguage ?? i18n.language) }
}

/** The dashboard names its languages in its own way (`enUS`, `zhCN`); browsers want `en-US`. */
function toLocale(language: string | undefined): string {
  const spelled = (language ?? "en").replace(/^([a-z]{2,3})_?([A-Z]{2})$/, "$1-$2")
  try {
    return Intl.getCanonicalLocales(spelled)[0] ?? "en"
  } catch {
    return "en"
  }
}
