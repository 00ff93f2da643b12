/** How a link looks that stands by itself. */
export const LINK =
  "text-ui-fg-base txt-compact-small-plus focus-visible:shadow-borders-focus inline-flex items-center gap-x-1 rounded-sm underline outline-none hover:no-underline"
