import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Keeper } from '../../src/core/keep.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { takenPort } from '../process.ts'
import { everyByte, newFolder } from './folder.ts'

const masterKey = Buffer.alloc(32, 1)
const otherKey = Buffer.alloc(32, 2)
const robin = { person: '1' }

/** Opens it, does something and closes it. */
async function using<T>(dataDir: string, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const opening = await openKeeper({ dataDir }, masterKey)
  if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
  const result = await work(opening.keeper)
  await opening.close()
  return result
}

const save = (keeper: Keeper) => keeper.save(robin, { value: 'kept', revision: 0, due: 1 })
const load = (keeper: Keeper) => keeper.load(robin)

/** A folder in which something is kept, as it is after a crash: with its logs. */
async function crashed(): Promise<string> {
  const [dataDir, copy] = [join(newFolder(), 'data'), join(newFolder(), 'data')]
  await using(dataDir, async (keeper) => {
    await save(keeper)
    cpSync(dataDir, copy, { recursive: true })
  })
  return copy
}

test('without a key and with nothing stored the bot starts, keeps nothing and makes no file', async () => {
  const dataDir = join(newFolder(), 'data')
  expect(await openKeeper({ dataDir })).toEqual({ off: expect.stringContaining('nothing is kept') })
  expect(readdirSync(join(dataDir, '..'))).toEqual([])
})

test('without a key a store that is out of reach is not waited for', async () => {
  const dataDir = join(newFolder(), 'file')
  writeFileSync(dataDir, '')
  const off = { off: expect.stringContaining('Neither MASTER_KEY_FILE nor MASTER_KEY is set') }
  expect(await openKeeper({ dataDir })).toEqual(off)
  const { port, close } = await takenPort()
  await close()
  expect(await openKeeper({ databaseUrl: `postgres://a:b@127.0.0.1:${port}/c` })).toEqual(off)
})

test('what was kept is there after the next start', async () => {
  const dataDir = join(newFolder(), 'data')
  await using(dataDir, save)
  expect(await using(dataDir, load)).toMatchObject({ value: 'kept' })
})

test('the start is refused, in a sentence, and changes not a byte', async () => {
  const dataDir = await crashed()
  const damage: [string, () => void, Uint8Array | undefined][] = [
    ['MASTER_KEY is set', () => {}, undefined],
    ['not the one', () => {}, otherKey],
    ['32 bytes', () => {}, Buffer.alloc(16)],
    [
      'keys are missing',
      () => {
        for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `keys.db${end}`))
      },
      masterKey,
    ],
    ['MASTER_KEY is set', () => {}, undefined],
    [
      'newer version',
      () => {
        const file = new DatabaseSync(join(dataDir, 'kept.db'))
        file.exec('PRAGMA user_version = 99')
        file.close()
      },
      masterKey,
    ],
  ]
  for (const [words, change, key] of damage) {
    change()
    const before = everyByte(dataDir, /db$|wal$/)
    const opening = await openKeeper({ dataDir }, key)
    expect(opening).toEqual({ refused: expect.stringContaining(words) })
    expect(everyByte(dataDir, /db$|wal$/).equals(before)).toBe(true)
  }
})

test('after a refusal the right key opens what is there', async () => {
  const dataDir = await crashed()
  expect(await openKeeper({ dataDir }, otherKey)).toHaveProperty('refused')
  expect(await openKeeper({ dataDir })).toHaveProperty('refused')
  expect(await using(dataDir, load)).toMatchObject({ value: 'kept' })
})

test('when all was erased, a start without a key is off and one with another key is refused', async () => {
  const dataDir = join(newFolder(), 'data')
  await using(dataDir, async (keeper) => {
    await save(keeper)
    await keeper.erase(robin)
  })
  expect(await openKeeper({ dataDir })).toHaveProperty('off')
  expect(await openKeeper({ dataDir }, otherKey)).toHaveProperty('refused')
})

test('where nobody is kept, documents may be missing: before the first save, and when all were erased', async () => {
  const dataDir = join(newFolder(), 'data')
  const lose = () => rmSync(join(dataDir, 'kept.db'))
  await using(dataDir, async () => undefined)
  lose()
  await using(dataDir, save)
  await using(dataDir, (keeper) => keeper.erase(robin))
  lose()
  expect(await using(dataDir, load)).toBeUndefined()
})

test('a first save that died between its key and its document is no loss', async () => {
  const dataDir = join(newFolder(), 'data')
  await using(dataDir, save)
  const kept = new DatabaseSync(join(dataDir, 'kept.db'))
  kept.exec('DELETE FROM kept')
  kept.close()
  await using(dataDir, save)
  expect(await using(dataDir, load)).toMatchObject({ value: 'kept' })
})

test('trouble at the start is told by its name, and names no path', async () => {
  for (const name of ['kept.db', 'keys.db']) {
    const dataDir = join(newFolder(), 'data')
    await using(dataDir, save)
    writeFileSync(join(dataDir, name), Buffer.alloc(9000, 'no database'))
    expect(await openKeeper({ dataDir }, masterKey)).toMatchObject({ down: { code: 'damaged' } })
  }

  const file = join(newFolder(), 'canary-file')
  writeFileSync(file, '')
  const opening = await openKeeper({ dataDir: join(file, 'data') }, masterKey)
  expect(opening).toMatchObject({ down: { code: 'unreachable', message: expect.not.stringContaining('canary') } })
})
