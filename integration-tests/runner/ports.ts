import { createServer } from "node:net"
import { Problem, takenPort } from "./problem"

/** A port that nothing uses now, chosen by the system. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port)
        else reject(new Error("The system gave no port."))
      })
    })
  })
}

/** Whether a port can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port))
}

function canListen(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on("error", () => resolve(false))
    server.listen({ port, host }, () => server.close(() => resolve(true)))
  })
}

/**
 * The port for a server: the one that its variable names, which must be free; else its usual one; else, where `anyPort` is true, any
 * free one.
 *
 * @throws Problem when the port is taken or the variable holds no port
 */
export async function choosePort(
  variable: string,
  usual: number,
  anyPort: boolean
): Promise<number> {
  const given = process.env[variable]
  if (given) {
    const port = Number(given)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Problem(`${variable}=${given} is no port. Give a number from 1 to 65535.`)
    }
    if (!(await isFree(port))) throw new Problem(takenPort(port, variable))
    return port
  }
  if (await isFree(usual)) return usual
  if (anyPort) return freePort()
  throw new Problem(takenPort(usual, variable))
}
