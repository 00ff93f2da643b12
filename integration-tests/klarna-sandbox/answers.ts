/** What the sandbox sends back: a status, headers and either JSON or raw text. */
export type Answer = {
  status: number
  headers?: Record<string, string>
  /** Sent as JSON; absent means an empty body. */
  body?: unknown
  /** Sent as it is, with the content type that the headers name. */
  raw?: string
}

type RefusalDetails = { fields?: string[]; headers?: Record<string, string> }

/** A request that Klarna refuses, in Klarna's words. `fields` names what is wrong in it, where that is known. */
export class Refusal extends Error {
  readonly fields: string[]
  readonly headers: Record<string, string>

  constructor(
    readonly status: number,
    readonly code: string,
    readonly messages: string[],
    details: RefusalDetails = {}
  ) {
    super(`${code}: ${messages.join("; ")}`)
    this.fields = details.fields ?? []
    this.headers = details.headers ?? {}
  }

  toAnswer(correlationId: string): Answer {
    return {
      status: this.status,
      headers: this.headers,
      body: {
        error_code: this.code,
        error_messages: this.messages,
        correlation_id: correlationId,
      },
    }
  }
}

/** `400 BAD_VALUE` as Klarna Payments says it: one message that names every wrong field. */
export function badValue(fields: string[], details: string[] = fields): Refusal {
  return new Refusal(400, "BAD_VALUE", [`Bad value: ${details.join(", ")}`], { fields })
}

/** The answer of the gateway in front of Klarna to wrong credentials: HTML, and no correlation id. */
export function unauthorized(): Answer {
  const lines = [
    "<html>",
    "<head><title>401 Authorization Required</title></head>",
    "<body>",
    "<center><h1>401 Authorization Required</h1></center>",
    "<hr><center>openresty</center>",
    "</body>",
    "</html>",
    "",
  ]
  return {
    status: 401,
    headers: {
      "content-type": "text/html",
      "www-authenticate": 'Basic realm="very closed site"',
    },
    raw: lines.join("\r\n"),
  }
}
