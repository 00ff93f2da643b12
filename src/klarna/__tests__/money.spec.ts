import { BigNumber as MedusaBigNumber } from "@medusajs/framework/utils"
import { BigNumber } from "bignumber.js"
import fc from "fast-check"
import { MARKETS } from "../markets"
import { decimalsOf, toMajor, toMinor, type MajorAmount } from "../money"

it.each<[MajorAmount, number]>([
  ["27.676425", 2_768],
  [24.99, 2_499],
  ["0.005", 1],
  ["0.004999999", 0],
  [1.005, 101],
  ["-1.005", -101],
  [0, 0],
  ["-0", 0],
  ["1e3", 100_000],
  [{ value: "12.5" }, 1_250],
  [{ value: 12.5 }, 1_250],
  [new MedusaBigNumber("9.995"), 1_000],
  [new BigNumber("9.994"), 999],
  ["  7.10 ", 710],
])("reads %p as %p minor units", (amount, minor) => {
  expect(Object.is(toMinor(amount, "EUR"), minor)).toBe(true)
})

it.each<[string, MajorAmount]>([
  ["not a number", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["a word", "ten"],
  ["nothing", ""],
  ["a hex number", "0x10"],
  ["a comma", "1,50"],
  ["a big number that is none", new BigNumber("x")],
  ["more than a number can hold", "90071992547409.93"],
  ["an endless exponent", "1e999"],
])("refuses %s", (_, amount) => {
  expect(() => toMinor(amount, "EUR")).toThrow(RangeError)
})

it("gives every currency of Klarna's two decimals, HUF and CZK too, and knows no other", () => {
  for (const { currency } of MARKETS) expect(decimalsOf(currency)).toBe(2)
  expect(new Set(MARKETS.map(({ currency }) => currency)).size).toBe(15)
  expect(toMinor(1990, "huf")).toBe(199_000)
  expect(() => toMinor(1, "JPY")).toThrow('currency "JPY"')
})

it("gives back exactly what it took, for any amount", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      expect(toMinor(toMajor(minor, "SEK"), "SEK")).toBe(minor)
    })
  )
  expect(toMajor(1_250, "EUR")).toBe("12.50")
  expect(toMajor(-5, "EUR")).toBe("-0.05")
  expect(() => toMajor(1.5, "EUR")).toThrow(RangeError)
})
