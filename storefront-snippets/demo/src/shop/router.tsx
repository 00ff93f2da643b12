import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from "react"

const MOVED = "shop:moved"

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener)
  window.addEventListener(MOVED, listener)
  return () => {
    window.removeEventListener("popstate", listener)
    window.removeEventListener(MOVED, listener)
  }
}

/** Goes to another page of the shop without loading it anew. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", path)
  else history.pushState(null, "", path)
  window.scrollTo(0, 0)
  window.dispatchEvent(new Event(MOVED))
}

/** The address of the page, without host. */
export function useLocation(): { path: string; query: URLSearchParams } {
  const href = useSyncExternalStore(subscribe, () => location.pathname + location.search)
  const [path = "/", search = ""] = href.split("?")
  return { path, query: new URLSearchParams(search) }
}

export function Link(props: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
    if (!isPlain) return
    event.preventDefault()
    navigate(props.href)
  }
  return <a {...props} onClick={follow} />
}
