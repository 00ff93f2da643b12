/** An error whose message says what to do; it is printed without a stack. */
export class Problem extends Error {
  override readonly name = "Problem"
}

/** A child process that failed; `tail` is the end of what it printed. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed"

  constructor(
    readonly command: string,
    readonly tail: string,
    readonly log: string
  ) {
    super(`${command} failed`)
  }
}

/**
 * One sentence for whoever started this: what is wrong and what to do.
 *
 * @example
 * console.error(explain(error)) // "The disk is full. Free some space and start again."
 */
export function explain(error: unknown): string {
  if (error instanceof Problem) return error.message
  const text = error instanceof CommandFailed ? error.tail : String(error)
  if (isDiskFull(error, text)) return "The disk is full. Free some space and start again."
  if (error instanceof CommandFailed) {
    const port = /EADDRINUSE[^\n]*:(\d+)/.exec(text)?.[1]
    if (port) return takenPort(Number(port))
    return `${error.command} failed. Its log is ${error.log}; it ends with:\n${lastLines(text, 20)}`
  }
  return error instanceof Error ? (error.stack ?? error.message) : text
}

/** The sentence for a port that another program uses. */
export function takenPort(port: number, variable?: string): string {
  const cure = variable
    ? `or choose another one with ${variable}=${port + 1}`
    : "or choose another one"
  return `Port ${port} is taken. Stop the program that uses it, ${cure}, and start again.`
}

function isDiskFull(error: unknown, text: string): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "ENOSPC" || /ENOSPC|no space left on device/i.test(text)
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n")
}
