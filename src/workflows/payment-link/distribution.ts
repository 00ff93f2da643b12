import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { toE164 } from "../../klarna/order/phone"
import type { DistributionBody } from "../../klarna/wire"

/** How Klarna is to send a link, and to whom; the order's contact where nobody is named. Personal data: never log it. */
export type DistributionInput =
  | { method: "email"; email?: string | undefined }
  | { method: "sms"; phone?: string | undefined; phone_country?: string | undefined }

const Contact = z
  .looseObject({ phone: z.string().nullish(), country_code: z.string().nullish() })
  .nullish()

const OrderContact = z.looseObject({
  email: z.string().nullish(),
  billing_address: Contact,
  shipping_address: Contact,
})
type OrderContact = z.infer<typeof OrderContact>

/**
 * Works out whom Klarna is to send a link to.
 *
 * @throws MedusaError `invalid_data` where there is no address or number that Klarna could take; it names none
 */
export async function distributionBody(
  container: MedusaContainer,
  { orderId, distribution }: { orderId: string; distribution: DistributionInput }
): Promise<DistributionBody> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    filters: { id: orderId },
    fields: [
      "id",
      "email",
      "billing_address.phone",
      "billing_address.country_code",
      "shipping_address.phone",
      "shipping_address.country_code",
    ],
  })
  const contact = OrderContact.parse(data[0] ?? {})
  return distribution.method === "email"
    ? byMail(distribution.email ?? contact.email)
    : bySms(distribution, contact)
}

function byMail(given: string | null | undefined): DistributionBody {
  const { data: email } = z.email().safeParse(given?.trim())
  if (!email) {
    throw wrong("The order has no email address that Klarna could send the link to: give one.")
  }
  return { method: "email", contact_information: { email } }
}

function bySms(
  { phone: given, phone_country }: Extract<DistributionInput, { method: "sms" }>,
  { billing_address, shipping_address }: OrderContact
): DistributionBody {
  const own = [billing_address, shipping_address].find((address) => address?.phone)
  const fallback = own ?? billing_address ?? shipping_address
  const country = (phone_country ?? fallback?.country_code)?.toUpperCase()
  const phone = toE164(given ?? own?.phone, country)
  if (!phone || !country) {
    throw wrong(
      given
        ? "Klarna could not send the link to this phone number: give it with its country code, such as +46, and phone_country."
        : "The order has no phone number that Klarna could send the link to: give phone and phone_country."
    )
  }
  return { method: "sms", contact_information: { phone, phone_country: country } }
}

function wrong(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, message)
}
