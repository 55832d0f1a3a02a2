/** The backups as an operator must mind them: how old the copies are, whether they are good, and what must not lie beside them. */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, mayNotRead } from '../stores/access.ts'
import { keysList } from '../stores/backup-postgres.ts'
import type { Where } from '../stores/open.ts'
import { keysFile } from '../stores/sqlite-files.ts'
import { wrongInPostgres, wrongInSqlite } from './copies.ts'
import { type Finding, fault, ok } from './finding.ts'
import { whereNot } from './keys.ts'
import { isInside } from './places.ts'

type Env = Readonly<Record<string, string | undefined>>

const day = 86_400_000
/** Copies of the documents that are older than this are told, in days. */
const old = 7

/** Copies of the documents: by `npm run backup`, or by `pg_dump` as docs/operating.md has it. */
const [documents, dumps] = [/^kept-.*\.db$/, /^documents-.*\.dump$/]

/**
 * The backups in this folder: a copy of the keys that is older than a day could bring back what somebody erased, and one that
 * is damaged brings back nobody.
 * @param now milliseconds since 1970
 * @param masterKey undefined: none is set
 */
export function checkBackups(folder: string, env: Env, now: number, masterKey?: Uint8Array): Finding[] {
  const misplaced = whyNotAt(folder, env)
  if (misplaced) return [fault('backup', misplaced)]
  const newest = (kind: RegExp) => copies(folder, kind).at(-1)
  const faults = [
    ...wrongWithAge(folder, now),
    ...wrongInSqlite(folder, newest(documents), masterKey),
    ...wrongInPostgres(folder, newest(dumps), masterKey),
  ]
  if (faults.length > 0) return faults.map((say) => fault('backup', say))
  return [
    ok('backup', `The copy of the keys is less than a day old, that of the documents less than ${old}. Both are good.`),
  ]
}

function whyNotAt(folder: string, { MASTER_KEY_FILE: file }: Env): string | undefined {
  try {
    readdirSync(folder)
    accessSync(folder, constants.X_OK)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return `${folder} is not there. Run: npm run backup -- ${folder}`
    if (code === 'ENOTDIR') return `${folder} is a file. Name the folder of the backups.`
    return `${mayNotRead(folder)}: sudo -u <user> npm run doctor -- --backups ${folder}`
  }
  return file && existsSync(file) && isInside(file, folder)
    ? 'The master key lies among the backups, so whoever has them can read them. Keep it apart.'
    : undefined
}

/** Why no backup may be made there; undefined: one may. */
export function whyNotInto(folder: string, { MASTER_KEY_FILE: file }: Env, where: Where): string | undefined {
  const misplaced = whereNot(folder, where)
  if (misplaced) return `The backup would lie ${misplaced}. Choose another folder. Nothing was copied.`
  return file && isInside(file, folder)
    ? 'The master key lies in that folder, so whoever has the backup could read it. Choose another. Nothing was copied.'
    : undefined
}

const changed = (path: string): number => statSync(path).mtimeMs

/** Copies of this kind, the newest last. */
const copies = (folder: string, kind: RegExp): string[] =>
  readdirSync(folder)
    .filter((name) => kind.test(name))
    .sort()
    .map((name) => join(folder, name))
    .sort((a, b) => changed(a) - changed(b))

function wrongWithAge(folder: string, now: number): string[] {
  const keys = [keysFile, keysList].map((name) => join(folder, name)).filter((path) => existsSync(path))
  if (keys.length === 0) return [`There is no copy of the keys. Run: npm run backup -- ${folder}`]
  const all = [documents, dumps].flatMap((kind) => copies(folder, kind))
  if (all.length === 0) return ['There is a copy of the keys, and none of the documents.']
  return [
    ...keys
      .filter((path) => now - changed(path) > day)
      .map((path) => `${path} is older than a day: it could bring back whom it must not. Run the backup daily.`),
    ...(now - Math.max(...all.map(changed)) > old * day
      ? [`The newest copy of the documents is older than ${old} days. Run the backup daily.`]
      : []),
  ]
}
