import { ApiKeyType } from "@medusajs/framework/utils"
import { createStep, createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import {
  createApiKeysWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
} from "@medusajs/medusa/core-flows"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import type {
  AdminKlarnaMarketSettingsResponse,
  AdminKlarnaMarketsResponse,
} from "../../src/api/admin/klarna/markets/types"
import type { StoreKlarnaConfig } from "../../src/api/store/klarna/config/types"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { saveMarketSettingsStep } from "../../src/workflows/settings"

jest.setTimeout(120_000)

// No credentials for Oceania, on purpose.
const env = {
  KLARNA_EU_API_KEY: "klarna_test_api_canary",
  KLARNA_EU_CLIENT_ID: "klarna_test_client_x",
}

const PROVIDER = "pp_klarna_klarna"
const REGIONS = [
  { name: "Sweden", currency_code: "sek", countries: ["se"], payment_providers: [PROVIDER] },
  {
    name: "Germany",
    currency_code: "eur",
    countries: ["de"],
    payment_providers: ["pp_system_default"],
  },
  {
    name: "Norway in euros",
    currency_code: "eur",
    countries: ["no"],
    payment_providers: [PROVIDER],
  },
  { name: "Australia", currency_code: "aud", countries: ["au"], payment_providers: [PROVIDER] },
]

medusaIntegrationTestRunner({
  dbName: "medusa-klarna-settings",
  env,
  testSuite: ({ api, getContainer }) => {
    let admin: Record<string, string> = {}
    let shop: Record<string, string> = {}
    const validateStatus = () => true

    const markets = async (): Promise<AdminKlarnaMarketsResponse> =>
      (await api.get("/admin/klarna/markets", { headers: admin })).data
    const market = async (code: string) =>
      (await markets()).markets.find(({ country_code }) => country_code === code)
    const save = async (name: string, body: unknown) => {
      const answer = await api.post(`/admin/klarna/markets/${name}`, body, {
        headers: { "content-type": "application/json", ...admin },
        maxBodyLength: Infinity,
        validateStatus,
      })
      const data: Partial<AdminKlarnaMarketSettingsResponse> & { type?: string; message?: string } =
        answer.data
      return { status: answer.status, ...data }
    }
    const config = async (query: string, headers: Record<string, string> = {}) => {
      const answer = await api.get(`/store/klarna/config${query}`, {
        headers: { ...shop, ...headers },
        validateStatus,
      })
      const data: StoreKlarnaConfig = answer.data
      const header = (name: string) => String(answer.headers[name])
      return { status: answer.status, data, header }
    }

    beforeAll(async () => {
      const container = getContainer()
      const { result: keys } = await createApiKeysWorkflow(container).run({
        input: {
          api_keys: [
            { title: "admin", type: ApiKeyType.SECRET, created_by: "" },
            { title: "shop", type: ApiKeyType.PUBLISHABLE, created_by: "" },
          ],
        },
      })
      const secret = keys.find(({ type }) => type === "secret")
      const publishable = keys.find(({ type }) => type === "publishable")
      const { result: channels } = await createSalesChannelsWorkflow(container).run({
        input: { salesChannelsData: [{ name: "Shop" }] },
      })
      await linkSalesChannelsToApiKeyWorkflow(container).run({
        input: { id: publishable?.id ?? "", add: channels.map(({ id }) => id) },
      })
      await createRegionsWorkflow(container).run({ input: { regions: REGIONS } })
      const basic = Buffer.from(`${secret?.token}:`).toString("base64")
      admin = { authorization: `Basic ${basic}` }
      shop = { "x-publishable-api-key": publishable?.token ?? "" }
    })

    describe("the admin's list of markets", () => {
      it("shows each of Klarna's markets with what stands in the way", async () => {
        const list = await markets()
        expect(list.markets).toHaveLength(26)
        expect(list.defaults).toMatchObject({ values: {}, version: 0 })
        expect(await market("SE")).toMatchObject({
          name: "Sweden",
          currency_code: "SEK",
          provider_enabled: true,
          api_region: "eu",
          environment: "playground",
          client_id: env.KLARNA_EU_CLIENT_ID,
          available: true,
          reason: null,
          overrides: {},
          version: 0,
          region: { name: "Sweden", currency_code: "sek" },
        })
        const reasons = Object.fromEntries(
          list.markets.map((row) => [row.country_code, row.reason_code])
        )
        expect(reasons).toMatchObject({
          DE: "provider_disabled",
          NO: "currency_mismatch",
          AU: "credentials_missing",
          FI: "region_missing",
        })
        expect(JSON.stringify(list)).not.toContain("canary")
      })

      it("is closed to everybody but an admin", async () => {
        for (const headers of [{}, shop]) {
          const read = await api.get("/admin/klarna/markets", { headers, validateStatus })
          const write = await api.post("/admin/klarna/markets/SE", {}, { headers, validateStatus })
          expect([read.status, write.status]).toEqual([401, 401])
        }
      })
    })

    describe("saving settings", () => {
      it("keeps a market's own values, inherits the rest, and gives back", async () => {
        const everywhere = await save("default", {
          version: 0,
          values: { "product.on": false, "cart.on": false },
        })
        expect(everywhere).toMatchObject({ status: 200, market_settings: { version: 1 } })

        const own = await save("se", {
          version: 0,
          values: { "product.on": true, "cart.theme": "dark" },
        })
        expect(own.market_settings).toMatchObject({
          market: "SE",
          version: 1,
          values: { "product.on": true, "cart.theme": "dark" },
          settings: { "product.on": true, "cart.on": false, "cart.theme": "dark" },
        })

        const back = await save("SE", { version: 1, values: { "product.on": null } })
        expect(back.market_settings?.values).toEqual({ "cart.theme": "dark" })
        const sweden = await market("SE")
        expect(sweden).toMatchObject({ version: 2, settings: { "product.on": false } })
        expect(sweden?.overrides).toEqual({ "cart.theme": "dark" })
        expect((await market("DE"))?.settings["product.on"]).toBe(false)
      })

      it("refuses a stale version in words, and changes nothing", async () => {
        await save("SE", { version: 0, values: { "product.on": false } })
        const late = await save("SE", { version: 0, values: { "product.on": true } })
        expect(late).toMatchObject({ status: 409, type: "conflict" })
        expect(late.message).toContain("changed by somebody else")
        expect((await market("SE"))?.settings["product.on"]).toBe(false)
      })

      it("lets one of many admins through who save at once", async () => {
        const answers = await Promise.all(
          [1, 2, 3, 4, 5].map((n) =>
            save("SE", { version: 0, values: { storefront_url: `https://shop.example/${n}` } })
          )
        )
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
        expect((await market("SE"))?.version).toBe(1)
      })

      it.each([
        ["XX", { version: 0, values: {} }, "'market'"],
        ["Default", { version: 0, values: {} }, "'market'"],
        ["SE", { version: 0, values: { "product.theme": "neon" } }, "values.product.theme"],
        ["SE", { version: 0, values: { ghost: 1 } }, "values.ghost"],
        ["SE", { version: 0, values: { available: "no" } }, "values.available"],
        [
          "SE",
          { version: 0, values: { storefront_url: "https://x.example/<script>" } },
          "values.storefront_url",
        ],
        ["SE", { values: {} }, "version"],
        ["SE", { version: 0, values: [] }, "values"],
        ["SE", { version: 0, values: {}, extra: 1 }, "extra"],
      ])("answers bad input for %s %j with the field named", async (name, body, field) => {
        const answer = await save(name, body)
        expect(answer.status).toBe(400)
        expect(answer.message).toContain(field)
        expect((await market("SE"))?.version).toBe(0)
      })

      it("answers malformed and gigantic bodies with a 4xx", async () => {
        expect((await save("SE", "{")).status).toBe(400)
        const gigantic = JSON.stringify({
          version: 0,
          values: { storefront_url: "x".repeat(10_000_000) },
        })
        expect((await save("SE", gigantic)).status).toBe(413)
      })

      it("is taken back when a later step of a workflow fails", async () => {
        await save("SE", { version: 0, values: { "product.on": false } })
        const fail = createStep("test-fail-later", async () => {
          throw new Error("later step")
        })
        const workflow = createWorkflow("test-save-then-fail", () => {
          saveMarketSettingsStep({
            market: "SE",
            version: 1,
            values: { "product.on": null, "cart.on": false },
          })
          saveMarketSettingsStep({
            market: "DE",
            version: 0,
            values: { "cart.on": false },
          }).config({ name: "test-save-second" })
          fail()
          return new WorkflowResponse({ done: true })
        })

        await expect(workflow(getContainer()).run()).rejects.toMatchObject({
          message: "later step",
        })
        expect(await market("SE")).toMatchObject({ version: 1, overrides: { "product.on": false } })
        expect((await market("SE"))?.overrides).not.toHaveProperty("cart.on")
        expect(await market("DE")).toMatchObject({ version: 0, overrides: {} })
      })
    })

    describe("the storefront's configuration", () => {
      it("F14: answers for a market, in the wanted locale or the closest", async () => {
        const { status, data } = await config("?country_code=se&locale=en-US")
        expect(status).toBe(200)
        expect(data).toMatchObject({
          version: 1,
          available: true,
          reason: null,
          country_code: "SE",
          currency_code: "SEK",
          environment: "playground",
          client_id: env.KLARNA_EU_CLIENT_ID,
          locale: "en-SE",
          provider_id: PROVIDER,
          preselection: "off",
        })
        expect(JSON.stringify(data)).not.toContain("canary")

        const localeOf = async (query: string, headers = {}) =>
          (await config(`?country_code=SE${query}`, headers)).data.locale
        expect(await localeOf("&locale=xx-%3Cscript%3E")).toBe("sv-SE")
        expect(await localeOf(`&locale=${"x".repeat(5000)}`)).toBe("sv-SE")
        expect(await localeOf("", { "x-medusa-locale": "en" })).toBe("en-SE")
      })

      it("follows a switch with a new ETag, and says 304 where nothing changed", async () => {
        const before = await config("?country_code=SE")
        const seen = { "if-none-match": before.header("etag") }
        expect(before.header("cache-control")).toBe(
          "public, max-age=0, s-maxage=10, must-revalidate"
        )
        expect((await config("?country_code=SE", seen)).status).toBe(304)

        await save("SE", { version: 0, values: { "product.on": false } })
        const after = await config("?country_code=SE", seen)
        expect(after.status).toBe(200)
        expect(after.data.placements.product).toBeNull()
        expect(after.data.placements.cart).toEqual({
          key: "credit-promotion-auto-size",
          theme: "default",
        })
      })

      it.each([
        ["", "country_missing"],
        ["?country_code=", "country_missing"],
        ["?country_code=XX", "market_unknown"],
        ["?country_code=%3Cscript%3E", "market_unknown"],
        ["?country_code=DE", "provider_disabled"],
        ["?country_code=NO", "currency_mismatch"],
        ["?country_code=AU", "credentials_missing"],
        ["?country_code=FI", "region_missing"],
      ])("says for %p that Klarna is not there: %s", async (query, reason) => {
        const { status, data } = await config(query)
        expect({ status, available: data.available, reason: data.reason }).toEqual({
          status: 200,
          available: false,
          reason,
        })
        expect(Object.values(data.placements)).toEqual([null, null, null, null])
        expect(JSON.stringify(data)).not.toContain("script>")
      })

      it("says so where the merchant switched Klarna off", async () => {
        await save("default", { version: 0, values: { available: false } })
        const { data } = await config("?country_code=SE")
        expect(data).toMatchObject({ available: false, reason: "switched_off" })
      })

      it("refuses malformed types and lets unknown parameters through", async () => {
        const twice = await config("?country_code=SE&country_code=DE")
        const nested = await config("?country_code[a]=SE")
        const long = await config(`?country_code=${"x".repeat(200)}`)
        expect([twice.status, nested.status, long.status]).toEqual([400, 400, 400])
        expect((await config("?country_code=SE&utm_source=mail")).status).toBe(200)
      })

      it("wants a publishable key", async () => {
        const answer = await api.get("/store/klarna/config?country_code=SE", { validateStatus })
        expect(answer.status).toBe(400)
      })

      it("answers even where the settings can't be read, and lets nobody keep that", async () => {
        const klarna = getContainer().resolve<KlarnaModuleService>("klarna")
        const broken = jest
          .spyOn(klarna, "settingsFor")
          .mockRejectedValue(new Error("the database is gone"))
        const { status, data, header } = await config("?country_code=SE")
        broken.mockRestore()
        expect([status, data.reason, header("cache-control")]).toEqual([
          200,
          "unavailable",
          "no-store",
        ])
      })
    })
  },
})
