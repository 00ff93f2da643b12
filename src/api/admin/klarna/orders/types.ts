export type {
  KlarnaOrderAnswer,
  KlarnaOrderView,
  KlarnaShippingInfo,
} from "../../../../workflows/order/klarna-order-answer"
