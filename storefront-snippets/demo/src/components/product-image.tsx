/** A product's picture; never an empty frame that moves when the picture comes. */
export function ProductImage({ src, title }: { src: string | null | undefined; title: string }) {
  return (
    <span className="picture">
      {src ? <img src={src} alt={title} width={800} height={800} loading="lazy" /> : null}
    </span>
  )
}
