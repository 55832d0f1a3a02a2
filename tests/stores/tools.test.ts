import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Keeper } from '../../src/core/keep.ts'
import { backUpSqlite } from '../../src/stores/backup.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { restoreSqlite } from '../../src/stores/restore.ts'
import { rotate } from '../../src/stores/rotate.ts'
import { parseMasterKey, readMasterKey } from '../../src/stores/settings.ts'
import { openSqlite } from '../../src/stores/sqlite.ts'
import { whyNoRoom, writeWhole } from '../../src/stores/whole-file.ts'
import { everyByte, newFolder } from './folder.ts'

const [oldKey, newKey] = [Buffer.alloc(32, 4), Buffer.alloc(32, 5)]
const day = 86_400_000

async function open(dataDir: string, key: Uint8Array = oldKey) {
  const opening = await openKeeper({ dataDir }, key)
  if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
  return opening
}

async function using<T>(dataDir: string, work: (keeper: Keeper) => Promise<T>, key?: Uint8Array): Promise<T> {
  const { keeper, close } = await open(dataDir, key)
  try {
    return await work(keeper)
  } finally {
    await close()
  }
}

const saveAll = (persons: readonly string[]) => (keeper: Keeper) =>
  Promise.all(persons.map((person) => keeper.save({ person }, { value: person, revision: 0, due: 1 })))
const loadAll = (persons: readonly string[]) => async (keeper: Keeper) =>
  (await Promise.all(persons.map((person) => keeper.load({ person })))).map((kept) => kept?.value)

const some = ['1', '2', '3']

test('a rotation makes the new key fit and the old one not, and moves no document', async () => {
  const dataDir = join(newFolder(), 'data')
  await using(dataDir, saveAll(some))
  const documents = everyByte(dataDir, /kept\.db$/)
  const before = openSqlite(dataDir)
  const wrapped = await before.keys.index()
  await before.close()

  expect(await rotate({ dataDir }, newKey, Buffer.alloc(32, 6))).toMatchObject({ done: false })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
  expect(await rotate({ dataDir }, oldKey, newKey)).toMatchObject({ done: true, said: expect.stringContaining('Done') })
  expect(everyByte(dataDir, /kept\.db$/).equals(documents)).toBe(true)
  expect(everyByte(dataDir).includes(Buffer.from(wrapped ?? []))).toBe(false)
  expect(await openKeeper({ dataDir }, oldKey)).toHaveProperty('refused')
  expect(await using(dataDir, loadAll(some), newKey)).toEqual(some)
  expect(await rotate({ dataDir }, oldKey, newKey)).toMatchObject({
    done: true,
    said: expect.stringContaining('already'),
  })
})

test('a rotation waits until the bot is stopped, and says so where there is nothing', async () => {
  const dataDir = join(newFolder(), 'data')
  expect(await rotate({ dataDir }, oldKey, newKey)).toMatchObject({ done: false })
  expect(existsSync(dataDir)).toBe(false)
  const bot = await open(dataDir)
  await bot.claimGateway()
  expect(await rotate({ dataDir }, oldKey, newKey)).toEqual({
    done: false,
    said: expect.stringContaining('Stop the bot'),
  })
  await bot.close()
})

test('a rotation that is killed has changed all or nothing, and can be run again', async () => {
  const dataDir = join(newFolder(), 'data')
  const many = Array.from({ length: 3000 }, (_, at) => String(at))
  await using(dataDir, saveAll(many))
  const tool = fileURLToPath(new URL('../../src/tools/rotate.ts', import.meta.url))
  const start = (from: Buffer, to: Buffer) => {
    const keys = { MASTER_KEY: from.toString('base64'), MASTER_KEY_NEXT: to.toString('base64') }
    const env = { ...process.env, ...keys, DATA_DIR: dataDir, DATABASE_URL: '' }
    return spawn(process.execPath, [tool], { env, stdio: 'ignore' })
  }
  let [now, next] = [oldKey, newKey]
  for (let died = 0; died < 8; died += 1) {
    const child = start(now, next)
    const exit = once(child, 'exit')
    while (child.exitCode === null && !existsSync(join(dataDir, 'keys.db-wal'))) await new Promise(setImmediate)
    // At any moment of its work, which takes about as long.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
    child.kill('SIGKILL')
    await exit
    if ('keeper' in (await openKeeper({ dataDir }, next).then(closed))) [now, next] = [next, now]
    expect(await using(dataDir, loadAll(many), now)).toEqual(many)
  }
  expect((await once(start(now, next), 'exit'))[0]).toBe(0)
  expect(await using(dataDir, loadAll(many), next)).toEqual(many)
})

async function closed<T extends object>(opening: T): Promise<T> {
  if ('close' in opening && typeof opening.close === 'function') await opening.close()
  return opening
}

test('a backup of documents comes back, and whoever was erased since does not', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  const bot = await open(dataDir)
  await saveAll(some)(bot.keeper)
  expect(backUpSqlite(dataDir, copies, Date.now())).toMatchObject({ done: true })
  const [documents = ''] = readdirSync(copies).filter((name) => name.startsWith('kept-'))
  for (const name of readdirSync(copies)) expect(statSync(join(copies, name)).mode & 0o777).toBe(0o600)

  await bot.keeper.erase({ person: '2' })
  await saveAll(['4'])(bot.keeper)
  await bot.claimGateway()
  expect(restoreSqlite(join(copies, documents), dataDir)).toEqual({
    done: false,
    said: expect.stringContaining('Stop the bot'),
  })
  await bot.close()
  expect(restoreSqlite(join(copies, documents), dataDir)).toEqual({
    done: true,
    said: expect.stringMatching(
      /^Done: 2 of 3 documents came back\. Whoever was erased since stays erased\. .*doctor$/,
    ),
  })
  const kept = new DatabaseSync(join(dataDir, 'kept.db'), { readOnly: true })
  expect(kept.prepare('SELECT count(*) AS n FROM kept').get()).toEqual({ n: 2 })
  kept.close()
  expect(await using(dataDir, loadAll([...some, '4']))).toEqual(['1', undefined, '3', undefined])
})

test('where all is lost, documents and the copied keys come back', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  rmSync(dataDir, { recursive: true })
  const [documents = ''] = readdirSync(copies).filter((name) => name.startsWith('kept-'))
  expect(restoreSqlite(join(copies, documents), dataDir)).toMatchObject({ done: true })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
  for (const name of readdirSync(dataDir)) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600)
})

test('where the keys are damaged, the restore says which file to set aside, and then takes the copied ones', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  const [documents = ''] = readdirSync(copies).filter((name) => name.startsWith('kept-'))
  const keys = join(dataDir, 'keys.db')
  writeFileSync(keys, 'damaged'.repeat(1000))
  expect(restoreSqlite(join(copies, documents), dataDir)).toEqual({
    done: false,
    said: expect.stringContaining(`mv ${keys} ${keys}.damaged`),
  })
  renameSync(keys, `${keys}.damaged`)
  expect(restoreSqlite(join(copies, documents), dataDir)).toMatchObject({ done: true })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
})

test.each<[string, (good: Buffer) => Uint8Array]>([
  ['random bytes', ({ length }) => randomBytes(length)],
  ['cut in the middle', (good) => good.subarray(0, good.length / 2)],
  ['cut in its head', (good) => good.subarray(0, 50)],
  ['empty', () => Buffer.of()],
])('a copy of the keys that is damaged (%s) is told as that, and a whole one then does', async (_, damage) => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  const [own, copied] = [join(dataDir, 'keys.db'), join(copies, 'keys.db')]
  const good = readFileSync(copied)
  const restore = (to: string) => restoreSqlite(documentsIn(copies), to)
  writeFileSync(copied, damage(good))

  const empty = join(newFolder(), 'data')
  const another = `Put another copy of the bot’s keys.db into ${copies}, and run this again.`
  expect(restore(empty)).toEqual({ done: false, said: `The copy ${copied} is damaged. ${another}` })
  expect(readdirSync(empty)).toEqual([])
  // Keys that are well need no copy.
  expect(restore(dataDir)).toMatchObject({ done: true })
  cpSync(own, `${own}.good`)
  writeFileSync(own, damage(good))
  expect(restore(dataDir).said).toBe(
    `${own} is damaged, and so is the copy beside the backup, or there is none. ${another}`,
  )
  renameSync(`${own}.good`, own)
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toMatchObject({ done: true })

  rmSync(empty, { recursive: true })
  expect(restore(empty)).toMatchObject({ done: true })
  expect(await using(empty, loadAll(some))).toEqual(some)
})

test('of the keys there is one copy, without those that were destroyed, and none older than a day', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  const store = openSqlite(dataDir)
  const [lent] = await store.store.due(1, 1, 0)
  backUpSqlite(dataDir, copies, Date.now())
  const wrapped = Buffer.from(lent?.wrapped ?? 'none')
  expect(everyByte(copies).includes(wrapped)).toBe(true)
  await store.store.erase(lent?.key ?? '')
  await store.close()
  backUpSqlite(dataDir, copies, Date.now() + 1)
  expect(everyByte(copies).includes(wrapped)).toBe(false)
  expect(readdirSync(copies).filter((name) => name.startsWith('keys'))).toEqual(['keys.db'])

  const longAgo = new Date(Date.now() - day - 1000)
  utimesSync(join(copies, 'keys.db'), longAgo, longAgo)
  writeFileSync(join(dataDir, 'kept.db'), 'damaged')
  expect(() => backUpSqlite(dataDir, copies, Date.now())).toThrow(expect.objectContaining({ name: 'StoreDown' }))
  expect(readdirSync(copies)).not.toContain('keys.db')
})

test('a backup into the data itself, of nothing, or from what is none, is refused', async () => {
  const dataDir = join(newFolder(), 'data')
  expect(backUpSqlite(dataDir, join(dataDir, 'copies'), 0)).toMatchObject({ done: false })
  await using(dataDir, saveAll(some))
  expect(backUpSqlite(dataDir, dataDir, 0)).toMatchObject({ done: false })
  const none = join(newFolder(), 'none.db')
  expect(restoreSqlite(none, dataDir)).toMatchObject({ done: false })
  writeFileSync(none, Buffer.alloc(5000, 'none'))
  expect(restoreSqlite(none, dataDir)).toMatchObject({ done: false })
  cpSync(join(dataDir, 'keys.db'), none)
  expect(restoreSqlite(none, dataDir)).toMatchObject({ done: false })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
})

test('what a copy left that died does not stay: at the next backup, restore or start', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  mkdirSync(copies)
  const litter = ['keys.db.new', 'keys.txt.new', 'kept-2026-01-01T00-00-00-000Z.db.new', 'kept.db.new-journal']
  const leave = (folder: string) => litter.map((name) => writeFileSync(join(folder, name), 'canary'))
  const left = (folder: string) => readdirSync(folder).filter((name) => name.includes('.new'))
  leave(copies)
  expect(backUpSqlite(dataDir, copies, Date.now())).toMatchObject({ done: true })
  expect(left(copies)).toEqual([])

  leave(dataDir)
  expect(restoreSqlite(documentsIn(copies), dataDir)).toMatchObject({ done: true })
  expect(left(dataDir)).toEqual([])

  leave(dataDir)
  const bot = await open(dataDir)
  await bot.claimGateway()
  expect(left(dataDir)).toEqual([])
  // What another one that runs is just writing is left to it.
  leave(dataDir)
  const second = await open(dataDir)
  expect(await second.claimGateway()).toBe('taken')
  expect(left(dataDir)).toHaveLength(litter.length)
  await second.close()
  await bot.close()
})

test('a folder of backups without room is told by its name; a database without room is not taken for it', () => {
  const folder = newFolder()
  const throwing = (code: string) => () => {
    writeWhole(join(folder, 'keys.db'), (unfinished) => {
      writeFileSync(unfinished, 'half')
      throw Object.assign(new Error('canary'), { code })
    })
  }
  for (const code of ['ENOSPC', 'EDQUOT']) {
    expect(whyNoRoom(folder, throwing(code))).toBe(
      `The disk of ${folder} is full. Make room there, and run this again.`,
    )
  }
  expect(() => whyNoRoom(folder, throwing('EROFS'))).toThrow('canary')
  expect(readdirSync(folder)).toEqual([])
})

test('a key is 32 bytes in base64, in a variable or in a file', () => {
  const text = oldKey.toString('base64')
  for (const form of [text, text.slice(0, -1), oldKey.toString('base64url'), ` ${text}\n`])
    expect(Buffer.compare(parseMasterKey(form) ?? Buffer.of(), oldKey)).toBe(0)
  for (const form of ['', 'secret', text.slice(0, -2), `${text}A`]) expect(parseMasterKey(form)).toBeUndefined()

  const file = join(newFolder(), 'key')
  writeFileSync(file, `${text}\n`)
  expect(readMasterKey({})).toEqual({})
  expect(Buffer.compare(readMasterKey({ MASTER_KEY_FILE: file }).key ?? Buffer.of(), oldKey)).toBe(0)
  expect(Buffer.compare(readMasterKey({ MASTER_KEY_NEXT: text }, '_NEXT').key ?? Buffer.of(), oldKey)).toBe(0)
  expect(readMasterKey({ MASTER_KEY: 'canary' }).fault).toMatch(/^MASTER_KEY: (?!.*canary)/)
  expect(readMasterKey({ MASTER_KEY_FILE: `${file}-none` }).fault).toContain('MASTER_KEY_FILE')
})

const documentsIn = (copies: string) => join(copies, readdirSync(copies).find((name) => name.startsWith('kept-')) ?? '')

/** A bot, its backup, and another machine on which it was started before the backup came, and used by so many. */
async function moved(newcomers: readonly string[]) {
  const [old, copies, dataDir] = [join(newFolder(), 'data'), join(newFolder(), 'copies'), join(newFolder(), 'data')]
  await using(old, saveAll(some))
  backUpSqlite(old, copies, Date.now())
  await using(dataDir, saveAll(newcomers))
  return { copies, dataDir, documents: documentsIn(copies) }
}

test.each([[[]], [['7']]])('where a bot was started before its data came (%j), nothing is lost', async (newcomers) => {
  const { copies, dataDir, documents } = await moved(newcomers)
  const [before, goodKeys] = [everyByte(dataDir, /^ke.*db$/), everyByte(copies, /^keys/)]
  expect(restoreSqlite(documents, dataDir)).toEqual({
    done: false,
    said: expect.stringMatching(
      /opens none of the documents.* The one beside the backup opens 3 of 3\. .*run this again\.$/,
    ),
  })
  expect(everyByte(dataDir, /^ke.*db$/).equals(before)).toBe(true)
  expect(await using(dataDir, loadAll(newcomers))).toEqual(newcomers)
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toEqual({
    done: false,
    said: expect.stringMatching(/keys\.db holds keys that this bot does not have, so nothing was copied/),
  })
  expect(everyByte(copies, /^keys/).equals(goodKeys)).toBe(true)

  // As the sentence says.
  rmSync(dataDir, { recursive: true })
  expect(restoreSqlite(documents, dataDir)).toMatchObject({ done: true, said: expect.stringContaining('3 of 3') })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
})

test('documents that were put there by hand, beside keys of another bot, are neither deleted nor backed up', async () => {
  const { copies, dataDir, documents } = await moved(['7'])
  rmSync(join(copies, 'keys.db'))
  cpSync(documents, join(dataDir, 'kept.db'))
  for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `kept.db${end}`), { force: true })
  const before = everyByte(dataDir, /^ke.*db$/)
  expect(await openKeeper({ dataDir }, oldKey)).toEqual({ refused: expect.stringContaining('None of the stored') })
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toMatchObject({ done: false })
  rmSync(join(dataDir, 'keys.db'))
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toMatchObject({ done: false })
  expect(readdirSync(copies)).not.toContain('keys.db')
  expect(readdirSync(dataDir)).not.toContain('keys.db')
  expect(before.includes(everyByte(dataDir, /^kept\.db$/))).toBe(true)
})

test.each([
  ['missing', (kept: string) => rmSync(kept)],
  ['empty', (kept: string) => writeFileSync(kept, '')],
])('documents whose file is %s are not taken for none: only a restore goes on', async (_, lose) => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  lose(join(dataDir, 'kept.db'))
  const bytes = () => [everyByte(dataDir, /^ke.*db$/), everyByte(copies, /^ke/)].map(String)
  const before = bytes()
  const sentence = expect.stringMatching(/keys of people.* npm run restore -- .*begin anew/)
  for (const key of [oldKey, undefined]) expect(await openKeeper({ dataDir }, key)).toEqual({ refused: sentence })
  expect(await rotate({ dataDir }, oldKey, newKey)).toEqual({ done: false, said: sentence })
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toEqual({ done: false, said: sentence })
  expect(bytes()).toEqual(before)
  expect(restoreSqlite(documentsIn(copies), dataDir)).toMatchObject({ done: true })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
})

test('documents that are lost do not take the keys with them at the next start', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  const kept = new DatabaseSync(join(dataDir, 'kept.db'))
  kept.exec('DELETE FROM kept')
  kept.close()
  await using(dataDir, async () => undefined)
  expect(restoreSqlite(documentsIn(copies), dataDir)).toMatchObject({ done: true })
  expect(await using(dataDir, loadAll(some))).toEqual(some)
})

test('where all were erased since, also on the day of a rotation, the copy of the keys gives way', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  await rotate({ dataDir }, oldKey, newKey)
  expect(backUpSqlite(dataDir, copies, Date.now() + 1)).toMatchObject({ done: true })
  await using(dataDir, (keeper) => Promise.all(some.map((person) => keeper.erase({ person }))), newKey)
  expect(backUpSqlite(dataDir, copies, Date.now() + 2)).toMatchObject({ done: true })
  expect(restoreSqlite(documentsIn(copies), dataDir)).toEqual({
    done: false,
    said: expect.stringContaining('erased since'),
  })
})

test('a restore from the wrong place says which file to name, and where keys must lie', async () => {
  const [dataDir, copies] = [join(newFolder(), 'data'), join(newFolder(), 'copies')]
  await using(dataDir, saveAll(some))
  backUpSqlite(dataDir, copies, Date.now())
  const said = (path: string) => restoreSqlite(path, dataDir).said
  expect(said(copies)).toBe(`${copies} is a folder, not a file. Name one of the files kept-….db in it.`)
  expect(said(join(copies, 'keys.db'))).toBe('This file holds keys, not documents. Name one of the files kept-….db.')
  expect(said(join(copies, 'none.db'))).toBe(`${join(copies, 'none.db')} is not there`)
  rmSync(join(copies, 'keys.db'))
  expect(restoreSqlite(documentsIn(copies), join(newFolder(), 'data')).said).toBe(
    `There are no keys. Put the bot’s keys.db into ${copies}, and run this again.`,
  )
})
