/**
 * Everything that Klarna's published contracts leave out and that is known from its documentation or from recorded answers.
 * Whatever else departs from the contracts is a violation. Injected faults are exempt too, but they are none of Klarna's.
 */

type AnswerGap = {
  api: "payments" | "ordermanagement" | "*"
  operation: string
  statuses: number[]
  why: string
}

/** Answers that an operation gives although its contract does not list the status. */
export const ANSWER_GAPS: readonly AnswerGap[] = [
  {
    api: "*",
    operation: "*",
    statuses: [401],
    why: "the gateway's HTML answer to wrong credentials",
  },
  { api: "*", operation: "*", statuses: [413], why: "bodies over 1 MB (request limits)" },
  { api: "*", operation: "*", statuses: [429], why: "rate limits" },
  { api: "*", operation: "*", statuses: [500, 502, 503, 504], why: "outages (error codes)" },
  {
    api: "ordermanagement",
    operation: "*",
    statuses: [400],
    why: "INVALID_ORDER_ID and malformed bodies (error codes of Order Management)",
  },
  { api: "ordermanagement", operation: "*", statuses: [409], why: "CONFLICT (error codes)" },
  {
    api: "ordermanagement",
    operation: "*",
    statuses: [422],
    why: "UNPROCESSABLE_ENTITY and INVALID_ADDRESS (error codes)",
  },
  {
    api: "ordermanagement",
    operation: "*",
    statuses: [404],
    why: "NO_SUCH_ORDER: five operations list no 404, yet an unknown order must answer something",
  },
  {
    api: "ordermanagement",
    operation: "appendOrderShippingInfo",
    statuses: [403],
    why: "a cancelled order can only be read (order states)",
  },
  { api: "payments", operation: "readCreditSession", statuses: [400], why: "malformed path" },
]

type FieldGap = { operation: string; path: readonly string[]; why: string }

/** Fields of requests that documentation pages name and the contract does not. */
export const REQUEST_FIELD_GAPS: readonly FieldGap[] = [
  {
    operation: "createCreditSession",
    path: ["customer", "klarna_access_token"],
    why: "Sign in with Klarna hands its access token to the session",
  },
  {
    operation: "updateCreditSession",
    path: ["customer", "klarna_access_token"],
    why: "as above",
  },
]

type RequestGap = { operation: string; body: string; why: string }

/** Bodies that break the contract on purpose. */
export const REQUEST_GAPS: readonly RequestGap[] = [
  {
    operation: "createCreditSession",
    body: "{}",
    why: "the cheapest test of credentials: 400 BAD_VALUE proves that they are right",
  },
]
