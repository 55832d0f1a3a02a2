/** Core's `Keeper` over any store: whoever reads the store without the operator's key reads nothing. */
import { type KeyObject, randomInt } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Keeper, Kept, Whose } from '../core/keep.ts'
import { newKey, pseudonym, sameBytes, seal, unseal, unwrap, wrap } from './seal.ts'
import { indexName, type Opened, type Stored } from './store.ts'
import { StoreDown } from './trouble.ts'

/** Length of Discord's `nonce`. */
const nonceLength = 25

/** People and places whose document's key is held in memory, at most: those who were there last. */
const mostHeld = 4000

/** A document's key, as it was when its document was last read or written. */
interface Held {
  readonly revision: number
  readonly key: KeyObject
  /** What the key was opened from. */
  readonly wrapped: Uint8Array
}

/** @returns undefined if the operator's key is not the one with which the store was begun */
export async function makeKeeper({ store, keys }: Opened, masterKey: KeyObject): Promise<Keeper | undefined> {
  const index = await keys.found(wrap(masterKey, newKey(), indexName))
  const indexKey = unwrap(masterKey, index, indexName)
  if (!indexKey) return undefined

  /** Saves a second reading in `save`: the revision says whether it is still the right key. */
  const held = new LRUCache<string, Held>({ max: mostHeld })
  /** Rows of those whose documents were found, so that their names need not be made again with each press. */
  const rows = new LRUCache<string, string>({ max: mostHeld })

  const nameOf = (whose: Exclude<Whose, { key: string }>) =>
    'person' in whose ? (['person', whose.person] as const) : (['place', whose.place] as const)

  const rowOf = (whose: Whose): string => {
    if ('key' in whose) return whose.key
    const [kind, id] = nameOf(whose)
    return rows.get(kind + id) ?? pseudonym(indexKey, kind, id)
  }

  /** What is wrapped in the same bytes is the same key: after an erasure or a change of the operator's key they are others. */
  const keyIn = (wrapped: Uint8Array, row: string): KeyObject | undefined => {
    const known = held.get(row)
    return known && sameBytes(known.wrapped, wrapped) ? known.key : unwrap(masterKey, wrapped, row)
  }

  async function open({ key: row, sealed, revision, wrapped }: Stored): Promise<Kept | undefined> {
    const key = wrapped && keyIn(wrapped, row)
    const opened = key && unseal(key, sealed, row, revision)
    if (opened) {
      held.set(row, { revision, key, wrapped })
      return { value: opened.value, revision, key: row }
    }
    // After a change of the operator's key nothing opens here any more. That must not look like an empty store.
    if (!sameBytes(await keys.index(), index)) throw new StoreDown('rekeyed')
    return undefined
  }

  /** The document's key, if it is still the revision that was read. */
  async function heldAt(row: string, revision: number): Promise<Held | undefined> {
    if (held.get(row)?.revision !== revision) {
      const stored = await store.load(row)
      if (stored) await open(stored)
    }
    const found = held.get(row)
    return found?.revision === revision ? found : undefined
  }

  /** @param old the key to write under; undefined: a new one */
  async function write(row: string, was: number, value: unknown, due: number | undefined, old?: Held) {
    const key = old?.key ?? newKey()
    const wrapped = old?.wrapped ?? wrap(masterKey, key, row)
    // A random first revision, so that what was read before an erasure cannot pass for what came after it.
    const revision = was === 0 ? randomInt(1, 2 ** 32) : was + 1
    const change = { sealed: seal(key, value, row, revision), was, revision, due }
    const saved = await store.save(row, old ? change : { ...change, lock: { wrapped, under: index } })
    if (saved === 'rekeyed') throw new StoreDown('rekeyed')
    if (saved === 'saved') held.set(row, { revision, key, wrapped })
    else held.delete(row)
    return saved
  }

  return {
    async load(whose) {
      const row = rowOf(whose)
      const stored = await store.load(row)
      const kept = stored && (await open(stored))
      if (kept && !('key' in whose)) rows.set(nameOf(whose).join(''), row)
      return kept
    },

    async save(whose, { value, revision, due, fresh }) {
      const row = rowOf(whose)
      if (fresh && revision > 0) return write(row, revision, value, due)
      if (revision > 0) {
        const old = await heldAt(row, revision)
        return old ? write(row, revision, value, due, old) : 'stale'
      }
      if ((await write(row, 0, value, due)) === 'saved') return 'saved'
      // A document that cannot be opened counts as not there, so it gives way.
      const there = await store.load(row)
      return !there || (await open(there)) ? 'stale' : write(row, there.revision, value, due)
    },

    async erase(whose) {
      const row = rowOf(whose)
      held.delete(row)
      if (!('key' in whose)) rows.delete(nameOf(whose).join(''))
      await store.erase(row)
    },

    async due(now, most, lease) {
      const rows = await store.due(now, most, lease)
      const found = await Promise.all(
        rows.map(async (stored) => {
          const kept = await open(stored)
          const nonce = (of: string) => pseudonym(indexKey, 'nonce', stored.key, of).slice(0, nonceLength)
          return kept && { ...kept, nonce }
        }),
      )
      return found.filter((one) => one !== undefined)
    },
  }
}
