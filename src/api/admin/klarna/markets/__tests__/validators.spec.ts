import { AdminSaveKlarnaMarketSettings } from "../validators"

const messagesOf = (body: unknown) => {
  const result = AdminSaveKlarnaMarketSettings.safeParse(body)
  return result.success ? [] : result.error.issues.map((issue) => issue.message)
}

describe("the body of a save", () => {
  it("is taken with values, nulls and a version", () => {
    expect(messagesOf({ version: 0, values: { "product.on": false, capture: null } })).toEqual([])
  })

  it("is refused with each wrong field named", () => {
    expect(messagesOf({ version: 1, values: { "product.on": "yes", ghost: 1 } })).toEqual([
      "Field 'values.product.on' must be true or false",
      "Field 'values.ghost' is not a setting of Klarna",
    ])
  })

  it("does not repeat a gigantic key", () => {
    const [message = ""] = messagesOf({ version: 1, values: { ["x".repeat(50_000)]: 1 } })
    expect(message).toMatch(/^Field 'values\.x+' is not a setting/)
    expect(message.length).toBeLessThan(120)
  })

  it.each([
    [{ values: {} }],
    [{ version: 1 }],
    [{ version: -1, values: {} }],
    [{ version: 1.5, values: {} }],
    [{ version: "1", values: {} }],
    [{ version: 1, values: [] }],
    [{ version: 1, values: null }],
    [null],
  ])("is refused when it is %j", (body) => {
    expect(messagesOf(body).length).toBeGreaterThan(0)
  })
})
