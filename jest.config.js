const swc = [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", decorators: true, tsx: true },
      transform: { decoratorMetadata: true, react: { runtime: "automatic" } },
      target: "es2021",
    },
  },
]

const shared = {
  rootDir: __dirname,
  transform: { "^.+\\.[jt]sx?$": swc },
  testEnvironment: "node",
  moduleFileExtensions: ["js", "ts", "tsx", "json"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa", "<rootDir>/integration-tests/store/.medusa"],
}

const project = (name, testMatch, more = {}) => ({
  ...shared,
  displayName: name,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  ...more,
})

module.exports = {
  projects: [
    project("unit", [
      "src/**/__tests__/**/*.spec.ts",
      "admin/**/__tests__/**/*.spec.ts?(x)",
      "storefront-snippets/**/__tests__/**/*.spec.ts?(x)",
    ]),
    project("contract", ["integration-tests/contract/**/*.spec.ts"]),
    project("http", ["integration-tests/http/**/*.spec.ts"], {
      setupFiles: ["<rootDir>/integration-tests/http/setup.js"],
      globalSetup: "<rootDir>/integration-tests/http/global-setup.ts",
      globalTeardown: "<rootDir>/integration-tests/http/global-teardown.ts",
    }),
    project("package", ["integration-tests/package/**/*.spec.ts"]),
    project("browser", ["integration-tests/browser/**/*.spec.ts"]),
  ],
}
