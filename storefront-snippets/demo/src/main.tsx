import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app"
import { loadSettings } from "./shop/settings"
import "./styles.css"

const root = createRoot(document.querySelector("#root") ?? document.body)

loadSettings().then(
  (settings) =>
    root.render(
      <StrictMode>
        <App settings={settings} />
      </StrictMode>
    ),
  () => root.render(<p className="page-message">The shop could not be opened.</p>)
)
