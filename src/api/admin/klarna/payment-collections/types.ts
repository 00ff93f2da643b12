export type { CreatedPaymentLink as KlarnaPaymentLinkAnswer } from "../../../../workflows/payment-link/create-link"
