import { randomUUID } from "node:crypto"
import type { NewOperation, Operation, OperationStore } from "../../src/operations/ports"

/** Operations kept in memory, as texts like a database would. */
export class MemoryOperations implements OperationStore {
  private readonly rows = new Map<string, string>()

  async list(klarnaOrderId: string): Promise<Operation[]> {
    return this.all().filter((row) => row.klarna_order_id === klarnaOrderId)
  }

  async create(operation: NewOperation): Promise<Operation> {
    return this.write({ ...operation, id: randomUUID() })
  }

  async update(id: string, patch: Partial<NewOperation>): Promise<Operation> {
    const row = this.all().find((candidate) => candidate.id === id)
    if (!row) throw new Error(`There is no operation ${id}.`)
    return this.write({ ...row, ...patch })
  }

  async remove(id: string): Promise<void> {
    this.rows.delete(id)
  }

  all(): Operation[] {
    return [...this.rows.values()].map(read)
  }

  private write(operation: Operation): Operation {
    const text = JSON.stringify(operation)
    this.rows.set(operation.id, text)
    return read(text)
  }
}

function read(text: string): Operation {
  const row: Operation = JSON.parse(text)
  return { ...row, sent_at: time(row.sent_at), next_attempt_at: time(row.next_attempt_at) }
}

function time(value: Date | null): Date | null {
  return value && new Date(value)
}
