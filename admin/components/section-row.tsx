import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"

type SectionRowProps = { title: string; children: ReactNode }

/** A line of a detail section: name on the left, value on the right, as on Medusa's own pages. */
export const SectionRow = ({ title, children }: SectionRowProps) => (
  <div className="text-ui-fg-subtle grid w-full grid-cols-2 items-center gap-4 px-6 py-4">
    <Text as="div" size="small" weight="plus" leading="compact">
      {title}
    </Text>
    <div className="txt-compact-small flex min-w-0 flex-wrap items-center gap-1 break-words">
      {children}
    </div>
  </div>
)
