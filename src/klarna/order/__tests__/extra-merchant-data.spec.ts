import Ajv from "ajv"
import addFormats from "ajv-formats"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { contractsFolder, sayAbsent } from "../../wire/__tests__/klarna-contracts"
import { extraMerchantData } from "../extra-merchant-data"

const account = {
  id: "cus_01M86ZZG7NRMBBPACHB57FJE54",
  registeredAt: new Date("2024-02-13T10:49:20.987Z"),
  modifiedAt: new Date("2026-03-13T11:45:27.001Z"),
}

const bodyOf = (id: string) => JSON.parse(extraMerchantData({ ...account, id }).body)

it("tells since when an account exists, and no more", () => {
  expect(extraMerchantData(account).content_type).toBe(
    "application/vnd.klarna.internal.emd-v2+json"
  )
  expect(bodyOf(account.id)).toEqual({
    customer_account_info: [
      {
        unique_account_identifier: account.id,
        account_registration_date: "2024-02-13T10:49:20Z",
        account_last_modified: "2026-03-13T11:45:27Z",
      },
    ],
  })
})

it("F22: names an account whose id is too long by a hash, the same each time and its own", () => {
  const identifier = (id: string): string =>
    bodyOf(id).customer_account_info[0].unique_account_identifier
  const long = "x".repeat(256)
  expect(identifier(long)).toMatch(/^[0-9a-f]{64}$/)
  expect(identifier(long)).toBe(identifier(long))
  expect(identifier(long)).not.toBe(identifier(`${long}y`))
  expect(identifier("x".repeat(255))).toBe("x".repeat(255))
})

const schemaFile = resolve(contractsFolder, "emd-attachment.schema.json")

if (existsSync(schemaFile)) {
  it("is what Klarna's schema of extra merchant data asks for", () => {
    const { customer_account_info: schema } = JSON.parse(
      readFileSync(schemaFile, "utf8")
    ).properties
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }))
    for (const format of ["int32", "int64"]) ajv.addFormat(format, true)
    const validate = ajv.compile({
      ...schema,
      items: { ...schema.items, additionalProperties: false },
    })

    for (const id of [account.id, "y".repeat(300)]) {
      expect(validate(bodyOf(id).customer_account_info) || validate.errors).toBe(true)
    }
    expect(validate([{ account_registration_date: account.registeredAt.toISOString() }])).toBe(
      false
    )
  })
} else {
  sayAbsent()
}
