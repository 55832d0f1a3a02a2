import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { makeKeeper } from '../../src/stores/keeper.ts'
import { asKey, newKey } from '../../src/stores/seal.ts'
import { lendDue, openSqlite } from '../../src/stores/sqlite.ts'
import { keptSchema, migrate, versionOf } from '../../src/stores/sqlite-schema.ts'
import { keeperContract } from '../contracts/keeper.ts'
import { type Place, storeContract } from '../contracts/store.ts'
import { fixture, fixtureKey } from './fixture.ts'
import { everyByte, newFolder } from './folder.ts'

const make = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'undercurrent-store-'))
  return { open: async () => openSqlite(folder), remove: async () => rmSync(folder, { recursive: true }) }
}

storeContract('SQLite', make)
keeperContract('SQLite', make)

const index = randomBytes(60)

/** A row of the test's own, and how to change it. */
function change(was: number, fresh: boolean) {
  const sealed = randomBytes(300 + Math.floor(Math.random() * 1500))
  const wrapped = randomBytes(60)
  const plain = { sealed, was, revision: was + 1, due: was }
  return { sealed, wrapped, change: fresh ? { ...plain, lock: { wrapped, under: index } } : plain }
}

test('of a key that was destroyed no file has a byte when the answer comes, nor of its document', async () => {
  const folder = newFolder()
  const { store, keys, close } = openSqlite(folder)
  await keys.found(index)
  const row = randomBytes(32).toString('base64url')
  const lives = [change(0, true), change(1, false), change(2, true), change(3, false)]
  const [first, second, third, last] = lives
  if (!first || !second || !third || !last) throw new Error('four were made')

  await store.save(row, first.change)
  await store.save(row, second.change)
  const before = everyByte(folder)
  for (const bytes of [first.wrapped, second.sealed, Buffer.from(row)]) expect(before.includes(bytes)).toBe(true)

  await store.save(row, third.change)
  const between = everyByte(folder)
  for (const bytes of [first.wrapped, first.sealed, second.sealed]) expect(between.includes(bytes)).toBe(false)
  for (const bytes of [third.wrapped, third.sealed]) expect(between.includes(bytes)).toBe(true)

  await store.save(row, last.change)
  await store.erase(row)
  const after = everyByte(folder)
  for (const bytes of [third.wrapped, third.sealed, last.sealed, Buffer.from(row)])
    expect(after.includes(bytes)).toBe(false)
  await close()
})

test('in a crowd that comes and goes no destroyed key is left in any page', async () => {
  const folder = newFolder()
  const { store, keys, close } = openSqlite(folder)
  await keys.found(index)
  const alive = new Map<string, { revision: number; wrapped: Buffer }>()
  const gone: Buffer[] = []
  for (let round = 0; round < 40; round += 1) {
    const all = [...alive]
    const erased = all.filter(() => Math.random() < 0.15)
    const renewed = all.filter((one) => !erased.includes(one) && Math.random() < 0.1)
    const added = Array.from({ length: 60 }, () => randomBytes(32).toString('base64url'))
    gone.push(...[...erased, ...renewed].map(([, { wrapped }]) => wrapped))
    for (const [row] of erased) alive.delete(row)
    await Promise.all([
      ...erased.map(([row]) => store.erase(row)),
      ...[
        ...renewed.map(([row, { revision }]) => [row, revision] as const),
        ...added.map((row) => [row, 0] as const),
      ].map(async ([row, was]) => {
        const { wrapped, change: made } = change(was, true)
        alive.set(row, { revision: was + 1, wrapped })
        expect(await store.save(row, made)).toBe('saved')
      }),
    ])
  }
  const bytes = everyByte(folder)
  expect([...alive.values()].every(({ wrapped }) => bytes.includes(wrapped))).toBe(true)
  expect(gone.length).toBeGreaterThan(500)
  // Parts of a key betray it as the whole does.
  expect(gone.filter((key) => bytes.includes(key.subarray(0, 20)) || bytes.includes(key.subarray(-20)))).toEqual([])
  await close()
})

test('nothing that can be read reaches a file in the life of a document', async () => {
  const folder = newFolder()
  const masterKey = newKey()
  const opened = openSqlite(folder)
  const keeper = await makeKeeper(opened, masterKey)
  if (!keeper) throw new Error('the key does not fit')
  const id = '123456789012345678'
  const value = { word: 'canary-in-the-document', number: 987_654_321, zone: 'Europe/Canary' }
  const telling = ['canary', id, '987654321', 'Europe', 'word', 'zone'].map((text) => Buffer.from(text))
  const secret = [...telling, masterKey.export()]
  const found = () => secret.filter((bytes) => everyByte(folder).includes(bytes)).map(String)

  await keeper.save({ person: id }, { value, revision: 0, due: 1 })
  expect(found()).toEqual([])
  const [due] = await keeper.due(1, 1, 1)
  await keeper.save({ person: id }, { value, revision: due?.revision ?? 0, due: 2, fresh: true })
  expect(found()).toEqual([])
  await keeper.erase({ person: id })
  expect(found()).toEqual([])
  await opened.close()
  expect(found()).toEqual([])
})

test('folder and files are for their owner alone', async () => {
  const folder = join(newFolder(), 'data')
  const { keys, store, claimGateway, close } = openSqlite(folder)
  await keys.found(index)
  await store.save('a', change(0, true).change)
  await claimGateway()
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
  expect(mode(folder)).toBe('700')
  const modes = Object.fromEntries(readdirSync(folder).map((name) => [name, mode(join(folder, name))]))
  const names = ['kept.db', 'kept.db-wal', 'kept.db-shm', 'keys.db', 'keys.db-wal', 'keys.db-shm', 'gateway.lock']
  expect(modes).toEqual(Object.fromEntries(names.map((name) => [name, '600'])))
  await close()
  chmodSync(folder, 0o755)
  await openSqlite(folder).close()
  expect(mode(folder)).toBe('700')
})

test('who is due is found by the index', async () => {
  const folder = newFolder()
  await openSqlite(folder).close()
  const kept = new DatabaseSync(join(folder, 'kept.db'))
  const plan = kept
    .prepare(`EXPLAIN QUERY PLAN ${lendDue}`)
    .all(1, 2, 3)
    .map(({ detail }) => String(detail))
  kept.close()
  expect(plan.some((step) => step.includes('USING INDEX kept_due (due<?)'))).toBe(true)
  expect(plan.filter((step) => /^SCAN|TEMP B-TREE/.test(step))).toEqual([])
})

test('sweeping takes away keys without a document and documents without a key', async () => {
  const folder = newFolder()
  const { store, keys, close } = openSqlite(folder)
  await keys.found(index)
  const made = ['whole', 'no key', 'no row'].map((row) => ({ row, ...change(0, true) }))
  for (const { row, change: first } of made) await store.save(row, first)
  await close()
  const kept = new DatabaseSync(join(folder, 'kept.db'))
  kept.exec("DELETE FROM kept WHERE key = 'no row'")
  kept.close()
  const ring = new DatabaseSync(join(folder, 'keys.db'))
  ring.exec("UPDATE keys SET wrapped = zeroblob(60) WHERE key = 'no key'")
  ring.close()

  const again = openSqlite(folder)
  await again.keys.sweep()
  expect((await again.store.load('whole'))?.wrapped).toHaveLength(60)
  expect(await again.store.load('no key')).toBeUndefined()
  expect(everyByte(folder).includes(made[2]?.wrapped ?? Buffer.of())).toBe(false)
  await again.close()
})

test('nothing is said to be saved once the files are gone', async () => {
  const folder = join(newFolder(), 'data')
  const opened = openSqlite(folder)
  const keeper = await makeKeeper(opened, newKey())
  expect(await keeper?.save({ person: '1' }, { value: 1, revision: 0, due: undefined })).toBe('saved')
  rmSync(folder, { recursive: true })
  const save = keeper?.save({ person: '2' }, { value: 1, revision: 0, due: undefined })
  await expect(save).rejects.toMatchObject({ name: 'StoreDown', code: 'gone' })
  await opened.close().catch(() => {})
})

test('while another process holds a file, a save says so and the next works', async () => {
  const folder = newFolder()
  const { store, keys, close } = openSqlite(folder)
  await keys.found(index)
  const other = new DatabaseSync(join(folder, 'kept.db'))
  other.exec('BEGIN IMMEDIATE')
  const saves = ['a', 'b'].map((row) => store.save(row, change(0, true).change))
  for (const told of await Promise.allSettled(saves))
    expect(told).toMatchObject({ reason: { name: 'StoreDown', code: 'locked' } })
  expect(await store.load('a')).toBeUndefined()
  other.exec('ROLLBACK')
  other.close()
  expect(await store.save('a', change(0, true).change)).toBe('saved')
  await close()
  await expect(store.load('a')).rejects.toMatchObject({ code: 'unreachable' })
})

test('what a release wrote is read by this one', async () => {
  const folder = newFolder()
  for (const name of ['kept', 'keys'] as const) {
    const file = new DatabaseSync(join(folder, `${name}.db`))
    file.exec(fixture(name))
    file.close()
  }
  const opened = openSqlite(folder)
  const keeper = await makeKeeper(opened, asKey(fixtureKey))
  expect(await keeper?.load({ person: '1' })).toMatchObject({ value: { from: '0.1' } })
  await opened.close()
})

test('a file takes the steps it lacks, once', () => {
  const path = join(newFolder(), 'some.db')
  const longer = [...keptSchema, 'ALTER TABLE kept ADD COLUMN one INTEGER', 'ALTER TABLE kept ADD COLUMN two INTEGER']
  for (const schema of [keptSchema, longer.slice(0, 2), longer, longer]) {
    const file = migrate(new DatabaseSync(path), schema)
    expect(versionOf(file)).toBe(schema.length)
    file.close()
  }
})
