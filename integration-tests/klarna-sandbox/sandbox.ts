import { Callbacks } from "./callbacks"
import { Clock } from "./clock"
import { Contracts } from "./contracts"
import { FaultBook } from "./faults"
import { IdempotencyKeys } from "./idempotency"
import { RateLimits } from "./rate-limits"
import { RequestLog } from "./request-log"
import { defaultSettings, Settings } from "./settings"
import { State } from "./state"

/** One running sandbox: all its memory in one place, so that an API file needs nothing else. */
export class Sandbox {
  readonly clock = new Clock()
  readonly state = new State()
  readonly faults = new FaultBook()
  readonly log = new RequestLog()
  readonly limits = new RateLimits()
  readonly settings: Settings
  readonly contracts: Contracts
  readonly callbacks: Callbacks
  readonly idempotency: IdempotencyKeys

  constructor(env: NodeJS.ProcessEnv) {
    this.settings = new Settings(defaultSettings(env), {
      username: env["SANDBOX_USER"] || "PK00000_sandbox",
      password: env["SANDBOX_PASSWORD"] || "klarna_test_api_sandbox",
    })
    this.contracts = new Contracts(env["KLARNA_CONTRACTS"])
    this.callbacks = new Callbacks(this.clock, this.settings, this.faults)
    this.idempotency = new IdempotencyKeys(this.clock)
  }

  /** As freshly started: nothing remembered, time as on the wall. */
  reset(): void {
    this.clock.reset()
    this.state.reset()
    this.faults.clear()
    this.log.clear()
    this.limits.reset()
    this.settings.reset()
    this.contracts.clear()
    this.callbacks.clear()
    this.idempotency.clear()
  }
}
