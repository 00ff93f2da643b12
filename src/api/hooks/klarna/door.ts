import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../../modules/klarna"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { verifyCallback, type CallbackKind } from "../../../options/callbacks"
import { keepKlarnaEvent } from "../../../workflows/inbox/keep-event"
import { processKlarnaEventNow } from "../../../workflows/inbox/process-events"
import { claimedAddress } from "./claimed-address"
import { inTime } from "./in-time"
import { readBody } from "./read-body"

/** Klarna waits two seconds for an answer. */
const ANSWER_WITHIN_MS = 1_500

const REASONS = {
  400: "its body is not what Klarna sends",
  401: "its address is not signed by this shop",
  413: "its body is too large",
  415: "its body is not JSON",
  503: "it could not be kept; Klarna is asked to call again",
} as const

/**
 * A door for one kind of Klarna's calls: checks the signature of the address, keeps what is told, answers exactly 200 at once, and
 * leaves the rest to the inbox. What is forged or unreadable is answered with 4xx and leaves no trace but a line in the log.
 *
 * @example
 * export const POST = klarnaDoor("fraud")
 */
export function klarnaDoor(kind: CallbackKind) {
  return async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
    const { options } = req.scope.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const claim = claimedAddress(req.query)
    const refuse = (status: keyof typeof REASONS) => {
      // The id is logged only where it can't be anything else than an id.
      const about = claim ? ` about ${claim.subject.type} ${claim.subject.id}` : ""
      req.scope
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`klarna: a ${kind} call${about} is refused with ${status}: ${REASONS[status]}.`)
      res.status(status).json({})
    }

    const address = claim && { kind, subject: claim.subject }
    if (!address || !verifyCallback(options, address, claim)) return refuse(401)
    const body = await readBody(req)
    if ("status" in body) return refuse(body.status)

    const keeping = keepKlarnaEvent(req.scope, { address, body: body.json })
    const kept = await inTime(keeping, ANSWER_WITHIN_MS)
    if (!kept) return refuse(503)
    if (kept.outcome === "unreadable") return refuse(400)
    res.status(200).json({})
    if (kept.outcome === "kept" && options.callbacks.graceSeconds === 0) {
      void processKlarnaEventNow(req.scope, kept.event.id)
    }
  }
}

/** Klarna, and people, look whether there is a door: there is, and it says nothing. */
export function answerProbe(_req: MedusaRequest, res: MedusaResponse): void {
  res.status(200).end()
}
