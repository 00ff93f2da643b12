import assert from "node:assert/strict"
import { createServer } from "node:net"
import { describe, it } from "node:test"
import { canMigrate } from "./database"
import { chosenPoints, judge, table } from "./journey-points"
import { hasCredentials, sandboxAt } from "./klarna-environment"
import { choosePort, freePort, isFree } from "./ports"
import { CommandFailed, explain, Problem } from "./problem"
import { Processes } from "./processes"
import { addressOf, checkDatabaseUrl, databaseUrl } from "./sql"
import { until } from "./until"

describe("what goes wrong is said in a sentence", () => {
  it("names a taken port and what to do", async () => {
    const server = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
    process.env.TEST_PORT = String(port)
    await assert.rejects(choosePort("TEST_PORT", 1, false), {
      name: "Problem",
      message: `Port ${port} is taken. Stop the program that uses it, or choose another one with TEST_PORT=${port + 1}, and start again.`,
    })
    delete process.env.TEST_PORT
    assert.notEqual(await choosePort("TEST_PORT", port, true), port)
    await new Promise((resolve) => server.close(resolve))
    assert.equal(await isFree(port), true)
  })

  it("refuses a port that is none", async () => {
    process.env.TEST_PORT = "http"
    await assert.rejects(choosePort("TEST_PORT", 1, false), /TEST_PORT=http is no port/)
    delete process.env.TEST_PORT
  })

  it("sees a full disk in an error and in what a program printed", () => {
    const full = "The disk is full. Free some space and start again."
    assert.equal(explain(Object.assign(new Error("write"), { code: "ENOSPC" })), full)
    const tail = 'FATAL:  could not write file "x": No space left on device\n'
    assert.equal(explain(new CommandFailed("postgres", tail, "postgres.log")), full)
  })

  it("says where the log of a failed program is, with its end", () => {
    const text = explain(new CommandFailed("seed", "one\ntwo\n", "seed.log"))
    assert.equal(text, "seed failed. Its log is seed.log; it ends with:\none\ntwo")
  })

  it("explains a database address that is none, and one where nobody answers", async () => {
    await assert.rejects(checkDatabaseUrl("nonsense"), /DATABASE_URL is no address/)
    await assert.rejects(checkDatabaseUrl("mysql://localhost/x"), /must begin with postgres/)
    const port = await freePort()
    await assert.rejects(
      checkDatabaseUrl(`postgres://me:secret@127.0.0.1:${port}/shop`),
      (error: unknown) => {
        assert.ok(error instanceof Problem)
        assert.match(error.message, new RegExp(`No Postgres answers at 127.0.0.1:${port}`))
        assert.doesNotMatch(error.message, /secret/)
        return true
      }
    )
  })
})

describe("children", () => {
  it("end with everything that they started", async () => {
    const processes = new Processes()
    const script = `
      const { spawn } = require("node:child_process")
      const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })
      console.log("pid " + grandchild.pid)
      setInterval(() => {}, 1000)`
    const child = processes.start({
      name: "test child",
      command: process.execPath,
      args: ["-e", script],
    })
    const grandchild = () => Number(/pid (\d+)/.exec(child.tail())?.[1] ?? 0)
    await until("the child has a child", 10_000, () => Promise.resolve(grandchild() > 0))
    await processes.stopAll()
    const gone = (pid: number) => {
      try {
        process.kill(pid, 0)
        return false
      } catch {
        return true
      }
    }
    await until("both are gone", 10_000, () =>
      Promise.resolve(gone(child.pid) && gone(grandchild()))
    )
  })

  it("that fail are reported with the end of their output", async () => {
    const processes = new Processes()
    const failing = {
      name: "test failure",
      command: process.execPath,
      args: ["-e", "console.error('no'); process.exit(3)"],
    }
    await assert.rejects(processes.run(failing), (error: unknown) => {
      assert.ok(error instanceof CommandFailed)
      assert.equal(error.tail, "no\n")
      return true
    })
  })
})

describe("where Klarna is", () => {
  it("is the sandbox unless somebody gives credentials", () => {
    assert.equal(hasCredentials({ KLARNA_STOREFRONT_URL: "https://shop.example" }), false)
    assert.equal(hasCredentials({ KLARNA_EU_API_KEY: "" }), false)
    assert.equal(hasCredentials({ KLARNA_EU_API_KEY: "klarna_test_api_x" }), true)
    assert.equal(hasCredentials({ KLARNA_GB_USERNAME: "PK1" }), true)
  })

  it("is one address for all API regions of the sandbox", () => {
    const { env, scriptOrigins } = sandboxAt("http://localhost:9090")
    assert.equal(env.KLARNA_NA_BASE_URL, "http://localhost:9090")
    assert.equal(env.KLARNA_OC_API_KEY, "klarna_test_api_sandbox")
    assert.deepEqual(scriptOrigins, ["http://localhost:9090"])
  })
})

describe("addresses of databases", () => {
  it("keep odd characters of a password", () => {
    const address = { host: "localhost", port: 5433, user: "me", password: "p@ss:/word" }
    assert.deepEqual(addressOf(databaseUrl(address, "shop")), address)
  })
})

describe("a kept database", () => {
  it("is migrated when migrations were added, and made anew when one that it has had has changed", () => {
    assert.equal(canMigrate("1.ts aa\n2.ts bb", "1.ts aa\n2.ts bb\n3.ts cc"), true)
    assert.equal(canMigrate("1.ts aa\n2.ts bb", "1.ts aa\n2.ts changed"), false)
    assert.equal(canMigrate("1.ts aa\n2.ts bb", "1.ts aa"), false)
  })
})

describe("the table of the journey", () => {
  it("needs a test for each point, and every test of it to pass", () => {
    const tests = [
      { name: "product page J7: message under the price", passed: true },
      { name: "checkout J13 J14: pays", passed: false },
    ]
    const results = judge(chosenPoints(["J7", "j13", "J1"]), tests)
    assert.deepEqual(
      results.map(({ id, state }) => [id, state]),
      [
        ["J7", "passed"],
        ["J13", "failed"],
        ["J1", "no test"],
      ]
    )
    assert.match(table(results), /1 of 3 points passed$/)
  })

  it("names J1 to J24 without arguments and refuses others", () => {
    assert.equal(chosenPoints([]).length, 24)
    assert.throws(() => chosenPoints(["J25"]), /J25 is no point of the journey/)
  })
})
