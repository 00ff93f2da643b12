import type { MedusaContainer } from "@medusajs/framework/types"
import type { AxiosInstance, AxiosResponse } from "axios"
import type { PageOutcome } from "../klarna-sandbox/domain/hosted-page-visits"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import { settleDuePurchases } from "../../src/workflows/purchase/settle"
import { ADDRESSES, type Body } from "./shop"
import type { World } from "./suite"

export type OrderInput = {
  country?: string
  email?: string
  locale?: string
  items?: { sku: string; quantity: number }[]
  /** Left as a draft. */
  draft?: boolean
  phone?: string
}

/** A merchant who sells by payment links, and shoppers who follow them. */
export class PaymentLinks {
  constructor(private readonly world: () => World) {}

  get klarna(): KlarnaModuleService {
    return this.container.resolve<KlarnaModuleService>("klarna")
  }

  /** An order that a person of the shop writes down, with a payment for all of it. */
  async order(input: OrderInput = {}): Promise<{ order: Body; collection: Body }> {
    const { shop } = this.world()
    const { country = "se", draft = false, items = [{ sku: "SWEATER-M", quantity: 1 }] } = input
    const { regions } = await shop.ok(shop.store("get", "/regions?limit=50"))
    const region = regions.find((candidate: Body) =>
      candidate.countries.some((one: Body) => one.iso_2 === country)
    )
    const { phone, ...address } = {
      ...ADDRESSES[country],
      phone: input.phone ?? ADDRESSES[country]?.phone,
    }
    const { draft_order } = await shop.ok(
      shop.admin("post", "/draft-orders", {
        region_id: region.id,
        email: input.email ?? `customer@email.${country}`,
        shipping_address: { ...address, phone },
        billing_address: { ...address, phone },
        items: await Promise.all(
          items.map(async ({ sku, quantity }) => ({
            variant_id: await this.variant(sku),
            quantity,
          }))
        ),
        ...(input.locale ? { locale: input.locale } : {}),
      })
    )
    if (!draft) {
      await shop.ok(shop.admin("post", `/draft-orders/${draft_order.id}/convert-to-order`, {}))
    }
    const { payment_collection } = await shop.ok(
      shop.admin("post", "/payment-collections", {
        order_id: draft_order.id,
        amount: draft_order.total,
      })
    )
    return { order: draft_order, collection: payment_collection }
  }

  async variant(sku: string): Promise<string> {
    const { shop } = this.world()
    const { variants } = await shop.ok(
      shop.admin("get", `/product-variants?limit=1&sku=${encodeURIComponent(sku)}`)
    )
    return variants[0].id
  }

  /** The merchant adds goods to an order that stands. */
  async addToOrder(orderId: string, sku: string): Promise<void> {
    const { shop } = this.world()
    await shop.ok(shop.admin("post", "/order-edits", { order_id: orderId }))
    await shop.ok(
      shop.admin("post", `/order-edits/${orderId}/items`, {
        items: [{ variant_id: await this.variant(sku), quantity: 1 }],
      })
    )
    await shop.ok(shop.admin("post", `/order-edits/${orderId}/confirm`, {}))
  }

  ask(collectionId: string, body: Record<string, unknown> = {}): Promise<AxiosResponse<Body>> {
    return this.world().shop.admin(
      "post",
      `/klarna/payment-collections/${collectionId}/payment-link`,
      body
    )
  }

  /** The link as a shopper gets it. */
  async link(collectionId: string, body: Record<string, unknown> = {}): Promise<string> {
    const { payment_link } = await this.world().shop.ok(this.ask(collectionId, body))
    return payment_link.url
  }

  /** A browser goes somewhere in the shop, and is told where to go next without going there. */
  visit(
    url: string,
    { method = "get", headers = {} }: { method?: string; headers?: Record<string, string> } = {}
  ): Promise<AxiosResponse<string>> {
    return this.api.request({
      method,
      url: url.replace("https://shop.example", ""),
      headers,
      maxRedirects: 0,
      responseType: "text",
      validateStatus: () => true,
    })
  }

  /** Follows a link to Klarna's page, and answers the page's id. */
  async open(url: string): Promise<string> {
    const { status, headers, data } = await this.visit(url)
    if (status !== 303) throw new Error(`The link leads nowhere: ${status} ${data}`)
    const pages = await this.world().sandbox.hostedPages()
    const page = pages.find(({ redirect_url }) => redirect_url === headers.location)
    if (!page) throw new Error(`${headers.location} is no page of Klarna's.`)
    return page.session_id
  }

  /** What the shopper does on Klarna's page; answers where Klarna sends the browser then. */
  async decide(pageId: string, outcome: PageOutcome): Promise<string> {
    const { merchant_url } = await this.world().sandbox.hostedPage(pageId, outcome)
    if (!merchant_url) throw new Error("Klarna knows no way back.")
    return merchant_url
  }

  async pageStatus(pageId: string): Promise<string | undefined> {
    const pages = await this.world().sandbox.hostedPages()
    return pages.find(({ session_id }) => session_id === pageId)?.status
  }

  async purchase(collectionId: string) {
    const [purchase] = await this.klarna.listKlarnaPurchases({ subject_id: collectionId })
    return purchase
  }

  /** The turn of a purchase has come. */
  async sweep(collectionId: string) {
    const purchase = await this.purchase(collectionId)
    if (!purchase) throw new Error("There is no purchase.")
    await this.klarna.updateKlarnaPurchases({ id: purchase.id, next_check_at: new Date(0) })
    await settleDuePurchases(this.container, 50)
    return this.purchase(collectionId)
  }

  /** The payment of an order as Medusa has it. */
  async collection(orderId: string, collectionId: string): Promise<Body> {
    const { payment_collections } = await this.world().shop.order(orderId)
    return payment_collections.find(({ id }: Body) => id === collectionId)
  }

  private get api(): AxiosInstance {
    return this.world().api
  }

  private get container(): MedusaContainer {
    return this.world().container
  }
}
