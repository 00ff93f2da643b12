import type { MedusaContainer } from "@medusajs/framework/types"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import type { AxiosInstance } from "axios"
import { controlClient, type SandboxControl } from "../klarna-sandbox/control-client"
import { Shop } from "./shop"

/** What every HTTP test has at hand. */
export type World = {
  shop: Shop
  sandbox: SandboxControl
  api: AxiosInstance
  container: MedusaContainer
}

/**
 * Boots Medusa with the plugin from its source on a real Postgres, seeded, against the sandbox. After each test the requests that
 * the plugin sent and the answers that it got are held against Klarna's contracts.
 */
export function shopSuite(name: string, tests: (world: () => World) => void): void {
  jest.setTimeout(120_000)
  medusaIntegrationTestRunner({
    dbName: `medusa-klarna-${name.replace(/\W+/g, "-").toLowerCase()}`,
    testSuite: ({ api, getContainer }) => {
      describe(name, () => {
        let world: World | undefined
        const current = () => {
          if (!world) throw new Error("The shop is not open yet.")
          return world
        }

        beforeAll(async () => {
          const sandbox = controlClient(process.env.SANDBOX_URL ?? "")
          world = {
            shop: await Shop.open(api, getContainer()),
            sandbox,
            api,
            container: getContainer(),
          }
        })

        beforeEach(async () => {
          await current().sandbox.reset()
        })

        afterEach(async () => {
          expect(await current().sandbox.violations()).toEqual([])
        })

        tests(current)
      })
    },
  })
}
