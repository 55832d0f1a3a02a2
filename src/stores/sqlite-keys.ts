/** The keys of the SQLite store as a whole: the index key, what is left over, and a change of the operator's key. */
import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { emptyLog, keysFile, rollBack } from './sqlite-files.ts'
import { versionOf } from './sqlite-schema.ts'
import { indexName, type Keys } from './store.ts'
import { sqliteCalmly as calmly } from './trouble.ts'

/** The number of the index key. */
const indexId = 0

/** Keys that are rewrapped at a time. */
const page = 1000

/** Zeros of the same length, so that SQLite writes them in the same place. */
export const overwritten = "key = printf('%0*d', length(key), 0), wrapped = zeroblob(length(wrapped))"

const alive = 'wrapped <> zeroblob(length(wrapped))'

/** The name too: the number alone may be that of another bot's key. */
const ownKey = `own.id = kept.key_id AND own.key = kept.key AND ${alive}`

const deleteLockless = `
  DELETE FROM kept WHERE NOT EXISTS (SELECT 1 FROM ring.keys AS own WHERE ${ownKey})`

// Where there is no document at all they may have been lost, and a backup brings them back: then the keys are needed.
const destroyUnused = `
  UPDATE ring.keys SET ${overwritten}
  WHERE id <> ${indexId} AND ${alive} AND EXISTS (SELECT 1 FROM kept)
    AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.key_id = keys.id)`

export const bytes = (value: SQLOutputValue | undefined) => (value instanceof Uint8Array ? value : undefined)

/** The wrapped index key. */
export const findIndex = (keys: DatabaseSync) =>
  bytes(keys.prepare('SELECT wrapped FROM keys WHERE id = ?').get(indexId)?.wrapped)

/** Whether there are keys of documents, other than those that were destroyed. */
export const openPeople = (keys: DatabaseSync): boolean =>
  versionOf(keys) > 0 &&
  keys.prepare(`SELECT 1 FROM keys WHERE id <> ${indexId} AND ${alive} LIMIT 1`).get() !== undefined

/** Does something while the file of the keys is at hand as `ring`. */
export function withRing<T>(kept: DatabaseSync, keysPath: string, work: () => T): T {
  kept.prepare('ATTACH ? AS ring').run(keysPath)
  try {
    return work()
  } finally {
    rollBack(kept)
    kept.exec('DETACH ring')
  }
}

/** How many documents there are, and how many have their key in this file. */
export function countKeyed(kept: DatabaseSync, keysPath: string): { all: number; keyed: number } {
  const count = (text: string) => Number(kept.prepare(text).get()?.n)
  return withRing(kept, keysPath, () => ({
    all: count('SELECT count(*) AS n FROM kept'),
    keyed: kept.prepare('PRAGMA ring.user_version').get()?.user_version
      ? count(`SELECT count(*) AS n FROM kept JOIN ring.keys AS own ON ${ownKey}`)
      : 0,
  }))
}

/** Documents whose key never was in this file: of whoever was erased the destroyed key would be there. */
const strange = `
  FROM kept WHERE NOT EXISTS (
    SELECT 1 FROM ring.keys AS own WHERE own.id = kept.key_id AND (own.key = kept.key OR NOT ${alive}))`

export const countStrange = (kept: DatabaseSync, keysPath: string): number =>
  withRing(kept, keysPath, () => Number(kept.prepare(`SELECT count(*) AS n ${strange}`).get()?.n))

/** Whether no document has its key, and not because all were erased. */
export const areStranded = (kept: DatabaseSync, keysPath: string): boolean =>
  withRing(kept, keysPath, () => {
    const keyed = kept.prepare(`SELECT 1 FROM kept JOIN ring.keys AS own ON ${ownKey} LIMIT 1`).get()
    return keyed === undefined && kept.prepare(`SELECT 1 ${strange} LIMIT 1`).get() !== undefined
  })

/** Deletes the documents whose key is not in this file. */
export const dropLockless = (kept: DatabaseSync, keysPath: string): void =>
  withRing(kept, keysPath, () => void kept.prepare(deleteLockless).run())

/** Whether a file of keys opens documents, and none of those that these keys open: it is another bot's. */
export function areForeign(keys: DatabaseSync, otherPath: string): boolean {
  if (versionOf(keys) === 0) return false
  return withRing(keys, otherPath, () => {
    if (!keys.prepare('PRAGMA ring.user_version').get()?.user_version) return false
    const some = (text: string) => keys.prepare(`${text} LIMIT 1`).get() !== undefined
    return (
      some(`SELECT 1 FROM ring.keys WHERE id <> ${indexId} AND ${alive}`) &&
      !some('SELECT 1 FROM ring.keys AS other JOIN main.keys AS own USING (id, key) WHERE own.id <> 0') &&
      // The same bot, when all were erased since.
      !some(`SELECT 1 FROM ring.keys AS other JOIN main.keys AS own USING (id, wrapped) WHERE id = ${indexId}`)
    )
  })
}

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
        withRing(kept, join(folder, keysFile), () => {
          // Of both files, in the order in which every writer takes them: nobody is between a key and its document now.
          kept.exec('BEGIN IMMEDIATE')
          const rows = kept.prepare(deleteLockless).run()
          const left = kept.prepare(destroyUnused).run()
          kept.exec('COMMIT')
          if (rows.changes || left.changes) for (const file of [keys, kept]) emptyLog(file)
        })
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
