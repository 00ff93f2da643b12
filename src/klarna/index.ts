export * from "./carriers"
export * from "./client"
export * from "./errors"
export * from "./markets"
export { toMajor, toMinor, type MajorAmount } from "./money"
export { normaliseAddress, type AddressOptions, type AddressSource } from "./order/address"
export { buildOrderLines, InvalidOrderError, type OrderTotals } from "./order/build-order-lines"
export { checkOrder } from "./order/check-order"
export type { CreditSource, LineSource, OrderSource } from "./order/order-source"
export {
  InvalidSliceError,
  remainingLines,
  sliceByAmount,
  sliceByItems,
  type OrderSlice,
  type SliceItem,
  type SliceShares,
} from "./order/slice-order"
export { clipReference, lineReferences } from "./order/text"
export * from "./statuses"
export * from "./wire"
