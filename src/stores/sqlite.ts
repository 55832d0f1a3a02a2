/**
 * Documents in two SQLite files of one folder: `kept.db`, and apart from it `keys.db`.
 *
 * Each file has a connection of its own, so that the order of the two commits stands here. A row names its key by number. Keys
 * are only ever added at the end of their table and, when destroyed, overwritten where they lie: SQLite's `secure_delete` wipes
 * what is deleted, but not the copies it leaves behind when it moves rows between pages.
 */
import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { sameBytes } from './seal.ts'
import {
  database,
  dropUnfinished,
  emptyLog,
  holdGateway,
  keptFile,
  keysFile,
  makeFolder,
  reading,
  rollBack,
  watchFile,
} from './sqlite-files.ts'
import { areStranded, bytes, findIndex, makeKeys, openPeople, overwritten } from './sqlite-keys.ts'
import { keptSchema, keysSchema, migrate, versionOf } from './sqlite-schema.ts'
import type { Change, Found, Opened, Saved, Stored } from './store.ts'
import { sqliteCalmly as calmly, StoreDown } from './trouble.ts'
import { inTurns } from './turns.ts'

/** Lends the rows that have waited longest. */
export const lendDue = `
  UPDATE kept SET lent = ?2
  WHERE rowid IN (SELECT rowid FROM kept WHERE due <= ?1 AND lent <= ?1 ORDER BY due LIMIT ?3)
  RETURNING key, sealed, revision, due, key_id`

type Row = Record<string, SQLOutputValue>

/** Looks without changing anything. Throws `StoreDown`. */
export function findSqlite(folder: string): Found {
  return calmly(() => {
    const kept = reading(folder, keptFile, (file) => ({
      newer: versionOf(file) > keptSchema.length,
      begun: versionOf(file) > 0,
      documents: versionOf(file) > 0 && file.prepare('SELECT 1 FROM kept LIMIT 1').get() !== undefined,
    }))
    const keys = reading(folder, keysFile, (file) => ({
      newer: versionOf(file) > keysSchema.length,
      index: versionOf(file) > 0 ? findIndex(file) : undefined,
      people: openPeople(file),
    }))
    const newer = kept?.newer === true || keys?.newer === true
    const both = !newer && kept?.documents && keys?.index
    return {
      documents: kept?.documents === true,
      index: keys?.index,
      stranded: both ? reading(folder, keptFile, (file) => areStranded(file, join(folder, keysFile))) === true : false,
      // A table without a row is none of it: so lies a store that died in its first save.
      bereft: keys?.people === true && !kept?.begun,
      newer,
    }
  })
}

/** Opens the two files of this folder, and makes what is missing. Throws `StoreDown`. */
export function openSqlite(folder: string): Opened {
  const { kept, keys } = calmly(() => {
    makeFolder(folder)
    return {
      kept: migrate(database(folder, keptFile), keptSchema),
      keys: migrate(database(folder, keysFile), keysSchema),
    }
  })
  let gateway: DatabaseSync | undefined
  const files = [keptFile, keysFile].map((name) => watchFile(folder, name))
  const opened = {
    ...makeStore(kept, keys, () => files.every((isThere) => isThere())),
    keys: makeKeys(kept, keys, folder),
  }
  return {
    ...opened,
    claimGateway: async () => {
      gateway ??= calmly(() => holdGateway(folder))
      // Nobody restores while this is held.
      if (gateway) calmly(() => dropUnfinished(folder))
      return gateway ? 'claimed' : 'taken'
    },
    close: async () => {
      await opened.settled()
      for (const file of [kept, keys, gateway]) if (file?.isOpen) file.close()
    },
  }
}

/** What the questions of one turn do to the keys. */
interface Keyring {
  /** Keys whose documents get a new one, to be destroyed once they have it. */
  readonly replaced: number[]
  /** Whether files and logs must be rid of something before the answer. */
  wipe: boolean
}

function makeStore(
  kept: DatabaseSync,
  keys: DatabaseSync,
  areThere: () => boolean,
): Pick<Opened, 'store'> & { settled(): Promise<void> } {
  const find = kept.prepare('SELECT key, sealed, revision, key_id FROM kept WHERE key = ?')
  const findMark = kept.prepare('SELECT revision, key_id FROM kept WHERE key = ?')
  const insert = kept.prepare('INSERT INTO kept (key, sealed, revision, due, key_id) VALUES (?, ?, ?, ?, ?)')
  // A time moved on ends the loan; the same time, saved by whoever has the loan or by somebody else, does not.
  const update = kept.prepare(`
    UPDATE kept SET sealed = ?2, revision = ?3, due = ?4, lent = CASE WHEN ?4 <= due THEN lent ELSE 0 END WHERE key = ?1 AND revision = ?5`)
  const changeKey = kept.prepare('UPDATE kept SET key_id = ? WHERE key = ?')
  const remove = kept.prepare('DELETE FROM kept WHERE key = ?')
  const lend = kept.prepare(lendDue)
  const findKey = keys.prepare('SELECT wrapped FROM keys WHERE id = ? AND key = ?')
  const addKey = keys.prepare('INSERT INTO keys (key, wrapped) VALUES (?, ?)')
  const destroyKey = keys.prepare(`UPDATE keys SET ${overwritten} WHERE id = ?`)

  const beginKeys = () => keys.isTransaction || keys.exec('BEGIN IMMEDIATE')

  /** All questions of one turn in one transaction: keys first, then documents, then the end of keys that were replaced. */
  const turn = inTurns((asked: readonly ((keyring: Keyring) => () => void)[]) =>
    calmly(() => {
      if (!areThere()) throw new StoreDown('gone')
      const keyring: Keyring = { replaced: [], wipe: false }
      try {
        kept.exec('BEGIN IMMEDIATE')
        const answers = asked.map((ask) => ask(keyring))
        if (keys.isTransaction) keys.exec('COMMIT')
        kept.exec('COMMIT')
        destroy(keyring)
        return answers
      } finally {
        rollBack(keys)
        rollBack(kept)
      }
    }),
  )

  function destroy({ replaced, wipe }: Keyring): void {
    if (replaced.length > 0) {
      beginKeys()
      for (const id of replaced) destroyKey.run(id)
      keys.exec('COMMIT')
    }
    if (wipe) for (const file of [keys, kept]) emptyLog(file)
  }

  const within = <T>(ask: (keyring: Keyring) => T) =>
    new Promise<T>((resolve, reject) => {
      const asked = turn((keyring) => {
        const answer = ask(keyring)
        return () => resolve(answer)
      })
      asked.then((tell) => tell(), reject)
    })

  const stored = (row: Row): Stored => ({
    key: String(row.key),
    sealed: bytes(row.sealed) ?? new Uint8Array(),
    revision: Number(row.revision),
    wrapped: bytes(findKey.get(Number(row.key_id), String(row.key))?.wrapped),
  })

  function load(key: string): Stored | undefined {
    for (let last: Row | undefined; ; ) {
      const row = find.get(key)
      const found = row && stored(row)
      // Another process may have changed the key between the two readings.
      if (!found?.wrapped && row && row.key_id !== last?.key_id) last = row
      else return found
    }
  }

  /** All that is asked for in one turn, in one reading of each file: to take up and lay down a file takes longer than to find a row. */
  const loads = inTurns((asked: readonly string[]) =>
    calmly(() => {
      try {
        for (const file of [kept, keys]) file.exec('BEGIN')
        return asked.map((key) => find.get(key)).map((row) => row && stored(row))
      } finally {
        rollBack(keys)
        rollBack(kept)
      }
    }),
  )

  function save(keyring: Keyring, key: string, { sealed, was, revision, due, lock }: Change): Saved {
    const at = due ?? null
    const write = (): Saved => (update.run(key, sealed, revision, at, was).changes ? 'saved' : 'stale')
    if (!lock) return write()
    const row = findMark.get(key)
    if (Number(row?.revision ?? 0) !== was) return 'stale'
    beginKeys()
    if (!sameBytes(findIndex(keys), lock.under)) return 'rekeyed'
    const id = addKey.run(key, lock.wrapped).lastInsertRowid
    if (!row) {
      insert.run(key, sealed, revision, at, id)
      return 'saved'
    }
    changeKey.run(id, key)
    keyring.replaced.push(Number(row.key_id))
    keyring.wipe = true
    return write()
  }

  function erase(keyring: Keyring, key: string): void {
    const row = findMark.get(key)
    if (row) {
      beginKeys()
      destroyKey.run(Number(row.key_id))
      remove.run(key)
    }
    // Also of nobody: an earlier try may have got no further.
    keyring.wipe = true
  }

  return {
    store: {
      async load(key) {
        const found = await loads(key)
        return found && !found.wrapped ? calmly(() => load(key)) : found
      },
      save: (key, change) => within((keyring) => save(keyring, key, change)),
      erase: (key) => within((keyring) => erase(keyring, key)),
      due: (now, most, lease) =>
        within(() =>
          lend
            .all(now, now + lease, most)
            .sort((a, b) => Number(a.due) - Number(b.due))
            .map(stored),
        ),
    },
    settled: () => within(() => undefined).catch(() => undefined),
  }
}
