import { fieldOf, isSettingKey, type SettingField, type TextField } from "./fields"

/** What is wrong with one setting, in words for the merchant. */
export type SettingProblem = { key: string; message: string }

/**
 * Checks settings that somebody wants to save. `null` is always right: it means "inherit".
 *
 * @returns one entry for each wrong field; empty when all is well
 * @example
 * checkSettings({ "product.theme": "neon" })
 * // [{ key: "product.theme", message: "must be one of: default, dark, custom" }]
 */
export function checkSettings(values: Readonly<Record<string, unknown>>): SettingProblem[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (!isSettingKey(key)) return [{ key, message: "is not a setting of Klarna" }]
    if (value === null) return []
    const message = problemOf(fieldOf(key), value)
    return message === null ? [] : [{ key, message }]
  })
}

/**
 * What is wrong with a value of a field, or null.
 *
 * @example
 * problemOf(fieldOf("product.on"), "yes") // "must be true or false"
 */
export function problemOf(field: SettingField, value: unknown): string | null {
  switch (field.kind) {
    case "boolean":
      return typeof value === "boolean" ? null : "must be true or false"
    case "choice":
      return typeof value === "string" && field.choices.includes(value)
        ? null
        : `must be one of: ${field.choices.join(", ")}`
    case "text":
      return typeof value === "string" ? textProblem(field, value) : "must be a text"
  }
}

function textProblem(field: TextField, value: string): string | null {
  if (value.length > field.max_length) return `must be at most ${field.max_length} characters`
  if (UNSAFE_IN_ADDRESS.test(value))
    return "must not hold spaces, quotes, angle brackets or control characters"
  switch (field.format) {
    case "url":
      return value === "" || isWebAddress(value)
        ? null
        : "must be an address that begins with https:// or http://"
    case "url_pattern":
      return patternProblem(value, field.placeholders ?? [])
  }
}

// Addresses end up in links and in what we send to Klarna: nothing that could break out of an attribute gets in.
const UNSAFE_IN_ADDRESS = /[\s<>"'`\\\u0000-\u001f\u007f]/u

function patternProblem(pattern: string, placeholders: readonly string[]): string | null {
  if (pattern === "") return "must not be empty"
  let filled = pattern
  for (const name of placeholders) {
    filled = filled.replaceAll(
      `{${name}}`,
      name === "storefront_url" ? "https://shop.example" : "x"
    )
  }
  if (/[{}]/.test(filled)) {
    return `may hold only these placeholders: ${placeholders.map((name) => `{${name}}`).join(", ")}`
  }
  if (!isWebAddress(filled)) return "must begin with {storefront_url}, https:// or http://"
  return null
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text)) return false
  return URL.canParse(text)
}
