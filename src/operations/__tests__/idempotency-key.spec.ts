import { idempotencyKey } from "../idempotency-key"

it("makes the same UUID of the same operation and attempt, another of any other", () => {
  const key = idempotencyKey("klop_1", 1)
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(idempotencyKey("klop_1", 1)).toBe(key)
  expect(new Set([key, idempotencyKey("klop_1", 2), idempotencyKey("klop_2", 1)]).size).toBe(3)
})
