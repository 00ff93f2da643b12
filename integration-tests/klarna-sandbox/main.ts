import type { AddressInfo } from "node:net"
import { Sandbox } from "./sandbox"
import { sandboxServer } from "./server"
import { StateFile, StateFileError } from "./state-file"

/**
 * Runs the Klarna sandbox: `PORT` (9090; 0 takes a free one), `HOST` (127.0.0.1), `SANDBOX_USER`, `SANDBOX_PASSWORD`,
 * `KLARNA_CONTRACTS`, `SANDBOX_STATE_FILE`. The README beside this file lists the rest.
 */
function main(): void {
  const port = Number(process.env["PORT"] ?? 9090)
  const host = process.env["HOST"] || "127.0.0.1"
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    fail(`PORT is "${process.env["PORT"]}". Set it to a number from 0 to 65535.`)
  }
  const sandbox = new Sandbox(process.env)
  const stateFile = stateFileOf(sandbox)
  const server = sandboxServer(sandbox, () => stateFile?.touch())

  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") {
      fail(`Port ${port} is taken. Stop what uses it, or set PORT to another number.`)
    }
    fail(`The sandbox could not start: ${error.message}`)
  })
  server.listen(port, host, () => {
    const { port: bound } = server.address() as AddressInfo
    console.log(`sandbox listening on http://127.0.0.1:${bound}`)
    if (!sandbox.contracts.checked) {
      console.warn(
        `sandbox: no contracts in ${sandbox.contracts.folder}, so nothing is checked against them`
      )
    }
  })

  const stop = () => {
    orFail(() => stateFile?.flush())
    process.exit(0)
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
  // Started by a test: it must not outlive it, however the test ends.
  if (process.channel) process.on("disconnect", stop)
}

function stateFileOf(sandbox: Sandbox): StateFile | undefined {
  const file = process.env["SANDBOX_STATE_FILE"]
  if (!file) return undefined
  const stateFile = new StateFile(file, sandbox)
  orFail(() => stateFile.open())
  return stateFile
}

function orFail(run: () => void): void {
  try {
    run()
  } catch (error) {
    if (error instanceof StateFileError) fail(error.message)
    throw error
  }
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

main()
