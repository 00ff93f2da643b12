// Node's own modules only: this runs before anything is installed.
import { spawn } from "node:child_process"
import { existsSync, readFileSync, statfsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..")
const INSTALL_MEGABYTES = 1500
const START_MEGABYTES = 400

/** An error whose message says all that the reader needs: printed without a stack. */
export class Problem extends Error {
  name = "Problem"
}

/**
 * Checks Node and the disk, and installs the dependencies when they are missing or are not those of package-lock.json.
 *
 * @param {(line: string) => void} print where progress goes
 */
export async function ensureDependencies(print) {
  checkNode()
  const complete = isInstalled()
  checkDisk(complete ? START_MEGABYTES : INSTALL_MEGABYTES)
  if (complete) return
  const started = Date.now()
  print("… Installing dependencies (npm ci)")
  await npmCi()
  print(`✓ Installing dependencies (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (!supported) {
    throw new Problem(
      `Node ${process.versions.node} is too old for Medusa. Install Node 20.19, 22.12 or newer and start again.`
    )
  }
}

function checkDisk(megabytes) {
  const { bavail, bsize } = statfsSync(ROOT)
  const free = Math.floor((bavail * bsize) / 1_000_000)
  if (free < megabytes) {
    throw new Problem(
      `The disk of ${ROOT} has ${free} MB left, this needs about ${megabytes} MB. Free some space and start again.`
    )
  }
}

/** Whether node_modules holds what package-lock.json says. npm writes what it installed to node_modules/.package-lock.json. */
function isInstalled() {
  const installed = path.join(ROOT, "node_modules/.package-lock.json")
  if (!existsSync(installed)) return false
  const wanted = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).packages
  const found = JSON.parse(readFileSync(installed, "utf8")).packages
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === "" || entry.optional || entry.devOptional || found[name]?.version === entry.version
  )
}

function npmCi() {
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm]] : ["npm", []]
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, "ci", "--no-audit", "--no-fund"], {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    })
    let output = ""
    const keep = (chunk) => (output = (output + chunk).slice(-8000))
    child.stdout.on("data", keep)
    child.stderr.on("data", keep)
    const interrupt = () => {
      process.kill(-child.pid, "SIGTERM")
      process.exit(130)
    }
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt)
    child.on("error", (error) =>
      reject(
        new Problem(`npm could not be started (${error.message}). Install npm and start again.`)
      )
    )
    child.on("close", (code) => {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt)
      if (code === 0) return resolve()
      if (/ENOSPC|no space left/i.test(output)) {
        return reject(
          new Problem("The disk became full while npm installed. Free some space and start again.")
        )
      }
      if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(output)) {
        return reject(
          new Problem("npm could not reach its registry. Check the network and start again.")
        )
      }
      reject(new Problem(`npm ci failed:\n${output.trim().split("\n").slice(-15).join("\n")}`))
    })
  })
}

/**
 * Runs a TypeScript main of this folder once the dependencies are there, and turns a failure into a sentence and exit code 1.
 *
 * @param {string} file the TypeScript file beside this one
 */
export async function runMain(file) {
  try {
    await ensureDependencies((line) => console.log(line))
    await import("tsx")
    await import(new URL(file, import.meta.url).href)
  } catch (error) {
    console.error(`✗ ${error instanceof Problem ? error.message : (error?.stack ?? error)}`)
    process.exit(1)
  }
}
