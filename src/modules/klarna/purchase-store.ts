import {
  PURCHASE_ALERTS,
  PURCHASE_STATES,
  type NewPurchase,
  type Purchase,
  type PurchaseStore,
  type Subject,
} from "../../purchase/ports"
import {
  CreateOrderBodySchema,
  PaymentMethodCategorySchema,
  SessionBodySchema,
} from "../../klarna/wire"
import { z } from "@medusajs/framework/zod"
import type KlarnaModuleService from "./service"

/** A text column that holds JSON. */
function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .nullable()
    .transform((text): unknown => (text === null ? null : JSON.parse(text)))
    .pipe(schema.nullable())
}

const PurchaseRow = z.looseObject({
  id: z.string(),
  subject_type: z.enum(["cart", "payment_collection"]),
  subject_id: z.string(),
  state: z.enum(PURCHASE_STATES),
  market: z.string(),
  environment: z.string(),
  currency_code: z.string(),
  amount: z.number(),
  klarna_session_id: z.string().nullable(),
  client_token: z.string().nullable(),
  payment_method_categories: json(z.array(PaymentMethodCategorySchema)),
  session_expires_at: z.coerce.date().nullable(),
  payload_hash: z.string().nullable(),
  authorize_data: json(
    CreateOrderBodySchema.extend({ attachment: SessionBodySchema.shape.attachment })
  ),
  authorization_token: z.string().nullable(),
  order_body: json(CreateOrderBodySchema),
  klarna_order_id: z.string().nullable(),
  fraud_status: z.string().nullable(),
  payment_method: json(z.looseObject({ type: z.string() })),
  redirect_url: z.string().nullable(),
  payment_session_id: z.string().nullable(),
  order_id: z.string().nullable(),
  customer_type: z.enum(["person", "organization"]),
  hosted_page: json(
    z.object({ id: z.string(), url: z.string(), expires_at: z.string().nullable() })
  ),
  opened_at: z.coerce.date().nullable(),
  placed_at: z.coerce.date().nullable(),
  completion_failed_at: z.coerce.date().nullable(),
  rejected_at: z.coerce.date().nullable(),
  alert: z.enum(PURCHASE_ALERTS).nullable(),
  adopted_collection_id: z.string().nullable(),
  authorization_expires_at: z.coerce.date().nullable(),
  findings: json(
    z.array(
      z.object({
        code: z.string(),
        klarna: z.number().optional(),
        medusa: z.number().optional(),
        detail: z.string().optional(),
      })
    )
  ),
  compared_at: z.coerce.date().nullable(),
  next_comparison_at: z.coerce.date().nullable(),
  next_check_at: z.coerce.date().nullable(),
})

/** What a list shows of a purchase: no body, no token, no person. */
const LISTED = {
  id: true,
  subject_type: true,
  subject_id: true,
  order_id: true,
  state: true,
  alert: true,
  market: true,
  environment: true,
  currency_code: true,
  amount: true,
  klarna_order_id: true,
  fraud_status: true,
  findings: true,
  placed_at: true,
  next_check_at: true,
} as const

const ListedRow = z.object({
  ...PurchaseRow.pick(LISTED).shape,
  created_at: z.coerce.date(),
  updated_at: z.coerce.date(),
})

/** A purchase as lists show it. Amount in minor units. */
export type ListedPurchase = z.infer<typeof ListedRow>

/** Which purchases a list shows; what is absent does not matter. */
export type PurchaseFilter = {
  id?: string | undefined
  /** Whether a person has to look at it. */
  alert?: boolean | undefined
  state?: ListedPurchase["state"] | undefined
  /** Part of an id: of the purchase, its cart or payment collection, the order, or Klarna's order. */
  q?: string | undefined
}

/** Purchases in our table, behind the port that the purchase core knows; and the look-ups that others need. */
export class ModulePurchaseStore implements PurchaseStore {
  constructor(private readonly service: KlarnaModuleService) {}

  async find(id: string): Promise<Purchase | undefined> {
    return this.findOne({ id })
  }

  async findBySubject(subject: Subject): Promise<Purchase | undefined> {
    return this.findOne({ subject_type: subject.type, subject_id: subject.id })
  }

  async findByKlarnaOrder(klarnaOrderId: string): Promise<Purchase | undefined> {
    return this.findOne({ klarna_order_id: klarnaOrderId })
  }

  async findByKlarnaSession(sessionId: string): Promise<Purchase | undefined> {
    return this.findOne({ klarna_session_id: sessionId })
  }

  async findByOrder(orderId: string): Promise<Purchase | undefined> {
    return this.findOne({ order_id: orderId })
  }

  /** Everything that was or is to be paid for an order: its cart's purchase, and those of later payments. */
  async listByOrder(orderId: string): Promise<Purchase[]> {
    const rows = await this.service.listKlarnaPurchases({ order_id: orderId }, { take: 100 })
    return rows.map((row) => PurchaseRow.parse(row))
  }

  /** Purchases that are due to be compared with Klarna and the shop, the longest waiting first. */
  async due(now: Date, limit: number): Promise<Purchase[]> {
    const rows = await this.service.listKlarnaPurchases(
      { next_check_at: { $lte: now } },
      { take: limit, order: { next_check_at: "ASC", id: "ASC" } }
    )
    return rows.map((row) => PurchaseRow.parse(row))
  }

  /** Purchases whose Klarna order is due to be compared with the shop's order, the longest waiting first. */
  async dueForComparison(now: Date, limit: number): Promise<Purchase[]> {
    const rows = await this.service.listKlarnaPurchases(
      { next_comparison_at: { $lte: now } },
      { take: limit, order: { next_comparison_at: "ASC", id: "ASC" } }
    )
    return rows.map((row) => PurchaseRow.parse(row))
  }

  /** Purchase whose Klarna order pays a collection that a change of the order made. */
  async findByAdoptedCollection(collectionId: string): Promise<Purchase | undefined> {
    return this.findOne({ adopted_collection_id: collectionId })
  }

  /**
   * Purchases for a person to read, the newest first. Bodies and tokens are not even read.
   *
   * @example
   * const [waiting, count] = await store.listAndCount({ alert: true }, { limit: 20, offset: 0 })
   */
  async listAndCount(
    filter: PurchaseFilter,
    page: { limit: number; offset: number }
  ): Promise<[ListedPurchase[], number]> {
    const [rows, count] = await this.service.listAndCountKlarnaPurchases(filterOf(filter), {
      select: [...Object.keys(LISTED), "created_at", "updated_at"],
      take: page.limit,
      skip: page.offset,
      order: { created_at: "DESC", id: "DESC" },
    })
    return [rows.map((row) => ListedRow.parse(row)), count]
  }

  async create(purchase: NewPurchase): Promise<Purchase> {
    return PurchaseRow.parse(await this.service.createKlarnaPurchases(columns(purchase)))
  }

  async update(id: string, patch: Partial<NewPurchase>): Promise<Purchase> {
    return PurchaseRow.parse(await this.service.updateKlarnaPurchases({ id, ...columns(patch) }))
  }

  private async findOne(filter: Record<string, string>): Promise<Purchase | undefined> {
    const [row] = await this.service.listKlarnaPurchases(filter, { take: 1 })
    return row && PurchaseRow.parse(row)
  }
}

const SEARCHED = ["id", "subject_id", "order_id", "klarna_order_id"]

function filterOf({ id, alert, state, q }: PurchaseFilter) {
  // Underscores are part of every id, and must not stand for any letter.
  const part = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`
  return {
    ...(id === undefined ? {} : { id }),
    ...(alert === undefined ? {} : { alert: alert ? { $ne: null } : null }),
    ...(state === undefined ? {} : { state }),
    ...(part ? { $or: SEARCHED.map((column) => ({ [column]: { $ilike: part } })) } : {}),
  }
}

/** A purchase as the table keeps it; what is absent stays absent. */
function columns<T extends Partial<NewPurchase>>(purchase: T) {
  const {
    payment_method_categories,
    authorize_data,
    order_body,
    payment_method,
    hosted_page,
    findings,
    ...plain
  } = purchase
  const bodies = Object.entries({
    payment_method_categories,
    authorize_data,
    order_body,
    payment_method,
    hosted_page,
    findings,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, value === null ? null : JSON.stringify(value)])
  return { ...plain, ...Object.fromEntries(bodies) }
}
