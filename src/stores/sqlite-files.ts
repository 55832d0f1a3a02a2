/** The folder of the SQLite files: who may read it, and how each file is opened. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { cannotMake, codeOf, isMissing, self } from './access.ts'
import { StoreDown, sqliteTrouble } from './trouble.ts'

export const keptFile = 'kept.db'
export const keysFile = 'keys.db'
const gatewayFile = 'gateway.lock'

/** How long to wait for another process, in milliseconds. The event loop stands still meanwhile. */
const patience = 1000

/** What lies in a folder of documents or of backups. */
const own = /^(kept|keys|documents|gateway)[.-]|^(aside|lost\+found)$/

/** Whether something lies there that is not the bot's: then the folder is not the bot's either. */
export const isShared = (folder: string): boolean => readdirSync(folder).some((name) => !own.test(name))

/** What is written beside the file that it shall become, and what SQLite lays beside that. */
const unfinished = /^(kept|keys).*\.(db|txt)\.new(-journal|-wal|-shm)?$/

/** Removes what somebody left who died while copying: copies of keys, which later erasures would not reach. */
export function dropUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) if (unfinished.test(name)) rmSync(join(folder, name), { force: true })
}

export const isFull = (folder: string): string => `The disk of ${folder} is full. Make room there, and run this again.`

/** Makes the folder, for its owner alone. One that holds anything else is left as it is. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (statSync(folder).mode & 0o077 && !isShared(folder)) chmodSync(folder, 0o700)
}

/** Why nothing can be written into this folder, which is made if it is missing; undefined: it can be. */
export function whyUnwritten(folder: string): string | undefined {
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') return isFull(folder)
    if (code === 'EEXIST' || code === 'ENOTDIR') return `${folder} is a file. Name a folder`
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    if (isMissing(folder)) return cannotMake(folder)
    return `${self()} may not write to ${folder}. Run this as the bot’s user, or choose a folder of the bot’s own`
  }
}

/** Makes an empty file, for its owner alone; SQLite gives the same mode to the log beside it. */
function makeFile(path: string): void {
  // Not opened if it is there: closing it would drop the locks this process holds on it (https://sqlite.org/howtocorrupt.html).
  if (existsSync(path)) chmodSync(path, 0o600)
  else closeSync(openSync(path, 'a', 0o600))
}

/** Opens a file so that a commit is on the disk when it returns, and what is deleted is wiped. */
export function database(folder: string, name: string): DatabaseSync {
  const path = join(folder, name)
  makeFile(path)
  const file = new DatabaseSync(path, { timeout: patience })
  file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON')
  return file
}

/** Tells whether the file that is there is still the one that is open: in one that was removed, saves would go nowhere. */
export function watchFile(folder: string, name: string): () => boolean {
  const number = () => statSync(join(folder, name), { throwIfNoEntry: false })?.ino
  const opened = number()
  return () => number() === opened
}

/** Whether there is a file, and something in it. */
export const holds = (folder: string, name: string): boolean =>
  (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) > 0

/** Reads from a file, if there is one, and leaves it and its log as they are. */
export function reading<T>(folder: string, name: string, read: (file: DatabaseSync) => T): T | undefined {
  const path = join(folder, name)
  // An empty one is not opened: SQLite would delete the log beside it, though it only reads.
  if (!holds(folder, name)) return undefined
  const file = new DatabaseSync(path, { timeout: patience, readOnly: true })
  try {
    return read(file)
  } finally {
    file.close()
  }
}

/** Whether a file can be read to its end and has this table. Nothing but that is known of it then: not whose it is. */
export function isWhole(folder: string, name: string, table: 'kept' | 'keys'): boolean {
  try {
    const check = (file: DatabaseSync) =>
      file.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok' &&
      file.prepare(`PRAGMA table_info(${table})`).get() !== undefined
    return reading(folder, name, check) === true
  } catch (error) {
    if (sqliteTrouble(error).code === 'damaged') return false
    throw error
  }
}

/** Empties the log beside the file, so that nothing older than its last commit is left in it. */
export function emptyLog(file: DatabaseSync): void {
  if (file.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0) throw new StoreDown('locked')
}

/** Undoes what is not committed. */
export function rollBack(file: DatabaseSync): void {
  if (file.isOpen && file.isTransaction) file.exec('ROLLBACK')
}

/** Holds the folder's gateway until it is closed or the process dies; undefined: somebody else holds it. */
export function holdGateway(folder: string): DatabaseSync | undefined {
  const path = join(folder, gatewayFile)
  makeFile(path)
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return file
  } catch (error) {
    file.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return undefined
    throw error
  }
}
