import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { ProductImage } from "../components/product-image"
import { priceOf } from "../shop/prices"
import { Link } from "../shop/router"
import { useShop } from "../shop/shop"

export function HomePage() {
  const { sdk, country, region, price } = useShop()
  const [products, setProducts] = useState<HttpTypes.StoreProduct[]>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    sdk.store.product
      .list({
        region_id: region.id,
        country_code: country,
        limit: 50,
        fields: "*variants.calculated_price",
      })
      .then(
        (answer) => setProducts(answer.products),
        () => setFailed(true)
      )
  }, [sdk, country, region.id])

  return (
    <>
      <section className="hero">
        <div>
          <h1>Good things for slow days</h1>
          <p>Knitwear, stoneware and small comforts, made to be kept.</p>
        </div>
      </section>
      <section aria-label="Products">
        {failed ? <p role="alert">The products could not be loaded.</p> : null}
        <ul className="grid">
          {(products ?? []).map((product) => (
            <li key={product.id}>
              <Link className="card" href={`/${country}/products/${product.handle}`}>
                <ProductImage src={product.thumbnail} title="" />
                <span className="card-title">{product.title}</span>
                <span className="card-price">{fromPrice(product, price)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function fromPrice(product: HttpTypes.StoreProduct, price: (amount: number) => string): string {
  const amounts = (product.variants ?? []).flatMap((variant) => priceOf(variant) ?? [])
  if (amounts.length === 0) return ""
  const lowest = Math.min(...amounts)
  return amounts.some((amount) => amount !== lowest) ? `from ${price(lowest)}` : price(lowest)
}
