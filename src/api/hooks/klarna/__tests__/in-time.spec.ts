import { inTime } from "../in-time"

describe("an answer in time", () => {
  it("is what was waited for", async () => {
    expect(await inTime(Promise.resolve("kept"), 1_000)).toBe("kept")
  })

  it("is none where it fails or never comes", async () => {
    expect(await inTime(Promise.reject(new Error("The database is gone.")), 1_000)).toBeUndefined()
    expect(await inTime(new Promise(() => undefined), 5)).toBeUndefined()
  })
})
