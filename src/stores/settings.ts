/** Where things are stored and the operator's key, as the tools read them from the environment. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { whyUnread } from './access.ts'
import type { Where } from './open.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Where documents lie if nobody says where: in the project, from whatever folder it is started. */
export const usualFolder = fileURLToPath(new URL('../../data', import.meta.url))

/** `DATABASE_URL`, or else the folder `DATA_DIR`. */
export const readWhere = ({ DATABASE_URL, DATA_DIR }: Env): Where =>
  DATABASE_URL ? { databaseUrl: DATABASE_URL } : { dataDir: DATA_DIR || usualFolder }

/** 32 bytes in base64, of either alphabet, with or without the last sign. Undefined: this is no key. */
export function parseMasterKey(text: string): Uint8Array | undefined {
  const plain = text.trim()
  return /^[\w+/-]{43}=?$/.test(plain) ? Buffer.from(plain, 'base64') : undefined
}

/**
 * Reads `MASTER_KEY`, or the file that `MASTER_KEY_FILE` names.
 * @param ending added to both names: `_NEXT` for the key that shall come
 * @returns nothing if neither is set
 */
export function readMasterKey(env: Env, ending = ''): { key?: Uint8Array; fault?: string } {
  const [name, nameOfFile] = [`MASTER_KEY${ending}`, `MASTER_KEY_FILE${ending}`]
  const [given, file] = [env[name], env[nameOfFile]]
  if (given) return keyOrFault(given, name)
  if (!file) return {}
  const unread = whyUnread(file)
  if (!unread) return keyOrFault(readFileSync(file, 'utf8'), nameOfFile)
  const make = ending ? `${nameOfFile}=${file} npm run doctor -- --init` : 'npm run doctor -- --init'
  const advice = unread.endsWith('is not there') ? `. Put it back, or make it if there was none yet: ${make}` : ''
  return { fault: `${nameOfFile}: ${unread}${advice}` }
}

function keyOrFault(text: string, name: string): { key?: Uint8Array; fault?: string } {
  const key = parseMasterKey(text)
  return key ? { key } : { fault: `${name}: must be 32 bytes in base64, as \`npm run doctor -- --init\` makes them` }
}
