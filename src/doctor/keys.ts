/** The operator's secrets: where the key lies, and who can read it and the token. */
import { existsSync, statSync } from 'node:fs'
import { envFile, whyEnvUnread } from '../environment.ts'
import type { Where } from '../stores/open.ts'
import { type Finding, fault, look, ok } from './finding.ts'
import { isInside, octal, project } from './places.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Who can reach the file or the variable that holds the key. */
export function checkKey({ MASTER_KEY: given, MASTER_KEY_FILE: file }: Env, where: Where): Finding[] {
  if (given) {
    return [
      look(
        'key file',
        'The key is in MASTER_KEY, where other programs of this user can see it. A file is safer: MASTER_KEY_FILE.',
      ),
    ]
  }
  if (!file || !existsSync(file)) return []
  const misplaced = whereNot(file, where)
  if (misplaced) return [fault('key file', `It lies ${misplaced}. Move it, and set MASTER_KEY_FILE to its new place.`)]
  // Anything else is told where the key is read.
  if (!statSync(file).isFile()) return []
  const { mode } = statSync(file)
  return process.platform !== 'win32' && mode & 0o077
    ? [fault('key file', `Others on this machine can read it (${octal(mode)}). Run: chmod 600 ${file}`)]
    : [ok('key file', `${file} is for its owner alone (${octal(mode)}).`)]
}

/** Why the key must not lie there; undefined: it may. */
export function whereNot(file: string, where: Where): string | undefined {
  if ('dataDir' in where && isInside(file, where.dataDir)) return 'in DATA_DIR, so one copy of that folder holds both'
  return isInside(file, project) ? 'in the project’s folder, where git and containers may take it along' : undefined
}

/** Who can read the token in `.env`. */
export function checkEnvFile(path = envFile): Finding[] {
  if (process.platform === 'win32' || !existsSync(path)) return []
  const unread = whyEnvUnread(path)
  if (unread) return [fault('.env', unread)]
  const { mode } = statSync(path)
  return mode & 0o007
    ? [fault('.env', `Everybody on this machine can read your token (${octal(mode)}). Run: chmod 600 ${path}`)]
    : [ok('.env', `Not everybody on this machine can read it (${octal(mode)}).`)]
}
