/**
 * Backups of the SQLite files. Documents may be kept as long as the operator likes: they are sealed. Of the keys there is only the
 * newest copy, for a day at most, so that what somebody erased cannot come back.
 */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { holdGateway, keptFile, keysFile, makeFolder } from './sqlite-files.ts'
import { keptSchema, versionOf } from './sqlite-schema.ts'
import { sqliteCalmly as calmly } from './trouble.ts'

/** How long a copy of the keys may lie there, in milliseconds. */
const longest = 86_400_000

export interface Told {
  readonly done: boolean
  /** For the operator. */
  readonly said: string
}

/**
 * Copies documents and keys while the bot runs. Documents come first: a key that is missing then belongs to somebody who has left.
 * @param to a folder apart from the data; made if it is missing
 * @throws StoreDown
 */
export function backUpSqlite(dataDir: string, to: string, now: number): Told {
  return calmly(() => {
    if (!existsSync(join(dataDir, keptFile))) return { done: false, said: 'Nothing is stored yet.' }
    makeFolder(to)
    if (realpathSync(to) === realpathSync(dataDir)) return { done: false, said: 'Choose a folder other than the data.' }
    dropOldKeys(join(to, keysFile), now)
    const name = `kept-${new Date(now).toISOString().replace(/[:.]/g, '-')}.db`
    copy(join(dataDir, keptFile), join(to, name))
    copy(join(dataDir, keysFile), join(to, keysFile))
    return { done: true, said: `Wrote ${name} and ${keysFile}. Run this every day: ${keysFile} may not become older.` }
  })
}

/** Deletes a copy of the keys if it is older than a day. */
export function dropOldKeys(path: string, now: number): void {
  if (existsSync(path) && now - statSync(path).mtimeMs > longest) rmSync(path)
}

/**
 * Puts a backup of the documents in place of those that are there. The keys that are there stay, so whoever was erased since stays
 * erased; only where there are none, those beside the backup are taken.
 * @throws StoreDown
 */
export function restoreSqlite(backup: string, dataDir: string): Told {
  return calmly(() => {
    const fault = wrongWith(backup)
    if (fault) return { done: false, said: fault }
    makeFolder(dataDir)
    const gateway = holdGateway(dataDir)
    if (!gateway) return { done: false, said: 'Stop the bot first, then run this again.' }
    try {
      const ownKeys = existsSync(join(dataDir, keysFile))
      const otherKeys = join(dirname(backup), keysFile)
      if (!ownKeys && !existsSync(otherKeys)) return { done: false, said: `There are no keys: ${keysFile} is missing.` }
      if (!ownKeys) put(otherKeys, join(dataDir, keysFile))
      put(backup, join(dataDir, keptFile))
      const since = 'Whoever erased their data after the copy of the keys was made has it again.'
      return {
        done: true,
        said: ownKeys ? 'Done. Whoever was erased since stays erased.' : `Done, with the copied keys. ${since}`,
      }
    } finally {
      gateway.close()
    }
  })
}

function wrongWith(backup: string): string | undefined {
  if (!existsSync(backup)) return 'There is no such file.'
  const none = 'This is no backup of documents, or it is damaged.'
  const file = new DatabaseSync(backup, { readOnly: true })
  try {
    if (versionOf(file) > keptSchema.length) return 'This backup was made by a newer version of Undercurrent.'
    const whole = file.prepare('PRAGMA integrity_check').get()?.integrity_check === 'ok'
    return whole && file.prepare('PRAGMA table_info(kept)').get() ? undefined : none
  } catch {
    return none
  } finally {
    file.close()
  }
}

/** A consistent copy that holds nothing of what was deleted. */
function copy(from: string, to: string): void {
  const unfinished = `${to}.new`
  rmSync(unfinished, { force: true })
  closeSync(openSync(unfinished, 'wx', 0o600))
  const file = new DatabaseSync(from, { timeout: 5000 })
  try {
    file.prepare('VACUUM INTO ?').run(unfinished)
  } finally {
    file.close()
  }
  finish(unfinished, to)
}

function put(from: string, to: string): void {
  const unfinished = `${to}.new`
  copyFileSync(from, unfinished)
  chmodSync(unfinished, 0o600)
  for (const ending of ['-wal', '-shm']) rmSync(to + ending, { force: true })
  finish(unfinished, to)
}

/** Gives a file that is whole its name, once it is on the disk. */
export function finish(unfinished: string, to: string): void {
  const file = openSync(unfinished, 'r+')
  fsyncSync(file)
  closeSync(file)
  renameSync(unfinished, to)
}
