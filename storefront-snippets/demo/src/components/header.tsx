import { useCart } from "../shop/cart"
import { Link } from "../shop/router"
import { useShop } from "../shop/shop"

export function Header() {
  const { country, countries } = useShop()
  const { cart } = useCart()
  const count = (cart?.items ?? []).reduce((sum, item) => sum + item.quantity, 0)
  return (
    <header className="header">
      <Link className="brand" href={`/${country}`}>
        Loom <span>&amp;</span> Ladle
      </Link>
      <nav aria-label="Shop">
        <CountrySwitch country={country} countries={countries} />
        <Link className="cart-link" href={`/${country}/cart`}>
          Cart <span className="count">{count}</span>
        </Link>
      </nav>
    </header>
  )
}

function CountrySwitch({ country, countries }: { country: string; countries: string[] }) {
  const names = new Intl.DisplayNames(["en"], { type: "region" })
  return (
    <label className="country">
      <span className="visually-hidden">Country</span>
      <select
        value={country}
        // A real page load: Klarna's scripts belong to one market for the life of a page.
        onChange={(event) => window.location.assign(`/${event.target.value}`)}
      >
        {countries.map((code) => (
          <option key={code} value={code}>
            {names.of(code.toUpperCase())}
          </option>
        ))}
      </select>
    </label>
  )
}
