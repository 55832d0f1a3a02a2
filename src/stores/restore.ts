/** Restoring a backup of the SQLite files: documents come back, and whoever was erased since does not. */
import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { whyUnread } from './access.ts'
import { areCopied } from './backup.ts'
import { dropUnfinished, holdGateway, isWhole, keptFile, keysFile, reading, whyUnwritten } from './sqlite-files.ts'
import { countKeyed, dropLockless } from './sqlite-keys.ts'
import { keptSchema, versionOf } from './sqlite-schema.ts'
import { refuse, type Told } from './told.ts'
import { sqliteCalmly as calmly } from './trouble.ts'
import { writeWhole } from './whole-file.ts'

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
