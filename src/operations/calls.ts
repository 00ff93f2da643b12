import type { KlarnaOrderManagement } from "../klarna/client"
import type { OmOrder, ReadShippingInfo, ShippingInfo } from "../klarna/wire"
import type { Operation, OperationKind } from "./ports"

/** What is known of an operation at Klarna: done, with Klarna's id where it has one. */
export type Trace = { klarna_id: string | null }

/** How an operation of one kind is sent, and how it is found again when the answer was lost. */
type Call = {
  /** Sends it; answers Klarna's id of the result, if there is one. */
  send(operation: Operation, orders: KlarnaOrderManagement, key: string): Promise<string | null>
  /** Where Klarna's order shows that it was done. */
  trace(operation: Operation, order: OmOrder): Trace | undefined
  /** Whether Klarna's order shows it at all. What is invisible can only be repeated while Klarna still knows its key. */
  visible: boolean
  /**
   * Whether it is sent again by itself until Klarna answers. Money that Medusa has no row for any more is not: it is looked for,
   * and whoever asked for it asks again.
   */
  resend: boolean
}

const DONE: Trace = { klarna_id: null }

/** Every kind of operation, in Klarna's words. The reference of captures and refunds is our record's id. */
export const CALLS: Record<OperationKind, Call> = {
  capture: {
    visible: true,
    resend: false,
    send: async ({ id, klarna_order_id, amount, details }, orders, key) => {
      const { description, order_lines, shipping_info } = details
      const body = {
        captured_amount: amount ?? 0,
        reference: id,
        ...(description ? { description } : {}),
        ...(order_lines ? { order_lines } : {}),
        ...(shipping_info?.length ? { shipping_info } : {}),
      }
      return (await orders.capture(klarna_order_id, body, key)).capture_id
    },
    trace: ({ id }, { captures }) => {
      const found = captures?.find(({ reference }) => reference === id)
      return found && { klarna_id: found.capture_id }
    },
  },

  refund: {
    visible: true,
    resend: false,
    send: async ({ id, klarna_order_id, amount, details }, orders, key) => {
      const { description, order_lines } = details
      const body = {
        refunded_amount: amount ?? 0,
        reference: id,
        ...(description ? { description } : {}),
        ...(order_lines?.length ? { order_lines } : {}),
      }
      return (await orders.refund(klarna_order_id, body, key)).refund_id
    },
    trace: ({ id }, { refunds }) => {
      const found = refunds?.find(({ reference }) => reference === id)
      // A refund counts only with Klarna's id.
      return found?.refund_id ? { klarna_id: found.refund_id } : undefined
    },
  },

  cancel: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id }, orders, key) => none(orders.cancel(klarna_order_id, key)),
    trace: (_operation, { status }) => (status === "CANCELLED" ? DONE : undefined),
  },

  release: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id }, orders, key) =>
      none(orders.releaseRemaining(klarna_order_id, key)),
    trace: (_operation, { captured_amount, remaining_authorized_amount }) =>
      (captured_amount ?? 0) > 0 && remaining_authorized_amount === 0 ? DONE : undefined,
  },

  extend: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id }, orders, key) =>
      none(orders.extendAuthorization(klarna_order_id, key)),
    trace: ({ details }, { expires_at }) =>
      isLater(expires_at, details.expires_at) ? DONE : undefined,
  },

  shipping_info: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id, details }, orders, key) =>
      none(
        orders.appendShippingInfo(
          klarna_order_id,
          details.capture_id,
          details.shipping_info ?? [],
          key
        )
      ),
    trace: ({ details }, order) => {
      const known = details.capture_id
        ? order.captures?.find(({ capture_id }) => capture_id === details.capture_id)?.shipping_info
        : order.shipping_info
      const told = details.shipping_info ?? []
      return told.every((parcel) => known?.some((entry) => isSameParcel(parcel, entry)))
        ? DONE
        : undefined
    },
  },

  authorization: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id, amount, details }, orders, key) =>
      none(
        orders.updateAuthorization(
          klarna_order_id,
          {
            order_amount: amount ?? 0,
            ...(details.order_lines ? { order_lines: details.order_lines } : {}),
            ...(details.description ? { description: details.description } : {}),
          },
          key
        )
      ),
    trace: ({ amount, details }, order) =>
      order.order_amount === amount && hasSameLines(details.order_lines, order.order_lines)
        ? DONE
        : undefined,
  },

  references: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id, details }, orders, key) => {
      const { merchant_reference1, merchant_reference2 } = details
      const body = {
        ...(merchant_reference1 === undefined ? {} : { merchant_reference1 }),
        ...(merchant_reference2 === undefined ? {} : { merchant_reference2 }),
      }
      return none(orders.updateReferences(klarna_order_id, body, key))
    },
    trace: ({ details }, order) =>
      isAsAsked(details.merchant_reference1, order.merchant_reference1) &&
      isAsAsked(details.merchant_reference2, order.merchant_reference2)
        ? DONE
        : undefined,
  },

  address: {
    visible: true,
    resend: true,
    send: async ({ klarna_order_id, details }, orders, key) =>
      none(
        orders.updateCustomerDetails(
          klarna_order_id,
          { shipping_address: details.shipping_address ?? {} },
          key
        )
      ),
    trace: ({ details }, { shipping_address }) =>
      holds({ ...shipping_address }, { ...details.shipping_address }) ? DONE : undefined,
  },

  send_out: {
    visible: false,
    resend: true,
    send: async ({ klarna_order_id, details }, orders, key) =>
      none(orders.triggerSendOut(klarna_order_id, details.capture_id ?? "", key)),
    trace: () => undefined,
  },

  due_date: {
    visible: false,
    resend: true,
    send: async ({ klarna_order_id, details }, orders, key) =>
      none(
        orders.extendDueDate(
          klarna_order_id,
          details.capture_id ?? "",
          details.number_of_days ?? 0,
          key
        )
      ),
    trace: () => undefined,
  },
}

async function none(call: Promise<void>): Promise<null> {
  await call
  return null
}

function isLater(now: string | null | undefined, before: string | undefined): boolean {
  return !!now && !!before && Date.parse(now) > Date.parse(before)
}

function isAsAsked(asked: string | undefined, now: string | null | undefined): boolean {
  return asked === undefined || asked === (now ?? "")
}

function isSameParcel(parcel: ShippingInfo, known: ReadShippingInfo): boolean {
  return holds({ ...known }, { ...parcel })
}

/** Whether what was sent is what is there; Klarna may add fields of its own. */
function holds(known: Record<string, unknown>, sent: Record<string, unknown>): boolean {
  return Object.entries(sent).every(([key, value]) => value === undefined || known[key] === value)
}

type AnyLine = { reference?: string | null | undefined; quantity: number; total_amount: number }

function hasSameLines(
  sent: readonly AnyLine[] | undefined,
  known: readonly AnyLine[] | null | undefined
): boolean {
  const text = (lines: readonly AnyLine[] | null | undefined) =>
    (lines ?? []).map((line) => `${line.reference ?? ""}|${line.quantity}|${line.total_amount}`)
  return text(sent).join("\n") === text(known).join("\n")
}
