import medusa from "@medusajs/eslint-plugin"
import tseslint from "typescript-eslint"
import { roomArrows } from "./integration-tests/runner/lint/room-arrows.mjs"

const generated = [
  "**/node_modules/**",
  "**/.medusa/**",
  "**/dist/**",
  ".cache/**",
  "**/migrations/**",
]

export default tseslint.config(
  ...tseslint.configs.recommended,
  ...medusa.configs.recommended,
  {
    // Medusa's preset leaves out tests and everything beside them; here the sandbox, the demo and the runner live there too.
    ignores: ["!**/integration-tests/**", "!**/__tests__/**", "!**/*.spec.*", "!**/*.test.*"],
  },
  { ignores: generated },
  {
    plugins: { rooms: { rules: { arrows: roomArrows } } },
    rules: {
      "rooms/arrows": "error",
      "no-unused-vars": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        {
          argsIgnorePattern: "^_",
          varsIgnorePattern: "^_",
          caughtErrors: "none",
          ignoreRestSiblings: true,
        },
      ],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSAsExpression > TSAsExpression > TSUnknownKeyword",
          message: "Parse with a schema instead of casting through unknown.",
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "admin/**/*.{ts,tsx}", "storefront-snippets/src/**/*.{ts,tsx}"],
    ignores: ["**/__tests__/**"],
    rules: { "no-console": "error" },
  },
  {
    // Ids of steps and workflows are global in an application, so ours carry a prefix, which these two rules take for a mistake. What
    // a step may return is checked by its type, also where it returns from within a lock.
    files: ["src/workflows/**/*.ts"],
    rules: {
      "@medusajs/step-id-kebab-case": "off",
      "@medusajs/workflow-id-matches-export-or-filename": "off",
      "@medusajs/step-must-return-step-response": "off",
    },
  },
  {
    // Rooms that know nothing of Medusa, and the options, whose errors end the boot and never reach a request.
    files: [
      "src/klarna/**/*.ts",
      "src/purchase/**/*.ts",
      "src/operations/**/*.ts",
      "src/settings/**/*.ts",
      "src/options.ts",
      "src/options/**/*.ts",
    ],
    rules: {
      "@medusajs/use-medusa-error-not-generic-error": "off",
      "@medusajs/zod-import-source": "off",
      "@medusajs/prices-in-major-units": "off",
    },
  },
  {
    // The connection to Klarna is read from the options alone; nothing is awaited.
    files: ["src/modules/klarna/service.ts"],
    rules: { "@medusajs/service-methods-must-be-async": "off" },
  },
  {
    // Medusa reads `config` from the thin entries in src/admin.
    files: ["admin/**/*.{ts,tsx}"],
    rules: { "@medusajs/widget-must-export-config": "off" },
  },
  {
    // Programs and tests of their own: Medusa's rules for applications are not about them.
    files: ["integration-tests/**/*.{ts,mjs,js}", "storefront-snippets/**/*.{ts,tsx,mjs}"],
    rules: {
      "@medusajs/use-medusa-error-not-generic-error": "off",
      "@medusajs/zod-import-source": "off",
      "@medusajs/prices-in-major-units": "off",
      "@medusajs/import-from-framework-not-internal": "off",
      "@medusajs/prefer-modules-enum": "off",
      "@medusajs/step-id-kebab-case": "off",
      "@medusajs/workflow-id-matches-export-or-filename": "off",
    },
  },
  {
    files: ["**/*.js"],
    rules: {
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/no-this-alias": "off",
    },
  }
)
