import { z } from "zod"
import type { World } from "./world"

const Row = z.object({
  id: z.string(),
  status: z.string(),
  cart_id: z.string().nullable(),
  klarna_order_id: z.string().nullable(),
  amount: z.coerce.number().nullable(),
  total: z.coerce.number(),
  reserved: z.coerce.number(),
  ordered: z.coerce.number(),
  captured: z.coerce.number(),
  announced: z.coerce.number(),
})
/** A Medusa order that stands, and the live payment of Klarna that it has; amounts in major units. */
type MedusaOrder = z.infer<typeof Row>

/** Both sides of one cart. */
export type Ledger = {
  klarna: { order_id: string; order_amount: number; captured_amount: number }[]
  medusa: MedusaOrder[]
}

const ORDERS = `
  select o.id, o.status, oc.cart_id, p.data ->> 'klarna_order_id' as klarna_order_id, p.amount,
    (s.totals ->> 'current_order_total')::numeric as total,
    (select coalesce(sum(oi.quantity), 0) from order_item oi
      where oi.order_id = o.id and oi.version = o.version and oi.deleted_at is null) as ordered,
    (select coalesce(sum(r.quantity), 0) from reservation_item r join order_item oi on oi.item_id = r.line_item_id
      where oi.order_id = o.id and r.deleted_at is null) as reserved,
    (select coalesce(sum(c.amount), 0) from capture c where c.payment_id = p.id and c.deleted_at is null) as captured,
    (select count(*) from klarna_demo.order_placed n where n.order_id = o.id) as announced
  from "order" o
  left join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
  left join order_cart oc on oc.order_id = o.id and oc.deleted_at is null
  left join order_payment_collection opc on opc.order_id = o.id and opc.deleted_at is null
  left join payment p on p.payment_collection_id = opc.payment_collection_id
    and p.deleted_at is null and p.canceled_at is null and p.provider_id = 'pp_klarna_klarna'
  where o.email = $1 and o.deleted_at is null and o.status <> 'canceled'`

const ENDED = ["CANCELLED", "EXPIRED", "CLOSED"]

/** What both sides hold of a cart now: Klarna's orders that are alive, and Medusa's that stand. */
export async function ledgerOf(
  { sandbox, sql }: Pick<World, "sandbox" | "sql">,
  { cartId, email }: { cartId: string; email: string }
): Promise<Ledger> {
  const [orders, rows] = await Promise.all([sandbox.orders(), sql.rows(ORDERS, [email])])
  return {
    klarna: orders.filter(
      ({ merchant_reference2, status }) => merchant_reference2 === cartId && !ENDED.includes(status)
    ),
    medusa: z.array(Row).parse(rows),
  }
}

/**
 * What is wrong between both sides of a cart. Nothing reserved and no order is as right as one of each.
 *
 * @returns every difference in words; none when they are equal
 */
export function differences({ klarna, medusa }: Ledger): string[] {
  const found: string[] = []
  if (klarna.length > 1) found.push(`Klarna has ${klarna.length} live orders: a DOUBLE ORDER`)
  if (medusa.length > 1) found.push(`Medusa has ${medusa.length} orders: a DOUBLE ORDER`)
  const [theirs] = klarna
  const [ours] = medusa
  if (theirs && !ours) found.push("Klarna has an order, Medusa has none")
  if (ours && !theirs) found.push("Medusa has an order, Klarna has none")
  if (!theirs || !ours || found.length) return found

  if (ours.klarna_order_id !== theirs.order_id) {
    found.push(`Medusa's payment is ${ours.klarna_order_id}, Klarna's order ${theirs.order_id}`)
  }
  const same = (what: string, medusas: number | null, klarnas: number) => {
    const minor = Math.round(Number(medusas) * 100)
    if (minor !== klarnas) found.push(`${what}: Medusa has ${minor}, Klarna has ${klarnas}`)
  }
  same("payment", ours.amount, theirs.order_amount)
  same("total", ours.total, theirs.order_amount)
  same("captured", ours.captured, theirs.captured_amount)
  if (ours.reserved !== ours.ordered) {
    found.push(`${ours.ordered} pieces were ordered, ${ours.reserved} are reserved`)
  }
  if (ours.announced > 1) found.push(`the order was announced ${ours.announced} times`)
  return found
}
