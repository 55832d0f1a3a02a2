/** The keys of the SQLite store as a whole: the index key, what is left over, and a change of the operator's key. */
import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { emptyLog, keysFile, rollBack } from './sqlite-files.ts'
import { indexName, type Keys } from './store.ts'
import { sqliteCalmly as calmly } from './trouble.ts'

/** The number of the index key. */
const indexId = 0

/** Keys that are rewrapped at a time. */
const page = 1000

/** Zeros of the same length, so that SQLite writes them in the same place. */
export const overwritten = "key = printf('%0*d', length(key), 0), wrapped = zeroblob(length(wrapped))"

const alive = 'wrapped <> zeroblob(length(wrapped))'

const deleteLockless = `
  DELETE FROM kept WHERE NOT EXISTS (SELECT 1 FROM ring.keys AS own WHERE own.id = kept.key_id AND ${alive})`

const destroyUnused = `
  UPDATE ring.keys SET ${overwritten}
  WHERE id <> ${indexId} AND ${alive} AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.key_id = keys.id)`

export const bytes = (value: SQLOutputValue | undefined) => (value instanceof Uint8Array ? value : undefined)

/** The wrapped index key. */
export const findIndex = (keys: DatabaseSync) =>
  bytes(keys.prepare('SELECT wrapped FROM keys WHERE id = ?').get(indexId)?.wrapped)

export function makeKeys(kept: DatabaseSync, keys: DatabaseSync, folder: string): Keys {
  function rewrapAll(each: Parameters<Keys['rewrap']>[0]): boolean {
    const update = keys.prepare('UPDATE keys SET wrapped = ? WHERE id = ?')
    const next = keys.prepare(`SELECT id, key, wrapped FROM keys WHERE id > ? AND ${alive} ORDER BY id LIMIT ?`)
    const index = findIndex(keys)
    const rewrapped = index && each(indexName, index)
    if (!rewrapped) return false
    update.run(rewrapped, indexId)
    for (let last = indexId, rows = next.all(last, page); rows.length > 0; rows = next.all(last, page)) {
      for (const { id, key, wrapped } of rows) {
        const changed = each(String(key), bytes(wrapped) ?? new Uint8Array())
        if (changed) update.run(changed, Number(id))
        last = Number(id)
      }
    }
    return true
  }

  return {
    found: async (wrapped) =>
      calmly(() => {
        const add = keys.prepare('INSERT INTO keys (id, key, wrapped) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        add.run(indexId, indexName, wrapped)
        return findIndex(keys) ?? wrapped
      }),

    index: async () => calmly(() => findIndex(keys)),

    sweep: async () =>
      calmly(() => {
        kept.prepare('ATTACH ? AS ring').run(join(folder, keysFile))
        try {
          // Of both files, in the order in which every writer takes them: nobody is between a key and its document now.
          kept.exec('BEGIN IMMEDIATE')
          const rows = kept.prepare(deleteLockless).run()
          const left = kept.prepare(destroyUnused).run()
          kept.exec('COMMIT')
          if (rows.changes || left.changes) for (const file of [keys, kept]) emptyLog(file)
        } finally {
          rollBack(kept)
          kept.exec('DETACH ring')
        }
      }),

    rewrap: async (each) =>
      calmly(() => {
        try {
          keys.exec('BEGIN IMMEDIATE')
          if (!rewrapAll(each)) return false
          keys.exec('COMMIT')
          emptyLog(keys)
          return true
        } finally {
          rollBack(keys)
        }
      }),
  }
}
