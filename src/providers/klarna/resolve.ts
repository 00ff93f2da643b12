import { container as appContainer } from "@medusajs/framework"
import type { ILockingModule } from "@medusajs/framework/types"
import type { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type KlarnaModuleService from "../../modules/klarna/service"
import { PurchaseError } from "../../purchase/errors"
import type { Database } from "./expired-lock"

/** The part of Medusa's Query that is used here: rows are parsed by the caller. */
export interface GraphQuery {
  graph(input: {
    entity: string
    fields: string[]
    filters?: Record<string, unknown>
    pagination?: { order?: Record<string, "ASC" | "DESC"> }
  }): Promise<{ data: unknown[] }>
}

type Reachable = { query: GraphQuery; klarna: KlarnaModuleService; locking: ILockingModule }

/** What is there, or not: nobody has to declare it. */
type Findable = { [ContainerRegistrationKeys.PG_CONNECTION]: Database }

/**
 * Reaches what lies outside the payment module, on purpose in this one file: what the merchant declared as `dependencies` of
 * the payment module comes first (it also works where the plugin is linked with node_modules of its own), then the
 * application's container.
 *
 * @throws PurchaseError `unavailable` that names the missing declaration
 */
export function reach<K extends keyof Reachable>(
  cradle: Record<string, unknown>,
  key: K
): Reachable[K] {
  const value = declared(cradle, key) ?? appContainer.resolve(key, { allowUnregistered: true })
  if (!value) {
    throw new PurchaseError(
      "unavailable",
      `The Klarna provider can't reach "${key}". Add dependencies: ["query", "klarna", "locking"] to the payment module in medusa-config.`
    )
  }
  return value as Reachable[K]
}

/** The same for what can be done without. */
export function found<K extends keyof Findable>(
  cradle: Record<string, unknown>,
  key: K
): Findable[K] | undefined {
  return declared(cradle, key) as Findable[K] | undefined
}

/** An undeclared key throws on access. */
function declared(cradle: Record<string, unknown>, key: string): unknown {
  try {
    return cradle[key]
  } catch {
    return undefined
  }
}
