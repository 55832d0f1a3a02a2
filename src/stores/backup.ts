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
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { codeOf, whyUnread } from './access.ts'
import { bereft } from './open.ts'
import {
  dropUnfinished,
  holdGateway,
  holds,
  isFull,
  isWhole,
  keptFile,
  keysFile,
  reading,
  whyUnwritten,
} from './sqlite-files.ts'
import { areForeign, areStranded, countKeyed, dropLockless, openPeople } from './sqlite-keys.ts'
import { keptSchema, versionOf } from './sqlite-schema.ts'
import { sqliteCalmly as calmly, sqliteTrouble } from './trouble.ts'

/** How long a copy of the keys may lie there, in milliseconds. */
const longest = 86_400_000

export interface Told {
  readonly done: boolean
  /** For the operator. */
  readonly said: string
}

const refuse = (said: string): Told => ({ done: false, said })

/**
 * Copies documents and keys while the bot runs. Documents come first: a key that is missing then belongs to somebody who has left.
 * Good keys in the folder never give way to keys that open nothing.
 * @param to a folder apart from the data; made if it is missing
 * @throws StoreDown
 */
export function backUpSqlite(dataDir: string, to: string, now: number): Told {
  return calmly(() => {
    const unread = existsSync(dataDir) && whyUnwritten(dataDir)
    if (unread) return refuse(unread)
    if (!holds(dataDir, keptFile) && !reading(dataDir, keysFile, openPeople))
      return refuse(`Nothing is stored yet in ${resolve(dataDir)}.`)
    const unwritten = whyUnwritten(to)
    if (unwritten) return refuse(unwritten)
    if (realpathSync(to) === realpathSync(dataDir)) return refuse('Choose a folder other than the data.')
    dropUnfinished(to)
    dropOldKeys(join(to, keysFile), now)
    const fault = openNothing(dataDir, to)
    if (fault) return refuse(fault)
    const name = `kept-${new Date(now).toISOString().replace(/[:.]/g, '-')}.db`
    const full = copy(join(dataDir, keptFile), join(to, name)) ?? copy(join(dataDir, keysFile), join(to, keysFile))
    if (full) return refuse(full)
    return { done: true, said: `Wrote ${name} and ${keysFile}. Run this every day: ${keysFile} may not become older.` }
  })
}

/** Why the keys of the bot are not worth a copy; undefined: they are. */
function openNothing(dataDir: string, to: string): string | undefined {
  const [own, copied] = [join(dataDir, keysFile), join(to, keysFile)]
  if (!existsSync(own)) return `${own} is missing, so the documents do not open. Nothing was copied.`
  const begun = reading(dataDir, keptFile, (kept) => versionOf(kept) > 0)
  if (!begun && reading(dataDir, keysFile, openPeople)) return `${bereft} Nothing was copied.`
  if (begun && reading(dataDir, keptFile, (kept) => areStranded(kept, own)))
    return `The keys in ${dataDir} open none of the documents there. Nothing was copied. Run: npm run doctor`
  // A copy that is damaged opens nothing, so it gives way.
  const foreign = areCopied(copied) && reading(dataDir, keysFile, (keys) => areForeign(keys, copied))
  return foreign
    ? `${copied} holds keys that this bot does not have, so nothing was copied. If the bot moved here, restore that ` +
        `backup: its documents open with those keys alone. Otherwise choose another folder, or delete that ${keysFile}.`
    : undefined
}

const areCopied = (keys: string): boolean => isWhole(dirname(keys), basename(keys), 'keys')

/** Deletes a copy of the keys if it is older than a day. */
export function dropOldKeys(path: string, now: number): void {
  if (existsSync(path) && now - statSync(path).mtimeMs > longest) rmSync(path)
}

/**
 * Puts a backup of the documents in place of those that are there. The keys that are there stay, so whoever was erased since stays
 * erased; only where there are none, those beside the backup are taken. Documents without a key do not come back, and keys
 * that open no document at all change nothing.
 * @throws StoreDown
 */
export function restoreSqlite(backup: string, dataDir: string): Told {
  return calmly(() => {
    const fault = wrongWith(backup)
    if (fault) return refuse(fault)
    const unwritten = whyUnwritten(dataDir)
    if (unwritten) return refuse(unwritten)
    const [own, copied] = [join(dataDir, keysFile), join(dirname(resolve(backup)), keysFile)]
    const mine = existsSync(own)
    if (!mine && !existsSync(copied))
      return refuse(`There are no keys. Put the bot’s ${keysFile} into ${dirname(copied)}, and run this again.`)
    const unread = whyUnread(mine ? own : copied)
    if (unread) return refuse(unread)
    const whole = existsSync(copied) && !whyUnread(copied) && areCopied(copied)
    const another = `Put another copy of the bot’s ${keysFile} into ${dirname(copied)}, and run this again.`
    if (!mine && !whole) return refuse(`The copy ${copied} is damaged. ${another}`)
    if (mine && !isWhole(dataDir, keysFile, 'keys'))
      return refuse(
        whole
          ? `${own} is damaged. Run this, then the same again, which takes the copied keys: mv ${own} ${own}.damaged`
          : `${own} is damaged, and so is the copy beside the backup, or there is none. ${another}`,
      )
    const gateway = holdGateway(dataDir)
    if (!gateway) return refuse('Stop the bot first, then run this again.')
    try {
      dropUnfinished(dataDir)
      const { all, keyed } = countIn(backup, mine ? own : copied)
      if (all > 0 && keyed === 0)
        return refuse(noneOpens(backup, dirname(resolve(mine ? own : copied)), mine && whole ? copied : undefined))
      if (!mine) putKeys(copied, own)
      putDocuments(backup, join(dataDir, keptFile), own)
      const opened = `${keyed} of ${all} ${all === 1 ? 'document' : 'documents'}`
      const since = 'Whoever erased their data after the copy of the keys was made has it again.'
      const look = 'To see whether the master key fits, run: npm run doctor'
      return {
        done: true,
        said: mine
          ? `Done: ${opened} came back. Whoever was erased since stays erased. ${look}`
          : `Done, with the copied keys: ${opened} came back. ${since} ${look}`,
      }
    } finally {
      gateway.close()
    }
  })
}

const countIn = (backup: string, keys: string) =>
  reading(dirname(backup), basename(backup), (kept) => countKeyed(kept, keys)) ?? { all: 0, keyed: 0 }

/** @param other keys that were not taken, if there are any */
function noneOpens(backup: string, folder: string, other: string | undefined): string {
  const sentence = `The ${keysFile} in ${folder} opens none of the documents of this backup. Nothing was changed.`
  const beside = other && countIn(backup, other)
  return beside && beside.keyed > 0
    ? `${sentence} The one beside the backup opens ${beside.keyed} of ${beside.all}. If the bot was started here before ` +
        `its data came, move everything out of ${folder} and run this again.`
    : `${sentence} It is of another bot, or all whom the backup holds were erased since.`
}

function wrongWith(backup: string): string | undefined {
  const unread = whyUnread(backup)
  const name = 'Name one of the files kept-….db'
  if (unread?.endsWith('not a file')) return `${unread}. ${name} in it.`
  if (unread) return unread
  const none = `This is no backup of documents, or it is damaged. ${name}.`
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(backup, { readOnly: true })
    if (file.prepare('PRAGMA table_info(keys)').get()) return `This file holds keys, not documents. ${name}.`
    if (versionOf(file) > keptSchema.length) return 'This backup was made by a newer version of Undercurrent.'
    const whole = file.prepare('PRAGMA integrity_check').get()?.integrity_check === 'ok'
    return whole && file.prepare('PRAGMA table_info(kept)').get() ? undefined : none
  } catch {
    return none
  } finally {
    file?.close()
  }
}

/** A consistent copy that holds nothing of what was deleted. Says why there is no room for it, if there is none. */
function copy(from: string, to: string): string | undefined {
  const file = new DatabaseSync(from, { timeout: 5000 })
  try {
    // Here, where it is told of the database, and not of the copy: reading may need room beside it.
    versionOf(file)
    return whyNoRoom(dirname(to), () =>
      writeWhole(to, (unfinished) => {
        closeSync(openSync(unfinished, 'wx', 0o600))
        file.prepare('VACUUM INTO ?').run(unfinished)
      }),
    )
  } finally {
    file.close()
  }
}

/** Writes into a folder apart from the data; gives a sentence if its disk is full, which is no trouble of the database. */
export function whyNoRoom(folder: string, write: () => void): string | undefined {
  try {
    write()
    return undefined
  } catch (error) {
    if (sqliteTrouble(error).code === 'full') return isFull(folder)
    throw error
  }
}

function putKeys(from: string, to: string): void {
  writeWhole(to, (unfinished) => {
    copyFileSync(from, unfinished)
    chmodSync(unfinished, 0o600)
    dropLog(to)
  })
}

/** Those without a key stay out: whoever they belonged to was erased. */
function putDocuments(from: string, to: string, keys: string): void {
  writeWhole(to, (unfinished) => {
    copyFileSync(from, unfinished)
    chmodSync(unfinished, 0o600)
    const file = new DatabaseSync(unfinished)
    try {
      file.exec('PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON')
      dropLockless(file, keys)
    } finally {
      file.close()
    }
    dropLog(to)
  })
}

/** The log of the former file must not be taken for one of the new. */
function dropLog(of: string): void {
  for (const ending of ['-wal', '-shm']) rmSync(of + ending, { force: true })
}

/** Writes a file beside its place, and gives it its name once it is whole and on the disk. Nothing unfinished stays. */
export function writeWhole(to: string, write: (unfinished: string) => void): void {
  const unfinished = `${to}.new`
  rmSync(unfinished, { force: true })
  try {
    write(unfinished)
    sync(unfinished, 'r+')
    renameSync(unfinished, to)
    syncFolder(dirname(to))
  } finally {
    for (const ending of ['', '-journal']) rmSync(unfinished + ending, { force: true })
  }
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** So that the new name outlives a loss of power. */
function syncFolder(folder: string): void {
  try {
    sync(folder, 'r')
  } catch (error) {
    // Not every system and file system can do this with a folder.
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes(codeOf(error))) throw error
  }
}
