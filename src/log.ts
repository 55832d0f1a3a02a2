/** The log: outcomes and faults, one JSON line each; nothing about anybody. */
import { pino } from 'pino'

export interface Log {
  debug(facts: Record<string, unknown>, what: string): void
  info(facts: Record<string, unknown>, what: string): void
  warn(facts: Record<string, unknown>, what: string): void
  error(facts: { err: unknown; [fact: string]: unknown }, what: string): void
}

/**
 * Errors whose message is told. All others may quote what a person wrote, the language's own as well: `Invalid time zone
 * specified: ...`, `Cannot create property 'x' on string '...'`.
 */
const speaking = new Set(['Error', 'ReferenceError', 'StoreDown'])

/** Where it was thrown. What the message says stands above, and may have lines that look alike. */
function placeOf({ stack = '', message }: Error): string[] {
  const frames = message === '' ? stack : stack.slice(stack.lastIndexOf(message) + message.length)
  return frames.split('\n').filter((line) => line.startsWith('    at '))
}

/** What may be told of an error: its name, numbers and place. Never a request, since that holds tokens and texts. */
function tell(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  return {
    name: error.name,
    ...(speaking.has(error.name) && { message: error.message }),
    ...('code' in error && { code: error.code }),
    ...('status' in error && { status: error.status }),
    place: placeOf(error),
  }
}

/** Milliseconds until a store that is still away is told of again in the same words: every press would say so. */
const tellAgain = 10 * 60_000

/** Whether this line tells of a store that is away, as one did a moment ago. A reference is told each time: people report it. */
function makeRepeats(): (facts: Record<string, unknown>, what: string) => boolean {
  const told = new Map<string, number>()
  return ({ err, reference }, what) => {
    if (!(err instanceof Error) || err.name !== 'StoreDown' || reference !== undefined) return false
    const line = `${what}: ${err.message}`
    const now = performance.now()
    const before = told.get(line)
    if (before !== undefined && now - before < tellAgain) return true
    told.set(line, now)
    return false
  }
}

/** A log on standard output at the given level (`debug`, `info`, `warn`, `error`, `silent`). */
export function makeLog(level: string): Log {
  const out = pino({ level, base: null, serializers: { err: tell } })
  const repeats = makeRepeats()
  return {
    debug: (facts, what) => out.debug(facts, what),
    info: (facts, what) => out.info(facts, what),
    warn: (facts, what) => repeats(facts, what) || out.warn(facts, what),
    error: (facts, what) => repeats(facts, what) || out.error(facts, what),
  }
}
