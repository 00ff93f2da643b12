/** The little of a browser page that the loader touches. */
export interface FakeScript {
  src: string
  async: boolean
  nonce?: string
  attributes: Record<string, string>
  onload: () => void
  onerror: () => void
  setAttribute(name: string, value: string): void
  remove(): void
}

export interface FakePage {
  window: Window
  scripts: FakeScript[]
  leave(): void
}

/** Puts a page without scripts into the global scope. */
export function openPage(): FakePage {
  const scripts: FakeScript[] = []
  const window = {} as Window
  const document = {
    createElement: (): FakeScript => {
      const script: FakeScript = {
        src: "",
        async: false,
        attributes: {},
        onload: () => undefined,
        onerror: () => undefined,
        setAttribute: (name, value) => {
          script.attributes[name] = value
        },
        remove: () => {
          scripts.splice(scripts.indexOf(script), 1)
        },
      }
      return script
    },
    head: { append: (script: FakeScript) => scripts.push(script) },
  }
  Object.assign(globalThis, { window, document })
  return {
    window,
    scripts,
    leave: () => {
      Reflect.deleteProperty(globalThis, "window")
      Reflect.deleteProperty(globalThis, "document")
    },
  }
}
