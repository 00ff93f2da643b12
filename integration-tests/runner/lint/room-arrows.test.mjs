import { describe, it } from "node:test"
import assert from "node:assert/strict"
import path from "node:path"
import { Linter } from "eslint"
import tseslint from "typescript-eslint"
import { roomArrows } from "./room-arrows.mjs"

const linter = new Linter({ cwd: path.resolve("/repository") })

/** Messages of the rule for a file with one line. */
function judge(file, code) {
  return linter
    .verify(
      code,
      [
        {
          files: ["**/*.ts", "**/*.tsx"],
          languageOptions: { parser: tseslint.parser },
          plugins: { rooms: { rules: { arrows: roomArrows } } },
          rules: { "rooms/arrows": "error" },
        },
      ],
      { filename: path.resolve("/repository", file) }
    )
    .map(({ message }) => message)
}

describe("the arrows between the rooms", () => {
  const allowed = [
    ["src/api/store/klarna/carts/route.ts", `import { x } from "../../../../workflows/place"`],
    ["src/workflows/place.ts", `import { x } from "../purchase/place"`],
    ["src/purchase/place.ts", `import { x } from "../klarna/client"`],
    ["src/klarna/wire/session.ts", `import { z } from "zod"`],
    ["src/klarna/wire/session.ts", `import { x } from "../markets"`],
    ["src/providers/klarna/provider.ts", `import { x } from "../../options"`],
    ["admin/pages/markets.tsx", `import { x } from "../../src/settings"`],
    [
      "admin/pages/markets.tsx",
      `import type { X } from "../../src/api/admin/klarna/markets/types"`,
    ],
    ["src/admin/routes/page.tsx", `export { default } from "../../../admin/pages/markets"`],
    ["storefront-snippets/src/config.ts", `import type { X } from "../../src/api/store/types"`],
    ["src/klarna/__tests__/lines.spec.ts", `import { x } from "../../purchase/place"`],
    ["integration-tests/http/purchase.spec.ts", `import { x } from "../../src/options"`],
  ]
  for (const [file, code] of allowed) {
    it(`lets ${file} say ${code}`, () => assert.deepEqual(judge(file, code), []))
  }

  const forbidden = [
    [
      "src/klarna/client/http.ts",
      `import { x } from "../../purchase/place"`,
      /may not import src\/purchase/,
    ],
    [
      "src/klarna/client/http.ts",
      `import { x } from "@medusajs/framework/utils"`,
      /nothing of Medusa/,
    ],
    ["src/klarna/client/http.ts", `import type { x } from "../../options"`, /may not import src /],
    [
      "src/purchase/place.ts",
      `import { x } from "../modules/klarna"`,
      /may not import src\/modules/,
    ],
    [
      "src/purchase/place.ts",
      `const x = await import("../workflows/y")`,
      /may not import src\/workflows/,
    ],
    [
      "src/settings/fields.ts",
      `import { x } from "../klarna/markets"`,
      /may not import src\/klarna/,
    ],
    ["src/settings/fields.ts", `import { z } from "zod"`, /imports nothing/],
    [
      "src/modules/klarna/service.ts",
      `export * from "../../workflows/x"`,
      /may not import src\/workflows/,
    ],
    ["admin/pages/markets.tsx", `import { X } from "../../src/api/admin/types"`, /only types/],
    [
      "admin/pages/markets.tsx",
      `import { x } from "../../src/workflows/x"`,
      /may not import src\/workflows/,
    ],
    ["storefront-snippets/src/a.ts", `import { x } from "../../src/settings"`, /only types/],
    [
      "integration-tests/klarna-sandbox/main.ts",
      `import { x } from "../../src/klarna/markets"`,
      /may not import/,
    ],
    [
      "integration-tests/klarna-sandbox/main.ts",
      `const x = require("../../src/klarna/markets")`,
      /may not import/,
    ],
  ]
  for (const [file, code, words] of forbidden) {
    it(`stops ${file} from saying ${code}`, () => {
      const messages = judge(file, code)
      assert.equal(messages.length, 1)
      assert.match(messages[0], words)
    })
  }
})
