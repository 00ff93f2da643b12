/* Klarna sandbox: a stand-in for the web SDK's on-site messaging. It belongs to nobody but this sandbox. */
;(function () {
  "use strict"

  var script = document.currentScript
  var origin = new URL(script.src).origin
  var clientId = script.dataset.clientId || ""
  var Klarna = (window.Klarna = window.Klarna || {})
  if (Klarna.OnsiteMessaging) return

  var EVENTS = ["informational-modal-opened", "informational-modal-closed", "placement-rendered"]
  var listeners = {}

  var CSS =
    ":host{display:block;font:14px/1.45 system-ui,sans-serif}" +
    "[part=osm-container]{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline;border:1px dashed #8a8a94;" +
    "border-radius:8px;padding:8px 12px;color:#1d1d23;background:#fafafb}" +
    ":host([data-theme=dark]) [part=osm-container]{color:#f4f4f6;background:#1d1d23}" +
    ":host([data-theme=custom]) [part=osm-container]{color:inherit;background:none}" +
    ".mark{font-weight:700;font-size:11px;letter-spacing:.06em;text-transform:uppercase;opacity:.75}" +
    "[part=osm-legal]{font-size:11px;opacity:.75}"

  function emit(event, detail) {
    ;(listeners[event] || []).slice().forEach(function (listener) {
      listener(detail)
    })
  }

  function part(name, text) {
    var made = document.createElement("span")
    if (name === "mark") made.className = "mark"
    else made.setAttribute("part", name)
    made.textContent = text
    return made
  }

  /** Shows what is asked for when it is put into the page and at every refresh, as the SDK does; not by itself at a change. */
  class Placement extends HTMLElement {
    connectedCallback() {
      this.refresh()
    }

    refresh() {
      var placement = this
      var asked = new URLSearchParams({
        client_id: clientId,
        key: placement.dataset.key || "",
        locale: placement.dataset.locale || "",
        amount: placement.dataset.purchaseAmount || "",
      })
      placement.asked = asked.toString()
      return fetch(origin + "/browser/messaging?" + asked, { credentials: "omit" })
        .then(function (answer) {
          return answer.json()
        })
        .catch(function () {
          return { hidden: "the sandbox can't be reached" }
        })
        .then(function (answer) {
          if (placement.asked !== asked.toString()) return
          if (answer.hidden || !answer.text) return placement.hide(answer.hidden)
          placement.show(answer)
        })
    }

    hide(reason) {
      if (this.shadowRoot) this.shadowRoot.replaceChildren()
      console.info("Klarna sandbox: a placement is not shown, " + reason + ".")
    }

    show(message) {
      var root = this.shadowRoot || this.attachShadow({ mode: "open" })
      var sheet = new CSSStyleSheet()
      sheet.replaceSync(CSS)
      root.adoptedStyleSheets = [sheet]
      var container = document.createElement("div")
      container.setAttribute("part", "osm-container")
      container.setAttribute("data-testid", "klarna-sandbox-placement")
      container.append(
        part("mark", "Klarna sandbox"),
        part("osm-message", message.text),
        part("osm-legal", message.key + " · " + message.locale)
      )
      root.replaceChildren(container)
      emit("placement-rendered", { key: message.key })
    }
  }

  function refresh() {
    document.querySelectorAll("klarna-placement").forEach(function (placement) {
      if (placement.refresh) placement.refresh()
    })
  }

  function requireEvent(event) {
    if (EVENTS.indexOf(event) < 0) throw new Error("There is no event " + event + ".")
  }

  Klarna.OnsiteMessaging = {
    refresh: refresh,
    on: function (event, listener) {
      requireEvent(event)
      listeners[event] = (listeners[event] || []).concat(listener)
    },
    off: function (event, listener) {
      requireEvent(event)
      listeners[event] = (listeners[event] || []).filter(function (known) {
        return known !== listener
      })
    },
  }
  if (!clientId)
    console.warn("Klarna sandbox: the web SDK's script has no data-client-id, so nothing is shown.")
  if (!customElements.get("klarna-placement")) customElements.define("klarna-placement", Placement)
  if (typeof window.KlarnaSDKCallback === "function") window.KlarnaSDKCallback(Klarna)
})()
