import { Button, Hint, Input, Label, toast } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import type { AdminKlarnaPurchase } from "../../../src/api/admin/klarna/purchases/types"
import { useResolvePurchase } from "../../hooks/use-attention"
import { useText } from "../../hooks/use-text"

/** Where the merchant enters the Klarna order that was found: the server reads it at Klarna before it is taken. */
export const ResolveForm = ({ purchase }: { purchase: AdminKlarnaPurchase }) => {
  const { t } = useText()
  const field = useId()
  const [typed, setTyped] = useState("")
  const { mutateAsync, isPending, error, reset } = useResolvePurchase(purchase.id)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { step } = await mutateAsync({ klarna_order_id: typed.trim() })
      toast.success(t("attention.taken"), { description: t(`attention.steps.${step}`) })
    } catch {
      // The field says why.
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex max-w-3xl flex-col gap-y-1">
      <Label htmlFor={field} size="small" weight="plus">
        {t("attention.order_id")}
      </Label>
      <div className="flex flex-wrap gap-2">
        <div className="min-w-0 flex-1">
          <Input
            id={field}
            size="small"
            value={typed}
            placeholder="f3392f8b-6116-4073-ab96-e330819e2c07"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              setTyped(target.value)
              if (error) reset()
            }}
            aria-invalid={error !== null}
            {...(error ? { "aria-describedby": `${field}-error` } : {})}
          />
        </div>
        <Button
          type="submit"
          size="small"
          variant="secondary"
          isLoading={isPending}
          disabled={typed.trim() === ""}
        >
          {t("attention.take")}
        </Button>
      </div>
      {error && (
        <Hint id={`${field}-error`} variant="error" role="alert">
          {error.message}
        </Hint>
      )}
    </form>
  )
}
