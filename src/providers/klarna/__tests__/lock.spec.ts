import type { ILockingModule } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { Database } from "../expired-lock"
import { exclusively, LockBusyError } from "../lock"

type Row = { owner: string | null; ends: number }

/** Locks as `locking-postgres` keeps them: rows with a time that nothing ends when it is over. */
class PostgresLocks implements Pick<ILockingModule, "acquire" | "release"> {
  readonly rows = new Map<string, Row>()
  now = Date.now()

  constructor(readonly hasTable = true) {}

  async acquire(key: string | string[], args?: { ownerId?: string | null; expire?: number }) {
    const row = this.rows.get(String(key))
    const owner = args?.ownerId ?? null
    if (row && row.owner !== owner) {
      throw new MedusaError(MedusaError.Types.CONFLICT, `Failed to acquire lock for key "${key}"`)
    }
    this.rows.set(String(key), { owner, ends: this.now + (args?.expire ?? 0) * 1000 })
  }

  async release(key: string | string[], args?: { ownerId?: string | null }) {
    if (this.rows.get(String(key))?.owner !== args?.ownerId) return false
    return this.rows.delete(String(key))
  }

  readonly asked: string[] = []

  readonly database: Database = {
    raw: async (sql, [key] = []) => {
      this.asked.push(sql)
      if (sql.startsWith("select")) return { rows: [{ found: this.hasTable ? "locking" : null }] }
      if ((this.rows.get(String(key))?.ends ?? Infinity) < this.now) this.rows.delete(String(key))
      return { rows: [] }
    },
  }

  deps() {
    return { locking: this as object as ILockingModule, database: this.database }
  }
}

const KEY = { key: "klarna:cart_1", waitSeconds: 5 }

describe("a lock of ours", () => {
  it("lets one after the other in", async () => {
    const locks = new PostgresLocks()
    const inside: number[] = []
    let most = 0
    const enter = (n: number) =>
      exclusively(locks.deps(), KEY, async () => {
        inside.push(n)
        most = Math.max(most, inside.length)
        await new Promise((resolve) => setImmediate(resolve))
        inside.pop()
        return n
      })
    expect(await Promise.all([enter(1), enter(2), enter(3)])).toEqual([1, 2, 3])
    expect(most).toBe(1)
    expect(locks.rows.size).toBe(0)
  })

  it("is given back where the work fails", async () => {
    const locks = new PostgresLocks()
    const fails = exclusively(locks.deps(), KEY, () => Promise.reject(new Error("no")))
    await expect(fails).rejects.toThrow("no")
    expect(locks.rows.size).toBe(0)
  })

  it("says so where another holds it for too long", async () => {
    const locks = new PostgresLocks()
    await locks.acquire(KEY.key, { ownerId: "another", expire: 60 })
    const waits = exclusively(locks.deps(), { ...KEY, waitSeconds: 0 }, () => Promise.resolve())
    await expect(waits).rejects.toBeInstanceOf(LockBusyError)
    expect(locks.rows.get(KEY.key)?.owner).toBe("another")
  })

  it("is taken from a process that died, once its time is over", async () => {
    const locks = new PostgresLocks()
    await locks.acquire(KEY.key, { ownerId: "dead", expire: 20 })
    locks.now += 21_000
    expect(await exclusively(locks.deps(), KEY, () => Promise.resolve("done"))).toBe("done")
  })

  it("asks a database without Medusa's table once, and leaves it alone", async () => {
    const locks = new PostgresLocks(false)
    await locks.acquire(KEY.key, { ownerId: "another", expire: 60 })
    const waits = exclusively(locks.deps(), { ...KEY, waitSeconds: 0.3 }, () => Promise.resolve())
    await expect(waits).rejects.toBeInstanceOf(LockBusyError)
    expect(locks.asked).toHaveLength(1)
  })
})
