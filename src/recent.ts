/** What happened lately, in memory alone and for a day at most: how often, under keys that mean nothing outside this process. */
import { hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

export interface Recent {
  /** How often `what` was noted within the last `span` milliseconds. */
  times(what: string, span: number, now: number): number
  note(what: string, now: number): void
  /** Takes back what was noted at this time: it did not happen after all. */
  forget(what: string, now: number): void
}

/** Nothing is counted longer than this, and soon after it nothing of it is left in memory. */
const longest = 23.5 * 60 * 60 * 1000
/** Times that are kept under one key: nobody asks for more than a handful, and somebody may press all day. */
const mostTimes = 16
/** How often what is too old is looked for: in a quiet bot nobody's question would push it out. */
const often = 30 * 60 * 1000

/**
 * Remembers the newest `most` keys for at most a day; a restart forgets everything.
 * @param clock milliseconds, the one that `now` is read from
 */
export function makeRecent(clock: () => number = Date.now, most = 50_000): Recent {
  const secret = randomBytes(32).toString('latin1')
  const notes = new LRUCache<string, readonly number[]>({ max: most })
  let last = { what: '', key: '' }
  /** The digest never leaves this map, so a secret before the words does what an HMAC would, at a third of the time. */
  const keyOf = (what: string): string => {
    // What is asked is most often noted next.
    if (what !== last.what) last = { what, key: hash('sha256', secret + what, 'base64url') }
    return last.key
  }
  setInterval(() => {
    last = { what: '', key: '' }
    for (const [key, times] of notes) if (times.every((at) => clock() - at >= longest)) notes.delete(key)
  }, often).unref()
  return {
    times(what, span, now) {
      const counted = Math.min(span, longest)
      return (notes.peek(keyOf(what)) ?? []).filter((at) => now - at < counted).length
    },
    note(what, now) {
      const key = keyOf(what)
      const kept = (notes.peek(key) ?? []).filter((at) => now - at < longest)
      notes.set(key, [...kept.slice(1 - mostTimes), now])
    },
    forget(what, now) {
      const key = keyOf(what)
      const noted = notes.peek(key) ?? []
      const at = noted.lastIndexOf(now)
      if (at >= 0) notes.set(key, noted.toSpliced(at, 1))
    },
  }
}
