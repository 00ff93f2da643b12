import en from "./en.json"

/**
 * The extension's texts, one file a language, in a namespace of its own. Medusa's dashboard adds them to its own; a language that is
 * missing here falls back to English.
 */
export default { en: { klarna: en } }
