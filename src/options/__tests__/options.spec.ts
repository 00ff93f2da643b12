import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { connectionFor, CredentialSchema, KlarnaOptionsSchema, parseKlarnaOptions } from ".."
import { version } from "../../version"

const TEST_KEY = "klarna_test_api_abc"
const LIVE_KEY = "klarna_live_api_abc"

function connection(raw: unknown, env: Record<string, string> = {}, country = "SE") {
  return connectionFor(parseKlarnaOptions(raw, env), country)
}

describe("credentials", () => {
  it("sends an API key as it is", () => {
    expect(connection({ credentials: { eu: { api_key: TEST_KEY } } })).toEqual({
      available: true,
      region: "eu",
      environment: "playground",
      baseUrl: "https://api.playground.klarna.com",
      authorization: `Basic ${TEST_KEY}`,
      clientId: null,
    })
  })

  it("sends a user name with its password as base64", () => {
    expect(
      connection({ credentials: { eu: { username: "PK12345_abc", password: "secret" } } })
    ).toMatchObject({
      available: true,
      authorization: `Basic ${Buffer.from("PK12345_abc:secret").toString("base64")}`,
    })
  })

  it("takes an API key given as password alone for what it is", () => {
    expect(connection({ credentials: { eu: { password: LIVE_KEY } } })).toMatchObject({
      environment: "production",
      baseUrl: "https://api.klarna.com",
      authorization: `Basic ${LIVE_KEY}`,
    })
  })

  it.each(["K12345", "PK12345_abc", "N500"])(
    "does not judge the legacy user name %s by its letters",
    (username) => {
      const options = {
        environment: "production",
        credentials: { eu: { username, password: "secret" } },
      }
      expect(connection(options)).toMatchObject({ environment: "production" })
      expect(connection({ ...options, environment: "playground" })).toMatchObject({
        environment: "playground",
      })
    }
  )

  it("reads the environment, and lets options win over it as a whole", () => {
    const env = {
      KLARNA_EU_USERNAME: "PK1",
      KLARNA_EU_PASSWORD: "from-env",
      KLARNA_EU_CLIENT_ID: "klarna_test_client_env",
      KLARNA_EU_BASE_URL: "http://localhost:9090/",
    }
    expect(connection({}, env)).toMatchObject({
      authorization: `Basic ${Buffer.from("PK1:from-env").toString("base64")}`,
      baseUrl: "http://localhost:9090",
    })
    expect(connection({ credentials: { eu: { api_key: TEST_KEY } } }, env)).toMatchObject({
      authorization: `Basic ${TEST_KEY}`,
      clientId: "klarna_test_client_env",
    })
  })

  it("gives a market its own credentials", () => {
    const options = {
      credentials: { eu: { api_key: TEST_KEY } },
      markets: { gb: { api_key: `${TEST_KEY}_gb` } },
    }
    expect(connection(options, {}, "GB")).toMatchObject({ authorization: `Basic ${TEST_KEY}_gb` })
    expect(connection(options, {}, "DE")).toMatchObject({ authorization: `Basic ${TEST_KEY}` })
    expect(connection({}, { KLARNA_GB_API_KEY: TEST_KEY }, "GB")).toMatchObject({ available: true })
  })

  it.each([
    ["US", "https://api-na.playground.klarna.com"],
    ["MX", "https://api-na.playground.klarna.com"],
    ["AU", "https://api-oc.playground.klarna.com"],
    ["CH", "https://api.playground.klarna.com"],
  ])("reaches %s at %s", (country, baseUrl) => {
    const key = { api_key: TEST_KEY }
    expect(connection({ credentials: { eu: key, na: key, oc: key } }, {}, country)).toMatchObject({
      baseUrl,
    })
  })

  it("F15: reports itself unavailable without credentials, and names what is missing", () => {
    expect(connection({})).toMatchObject({ available: false, code: "credentials_missing" })
    expect(connection({ credentials: { eu: { api_key: TEST_KEY } } }, {}, "US")).toMatchObject({
      available: false,
      reason: expect.stringContaining("KLARNA_NA_API_KEY"),
    })
    expect(connection({}, {}, "BR")).toMatchObject({ available: false, code: "market_unknown" })
  })
})

describe("what stops the boot", () => {
  it.each([
    [
      "a legacy password without a user name",
      { eu: { password: "secret" } },
      "credentials.eu.password has no username",
    ],
    ["a user name alone", { na: { username: "PK1" } }, "credentials.na.username has no password"],
    [
      "a key and a user name",
      { eu: { api_key: TEST_KEY, username: "PK1" } },
      "credentials.eu has api_key and username",
    ],
    [
      "a test key with a live client id",
      { eu: { api_key: TEST_KEY, client_id: "klarna_live_client_1" } },
      "credentials.eu mixes a test key with a live client_id",
    ],
    [
      "keys of both worlds",
      { eu: { api_key: TEST_KEY }, na: { api_key: LIVE_KEY } },
      "credentials.na a live one",
    ],
    ["a misspelt key", { eu: { apikey: TEST_KEY } }, "credentials.eu"],
    [
      "a broken address",
      { eu: { api_key: TEST_KEY, base_url: "klarna" } },
      "credentials.eu.base_url",
    ],
  ])("is %s", (_, credentials, message) => {
    expect(() => parseKlarnaOptions({ credentials }, {})).toThrow(message)
  })

  it("is a test key in live", () => {
    const raw = { environment: "production", credentials: { eu: { api_key: TEST_KEY } } }
    expect(() => parseKlarnaOptions(raw, {})).toThrow(
      "credentials.eu has a test key, but its environment is production"
    )
  })

  it("is an unknown country or environment", () => {
    expect(() => parseKlarnaOptions({ markets: { XX: { api_key: TEST_KEY } } }, {})).toThrow(
      "markets.XX"
    )
    expect(() => parseKlarnaOptions({}, { KLARNA_ENVIRONMENT: "live" })).toThrow(
      "KLARNA_ENVIRONMENT"
    )
  })

  it("F25: never repeats a secret in its message", () => {
    const canary = "canary-secret-4711"
    const wrong = [
      { credentials: { eu: { password: canary } } },
      { credentials: { eu: { username: canary } } },
      { credentials: { eu: { api_key: canary, username: canary } } },
      { credentials: { eu: { api_key: canary, base_url: canary } } },
      { credentials: { eu: { api_key: [canary] } } },
    ]
    for (const raw of wrong) {
      let message = ""
      try {
        parseKlarnaOptions(raw, {})
      } catch (error) {
        message = String(error)
      }
      expect(message).toContain("Klarna options")
      expect(message).not.toContain(canary)
    }
  })
})

it("lets through what Medusa adds to the options", () => {
  expect(
    connection({ credentials: { eu: { api_key: TEST_KEY } }, database: { clientUrl: "x" } })
  ).toMatchObject({
    available: true,
  })
})

it("states the version of the package", () => {
  const { version: published } = JSON.parse(
    readFileSync(resolve(__dirname, "../../../package.json"), "utf8")
  )
  expect(version).toBe(published)
})

it("names every option in the README's table", () => {
  const readme = readFileSync(resolve(__dirname, "../../../README.md"), "utf8")
  const table = /<!-- options -->([\s\S]*)<!-- \/options -->/.exec(readme)?.[1] ?? ""
  const names = [
    ...Object.keys(KlarnaOptionsSchema.shape).filter((name) => name !== "credentials"),
    ...Object.keys(CredentialSchema.shape).map((name) => `.${name}`),
  ]
  expect(names.filter((name) => !table.includes(name))).toEqual([])
})
