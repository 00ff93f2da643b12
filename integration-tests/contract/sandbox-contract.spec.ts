import { hostedPage } from "../klarna-sandbox/apis/hosted-page"
import { orderManagement } from "../klarna-sandbox/apis/order-management"
import { payments } from "../klarna-sandbox/apis/payments"
import { Contracts } from "../klarna-sandbox/contracts"
import { address, swedishOrder } from "../klarna-sandbox/testing/orders"
import { buy, sandboxSuite } from "../klarna-sandbox/testing/suite"

const contracts = new Contracts(process.env["KLARNA_CONTRACTS"])
if (!contracts.checked) {
  console.warn(
    `Klarna's contracts are not in ${contracts.folder}: what depends on them is left out. Set KLARNA_CONTRACTS to their folder.`
  )
}
const withContracts = contracts.checked ? describe : describe.skip

sandboxSuite((world) => {
  it("has every operation once: six of Klarna Payments, eighteen of Order Management, four of hosted pages", () => {
    const operations = [payments, orderManagement, hostedPage].map(({ routes }) =>
      routes.map(({ operation }) => operation)
    )
    expect(operations.map((names) => new Set(names).size)).toEqual([6, 18, 4])
  })

  withContracts("against Klarna's contracts", () => {
    const violations = async () =>
      (await world().sandbox.violations("request")).flatMap(({ errors }) => errors)

    it("the sandbox has the operations that they list, and no others", () => {
      const routes = [payments, orderManagement, hostedPage].flatMap((api) =>
        api.routes.map(({ operation }) => operation)
      )
      expect(routes.sort()).toEqual(contracts.operationNames().sort())
    })

    it("a whole purchase is clean on both sides", async () => {
      const { sandbox, shop } = world()
      const id = await buy(world(), {
        data: { billing_address: address(), shipping_address: address() },
      })
      const lines = swedishOrder().order_lines
      await shop.post(`/ordermanagement/v1/orders/${id}/captures`, {
        captured_amount: 104_900,
        order_lines: lines,
        shipping_info: [{ shipping_company: "postnord", tracking_number: "1" }],
      })
      await shop.post(`/ordermanagement/v1/orders/${id}/refunds`, {
        refunded_amount: 104_900,
        order_lines: lines,
      })
      await shop.get(`/ordermanagement/v1/orders/${id}`)
      await sandbox.assertNoViolations()
    })

    it("an unknown field of a request is a violation, wherever it sits", async () => {
      const { shop } = world()
      const [line, shipping] = swedishOrder().order_lines
      await shop.createSession({
        ...swedishOrder(),
        surprise: true,
        billing_address: { ...address(), planet: "Earth" },
        order_lines: [{ ...line, product_identifiers: { smell: "fresh" } }, shipping],
      })
      expect(await violations()).toEqual([
        "body must NOT have additional properties (surprise)",
        "/billing_address must NOT have additional properties (planet)",
        "/order_lines/0/product_identifiers must NOT have additional properties (smell)",
      ])
    })

    it("so is a read-only field", async () => {
      await world().shop.createSession({ ...swedishOrder(), status: "incomplete" })
      expect(await violations()).toEqual(["body must NOT have additional properties (status)"])
    })

    it("so are a value over its limit, a missing body, and a call that no contract lists", async () => {
      const { shop } = world()
      await shop.post("/payments/v1/sessions", {
        ...swedishOrder(),
        merchant_reference1: "x".repeat(256),
      })
      await shop.post("/payments/v1/sessions")
      await shop.get("/payments/v1/orders")
      expect(await violations()).toEqual([
        "/merchant_reference1 must NOT have more than 255 characters",
        "The body is missing or is no JSON.",
        "The contract has no such operation.",
      ])
    })

    it("so is what a page hands to the shopper's approval", async () => {
      const { sandbox, shop } = world()
      const id = await shop.createSession(swedishOrder())
      await sandbox.authorize(id, { data: { ...swedishOrder(), auto_capture: false } })
      expect(await violations()).toEqual([
        "body must NOT have additional properties (auto_capture)",
      ])
    })

    it("the test of credentials is none, nor is a field that only the documentation knows", async () => {
      const { sandbox, shop } = world()
      await shop.post("/payments/v1/sessions", {})
      await shop.createSession({ ...swedishOrder(), customer: { klarna_access_token: "token" } })
      await sandbox.assertNoViolations()
    })
  })
})
