import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { minorUnits } from "../../../src"
import { ProductMessage } from "../../../src/react"
import { KlarnaShortcut } from "../components/klarna-shortcut"
import { ProductImage } from "../components/product-image"
import { useCart } from "../shop/cart"
import { priceOf } from "../shop/prices"
import { Link, navigate } from "../shop/router"
import { useShop } from "../shop/shop"

export function ProductPage({ handle }: { handle: string }) {
  const { sdk, country, region } = useShop()
  const [product, setProduct] = useState<HttpTypes.StoreProduct | null>()
  useEffect(() => {
    sdk.store.product
      .list({
        handle,
        region_id: region.id,
        country_code: country,
        fields: "*variants.calculated_price",
      })
      .then(
        (answer) => setProduct(answer.products[0] ?? null),
        () => setProduct(null)
      )
  }, [sdk, handle, country, region.id])

  if (product === undefined) return <p className="page-message">Loading …</p>
  if (product === null) {
    return (
      <section className="empty">
        <h1>This product is not for sale here</h1>
        <Link className="button" href={`/${country}`}>
          See all products
        </Link>
      </section>
    )
  }
  return <Product product={product} />
}

function Product({ product }: { product: HttpTypes.StoreProduct }) {
  const { country, price } = useShop()
  const { add, isBusy, error } = useCart()
  const variants = product.variants ?? []
  const [variantId, setVariantId] = useState(variants[0]?.id)
  const variant = variants.find((candidate) => candidate.id === variantId)
  const amount = variant ? priceOf(variant) : null

  const addToCart = async () => {
    if (variant && (await add(variant.id, 1))) navigate(`/${country}/cart`)
  }
  return (
    <article className="product">
      <ProductImage src={product.thumbnail} title={product.title} />
      <div className="product-info">
        <h1>{product.title}</h1>
        <p className="price" data-testid="price" aria-live="polite">
          {price(amount)}
        </p>
        <ProductMessage amount={minorUnits(amount)} />
        {variants.length > 1 ? (
          <fieldset className="variants">
            <legend>{product.options?.[0]?.title ?? "Choose"}</legend>
            {variants.map((option) => (
              <label key={option.id}>
                <input
                  type="radio"
                  name="variant"
                  checked={option.id === variantId}
                  onChange={() => setVariantId(option.id)}
                />
                <span>{option.title}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        <button
          type="button"
          className="button wide"
          data-testid="add-to-cart"
          disabled={!variant || isBusy}
          onClick={() => void addToCart()}
        >
          Add to cart
        </button>
        <KlarnaShortcut place="product" {...(variant ? { variantId: variant.id } : {})} />
        {error ? <p role="alert">{error}</p> : null}
        <p className="description">{product.description}</p>
      </div>
    </article>
  )
}
