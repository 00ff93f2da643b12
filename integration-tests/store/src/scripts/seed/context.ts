import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Finds entities by Medusa's query; each part of the seed looks before it creates, so that the seed can run again. */
export type Find = <T extends object>(
  entity: string,
  filters: Record<string, unknown>,
  fields?: string[]
) => Promise<T[]>

/** What every part of the seed works with. */
export type SeedContext = { container: MedusaContainer; find: Find; shopUrl: string }

export function seedContext(container: MedusaContainer, shopUrl: string): SeedContext {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const find = async <T extends object>(
    entity: string,
    filters: Record<string, unknown>,
    fields = ["*"]
  ) => {
    const { data } = await query.graph({ entity, filters, fields })
    return data as T[]
  }
  return { container, find, shopUrl }
}

/** The first of a list that can't be empty. */
export function only<T>(list: T[], what: string): T {
  const [first] = list
  if (first === undefined) throw new Error(`The seed found no ${what}.`)
  return first
}
