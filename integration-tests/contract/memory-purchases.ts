import { randomUUID } from "node:crypto"
import type { NewPurchase, Purchase, PurchaseStore, Subject } from "../../src/purchase/ports"

/** Purchases kept in memory, as texts like a database would: what is read is never what was written, but equal to it. */
export class MemoryPurchases implements PurchaseStore {
  private readonly rows = new Map<string, string>()

  async find(id: string): Promise<Purchase | undefined> {
    return this.all().find((row) => row.id === id)
  }

  async findByKlarnaOrder(klarnaOrderId: string): Promise<Purchase | undefined> {
    return this.all().find((row) => row.klarna_order_id === klarnaOrderId)
  }

  async findBySubject(subject: Subject): Promise<Purchase | undefined> {
    return this.all().find(
      (row) => row.subject_type === subject.type && row.subject_id === subject.id
    )
  }

  async create(purchase: NewPurchase): Promise<Purchase> {
    return this.write({ ...purchase, id: randomUUID() })
  }

  async update(id: string, patch: Partial<NewPurchase>): Promise<Purchase> {
    const row = this.all().find((candidate) => candidate.id === id)
    if (!row) throw new Error(`There is no purchase ${id}.`)
    return this.write({ ...row, ...patch })
  }

  private all(): Purchase[] {
    return [...this.rows.values()].map((text) => this.read(text))
  }

  private write(purchase: Purchase): Purchase {
    const text = JSON.stringify(purchase)
    this.rows.set(purchase.id, text)
    return this.read(text)
  }

  private read(text: string): Purchase {
    const row: Purchase = JSON.parse(text)
    const date = (value: Date | null) => value && new Date(value)
    return {
      ...row,
      session_expires_at: date(row.session_expires_at),
      opened_at: date(row.opened_at),
      placed_at: date(row.placed_at),
      completion_failed_at: date(row.completion_failed_at),
      rejected_at: date(row.rejected_at),
      next_check_at: date(row.next_check_at),
    }
  }
}
