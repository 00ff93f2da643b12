import { open } from "../runner/sql"

/** The shop's database, from below. One query at a time. */
export type Sql = {
  rows(text: string, values?: unknown[]): Promise<unknown[]>
  close(): Promise<void>
}

/** Opens the database that a URL names. */
export async function openSql(url: string): Promise<Sql> {
  const client = await open(url)
  let last: Promise<unknown> = Promise.resolve()
  return {
    rows: (text, values = []) => {
      const next = last.then(async () => (await client.query(text, values)).rows as unknown[])
      last = next.catch(() => undefined)
      return next
    },
    close: () => client.end(),
  }
}
