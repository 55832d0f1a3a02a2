/** The backups as an operator must mind them: how old the copies are, and what must not lie beside them. */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, mayNotRead } from '../stores/access.ts'
import { keysList } from '../stores/backup-postgres.ts'
import { keysFile } from '../stores/sqlite-files.ts'
import { type Finding, fault, ok } from './finding.ts'
import { isInside } from './places.ts'

type Env = Readonly<Record<string, string | undefined>>

const day = 86_400_000
/** Copies of the documents, by `npm run backup` or by `pg_dump` as docs/operating.md has it. */
const documents = /^kept-.*\.db$|^documents-.*\.dump$/
/** Copies of the documents that are older than this are told, in days. */
const old = 7

/**
 * The backups in this folder: a copy of the keys that is older than a day could bring back what somebody erased.
 * @param now milliseconds since 1970
 */
export function checkBackups(folder: string, { MASTER_KEY_FILE: file }: Env, now: number): Finding[] {
  try {
    readdirSync(folder)
    accessSync(folder, constants.X_OK)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return [fault('backup', `${folder} is not there. Run: npm run backup -- ${folder}`)]
    if (code === 'ENOTDIR') return [fault('backup', `${folder} is a file. Name the folder of the backups.`)]
    return [fault('backup', `${mayNotRead(folder)}: sudo -u <user> npm run doctor -- --backups ${folder}`)]
  }
  if (file && existsSync(file) && isInside(file, folder)) {
    return [fault('backup', 'The master key lies among the backups, so whoever has them can read them. Keep it apart.')]
  }
  const age = (path: string) => now - statSync(path).mtimeMs
  const keys = [keysFile, keysList].map((name) => join(folder, name)).filter((path) => existsSync(path))
  const [stale] = keys.filter((path) => age(path) > day)
  if (stale) {
    return [
      fault('backup', `${stale} is older than a day: it could bring back whom it must not. Run the backup daily.`),
    ]
  }
  const ages = readdirSync(folder)
    .filter((name) => documents.test(name))
    .map((name) => age(join(folder, name)))
  if (keys.length === 0) return [fault('backup', `There is no copy of the keys. Run: npm run backup -- ${folder}`)]
  if (ages.length === 0) return [fault('backup', 'There is a copy of the keys, and none of the documents.')]
  return Math.min(...ages) > old * day
    ? [fault('backup', `The newest copy of the documents is older than ${old} days. Run the backup daily.`)]
    : [ok('backup', `The copy of the keys is less than a day old, and that of the documents less than ${old}.`)]
}
