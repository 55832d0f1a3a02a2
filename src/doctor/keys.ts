/** The operator's key: where it lies, who can read it, how old its companions in the backup are; and how it is made. */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'dotenv'
import { envFile, whyEnvUnread } from '../environment.ts'
import { codeOf, mayNotRead } from '../stores/access.ts'
import type { Told } from '../stores/backup.ts'
import { keysList } from '../stores/backup-postgres.ts'
import { openers, type Where } from '../stores/open.ts'
import { keyLength } from '../stores/seal.ts'
import { keysFile } from '../stores/sqlite-files.ts'
import { StoreDown } from '../stores/trouble.ts'
import { type Finding, fault, look, ok } from './finding.ts'
import { isInside, octal, project } from './places.ts'

type Env = Readonly<Record<string, string | undefined>>

const day = 86_400_000
/** Copies of the documents that are older than this are told, in days. */
const old = 7

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
  const { mode } = statSync(file)
  return process.platform !== 'win32' && mode & 0o077
    ? [fault('key file', `Others on this machine can read it (${octal(mode)}). Run: chmod 600 ${file}`)]
    : [ok('key file', `${file} is for its owner alone (${octal(mode)}).`)]
}

/** Why the key must not lie there; undefined: it may. */
function whereNot(file: string, where: Where): string | undefined {
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
    .filter((name) => /^kept-.*\.db$/.test(name))
    .map((name) => age(join(folder, name)))
  const newest = Math.min(...ages)
  if (keys.length === 0) return [look('backup', `There is no copy of the keys. Run: npm run backup -- ${folder}`)]
  return newest > old * day && newest < Number.POSITIVE_INFINITY
    ? [look('backup', `The newest copy of the documents is older than ${old} days.`)]
    : [ok('backup', 'The copy of the keys is less than a day old.')]
}

/** Where a key is made if nobody says where. */
export const usualFile = ({ XDG_CONFIG_HOME: config }: Env): string =>
  join(config || join(homedir(), '.config'), 'undercurrent', 'master.key')

/**
 * Makes a key in a new file, for its owner alone. What is there is never written over, and no setting is changed.
 * Where `MASTER_KEY_FILE_NEXT` is set, it is the key that shall come after the one in use.
 * @param lasting what the next start says too, such as `.env`: what only this shell says is gone with it
 */
export async function initKey(env: Env, where: Where, lasting: Env): Promise<Told> {
  const refuse = (said: string): Told => ({ done: false, said })
  const next = env.MASTER_KEY_FILE_NEXT
  if (env.MASTER_KEY && !next) return refuse('MASTER_KEY is set already. Nothing was made.')
  const file = resolve(next || env.MASTER_KEY_FILE || usualFile(env))
  const misplaced = whereNot(file, where)
  if (misplaced) return refuse(`${file} would lie ${misplaced}. Choose another place for it. Nothing was made.`)
  if (!next && (await holdsSomething(where))) {
    return refuse('Something is stored already, and a new key cannot open it. Set the key it was sealed with.')
  }
  const todo = next
    ? [`The bot does not use it yet. Stop the bot, then run: MASTER_KEY_FILE_NEXT=${file} npm run rotate`, '']
    : lineFor(file, env.MASTER_KEY_FILE, lasting.MASTER_KEY_FILE)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const made = openSync(file, 'wx', 0o600)
    writeSync(made, `${randomBytes(keyLength).toString('base64')}\n`)
    fsyncSync(made)
    closeSync(made)
  } catch (error) {
    const code = codeOf(error)
    return refuse(
      code === 'EEXIST' && existsSync(file)
        ? [`${file} is there already, and was left as it is.`, '', ...todo].join('\n').trim()
        : `${file} could not be made (${code}). Set MASTER_KEY_FILE to a place where you may write.`,
    )
  }
  return {
    done: true,
    said: [
      `Made the master key: ${file}`,
      '',
      ...todo,
      'Mind these three:',
      '- Lose this file, and all that is kept about people is lost. Nobody can bring it back.',
      '- Keep one copy of it, on paper or in a password manager, apart from the backups of the data.',
      '- Whoever has the key and the data can read what people keep. Give it to nobody.',
    ].join('\n'),
  }
}

/** What to put into `.env`, so that the bot finds the key from wherever it is started. */
function lineFor(file: string, given: string | undefined, inFile: string | undefined): string[] {
  if (given && given === inFile) return []
  const why = given
    ? 'MASTER_KEY_FILE is set here, but not in .env. Unless whatever starts the bot sets it too, put this line into .env:'
    : 'Put this line into .env:'
  return [why, '', `  MASTER_KEY_FILE=${file}`, '']
}

/**
 * What the next start says too: `.env`, without the environment. Where there is none and this user can make none, as in a
 * container, whatever starts the bot says all of it each time.
 */
export function readLasting(env: Env, path = envFile): Env {
  try {
    return parse(readFileSync(path))
  } catch {
    return existsSync(path) || mayWrite(dirname(path)) ? {} : env
  }
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Whether a key is in use there. What cannot be reached is not asked twice: a new key does it no harm. */
async function holdsSomething(where: Where): Promise<boolean> {
  try {
    const { documents, index } = await (await openers(where)).find()
    return documents || index !== undefined
  } catch (error) {
    if (error instanceof StoreDown) return false
    throw error
  }
}
