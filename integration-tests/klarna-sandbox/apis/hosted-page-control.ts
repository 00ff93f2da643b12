import { z } from "zod"
import type { Answer } from "../answers"
import { decide, PAGE_OUTCOMES, PageEnded } from "../domain/hosted-page-visits"
import { pageUrl, pageView } from "../domain/hosted-pages"
import type { Call, Route } from "../router"

const actSchema = z.strictObject({ outcome: z.enum(PAGE_OUTCOMES) })

const route = (method: Route["method"], path: string, handle: Route["handle"]): Route => ({
  method,
  path: `/_sandbox${path}`,
  operation: `control ${method} ${path}`,
  handle,
})

/** The part of the control API that is about hosted pages. */
export const hostedPageControl: Route[] = [
  route("GET", "/hosted-pages", ({ sandbox }) => ({
    status: 200,
    body: {
      hosted_pages: [...sandbox.state.hostedPages.values()].map((page) => ({
        ...pageView(sandbox, page),
        payment_session_id: page.sessionId,
        place_order_mode: page.mode,
        redirect_url: pageUrl(page),
        merchant_urls: page.merchantUrls,
      })),
    },
  })),
  route("POST", "/hosted-pages/:id/act", act),
  route("GET", "/distributions", ({ sandbox }) => ({
    status: 200,
    body: { distributions: sandbox.state.distributions },
  })),
]

/** The shopper without a browser: opens the page and decides. */
function act({ sandbox, body, param }: Call): Answer {
  const { outcome } = actSchema.parse(body)
  const page = sandbox.state.hostedPages.get(param("id"))
  if (!page) return { status: 404, body: { error: `There is no hosted page ${param("id")}.` } }
  try {
    return { status: 200, body: decide(sandbox, page, outcome) }
  } catch (error) {
    if (!(error instanceof PageEnded)) throw error
    return { status: 409, body: { error: error.message } }
  }
}
