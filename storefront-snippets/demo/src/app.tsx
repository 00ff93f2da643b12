import { useCallback } from "react"
import { TopBanner } from "../../src/react"
import { Header } from "./components/header"
import { PageFooter } from "./components/page-footer"
import { CartPage } from "./pages/cart"
import { CheckoutPage } from "./pages/checkout"
import { ConfirmationPage } from "./pages/confirmation"
import { HomePage } from "./pages/home"
import { ProductPage } from "./pages/product"
import { CartProvider } from "./shop/cart"
import { Link, navigate, useLocation } from "./shop/router"
import type { ShopSettings } from "./shop/settings"
import { ShopProvider } from "./shop/shop"

const DEFAULT_COUNTRY = "se"

export function App({ settings }: { settings: ShopSettings }) {
  const { path } = useLocation()
  const [country = DEFAULT_COUNTRY, ...page] = path.split("/").filter(Boolean)
  const goToKnownCountry = useCallback((countries: string[]) => {
    const known = countries.includes(DEFAULT_COUNTRY) ? DEFAULT_COUNTRY : countries[0]
    if (known) navigate(`/${known}`, { replace: true })
  }, [])

  return (
    <ShopProvider
      key={country}
      settings={settings}
      country={country}
      onUnknownCountry={goToKnownCountry}
      fallback={<p className="page-message">Opening the shop …</p>}
    >
      <CartProvider>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <TopBanner className="top-banner" />
        <Header />
        <main id="main" tabIndex={-1}>
          <Page page={page} />
        </main>
        <PageFooter />
      </CartProvider>
    </ShopProvider>
  )
}

function Page({ page: [name, id, more] }: { page: string[] }) {
  if (!name) return <HomePage />
  if (name === "products" && id) return <ProductPage key={id} handle={id} />
  if (name === "cart") return <CartPage />
  if (name === "checkout") return <CheckoutPage />
  if (name === "order" && id && more === "confirmed") return <ConfirmationPage id={id} />
  return (
    <section className="empty">
      <h1>This page does not exist</h1>
      <Link className="button" href="/">
        Back to the shop
      </Link>
    </section>
  )
}
