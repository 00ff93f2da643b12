/* Klarna sandbox: a stand-in for the payments library. It moves no money and belongs to nobody but this sandbox. */
;(function () {
  "use strict"

  var origin = new URL(document.currentScript.src).origin
  var Klarna = (window.Klarna = window.Klarna || {})
  if (Klarna.Payments) return

  var EVENTS = ["heightChanged", "fullscreenOverlayShown", "fullscreenOverlayHidden"]
  var listeners = {}
  var state = {
    token: null,
    claims: null,
    loaded: new Map(),
    loads: 0,
    view: null,
    busy: false,
    authorized: false,
  }

  function failure(name, message) {
    var error = new Error(message)
    error.name = name
    return error
  }

  /** As in the library: the callback hears of it first, then it throws. */
  function refuse(callback, name, message) {
    callback({ show_form: false, approved: false })
    throw failure(name, message)
  }

  function emit(event, detail) {
    ;(listeners[event] || []).slice().forEach(function (listener) {
      listener(detail)
    })
  }

  function post(path, body) {
    return fetch(origin + path, {
      method: "POST",
      credentials: "omit",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.assign({ client_token: state.token }, body)),
    }).then(function (answer) {
      if (!answer.ok) throw new Error("The sandbox answered " + answer.status)
      return answer.json()
    })
  }

  function readClaims(token) {
    var parts = typeof token === "string" ? token.split(".") : []
    try {
      var text = atob(parts[1].replace(/-/g, "+").replace(/_/g, "/"))
      var claims = JSON.parse(
        decodeURIComponent(
          text
            .split("")
            .map(function (letter) {
              return "%" + ("0" + letter.charCodeAt(0).toString(16)).slice(-2)
            })
            .join("")
        )
      )
      if (parts.length === 3 && claims.session_id) return claims
    } catch (error) {
      /* told below */
    }
    throw failure("InvalidClientTokenError", "The client token is not valid.")
  }

  /** `(options, data, callback)`, where data may be left out. */
  function args(list) {
    var given = Array.prototype.slice.call(list)
    var callback = given.find(function (value) {
      return typeof value === "function"
    })
    var options = typeof given[0] === "object" && given[0] ? given[0] : {}
    var data = typeof given[1] === "object" && given[1] ? given[1] : undefined
    return { options: options, data: data, callback: callback || function () {} }
  }

  /** The category that a call names, `null` for none. Several are as good as none, if the session offers them all. */
  function namedCategory(call) {
    var one = call.options.payment_method_category
    var many = call.options.payment_method_categories || []
    if (many.length > 0 && !call.options.instance_id) {
      refuse(
        call.callback,
        "PaymentMethodCategoryNotProvidedError",
        "Several categories need an instance_id."
      )
    }
    ;(one ? [one] : many).forEach(function (category) {
      if (state.claims.categories.indexOf(category) < 0) {
        refuse(
          call.callback,
          "PaymentMethodCategoryNotSupportedError",
          "The session does not offer the category " + category + "."
        )
      }
    })
    return one || (many.length === 1 ? many[0] : null)
  }

  function requireInit(call) {
    if (!state.token)
      refuse(
        call.callback,
        "ApplicationNotInitializedError",
        "Klarna.Payments.init was not called."
      )
  }

  function requireLoaded(call) {
    requireInit(call)
    var category = namedCategory(call)
    if (state.loaded.size === 0) {
      refuse(
        call.callback,
        "ApplicationNotLoadedError",
        "Klarna.Payments.load was not called, or showed no form."
      )
    }
    if (category && !state.loaded.has(category) && !state.loaded.has(null)) {
      refuse(
        call.callback,
        "PaymentMethodCategoryNotSupportedError",
        "The category " + category + " is not the one that was loaded."
      )
    }
    return category || state.loaded.keys().next().value || null
  }

  function money(view, data) {
    var minor =
      data && typeof data.order_amount === "number" ? data.order_amount : view.order_amount
    return new Intl.NumberFormat(view.locale, {
      style: "currency",
      currency: view.purchase_currency,
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }).format(minor / 100)
  }

  function element(name, attributes, children) {
    var made = document.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) {
      made.setAttribute(key, attributes[key])
    })
    ;(children || []).forEach(function (child) {
      made.append(child)
    })
    return made
  }

  /** Styles that a content security policy without inline styles lets through. */
  function shadow(host, css) {
    var root = host.attachShadow({ mode: "open" })
    var sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    return root
  }

  var PANEL_CSS =
    ":host{display:block;font:15px/1.5 system-ui,sans-serif;color:#1d1d23}" +
    ".panel{border:1px dashed #8a8a94;border-radius:10px;padding:14px 16px;background:#fafafb}" +
    ".mark{font-weight:700;font-size:12px;letter-spacing:.04em;text-transform:uppercase;color:#55555f}" +
    ".amount{font-size:20px;font-weight:600;margin-top:4px}" +
    ".note{color:#55555f;font-size:13px}"

  function renderPanel(container, view, data) {
    var host = element("div", { "data-testid": "klarna-sandbox-widget" })
    shadow(host, PANEL_CSS).append(
      element("div", { class: "panel", role: "group", "aria-label": "Klarna sandbox" }, [
        element("div", { class: "mark" }, ["Klarna sandbox - no real payment"]),
        element("div", { class: "amount", "data-testid": "klarna-sandbox-amount" }, [
          money(view, data),
        ]),
        element("div", { class: "note" }, [
          "The payment is approved in a window that opens when you pay.",
        ]),
      ])
    )
    container.replaceChildren(host)
    emit("heightChanged", host.getBoundingClientRect().height)
  }

  function init(options) {
    var claims = readClaims(options && options.client_token)
    if (options.client_token !== state.token) {
      state.loaded = new Map()
      state.authorized = false
      state.view = null
    }
    state.token = options.client_token
    state.claims = claims
  }

  function load() {
    var call = args(arguments)
    requireInit(call)
    var container = call.options.container
    if (typeof container === "string") container = document.querySelector(container)
    if (!(container instanceof Element)) {
      refuse(call.callback, "InvalidContainerSelectorError", "The container was not found.")
    }
    var category = namedCategory(call)
    var preferred = call.options.preferred_payment_method
    if (preferred && state.claims.categories.indexOf(preferred) < 0) {
      refuse(
        call.callback,
        "PreferredPaymentMethodNotSupportedError",
        "The preferred method is not offered."
      )
    }
    var number = ++state.loads
    var token = state.token
    container.__klarnaSandboxLoad = number

    post("/browser/payments/load", {
      payment_method_category: category || undefined,
      data: call.data,
    }).then(
      function (answer) {
        if (container.__klarnaSandboxLoad !== number || token !== state.token) {
          return call.callback({ show_form: answer.show_form })
        }
        state.view = answer.view
        if (answer.show_form) {
          state.loaded.set(category, container)
          renderPanel(container, answer.view, call.data)
        } else {
          state.loaded.delete(category)
          container.replaceChildren()
        }
        call.callback(
          answer.error ? { show_form: true, error: answer.error } : { show_form: answer.show_form }
        )
      },
      function () {
        call.callback({ show_form: false })
      }
    )
  }

  var DIALOG_CSS =
    ":host{position:fixed;inset:0;z-index:2147483647;display:grid;place-items:center;padding:16px;" +
    "background:rgba(20,20,28,.55);font:16px/1.5 system-ui,sans-serif;color:#1d1d23}" +
    ".box{background:#fff;border-radius:14px;padding:24px;width:100%;max-width:400px;box-sizing:border-box;" +
    "box-shadow:0 20px 60px rgba(0,0,0,.35)}" +
    "h2{margin:0 0 4px;font-size:20px}.mark{font-weight:700;font-size:12px;letter-spacing:.04em;" +
    "text-transform:uppercase;color:#55555f;margin:0 0 12px}.amount{font-size:26px;font-weight:650;margin:0 0 16px}" +
    "button{display:block;width:100%;margin-top:8px;padding:11px 14px;border-radius:9px;border:1px solid #b9b9c2;" +
    "background:#fff;color:inherit;font:inherit;cursor:pointer}button.main{background:#1d1d23;color:#fff;border-color:#1d1d23}" +
    "button:focus-visible{outline:3px solid #4a7dff;outline-offset:2px}"

  var CHOICES = [
    ["approve", "Approve the payment", "main"],
    ["deny", "Have it declined", ""],
    ["correct", "Ask for a correction", ""],
    ["close", "Close this window", ""],
  ]

  /** Klarna's window, in the page. Answers the shopper's choice. */
  function ask(amount) {
    return new Promise(function (resolve) {
      var before = document.activeElement
      var host = element("div", { "data-testid": "klarna-sandbox-dialog" })
      var root = shadow(host, DIALOG_CSS)
      var buttons = CHOICES.map(function (choice) {
        var button = element(
          "button",
          { type: "button", class: choice[2], "data-testid": "klarna-sandbox-" + choice[0] },
          [choice[1]]
        )
        button.addEventListener("click", function () {
          done(choice[0])
        })
        return button
      })
      var box = element(
        "div",
        {
          class: "box",
          role: "dialog",
          "aria-modal": "true",
          "aria-labelledby": "title",
          "aria-describedby": "mark",
        },
        [
          element("h2", { id: "title" }, ["Pay with Klarna"]),
          element("p", { class: "mark", id: "mark" }, ["Klarna sandbox - no real payment"]),
          element("p", { class: "amount" }, [amount]),
        ].concat(buttons)
      )
      root.append(box)

      function done(outcome) {
        host.remove()
        emit("fullscreenOverlayHidden")
        if (before instanceof HTMLElement) before.focus()
        resolve(outcome)
      }
      box.addEventListener("keydown", function (event) {
        if (event.key === "Escape") {
          event.preventDefault()
          return done("close")
        }
        if (event.key !== "Tab") return
        event.preventDefault()
        var at = buttons.indexOf(root.activeElement)
        var next = (at + (event.shiftKey ? buttons.length - 1 : 1)) % buttons.length
        buttons[next].focus()
      })
      document.body.append(host)
      buttons[0].focus()
      emit("fullscreenOverlayShown")
    })
  }

  function hand(answer) {
    var result = Object.assign({}, answer)
    delete result.view
    return result
  }

  function decide(call, path, body, asked) {
    if (state.busy) return call.callback({ approved: false, show_form: true })
    state.busy = true
    var token = state.token
    Promise.resolve(asked ? ask(money(state.view, call.data)) : "approve")
      .then(function (outcome) {
        return post(path, Object.assign({ outcome: outcome, data: call.data }, body))
      })
      .then(hand, function () {
        return { approved: false, show_form: true }
      })
      .then(function (result) {
        state.busy = false
        if (token === state.token) {
          if (result.approved) state.authorized = true
          if (!result.show_form) {
            state.loaded.forEach(function (container) {
              container.replaceChildren()
            })
            state.loaded = new Map()
          }
        }
        call.callback(result)
      })
  }

  function warnWithoutClick() {
    if (navigator.userActivation && !navigator.userActivation.isActive) {
      console.warn(
        "Klarna sandbox: authorize was not called from a click; a browser may block Klarna's window."
      )
    }
  }

  function authorize() {
    var call = args(arguments)
    var category = requireLoaded(call)
    warnWithoutClick()
    decide(
      call,
      "/browser/payments/authorize",
      {
        payment_method_category: category || undefined,
        auto_finalize: call.options.auto_finalize !== false,
      },
      true
    )
  }

  /** After a change of the cart: the shopper has agreed already and is not asked again. */
  function reauthorize() {
    var call = args(arguments)
    var category = requireLoaded(call)
    if (!state.authorized || !call.data) {
      refuse(
        call.callback,
        "OperationNotSupportedError",
        "Nothing is authorized, or the new data is missing."
      )
    }
    decide(
      call,
      "/browser/payments/authorize",
      {
        payment_method_category: category || undefined,
        auto_finalize: call.options.auto_finalize !== false,
      },
      false
    )
  }

  function finalize() {
    var call = args(arguments)
    requireLoaded(call)
    decide(call, "/browser/payments/finalize", {}, true)
  }

  function requireEvent(event) {
    if (EVENTS.indexOf(event) < 0)
      throw failure("EventNotSupportedError", "There is no event " + event + ".")
  }

  Klarna.Payments = {
    init: init,
    load: load,
    authorize: authorize,
    reauthorize: reauthorize,
    finalize: finalize,
    on: function (event, listener) {
      requireEvent(event)
      listeners[event] = (listeners[event] || []).concat(listener)
    },
    off: function (event, listener) {
      requireEvent(event)
      listeners[event] = (listeners[event] || []).filter(function (known) {
        return listener !== undefined && known !== listener
      })
    },
  }

  setTimeout(function () {
    if (typeof window.klarnaAsyncCallback === "function") window.klarnaAsyncCallback(Klarna)
  }, 0)
})()
