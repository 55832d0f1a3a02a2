/**
 * Backups of the SQLite files. Documents may be kept as long as the operator likes: they are sealed. Of the keys there is only the
 * newest copy, for a day at most, so that what somebody erased cannot come back.
 */
import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { bereft } from './open.ts'
import { dropUnfinished, holds, isWhole, keptFile, keysFile, reading, whyUnwritten } from './sqlite-files.ts'
import { areForeign, areStranded, openPeople } from './sqlite-keys.ts'
import { versionOf } from './sqlite-schema.ts'
import { refuse, type Told } from './told.ts'
import { sqliteCalmly as calmly } from './trouble.ts'
import { whyNoRoom, writeWhole } from './whole-file.ts'

/** How long a copy of the keys may lie there, in milliseconds. */
const longest = 86_400_000

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

export const areCopied = (keys: string): boolean => isWhole(dirname(keys), basename(keys), 'keys')

/** Deletes a copy of the keys if it is older than a day. */
export function dropOldKeys(path: string, now: number): void {
  if (existsSync(path) && now - statSync(path).mtimeMs > longest) rmSync(path)
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
