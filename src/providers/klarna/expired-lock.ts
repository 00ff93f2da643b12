import { z } from "@medusajs/framework/zod"

/** The part of a database connection that is used here. */
export interface Database {
  raw(sql: string, bindings?: readonly string[]): PromiseLike<unknown>
}

const Found = z.object({ rows: z.array(z.object({ found: z.string().nullable() })).min(1) })

/** Whether a database has the table of `locking-postgres`; the module is configured once for a process. */
const known = new WeakMap<Database, Promise<boolean>>()

/**
 * Frees a lock whose time is over. The locks of `locking-postgres` have a time, but nothing ends them when it is over: a cart whose
 * completion was killed could never be completed again. Other locking modules free such locks themselves.
 *
 * @param database undefined where it can't be reached: then nothing is done
 */
export async function freeExpiredLock(database: Database | undefined, key: string): Promise<void> {
  if (!database || !(await hasTable(database))) return
  await database.raw("delete from locking where id = ? and expiration < now()", [key])
}

function hasTable(database: Database): Promise<boolean> {
  const asked = known.get(database) ?? askForTable(database)
  known.set(database, asked)
  return asked
}

async function askForTable(database: Database): Promise<boolean> {
  const { rows } = Found.parse(await database.raw("select to_regclass('locking')::text as found"))
  return rows[0]?.found != null
}
