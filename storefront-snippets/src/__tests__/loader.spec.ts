import { openPage, type FakePage } from "./fake-page"
import type { KlarnaPaymentsLibrary } from "../payments"

const SRC = "https://klarna.test/api.js"
const SDK = "https://klarna.test/klarna.js"

const library: KlarnaPaymentsLibrary = {
  init: () => undefined,
  load: () => undefined,
  authorize: () => undefined,
  finalize: () => undefined,
}

/** The loader keeps what a page has loaded, so each test takes a page and a loader of its own. */
async function freshLoader() {
  jest.resetModules()
  return import("../loader")
}

describe("the loader on a server", () => {
  it("gives null and touches nothing", async () => {
    const { loadKlarnaPayments, loadKlarnaWebSdk } = await freshLoader()
    await expect(loadKlarnaPayments({ src: SRC })).resolves.toBeNull()
    await expect(
      loadKlarnaWebSdk({ src: SDK, clientId: "client", environment: "playground" })
    ).resolves.toBeNull()
  })
})

describe("the loader in a browser", () => {
  let page: FakePage

  beforeEach(() => {
    page = openPage()
  })
  afterEach(() => page.leave())

  const klarnaIsReady = () => {
    page.window.Klarna = { ...page.window.Klarna, Payments: library }
    page.window.klarnaAsyncCallback?.()
  }

  it("loads the payments library once, however often it is asked", async () => {
    const { loadKlarnaPayments } = await freshLoader()
    expect(page.scripts).toHaveLength(0)
    const asked = [loadKlarnaPayments({ src: SRC, nonce: "n1" }), loadKlarnaPayments({ src: SRC })]
    expect(page.scripts).toHaveLength(1)
    expect(page.scripts[0]).toMatchObject({ src: SRC, async: true, nonce: "n1" })
    klarnaIsReady()
    expect(await Promise.all(asked)).toEqual([library, library])
    await expect(loadKlarnaPayments({ src: SRC })).resolves.toBe(library)
    expect(page.scripts).toHaveLength(1)
  })

  it("defines Klarna's callback before the script, and keeps the page's own", async () => {
    const { loadKlarnaPayments } = await freshLoader()
    const own = jest.fn()
    page.window.klarnaAsyncCallback = own
    const loaded = loadKlarnaPayments({ src: SRC })
    klarnaIsReady()
    await loaded
    expect(own).toHaveBeenCalledTimes(1)
  })

  it("takes the library that the page has loaded by itself", async () => {
    page.window.Klarna = { Payments: library }
    const { loadKlarnaPayments } = await freshLoader()
    await expect(loadKlarnaPayments({ src: SRC })).resolves.toBe(library)
    expect(page.scripts).toHaveLength(0)
  })

  it("F24: says that a script was blocked, and tries again when asked again", async () => {
    const { loadKlarnaPayments } = await freshLoader()
    const first = loadKlarnaPayments({ src: SRC })
    page.scripts[0]?.onerror()
    await expect(first).rejects.toMatchObject({
      name: "KlarnaLoadError",
      code: "blocked",
      src: SRC,
    })
    expect(page.scripts).toHaveLength(0)

    const second = loadKlarnaPayments({ src: SRC })
    expect(page.scripts).toHaveLength(1)
    klarnaIsReady()
    await expect(second).resolves.toBe(library)
  })

  it("gives up on a script that never announces itself", async () => {
    const { loadKlarnaPayments } = await freshLoader()
    const loaded = loadKlarnaPayments({ src: SRC, timeoutMs: 5 })
    page.scripts[0]?.onload()
    await expect(loaded).rejects.toMatchObject({ code: "timeout" })
  })

  it("tells the web SDK client id and environment, and refreshes through it", async () => {
    const { loadKlarnaWebSdk } = await freshLoader()
    const loaded = loadKlarnaWebSdk({ src: SDK, clientId: "client", environment: "playground" })
    expect(page.scripts[0]?.attributes).toEqual({
      "data-client-id": "client",
      "data-environment": "playground",
    })
    page.scripts[0]?.onload()
    const messaging = await loaded
    const refresh = jest.fn()
    page.window.Klarna = { OnsiteMessaging: { refresh } }
    messaging?.refresh()
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it("refuses a second client id on one page", async () => {
    const { loadKlarnaWebSdk } = await freshLoader()
    const first = loadKlarnaWebSdk({ src: SDK, clientId: "eu", environment: "playground" })
    page.scripts[0]?.onload()
    await first
    await expect(
      loadKlarnaWebSdk({ src: SDK, clientId: "na", environment: "playground" })
    ).rejects.toMatchObject({ code: "other_client" })
    expect(page.scripts).toHaveLength(1)
  })
})
