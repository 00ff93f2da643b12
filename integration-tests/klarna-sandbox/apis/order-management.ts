import type { Answer } from "../answers"
import {
  appendShippingInfo,
  capture,
  dueDateOptions,
  extendDueDate,
  findCapture,
  requireCaptures,
} from "../domain/captures"
import {
  cancelOrder,
  extendAuthorization,
  findOrder,
  notAllowed,
  releaseRemaining,
  requireNotCancelled,
  updateAuthorization,
  updateReferences,
  updateShippingAddress,
} from "../domain/order-changes"
import { captureView, orderView, refundView } from "../domain/order-views"
import { refund } from "../domain/refunds"
import { Refusal } from "../answers"
import { isObject } from "../rules/json"
import { parseManagement } from "../rules/parse"
import {
  authorizationUpdate,
  captureCreate,
  customerUpdate,
  dueDateExtension,
  referencesUpdate,
  refundCreate,
  shippingInfoUpdate,
} from "../rules/shapes"
import type { Api, Call, Route } from "../router"

const ORDER = "/ordermanagement/v1/orders/:order_id"
const CAPTURE = `${ORDER}/captures/:capture_id`
const DONE: Answer = { status: 204 }

const route = (
  method: Route["method"],
  path: string,
  operation: string,
  handle: Route["handle"]
): Route => ({ method, path, operation, handle })

const orderOf = ({ sandbox, account, param }: Call, consequence?: string) =>
  findOrder(sandbox, param("order_id"), account, consequence)
const now = ({ sandbox }: Call) => sandbox.clock.now()

/** Order Management: what happens to an order after the purchase. */
export const orderManagement: Api = {
  name: "ordermanagement",
  auth: "basic",
  cors: false,
  idempotent: true,
  rateKind: () => ({ kind: "others", limit: "others" }),
  routes: [
    route("GET", ORDER, "getOrder", (call) => ok(orderView(orderOf(call), now(call)))),
    route("POST", `${ORDER}/acknowledge`, "acknowledgeOrder", (call) => {
      const order = orderOf(call)
      requireNotCancelled(order)
      order.acknowledgedAt ??= now(call)
      return DONE
    }),
    route("PATCH", `${ORDER}/authorization`, "updateAuthorization", (call) => {
      const order = orderOf(call, "Order authorization cannot be updated.")
      updateAuthorization(call.sandbox, order, parseManagement(authorizationUpdate, call.body))
      return DONE
    }),
    route("PATCH", `${ORDER}/merchant-references`, "updateMerchantReferences", (call) => {
      const order = orderOf(call, "Merchant references cannot be updated.")
      updateReferences(order, parseManagement(referencesUpdate, call.body))
      return DONE
    }),
    route("PATCH", `${ORDER}/customer-details`, "updateConsumerDetails", updateCustomer),
    route("POST", `${ORDER}/cancel`, "cancelOrder", (call) => {
      cancelOrder(orderOf(call, "Cancel not possible."), now(call))
      return DONE
    }),
    route(
      "POST",
      `${ORDER}/release-remaining-authorization`,
      "releaseRemainingAuthorization",
      (call) => {
        releaseRemaining(orderOf(call), now(call))
        return DONE
      }
    ),
    route("POST", `${ORDER}/extend-authorization-time`, "extendAuthorizationTime", (call) => {
      extendAuthorization(orderOf(call), now(call))
      return DONE
    }),
    route("POST", `${ORDER}/shipping-info`, "appendOrderShippingInfo", (call) => {
      const order = orderOf(call, "Shipping info cannot be added.")
      requireNotCancelled(order)
      appendShippingInfo(order, parseManagement(shippingInfoUpdate, call.body).shipping_info)
      return DONE
    }),
    route("POST", `${ORDER}/captures`, "captureOrder", (call) => {
      const order = orderOf(call)
      const made = capture(order, parseManagement(captureCreate, call.body), now(call))
      const at = `${call.baseUrl}/ordermanagement/v1/orders/${order.id}/captures/${made.id}`
      return { status: 201, headers: { "capture-id": made.id, location: at } }
    }),
    route("GET", `${ORDER}/captures`, "getCaptures", (call) => {
      const order = orderOf(call)
      return ok(order.captures.map((made) => captureView(order, made)))
    }),
    route("GET", CAPTURE, "getCapture", (call) => {
      const { order, made } = captureOf(call, "No capture")
      return ok(captureView(order, made))
    }),
    route("POST", `${CAPTURE}/shipping-info`, "appendShippingInfo", (call) => {
      requireCaptures(orderOf(call))
      const { made } = captureOf(call, "Shipping info cannot be added to capture")
      appendShippingInfo(made, parseManagement(shippingInfoUpdate, call.body).shipping_info)
      return DONE
    }),
    route("POST", `${CAPTURE}/trigger-send-out`, "triggerSendOut", (call) => {
      requireCaptures(orderOf(call))
      const { order, made } = captureOf(call, "Send out cannot be triggered for capture")
      order.sendOuts.push({ captureId: made.id, at: now(call) })
      return DONE
    }),
    route("GET", `${CAPTURE}/extend-due-date-options`, "getOptionsForExtendDueDate", (call) => {
      const { order, made } = captureOf(call, "Due date cannot be extended for capture")
      return ok(dueDateOptions(order, made))
    }),
    route("PATCH", `${CAPTURE}/extend-due-date`, "extendDueDate", (call) => {
      const { order, made } = captureOf(call, "Due date cannot be extended for capture")
      const { number_of_days } = parseManagement(dueDateExtension, call.body)
      extendDueDate(order, made, number_of_days)
      return DONE
    }),
    route("POST", `${ORDER}/refunds`, "refundOrder", (call) => {
      const order = orderOf(call)
      const made = refund(order, parseManagement(refundCreate, call.body), now(call))
      const at = `${call.baseUrl}/ordermanagement/v1/orders/${order.id}/refunds/${made.id}`
      return { status: 201, headers: { "refund-id": made.id, location: at } }
    }),
    route("GET", `${ORDER}/refunds/:refund_id`, "getRefund", (call) => {
      const id = call.param("refund_id")
      const made = orderOf(call).refunds.find((entry) => entry.id === id)
      if (!made) throw new Refusal(404, "NOT_FOUND", [`Refund ${id} cannot be found`])
      return ok(refundView(made))
    }),
  ],
}

function captureOf(call: Call, consequence: string) {
  const order = orderOf(call)
  return { order, made: findCapture(order, call.param("capture_id"), consequence) }
}

function updateCustomer(call: Call): Answer {
  const order = orderOf(call, "Customer details cannot be updated.")
  if (isObject(call.body) && call.body["billing_address"]) {
    throw notAllowed(
      "Billing address cannot be updated for user account order. Customer details cannot be updated."
    )
  }
  updateShippingAddress(
    order,
    parseManagement(customerUpdate, call.body).shipping_address,
    now(call)
  )
  return DONE
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}
