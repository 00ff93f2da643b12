/** An operation that must not be sent. The message is safe to show and says what to do. */
export class OperationError extends Error {
  constructor(
    readonly code: "too_much" | "nothing_captured" | "not_placed" | "not_possible" | "unanswered",
    message: string
  ) {
    super(message)
    this.name = "OperationError"
  }
}
