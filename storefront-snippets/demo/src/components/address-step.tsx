import type { HttpTypes } from "@medusajs/types"
import { useState, type FormEvent } from "react"
import { useCart } from "../shop/cart"
import { SAMPLE_SHOPPERS, type SampleShopper } from "../shop/samples"
import { useShop } from "../shop/shop"

type Field = keyof SampleShopper
const FIELDS: [Field, string, string, "half" | "full"][] = [
  ["email", "E-mail", "email", "full"],
  ["first_name", "First name", "given-name", "half"],
  ["last_name", "Last name", "family-name", "half"],
  ["address_1", "Street and number", "address-line1", "full"],
  ["address_2", "Apartment (optional)", "address-line2", "full"],
  ["postal_code", "Postal code", "postal-code", "half"],
  ["city", "City", "address-level2", "half"],
  ["province", "State", "address-level1", "half"],
  ["phone", "Mobile phone", "tel", "half"],
]
const TYPES: Partial<Record<Field, string>> = { email: "email", phone: "tel" }

export function AddressStep(props: {
  cart: HttpTypes.StoreCart
  isOpen: boolean
  onEdit: () => void
  onSaved: () => void
}) {
  const { cart, isOpen, onEdit, onSaved } = props
  const address = cart.shipping_address
  return (
    <section className="step">
      <h2>Contact and address</h2>
      {isOpen ? (
        <AddressForm cart={cart} onSaved={onSaved} />
      ) : (
        <div className="done">
          <p>
            {cart.email}
            <br />
            {address?.first_name} {address?.last_name}, {address?.address_1}, {address?.postal_code}{" "}
            {address?.city}
          </p>
          <button type="button" className="button secondary" onClick={onEdit}>
            Change
          </button>
        </div>
      )}
    </section>
  )
}

function AddressForm({ cart, onSaved }: { cart: HttpTypes.StoreCart; onSaved: () => void }) {
  const { sdk, country } = useShop()
  const { change, isBusy } = useCart()
  const [values, setValues] = useState<SampleShopper>(() => valuesOf(cart))
  const sample = SAMPLE_SHOPPERS[country]
  const fields = FIELDS.filter(([name]) => name !== "province" || country === "us")

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const { email, ...rest } = values
    const address = { ...rest, country_code: country }
    const isDone = await change(({ id }) =>
      sdk.store.cart.update(id, { email, shipping_address: address, billing_address: address })
    )
    if (isDone) onSaved()
  }
  return (
    <form className="form" onSubmit={(event) => void save(event)}>
      {sample ? (
        <button
          type="button"
          className="button secondary full"
          data-testid="fill-sample"
          onClick={() => setValues({ ...valuesOf(null), ...sample })}
        >
          Fill in a sample shopper
        </button>
      ) : null}
      {fields.map(([name, label, autoComplete, width]) => (
        <label key={name} className={width}>
          {label}
          <input
            name={name}
            type={TYPES[name] ?? "text"}
            autoComplete={autoComplete}
            required={name !== "address_2" && name !== "phone"}
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </label>
      ))}
      <button type="submit" className="button full" data-testid="save-address" disabled={isBusy}>
        Continue to delivery
      </button>
    </form>
  )
}

function valuesOf(cart: HttpTypes.StoreCart | null): SampleShopper {
  const address = cart?.shipping_address
  return {
    email: cart?.email ?? "",
    first_name: address?.first_name ?? "",
    last_name: address?.last_name ?? "",
    address_1: address?.address_1 ?? "",
    address_2: address?.address_2 ?? "",
    postal_code: address?.postal_code ?? "",
    city: address?.city ?? "",
    province: address?.province ?? "",
    phone: address?.phone ?? "",
  }
}
