export default async function globalTeardown(): Promise<void> {
  await Promise.all((globalThis.klarnaSandboxes ?? []).map((sandbox) => sandbox.stop()))
}
