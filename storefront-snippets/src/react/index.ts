export { KlarnaProvider, useKlarnaConfig, type KlarnaProviderProps } from "./context"
export { PayButton, type PayButtonProps } from "./pay-button"
export { useKlarnaPayment, type KlarnaPaymentHandle } from "./payment"
export { PaymentWidget, type PaymentWidgetProps } from "./payment-widget"
export {
  CartMessage,
  Footer,
  ProductMessage,
  TopBanner,
  type AmountPlacementProps,
  type PlacementProps,
} from "./placement"
export { type KlarnaTexts } from "./texts"
