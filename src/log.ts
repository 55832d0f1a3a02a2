/** The log: outcomes and faults, one JSON line each; nothing about anybody. */
import { pino } from 'pino'

export interface Log {
  debug(facts: Record<string, unknown>, what: string): void
  info(facts: Record<string, unknown>, what: string): void
  warn(facts: Record<string, unknown>, what: string): void
  error(facts: { err: unknown; [fact: string]: unknown }, what: string): void
}

/** Errors of these names are ours or the language's own; a library's message may quote what a person wrote. */
const speaking = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'StoreDown'])

/** What may be told of an error: its name, numbers and place. Never a request, since that holds tokens and texts. */
function tell(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const place = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  return {
    name: error.name,
    ...(speaking.has(error.name) && { message: error.message }),
    ...('code' in error && { code: error.code }),
    ...('status' in error && { status: error.status }),
    place,
  }
}

/** A log on standard output at the given level (`debug`, `info`, `warn`, `error`, `silent`). */
export function makeLog(level: string): Log {
  const out = pino({ level, base: null, serializers: { err: tell } })
  return {
    debug: (facts, what) => out.debug(facts, what),
    info: (facts, what) => out.info(facts, what),
    warn: (facts, what) => out.warn(facts, what),
    error: (facts, what) => out.error(facts, what),
  }
}
