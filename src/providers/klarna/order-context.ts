import { isGreek } from "../../klarna/order/address"
import { purchaseAddresses } from "../../klarna/order/addresses"
import { extraMerchantData } from "../../klarna/order/extra-merchant-data"
import type { OrderSource } from "../../klarna/order/order-source"
import { localeFor, marketOf, type Market } from "../../klarna/markets"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { Connection } from "../../options"
import { merchantUrlsFor } from "../../options/callbacks"
import { unavailable } from "../../purchase/errors"
import type { OrderContext, Subject } from "../../purchase/ports"
import { confirmationUrl, type MarketSettings } from "../../settings"
import { businessCustomer } from "./business"
import { loadPayable } from "./load-payable"
import type { GraphQuery } from "./resolve"
import type { OrderHead, Payable } from "./subject-query"
import { toOrderSource } from "./to-order-source"
import { totalsToPay } from "./totals-to-pay"

export { subjectOfSession } from "./load-payable"

export type ContextDeps = {
  query: GraphQuery
  klarna: Pick<KlarnaModuleService, "settingsFor" | "connection" | "options">
}

/** What is to be paid, and how to reach Klarna for it. */
export type LoadedContext = {
  context: OrderContext
  connection: Extract<Connection, { available: true }>
}

/**
 * Reads what is to be paid, fresh from Medusa, and turns it into Klarna's terms. Nothing is taken from the browser.
 *
 * @throws PurchaseError `unavailable` with the reason when Klarna can't be used for it
 */
export async function loadContext(subject: Subject, deps: ContextDeps): Promise<LoadedContext> {
  const { payable, toPay, order } = await loadPayable(subject, deps.query)
  const market = marketFor(payable)
  const settings = await deps.klarna.settingsFor(market.country)
  if (!settings.available) throw unavailable(`Klarna is switched off for ${market.country}.`)
  const connection = deps.klarna.connection(market.country)
  if (!connection.available) throw unavailable(connection.reason)

  const storefront = {
    storefrontCountry:
      payable.shipping_address?.country_code ?? regionCountry(payable) ?? market.country,
    fallbackStorefrontUrl: deps.klarna.options.storefrontUrl,
  }
  const taxForm = taxFormOf(settings.tax_form, market, payable)
  const totals = totalsToPay(toOrderSource(payable, { ...storefront, taxForm, settings }), toPay)
  const customer = businessCustomer(payable, settings)
  const addresses = purchaseAddresses(
    {
      billing: withEmail(payable.billing_address, payable.email),
      shipping: withEmail(payable.shipping_address, payable.email),
    },
    { business: customer !== undefined, market: market.country }
  )

  return {
    connection,
    context: {
      subject,
      market: market.country,
      environment: connection.environment,
      currency: market.currency,
      locale:
        isGreek(addresses.billing) || isGreek(addresses.shipping)
          ? "el-GR"
          : localeFor(market.country, payable.locale),
      totals,
      billingAddress: addresses.billing,
      shippingAddress: addresses.shipping,
      reference: typeof order?.display_id === "number" ? String(order.display_id) : undefined,
      internalReference: subject.id,
      orderId: order?.id,
      orderCanceled: order?.status === "canceled",
      customerType: customer ? "organization" : "person",
      customer,
      attachment: accountData(payable, settings),
      merchantUrls: merchantUrlsFor(deps.klarna.options, {
        subject,
        confirmation: confirmationPage(subject, order, { ...storefront, settings }),
      }),
      autoCapture: isCapturedAtOnce(payable, settings),
    },
  }
}

/**
 * The billing country decides, else the shipping country, else a region with a single country. Klarna too lets the billing country
 * override, and takes a country's own currency only.
 */
function marketFor(payable: Payable): Market {
  const country =
    payable.billing_address?.country_code ||
    payable.shipping_address?.country_code ||
    regionCountry(payable)
  if (!country) {
    throw unavailable("Klarna needs a country: set the billing or shipping address first.")
  }
  const market = marketOf(country)
  if (!market) throw unavailable(`Klarna is not available in ${country.toUpperCase()}.`)
  const currency = payable.currency_code.toUpperCase()
  if (market.currency !== currency) {
    throw unavailable(
      `Klarna in ${market.country} is paid in ${market.currency}, not in ${currency}.`
    )
  }
  return market
}

function regionCountry(payable: Payable): string | undefined {
  const countries = payable.region?.countries ?? []
  return countries.length === 1 ? countries[0]?.iso_2 : undefined
}

/** US taxes are a line of their own; in Canada they are where the region's prices are without tax. */
function taxFormOf(
  setting: MarketSettings["tax_form"],
  market: Market,
  payable: Payable
): OrderSource["tax_form"] {
  if (setting !== "auto") return setting
  if (market.country === "CA") {
    return payable.items.some((item) => item.is_tax_inclusive) ? "included" : "sales_tax"
  }
  return market.taxForm
}

function withEmail(address: Payable["billing_address"], email: string | null | undefined) {
  return address ? { ...address, email } : undefined
}

/** Guests have a customer at Medusa too, but no account. */
function accountData({ customer }: Payable, settings: MarketSettings): OrderContext["attachment"] {
  if (!settings.extra_merchant_data || !customer?.has_account) return undefined
  return extraMerchantData({
    id: customer.id,
    registeredAt: customer.created_at,
    modifiedAt: customer.updated_at,
  })
}

type Storefront = {
  settings: MarketSettings
  storefrontCountry: string
  fallbackStorefrontUrl: string | undefined
}

function confirmationPage(
  subject: Subject,
  order: OrderHead | undefined,
  { settings, storefrontCountry, fallbackStorefrontUrl }: Storefront
): string | undefined {
  return confirmationUrl(settings, {
    countryCode: storefrontCountry,
    cartId: subject.type === "cart" ? subject.id : undefined,
    orderId: order?.id,
    fallbackStorefrontUrl,
  })
}

/** Goods that are shipped are captured with their shipment, unless the merchant decided otherwise for all orders. */
function isCapturedAtOnce({ items }: Payable, { capture }: MarketSettings): boolean {
  if (capture === "immediate_digital") {
    return items.length > 0 && items.every((item) => item.requires_shipping === false)
  }
  return capture === "immediate"
}
