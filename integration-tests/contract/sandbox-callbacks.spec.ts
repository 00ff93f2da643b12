import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { swedishOrder, usAddress, usOrder, address } from "../klarna-sandbox/testing/orders"
import { buy, sandboxSuite } from "../klarna-sandbox/testing/suite"

/** A shop's server that hears Klarna's calls and answers what the test wants. */
class Ear {
  heard: { path: string; body: unknown }[] = []
  statuses: number[] = []
  hang = false
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      this.heard.push({ path: request.url ?? "", body })
      if (this.hang) return
      response.writeHead(this.statuses.shift() ?? 200).end()
    })
  })

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve))
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const MINUTE = 60
const HOUR = 60 * MINUTE

sandboxSuite((world) => {
  let ear: Ear

  beforeEach(async () => {
    ear = new Ear()
    const origin = await ear.open()
    await world().sandbox.settings({ callback_origins: { "https://shop.example": origin } })
  })
  afterEach(() => ear.close())

  describe("the authorization callback", () => {
    const order = () => ({
      ...swedishOrder(),
      merchant_reference2: "cart_1",
      merchant_urls: { authorization: "https://shop.example/hooks?session={session.id}&hmac=1" },
    })
    const approve = async () => {
      const { shop, sandbox } = world()
      const sessionId = await shop.createSession(order())
      const { authorization_token } = await sandbox.authorize(sessionId)
      return { sessionId, authorization_token }
    }

    it("brings the token to the shop when the shopper approves", async () => {
      const { sessionId, authorization_token } = await approve()
      await world().sandbox.advanceClock(0)
      expect(ear.heard).toEqual([
        {
          path: `/hooks?session=${sessionId}&hmac=1`,
          body: { authorization_token, session_id: sessionId, merchant_reference2: "cart_1" },
        },
      ])
    })

    it("F8: is tried three times within seconds, then never again", async () => {
      ear.statuses = [500, 503, 500]
      await approve()
      await world().sandbox.advanceClock(0)
      expect(ear.heard).toHaveLength(1)
      await world().sandbox.advanceClock(1)
      expect(ear.heard).toHaveLength(2)
      await world().sandbox.advanceClock(24 * HOUR)
      expect(ear.heard).toHaveLength(3)
      expect(await world().sandbox.callbacks()).toMatchObject([{ state: "given_up" }])
    })

    it("waits two seconds for an answer", async () => {
      ear.hang = true
      await approve()
      await world().sandbox.advanceClock(0)
      const [callback] = await world().sandbox.callbacks()
      expect(callback?.attempts).toMatchObject([{ status: null, error: "no answer in time" }])
    })

    it("F7: may come twice", async () => {
      await world().sandbox.fault({ kind: "duplicate_callback", callback: "authorization" })
      await approve()
      await world().sandbox.advanceClock(0)
      await world().sandbox.advanceClock(0)
      expect(ear.heard).toHaveLength(2)
      expect(ear.heard[1]).toEqual(ear.heard[0])
    })

    it("never leaves for an origin that is not mapped", async () => {
      await world().sandbox.settings({ callback_origins: {} })
      await approve()
      expect(await world().sandbox.callbacks()).toMatchObject([{ state: "unmapped", attempts: [] }])
    })

    it("does not happen while pay now waits for its second step", async () => {
      const { shop, sandbox } = world()
      await sandbox.settings({ categories: ["pay_later", "pay_now", "pay_over_time"] })
      const id = await shop.createSession(order())
      await sandbox.authorize(id, { payment_method_category: "pay_now", auto_finalize: false })
      expect(await sandbox.callbacks()).toEqual([])
      await sandbox.finalize(id)
      await sandbox.advanceClock(0)
      expect(ear.heard).toHaveLength(1)
    })
  })

  describe("F21: an order that is held back", () => {
    const held = (suffix: string) =>
      buy(world(), {
        order: usOrder(),
        data: { billing_address: usAddress(`customer+pend-${suffix}@email.us`) },
        body: {
          merchant_urls: { notification: "https://shop.example/hooks/pending?order={order.id}" },
        },
      })

    it("is accepted after its minutes, and the shop is told until it answers 200", async () => {
      const { sandbox, shop } = world()
      ear.statuses = [500, 202, 200]
      const id = await held("accept-05")
      expect((await sandbox.order(id)).fraud_status).toBe("PENDING")
      const early = await shop.post(`/ordermanagement/v1/orders/${id}/captures`, {
        captured_amount: 1,
      })
      expect(early.status).toBe(403)

      await sandbox.advanceClock(4 * MINUTE)
      expect(ear.heard).toEqual([])
      await sandbox.advanceClock(2 * MINUTE)
      expect(ear.heard).toEqual([
        {
          path: `/hooks/pending?order=${id}`,
          body: { order_id: id, event_type: "FRAUD_RISK_ACCEPTED", timestamp: expect.any(String) },
        },
      ])
      expect((await sandbox.order(id)).fraud_status).toBe("ACCEPTED")
      await sandbox.advanceClock(30 * MINUTE)
      expect(ear.heard).toHaveLength(3)
    })

    it("is told of every ten minutes for 24 hours", async () => {
      ear.statuses = Array<number>(200).fill(500)
      await held("accept-01")
      await world().sandbox.advanceClock(48 * HOUR)
      expect(ear.heard).toHaveLength(1 + 24 * 6)
    })

    it("is cancelled four hours after it was rejected", async () => {
      const { sandbox } = world()
      const id = await held("reject-05")
      await sandbox.advanceClock(6 * MINUTE)
      expect(ear.heard).toMatchObject([{ body: { event_type: "FRAUD_RISK_REJECTED" } }])
      expect(await sandbox.order(id)).toMatchObject({
        status: "AUTHORIZED",
        fraud_status: "REJECTED",
      })
      await sandbox.advanceClock(4 * HOUR)
      expect(await sandbox.order(id)).toMatchObject({ status: "CANCELLED" })
    })

    it("exists in the US and in GB alone", async () => {
      const email = "customer+pend-accept-05@email.se"
      const id = await buy(world(), { data: { billing_address: address(email) } })
      expect((await world().sandbox.order(id)).fraud_status).toBe("ACCEPTED")
    })
  })
})
