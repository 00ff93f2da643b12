import { once } from "node:events"
import { connect } from "node:net"
import type { Sql } from "./sql"
import type { SharedModules } from "./world"

/** All locks of Medusa's end within a moment. Source: the default namespace of `locking-redis`. */
const END_ALL =
  "for _, key in ipairs(redis.call('keys', 'medusa_lock:*')) do redis.call('pexpire', key, 1) end"

/** Ends the locks that are held now, as time would. */
export async function endLocks(modules: SharedModules, sql: Sql): Promise<void> {
  if (modules.kind === "postgres") {
    await sql.rows("update locking set expiration = now() where expiration > now()")
    return
  }
  const { hostname, port } = new URL(modules.url)
  const socket = connect(Number(port || "6379"), hostname)
  // Redis takes a command as a line, too.
  socket.write(`EVAL "${END_ALL}" 0\r\n`)
  const [answer] = await once(socket, "data")
  socket.destroy()
  if (String(answer).startsWith("-")) throw new Error(`Redis: ${String(answer).trim()}`)
}
