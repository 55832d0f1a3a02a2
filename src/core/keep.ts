/**
 * The role of whoever keeps the small documents about people and servers: sealed, few, and erasable.
 *
 * `stores/` implements it over memory, SQLite and PostgreSQL; what lies there is readable to nobody without the operator's key.
 */
import type { Instant } from './instant.ts'

/** Whose document: by Discord's id, or by the key that came with it. */
export type Whose = { readonly person: string } | { readonly place: string } | { readonly key: string }

/** A document as it was read. */
export interface Kept {
  /** What was saved, as JSON values. */
  readonly value: unknown
  /** Grows with each save; a save names the one it was made from. */
  readonly revision: number
  /** Whose it is: who asks by it next spares the making of a name. */
  readonly key: string
}

export interface Saving {
  readonly value: unknown
  /** The revision that was read; 0: there was none. */
  readonly revision: number
  /** When the timer must look at it; undefined: never. */
  readonly due: Instant | undefined
  /** Seals it under a new key and destroys the old one, so that no copy of the old document opens any more. */
  readonly fresh?: boolean
}

/** A document that is due. */
export interface Due extends Kept {
  /** At most 25 characters for one thing of theirs, the same each time and unlike any other person's: Discord's `nonce`. */
  nonce(of: string): string
}

/** Each rejects only when the store is out of reach. A document that cannot be opened counts as not there. */
export interface Keeper {
  load(whose: Whose): Promise<Kept | undefined>
  /** Durable before it resolves. `stale`: somebody saved in between; read again, decide again. */
  save(whose: Whose, saving: Saving): Promise<'saved' | 'stale'>
  /** Destroys the key, then the document. Resolves when neither is on the disk any more; of nobody it is fine. */
  erase(whose: Whose): Promise<void>
  /**
   * Up to `most` documents whose `due` has come, the longest waiting first. Each is lent to the asker for `lease`
   * milliseconds: meanwhile nobody else is told of it.
   */
  due(now: Instant, most: number, lease: number): Promise<Due[]>
}
