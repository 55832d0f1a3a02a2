/** Whether the copies of a backup are good: each can be read, and documents, keys and master key belong together. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { whyUnread } from '../stores/access.ts'
import { keysList, readList } from '../stores/backup-postgres.ts'
import { asKey, unwrap } from '../stores/seal.ts'
import { isWhole, keysFile, reading } from '../stores/sqlite-files.ts'
import { countStrange, findIndex } from '../stores/sqlite-keys.ts'
import { indexName } from '../stores/store.ts'
import { StoreDown } from '../stores/trouble.ts'

/** How each dump begins: https://github.com/postgres/postgres/blob/master/src/bin/pg_dump/pg_backup_archiver.c */
const magic = 'PGDMP'

/**
 * What is wrong with the copied keys of a folder and with the newest documents, a sentence each.
 * @param kept older ones are not read: there may be many
 */
export function wrongInSqlite(folder: string, kept: string | undefined, masterKey: Uint8Array | undefined): string[] {
  const keys = join(folder, keysFile)
  const again = `Run: npm run backup -- ${folder}`
  const faults = [
    ...(existsSync(keys) ? wrongWithFile(keys, 'keys', again) : []),
    ...(kept ? wrongWithFile(kept, 'kept', again) : []),
  ]
  if (faults.length > 0 || !existsSync(keys)) return faults
  if (masterKey && !opens(masterKey, reading(folder, keysFile, findIndex))) return [notOf(keys, again)]
  const strange = kept ? reading(folder, basename(kept), (file) => countStrange(file, keys)) : 0
  return strange ? [`Documents in ${kept} have no key in ${keys}: ${strange} of them never come back. ${again}`] : []
}

function wrongWithFile(path: string, table: 'kept' | 'keys', again: string): string[] {
  const unread = whyUnread(path)
  if (unread) return [unread]
  try {
    return isWhole(dirname(path), basename(path), table) ? [] : [`${path} is damaged, and brings nobody back. ${again}`]
  } catch (error) {
    if (error instanceof StoreDown) return [`${path} cannot be read: see to its disk. ${again}`]
    throw error
  }
}

/** The same of the list of keys and the newest dump, as far as it can be seen without a server. */
export function wrongInPostgres(folder: string, dump: string | undefined, masterKey: Uint8Array | undefined): string[] {
  const keys = join(folder, keysList)
  const again = `Run: npm run backup -- ${folder}`
  return [...(existsSync(keys) ? wrongWithList(keys, masterKey, again) : []), ...(dump ? wrongWithDump(dump) : [])]
}

function wrongWithList(path: string, masterKey: Uint8Array | undefined, again: string): string[] {
  const unread = whyUnread(path)
  if (unread) return [unread]
  const index = readList(path)?.find(({ key }) => key === indexName)
  if (!index) return [`${path} is damaged, and brings nobody back. ${again}`]
  return masterKey && !opens(masterKey, index.wrapped) ? [notOf(path, again)] : []
}

function wrongWithDump(path: string): string[] {
  const unread = whyUnread(path)
  if (unread) return [unread]
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(magic.length)
    readSync(file, start)
    return start.toString() === magic ? [] : [`${path} is no dump of pg_dump --format=custom. Make a new one.`]
  } finally {
    closeSync(file)
  }
}

const opens = (masterKey: Uint8Array, index: Uint8Array | undefined): boolean =>
  index !== undefined && unwrap(asKey(masterKey), index, indexName) !== undefined

const notOf = (keys: string, again: string): string =>
  `The master key does not open ${keys}: it is of another bot, or from before the key was changed. ${again}`
