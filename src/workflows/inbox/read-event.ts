import { createHash } from "node:crypto"
import { z } from "@medusajs/framework/zod"
import { HostedPageCallSchema, parseHostedPageStatus } from "../../klarna/wire"
import type { NewKlarnaEvent } from "../../modules/klarna/event-store"
import type { CallbackAddress, CallbackKind } from "../../options/callbacks"

/** Ids and names of Klarna's: nothing that could be a person's fits. */
const id = z.string().regex(/^[\w.:-]{1,128}$/)
const name = z.string().regex(/^\w{1,64}$/)
const anyText = z.string().max(4096)

/** What a body says, as far as it is of use. `unknown`: a name that this version has never heard of. */
type Told = {
  sessionId?: string
  orderId?: string
  type?: string
  unknown?: boolean
  /** What else makes this event another one than the last. */
  apart: (string | undefined)[]
}

const AuthorizationBody = z
  .looseObject({ session_id: id, authorization_token: anyText.optional() })
  .transform(({ session_id, authorization_token }): Told => ({
    sessionId: session_id,
    // Another approval of the same session is another event. The token itself is kept nowhere.
    apart: [authorization_token && sha256(authorization_token)],
  }))

/** Source: Klarna, pending orders; the last three are of older documents. */
const FRAUD_EVENTS = [
  "FRAUD_RISK_ACCEPTED",
  "FRAUD_RISK_REJECTED",
  "FRAUD_RISK_STOPPED",
  "ORDER_ACCEPTED",
  "ORDER_REJECTED",
]

const FraudBody = z
  .looseObject({ order_id: id, event_type: name, timestamp: anyText.optional() })
  .transform(({ order_id, event_type, timestamp }): Told => ({
    orderId: order_id,
    type: event_type,
    unknown: !FRAUD_EVENTS.includes(event_type),
    apart: [timestamp],
  }))

const HostedPageBody = HostedPageCallSchema.extend({
  event_id: anyText.optional(),
  session: z.looseObject({ session_id: id, status: name, updated_at: anyText.optional() }),
}).transform(({ event_id, session }): Told => ({
  sessionId: session.session_id,
  type: session.status,
  unknown: parseHostedPageStatus(session.status) === "unknown",
  apart: [event_id, session.updated_at],
}))

const BODIES: Record<CallbackKind, z.ZodType<Told>> = {
  authorization: AuthorizationBody,
  fraud: FraudBody,
  "hosted-page": HostedPageBody,
}

/**
 * Reads the body of a call whose address is ours. Only ids and the name of what happened are taken, and they are believed by nobody:
 * they tell where to look.
 *
 * @param address checked before
 * @param firstLook when the event is to be looked into
 * @returns undefined where the body is not what Klarna sends
 */
export function readKlarnaEvent(
  { kind, subject }: CallbackAddress,
  body: unknown,
  firstLook: Date
): NewKlarnaEvent | undefined {
  const { data: told } = BODIES[kind].safeParse(body)
  if (!told) return undefined
  const { sessionId, orderId, type, unknown, apart } = told
  const own = [kind, subject.type, subject.id, sessionId, orderId, type, ...apart]
  return {
    kind: kind === "hosted-page" ? "hosted_page" : kind,
    fingerprint: sha256(JSON.stringify(own.map((part) => part ?? null))),
    subject_type: subject.type,
    subject_id: subject.id,
    klarna_session_id: sessionId ?? null,
    klarna_order_id: orderId ?? null,
    event_type: type ?? null,
    ...(unknown
      ? {
          state: "ignored",
          next_attempt_at: null,
          error: "This version of the plugin does not know what this event means.",
        }
      : { state: "waiting", next_attempt_at: firstLook, error: null }),
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex")
}
