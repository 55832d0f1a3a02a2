/** Core's `Keeper` over any store: whoever reads the store without the operator's key reads nothing. */
import { type KeyObject, randomInt } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Keeper, Kept, Whose } from '../core/keep.ts'
import { newKey, pseudonym, sameBytes, seal, unseal, unwrap, wrap } from './seal.ts'
import { indexName, type Opened, type Stored } from './store.ts'
import { StoreDown } from './trouble.ts'

/** Length of Discord's `nonce`. */
const nonceLength = 25

/** Document keys held in memory between a load and its save, at most. */
const mostHeld = 1000

/** @returns undefined if the operator's key is not the one with which the store was begun */
export async function makeKeeper({ store, keys }: Opened, masterKey: KeyObject): Promise<Keeper | undefined> {
  const index = await keys.found(wrap(masterKey, newKey(), indexName))
  const indexKey = unwrap(masterKey, index, indexName)
  if (!indexKey) return undefined

  /** Saves a second reading in `save`. The revision says whether it is still the right key. */
  const held = new LRUCache<string, { readonly revision: number; readonly key: KeyObject }>({ max: mostHeld })
  const hold = (row: string, revision: number, key: KeyObject) => held.set(row, { revision, key })

  const rowOf = (whose: Whose): string => {
    if ('key' in whose) return whose.key
    return 'person' in whose ? pseudonym(indexKey, 'person', whose.person) : pseudonym(indexKey, 'place', whose.place)
  }

  async function open({ key: row, sealed, revision, wrapped }: Stored): Promise<Kept | undefined> {
    const key = wrapped && unwrap(masterKey, wrapped, row)
    const opened = key && unseal(key, sealed, row, revision)
    if (opened) {
      hold(row, revision, key)
      return { value: opened.value, revision, key: row }
    }
    // After a change of the operator's key nothing opens here any more. That must not look like an empty store.
    if (!sameBytes(await keys.index(), index)) throw new StoreDown('rekeyed')
    return undefined
  }

  /** The document's key, if it is still the revision that was read. */
  async function keyOf(row: string, revision: number): Promise<KeyObject | undefined> {
    if (held.get(row)?.revision !== revision) {
      const stored = await store.load(row)
      if (stored) await open(stored)
    }
    const found = held.get(row)
    return found?.revision === revision ? found.key : undefined
  }

  /** @param oldKey undefined: under a new key */
  async function write(row: string, was: number, value: unknown, due: number | undefined, oldKey?: KeyObject) {
    const key = oldKey ?? newKey()
    // A random first revision, so that what was read before an erasure cannot pass for what came after it.
    const revision = was === 0 ? randomInt(1, 2 ** 32) : was + 1
    const change = { sealed: seal(key, value, row, revision), was, revision, due }
    const saved = await store.save(
      row,
      oldKey ? change : { ...change, lock: { wrapped: wrap(masterKey, key, row), under: index } },
    )
    if (saved === 'rekeyed') throw new StoreDown('rekeyed')
    if (saved === 'saved') hold(row, revision, key)
    else held.delete(row)
    return saved
  }

  return {
    async load(whose) {
      const stored = await store.load(rowOf(whose))
      return stored && open(stored)
    },

    async save(whose, { value, revision, due, fresh }) {
      const row = rowOf(whose)
      if (fresh && revision > 0) return write(row, revision, value, due)
      if (revision > 0) {
        const key = await keyOf(row, revision)
        return key ? write(row, revision, value, due, key) : 'stale'
      }
      if ((await write(row, 0, value, due)) === 'saved') return 'saved'
      // A document that cannot be opened counts as not there, so it gives way.
      const there = await store.load(row)
      return !there || (await open(there)) ? 'stale' : write(row, there.revision, value, due)
    },

    async erase(whose) {
      const row = rowOf(whose)
      held.delete(row)
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
