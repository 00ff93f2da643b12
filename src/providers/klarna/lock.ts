import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { ILockingModule } from "@medusajs/framework/types"
import { freeExpiredLock, type Database } from "./expired-lock"

/** How long a lock outlives the process that held it. */
const LEASE_SECONDS = 20
const RENEW_EVERY_MS = 5_000
const ASK_EVERY_MS = 100

export type LockDeps = {
  locking: ILockingModule
  /** Where locks of processes that died may lie; see `freeExpiredLock`. */
  database: Database | undefined
}

/** Somebody else held the lock for as long as we would wait. */
export class LockBusyError extends Error {
  override readonly name = "LockBusyError"
}

/**
 * Runs something while nobody else, on any instance, runs anything under the same key.
 *
 * Medusa's `locking.execute` is not used, since with `locking-postgres` it keeps a database connection for each holder and each
 * waiter: ten shoppers who pay at once would take all connections of a process, and none could go on. The lock is taken under an
 * owner of its own, since without one `locking-postgres` lets in two who come at the same moment.
 *
 * @param waitSeconds how long to wait for the others
 * @throws LockBusyError when the others took longer
 * @example
 * await exclusively(deps, { key: `klarna:${cart.id}`, waitSeconds: 25 }, () => place(cart))
 */
export async function exclusively<T>(
  deps: LockDeps,
  { key, waitSeconds }: { key: string; waitSeconds: number },
  run: () => Promise<T>
): Promise<T> {
  const owner = { ownerId: `klarna:${randomUUID()}`, expire: LEASE_SECONDS }
  await acquired(deps, key, owner, waitSeconds)
  const renewal = setInterval(() => {
    // One that fails is made good by the next: the lease is four times as long.
    deps.locking.acquire(key, owner).catch(() => undefined)
  }, RENEW_EVERY_MS)
  renewal.unref()
  try {
    return await run()
  } finally {
    clearInterval(renewal)
    await deps.locking.release(key, { ownerId: owner.ownerId }).catch(() => false)
  }
}

type Owner = { ownerId: string; expire: number }

async function acquired(
  { locking, database }: LockDeps,
  key: string,
  owner: Owner,
  waitSeconds: number
): Promise<void> {
  const end = Date.now() + waitSeconds * 1000
  for (;;) {
    try {
      return await locking.acquire(key, owner)
    } catch (error) {
      if (Date.now() >= end) throw new LockBusyError(`${key} is held by another.`, { cause: error })
    }
    await pause(ASK_EVERY_MS)
    await freeExpiredLock(database, key)
  }
}
