/** A store that lasts as long as the process: for tests, and where nothing shall reach a disk. */
import { sameBytes } from './seal.ts'
import { indexName, type Opened, type Stored } from './store.ts'

interface Row {
  readonly sealed: Uint8Array
  readonly revision: number
  readonly due: number
  readonly lent: number
}

export function openMemory(): Opened {
  const rows = new Map<string, Row>()
  const keys = new Map<string, Uint8Array>()
  let claimed = false

  const stored = (key: string, { sealed, revision }: Row): Stored => ({ key, sealed, revision, wrapped: keys.get(key) })

  return {
    store: {
      async load(key) {
        const row = rows.get(key)
        return row && stored(key, row)
      },

      async save(key, { sealed, was, revision, due = Number.POSITIVE_INFINITY, lock }) {
        const row = rows.get(key)
        if ((row?.revision ?? 0) !== was) return 'stale'
        if (lock && !sameBytes(keys.get(indexName), lock.under)) return 'rekeyed'
        if (lock) keys.set(key, lock.wrapped)
        rows.set(key, { sealed, revision, due, lent: row && due <= row.due ? row.lent : 0 })
        return 'saved'
      },

      async erase(key) {
        keys.delete(key)
        rows.delete(key)
      },

      async due(now, most, lease) {
        const free = [...rows].filter(([, row]) => row.due <= now && row.lent <= now)
        const first = free.sort(([, a], [, b]) => a.due - b.due).slice(0, most)
        for (const [key, row] of first) rows.set(key, { ...row, lent: now + lease })
        return first.map(([key, row]) => stored(key, row))
      },
    },

    keys: {
      async found(wrapped) {
        const index = keys.get(indexName) ?? wrapped
        keys.set(indexName, index)
        return index
      },

      async index() {
        return keys.get(indexName)
      },

      async sweep() {
        for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key)
        for (const key of keys.keys()) if (!rows.has(key) && key !== indexName) keys.delete(key)
      },

      async rewrap(each) {
        const index = keys.get(indexName)
        const rewrapped = index && each(indexName, index)
        if (!rewrapped) return false
        for (const [key, wrapped] of keys)
          keys.set(key, key === indexName ? rewrapped : (each(key, wrapped) ?? wrapped))
        return true
      },
    },

    async claimGateway() {
      if (claimed) return 'taken'
      claimed = true
      return 'claimed'
    },

    async close() {
      claimed = false
    },
  }
}
