import {
  abilitiesOf,
  parseFraudStatus,
  parseOrderStatus,
  parsePaymentMethodType,
} from "../statuses"

it("F10: never takes an unknown or missing status for a success", () => {
  for (const strange of ["SOMETHING_NEW", "", undefined, null, "accepted!"]) {
    expect(parseOrderStatus(strange)).toBe("unknown")
    expect(parseFraudStatus(strange)).toBe("unknown")
    expect(parsePaymentMethodType(strange)).toBe("unknown")
  }
  expect(Object.values(abilitiesOf("unknown"))).toEqual([false, false, false, false, false])
})

it("reads both spellings of a way to pay", () => {
  expect(parsePaymentMethodType("pay_later_by_card")).toBe("PAY_LATER_BY_CARD")
  expect(parsePaymentMethodType("INVOICE")).toBe("INVOICE")
})

it("F23: cancels what is not captured, releases what is partly captured", () => {
  expect(abilitiesOf("AUTHORIZED")).toMatchObject({
    capture: true,
    cancel: true,
    release: false,
    refund: false,
  })
  expect(abilitiesOf("PART_CAPTURED")).toMatchObject({
    capture: true,
    cancel: false,
    release: true,
    refund: true,
  })
  expect(abilitiesOf("CAPTURED")).toMatchObject({ capture: false, cancel: false, refund: true })
})
