import { useEffect, useRef, type CSSProperties } from "react"
import type { PaymentState } from "../payment-flow"
import { useKlarna } from "./context"
import type { KlarnaPaymentHandle } from "./payment"
import type { KlarnaTexts } from "./texts"

/** Properties of `PaymentWidget`. */
export interface PaymentWidgetProps {
  payment: KlarnaPaymentHandle
  className?: string | undefined
  /** Wins over the reserved space, such as `{ minHeight: 300 }`. */
  style?: CSSProperties | undefined
}

/**
 * Klarna's widget, inline below the chosen option (J13), and what the shopper should know about it. Render it while Klarna is the
 * chosen way to pay.
 *
 * @example <PaymentWidget payment={klarna} />
 */
export function PaymentWidget({
  payment: { payment, state },
  className,
  style,
}: PaymentWidgetProps) {
  const { texts } = useKlarna()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => (container.current ? payment.mount(container.current) : undefined), [payment])

  const message = messageOf(state, texts)
  const isHidden = state.status === "hidden" || state.status === "failed"
  return (
    <div className={className} data-klarna-status={state.status}>
      <div
        ref={container}
        hidden={isHidden}
        aria-busy={state.status === "loading"}
        style={{ minHeight: 160, ...style }}
      />
      <p role="status" data-klarna-message="" style={message ? undefined : { margin: 0 }}>
        {message}
      </p>
      {state.status === "failed" ? (
        <button type="button" onClick={() => payment.retry()}>
          {texts.retry}
        </button>
      ) : null}
    </div>
  )
}

function messageOf(state: PaymentState, texts: KlarnaTexts): string {
  switch (state.status) {
    case "ready":
      return state.notice ? texts[state.notice] : ""
    case "hidden":
      return texts[state.reason]
    case "failed":
      return state.reason === "shop" && state.message ? state.message : texts.failed
    case "loading":
    case "authorizing":
    case "placing":
      return texts[state.status]
    case "idle":
    case "placed":
      return ""
  }
}
