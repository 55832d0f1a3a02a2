/** The settings of this process: its environment, and what `.env` adds. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { config } from 'dotenv'
import { mayNotRead } from './stores/access.ts'

export const envFile = fileURLToPath(new URL('../.env', import.meta.url))

/** Why `.env` cannot be read though it is there, with what to do; undefined: it can be, or there is none. */
export function whyEnvUnread(path = envFile): string | undefined {
  if (!existsSync(path)) return undefined
  try {
    accessSync(path, constants.R_OK)
    return undefined
  } catch {
    const group = process.getgid?.() ?? '<group>'
    return `${mayNotRead(path)}, or: sudo chgrp ${group} ${path} && sudo chmod 640 ${path}`
  }
}

type Env = Readonly<Record<string, string | undefined>>

/** Settings that name a folder or a file. */
const places = ['DATA_DIR', 'MASTER_KEY_FILE', 'MASTER_KEY_FILE_NEXT']

/** Paths as seen from the project's folder, as `.env` is: seen from where it is started, a store would have a second one. */
export function fromProject(env: Env): Env {
  const given = places.flatMap((name) => (env[name] ? [[name, resolve(dirname(envFile), env[name])]] : []))
  return { ...env, ...Object.fromEntries(given) }
}

interface Environment {
  readonly env: Env
  /** The names that stand in `.env`. */
  readonly written: readonly string[]
  /** What `.env` says is missing here. */
  readonly fault?: string
}

/** What the environment says comes before what `.env` says. */
export function readEnvironment(path = envFile): Environment {
  const fault = whyEnvUnread(path)
  if (fault) return { env: fromProject(process.env), written: [], fault }
  const { parsed = {} } = config({ quiet: true, path })
  return { env: fromProject(process.env), written: Object.keys(parsed) }
}
