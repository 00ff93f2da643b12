/** What shoppers read in the kit's components. Every text can be replaced: `<KlarnaProvider texts={{ pay: "…" }}>`. */
export interface KlarnaTexts {
  pay: string
  loading: string
  authorizing: string
  placing: string
  retry: string
  not_offered: string
  denied: string
  closed: string
  correctable: string
  finalize: string
  unconfirmed: string
  approved: string
  refused: string
  failed: string
}

/** English defaults. */
export const ENGLISH: KlarnaTexts = {
  pay: "Pay with Klarna",
  loading: "Loading Klarna …",
  authorizing: "Continue in Klarna’s window",
  placing: "Placing your order …",
  retry: "Try again",
  not_offered: "Klarna is not available for this purchase. Please choose another way to pay.",
  denied: "Klarna could not approve this purchase. Please choose another way to pay.",
  closed: "Klarna’s window was closed before the payment was complete. You have not been charged.",
  correctable: "Please correct your details and try again.",
  finalize: "Almost there: one more click completes your payment.",
  unconfirmed:
    "Klarna approved the payment, but we could not confirm your order yet. Press the button again: you will not be charged twice.",
  approved: "Klarna has approved the payment. Press the button to place your order.",
  refused:
    "Your order could not be placed with this approval. Please confirm the payment once more.",
  failed: "Klarna could not be loaded.",
}
