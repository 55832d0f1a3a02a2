/** Where documents lie, whether they open, and who else could read them. Nothing is written, whether the bot runs or not. */
import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cannotMake, isMissing, self } from '../stores/access.ts'
import { openers, standsAgainst, type Where } from '../stores/open.ts'
import { isShared } from '../stores/sqlite-files.ts'
import { StoreDown } from '../stores/trouble.ts'
import { type Finding, fault, look, ok, skip } from './finding.ts'
import { octal, standing } from './places.ts'
import { tryRows } from './rows.ts'

/** Free bytes below which the disk is as good as full, and below which somebody should look. */
const [least, little] = [100e6, 1e9]

/** @param masterKey undefined: none is set */
export async function checkStore(where: Where, masterKey: Uint8Array | undefined): Promise<Finding[]> {
  const around = 'dataDir' in where ? checkFolder(where.dataDir) : checkAddress(where.databaseUrl)
  if (around.some(({ level }) => level === 'fault'))
    return [...around, skip('store', ['key', 'store'], 'that is mended')]
  try {
    return [...around, ...(await checkRows(where, masterKey))]
  } catch (error) {
    if (error instanceof StoreDown) return [...around, fault('store', error.message)]
    throw error
  }
}

async function checkRows(where: Where, masterKey: Uint8Array | undefined): Promise<Finding[]> {
  const found = await (await openers(where)).find()
  const against = standsAgainst(found, masterKey)
  if (against && 'refused' in against) return [fault('store', against.refused)]
  if (!masterKey) {
    return [
      look(
        'keeping',
        'No key is set, so nothing is kept, and there is no store to look at. Make one: npm run doctor -- --init',
      ),
    ]
  }
  if (!found.index) return [ok('store', 'Nothing is stored yet. The first start makes what it needs.')]
  const key = ok('key', 'It opens what is stored.')
  const { all, tried, opened, erased, whole } = await tryRows(where, masterKey)
  if (!whole)
    return [key, fault('store', 'A file of the database is damaged. Stop the bot and restore the last backup.')]
  const shut = tried - opened - erased
  if (shut > 0) {
    const bad = `${shut} of ${tried} documents do not open: they count as not there.`
    return [
      key,
      fault('store', `${bad} They are damaged, or of another bot. If there are many, restore the last backup.`),
    ]
  }
  if (erased > 0) {
    const gone = `${erased} of ${tried} documents have no key: whoever they belonged to was erased.`
    return [key, look('store', `${gone} After a restore that is right, and the next start removes them.`)]
  }
  return [key, ok('store', all === 0 ? 'It opens, and holds nobody.' : `It opens: ${tried} of ${all} documents tried.`)]
}

/** A folder of SQLite files. */
export function checkFolder(folder: string): Finding[] {
  const there = existsSync(folder)
  const at = standing(folder)
  if (!statSync(at).isDirectory()) {
    return [fault('folder', `DATA_DIR ${there ? folder : `${folder}: ${at}`} is a file. Name a folder.`)]
  }
  try {
    accessSync(at, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    if (isMissing(folder)) return [fault('folder', `DATA_DIR ${cannotMake(folder)}`)]
    const help = 'Run this as the bot’s user, or set DATA_DIR to a folder of the bot’s own.'
    return [fault('folder', `${at} may not be written by ${self()}. ${help}`)]
  }
  return [
    ...(there ? checkModes(folder) : [ok('folder', `${folder} is not there yet. The first start makes it.`)]),
    checkRoom(at),
  ]
}

function checkModes(folder: string): Finding[] {
  const { mode, uid } = statSync(folder)
  const me = process.getuid?.()
  if (me === undefined) return [ok('folder', `${folder} is there.`)]
  if (mode & 0o077 && isShared(folder)) {
    return [
      fault('folder', `${folder} holds other things too, and others can look in. Set DATA_DIR to a folder of its own.`),
    ]
  }
  const open = [
    ...(mode & 0o077 ? [`chmod 700 ${folder}`] : []),
    ...readdirSync(folder)
      .filter((name) => name.endsWith('.lock') || /\.db(-wal|-shm)?$/.test(name))
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).mode & 0o077)
      .map((path) => `chmod 600 ${path}`),
  ]
  if (open.length > 0) return [fault('folder', `Others on this machine can read it. Run: ${open.join(' && ')}`)]
  if (me !== uid) {
    return [look('folder', `It belongs to another user than ${self()}. Run this as the user that runs the bot.`)]
  }
  return [ok('folder', `${folder} is for its owner alone (${octal(mode)}).`)]
}

function checkRoom(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const size = free >= 1e9 ? `${Math.floor(free / 1e9)} GB` : `${Math.floor(free / 1e6)} MB`
  if (free < least) return fault('disk', `Only ${size} are free. Make room, or nothing more can be kept.`)
  return free < little ? look('disk', `Only ${size} are free. Make room soon.`) : ok('disk', `${size} are free.`)
}

/** The address of a PostgreSQL server; it holds a password, so it is never told. */
export function checkAddress(url: string): Finding[] {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') || hostname
  const near = /^(localhost|127\..*|\[?::1\]?|(\/|%2f).*|)$/i.test(host)
  const locked = /^(require|verify-ca|verify-full|no-verify)$/.test(searchParams.get('sslmode') ?? '')
  return near || locked
    ? []
    : [
        look(
          'database',
          'It may be on another machine, and sslmode does not ask for TLS. Add sslmode=verify-full to DATABASE_URL.',
        ),
      ]
}
