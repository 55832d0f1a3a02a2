/** Makes a master key, and says where to name it. */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'dotenv'
import { envFile, fromProject } from '../environment.ts'
import { codeOf } from '../stores/access.ts'
import { openers, type Where } from '../stores/open.ts'
import { keyLength } from '../stores/seal.ts'
import type { Told } from '../stores/told.ts'
import { StoreDown } from '../stores/trouble.ts'
import { whereNot } from './keys.ts'

type Env = Readonly<Record<string, string | undefined>>

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
    return fromProject(parse(readFileSync(path)))
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
