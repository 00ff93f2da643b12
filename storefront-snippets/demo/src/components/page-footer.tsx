import { Footer } from "../../../src/react"

export function PageFooter() {
  return (
    <footer className="footer">
      <div>
        <strong>Loom &amp; Ladle</strong>
        <p>A demo shop. Nothing is sold here, and no money moves.</p>
      </div>
      <Footer className="footer-klarna" />
    </footer>
  )
}
