export { connectionFor, type Connection } from "./connection"
export { parseKlarnaOptions, type KlarnaOptions } from "./parse-options"
export {
  KlarnaOptionsSchema,
  CredentialSchema,
  type ApiRegion,
  type KlarnaEnvironment,
} from "./schema"
