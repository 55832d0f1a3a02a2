/** What happened lately, in memory alone: how often, under keys that mean nothing outside this process. */
import { hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

export interface Recent {
  /** How often `what` was noted within the last `span` milliseconds. */
  times(what: string, span: number, now: number): number
  note(what: string, now: number): void
}

/** Nothing is remembered longer than a day. */
const longest = 24 * 60 * 60 * 1000

/** Remembers the newest `most` keys for at most a day; a restart forgets everything. */
export function makeRecent(most = 50_000): Recent {
  const secret = randomBytes(32).toString('latin1')
  const notes = new LRUCache<string, readonly number[]>({ max: most })
  let last = { what: '', key: '' }
  /** The digest never leaves this map, so a secret before the words does what an HMAC would, at a third of the time. */
  const keyOf = (what: string): string => {
    // What is asked is most often noted next.
    if (what !== last.what) last = { what, key: hash('sha256', secret + what, 'base64url') }
    return last.key
  }
  return {
    times: (what, span, now) => (notes.peek(keyOf(what)) ?? []).filter((at) => now - at < span).length,
    note(what, now) {
      const key = keyOf(what)
      const kept = (notes.peek(key) ?? []).filter((at) => now - at < longest)
      notes.set(key, [...kept, now])
    },
  }
}
