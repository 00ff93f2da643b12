import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaResponse,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

const CartRow = z.looseObject({
  customer: z.looseObject({ id: z.string(), has_account: z.boolean().nullish() }).nullish(),
})

/**
 * Lets a cart be used by whoever knows its id, as Medusa does, unless it belongs to a customer with an account: then only by that
 * customer. A stranger learns no more than that there is no such cart.
 */
export async function cartAccess(
  req: AuthenticatedMedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const id = req.params.id ?? ""
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    filters: { id },
    fields: ["id", "customer.id", "customer.has_account"],
  })
  const cart = CartRow.safeParse(data[0])
  const owner = cart.data?.customer
  if (!cart.success || (owner?.has_account && owner.id !== req.auth_context?.actor_id)) {
    return next(
      new MedusaError(MedusaError.Types.NOT_FOUND, `There is no cart ${id.slice(0, 40)} for you.`)
    )
  }
  next()
}
