import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { createInterface } from "node:readline"

const SERVER = path.resolve(__dirname, "../server.mjs")
const running: ChildProcess[] = []

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [SERVER], { env: { ...process.env, ...env } })
  running.push(child)
  return child
}

/** Starts the shop's server on a free port and answers its address. */
async function open(env: Record<string, string> = {}): Promise<string> {
  const child = start({ PORT: "0", ...env })
  if (!child.stdout) throw new Error("The server has no output.")
  const [line] = (await once(createInterface(child.stdout), "line")) as [string]
  return line.replace("shop listening on ", "")
}

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null) continue
    child.kill("SIGTERM")
    await once(child, "exit")
  }
})

describe("the demo shop's server", () => {
  it("tells the shop where Medusa is", async () => {
    const url = await open({ MEDUSA_URL: "http://localhost:9000/", PUBLISHABLE_KEY: "pk_1" })
    const response = await fetch(`${url}/config.json`)
    expect(await response.json()).toEqual({
      medusaUrl: "http://localhost:9000",
      publishableKey: "pk_1",
    })
  })

  it("lets in the scripts of the sandbox, and nobody else's", async () => {
    const url = await open({ KLARNA_SCRIPT_ORIGINS: "http://localhost:9090" })
    const policy = (await fetch(`${url}/config.json`)).headers.get("content-security-policy")
    expect(policy).toContain("script-src 'self' http://localhost:9090;")
    expect(policy).not.toContain("klarna.com")
  })

  it("lets Klarna's own scripts bring frames and pictures from Klarna's domains", async () => {
    const url = await open({ KLARNA_SCRIPT_ORIGINS: "https://js.klarna.com" })
    const policy = (await fetch(`${url}/config.json`)).headers.get("content-security-policy")
    expect(policy).toContain("frame-src 'self' https://js.klarna.com https://*.klarna.com")
  })

  it.each(["/images/../../server.mjs", "/..%2f..%2fpackage.json", "/%2e%2e/server.mjs"])(
    "gives no file outside of the shop: %s",
    async (address) => {
      const response = await fetch((await open()) + address)
      expect(response.status).toBe(404)
    }
  )

  it("refuses what is no GET, and addresses that are none", async () => {
    const url = await open()
    expect((await fetch(url, { method: "POST" })).status).toBe(405)
    expect((await fetch(`${url}/%ff`)).status).toBe(400)
  })

  it("says in one sentence that its port is taken", async () => {
    const { port } = new URL(await open())
    const second = start({ PORT: port })
    let text = ""
    second.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()))
    const [code] = (await once(second, "close")) as [number]
    expect(code).toBe(1)
    expect(text).toBe(
      `Port ${port} is taken: stop what listens there, or choose another one with PORT.\n`
    )
  })
})
