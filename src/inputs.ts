/** What the bot starts from, its settings and its content, with every fault told. */
import { fileURLToPath } from 'node:url'
import { complain } from './complain.ts'
import { type Config, lineOf, readConfig } from './config.ts'
import { show } from './content/fault.ts'
import { load } from './content/load.ts'
import type { Library } from './core/library.ts'
import { readEnvironment } from './environment.ts'
import type { Log } from './log.ts'
import { misspelt } from './misspelt.ts'

/** Reads the settings from these variables; tells every fault of them, and behind it what may be why. */
export function settings(
  env: Readonly<Record<string, string | undefined>>,
  why: () => readonly string[] = () => [],
): Config | undefined {
  const read = readConfig(env)
  if ('config' in read) return read.config
  return complain([...read.faults.map(lineOf), ...why()])
}

/** Reads the content folder; tells every fault of it. */
export function content(): Library | undefined {
  const { library, faults } = load(fileURLToPath(new URL('../content/', import.meta.url)))
  return faults.length === 0 ? library : complain(faults.map((fault) => show(fault)))
}

/** Reads the settings of this process; tells every fault of them, and which names are misspelt. */
export function ownSettings(): Config | undefined {
  const { env, written, fault } = readEnvironment()
  return fault ? complain([fault]) : settings(env, () => misspelt(env, written))
}

/** Tells in the log which names of settings are misspelt: what they say counts for nothing. */
export function warnOfMisspelt(log: Log): void {
  const { env, written } = readEnvironment()
  for (const sentence of misspelt(env, written)) log.warn({}, sentence)
}
