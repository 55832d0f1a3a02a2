/** The doctor's look at the backups: on copies that the backup made, and on what may have become of them since. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { checkBackups } from '../../src/doctor/backups.ts'
import { backUpSqlite } from '../../src/stores/backup.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { asKey, newKey, wrap } from '../../src/stores/seal.ts'
import { indexName } from '../../src/stores/store.ts'
import { everyByte, newFolder } from '../stores/folder.ts'

const [key, otherKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const day = 86_400_000
const now = Date.UTC(2026, 10, 22)

function age(path: string, days: number): void {
  const at = (now - days * day) / 1000
  utimesSync(path, at, at)
}

async function using(dataDir: string, people: readonly string[], erased: readonly string[] = []): Promise<void> {
  const opening = await openKeeper({ dataDir }, key)
  if (!('keeper' in opening)) throw new Error(JSON.stringify(opening))
  for (const person of people) await opening.keeper.save({ person }, { value: person, revision: 0, due: undefined })
  for (const person of erased) await opening.keeper.erase({ person })
  await opening.close()
}

/** A bot with three people, and a fresh backup of it. */
async function backedUp() {
  const [dataDir, folder] = [join(newFolder(), 'data'), join(newFolder(), 'backups')]
  await using(dataDir, ['1', '2', '3'])
  const again = (later = 0) => {
    expect(backUpSqlite(dataDir, folder, now + later)).toMatchObject({ done: true })
    for (const name of readdirSync(folder)) age(join(folder, name), later ? 0 : 0.1)
  }
  again()
  const kept = join(folder, readdirSync(folder).find((name) => name.startsWith('kept-')) ?? '')
  return { dataDir, folder, kept, keys: join(folder, 'keys.db'), again }
}

/** What is wrong, in a sentence each; none: all is well. */
function faults(folder: string, masterKey: Uint8Array | undefined = key): string[] {
  const found = checkBackups(folder, {}, now, masterKey)
  return found.filter(({ level }) => level !== 'ok').map(({ say }) => say)
}

test('a backup is good, with a master key or none, also when some or all were erased since, and nothing is changed', async () => {
  const { dataDir, folder, again, kept, keys } = await backedUp()
  const before = everyByte(folder)
  expect(checkBackups(folder, {}, now, key)).toEqual([{ level: 'ok', about: 'backup', say: expect.any(String) }])
  expect(faults(folder, undefined)).toEqual([])
  expect(everyByte(folder).equals(before)).toBe(true)
  expect(readdirSync(folder)).toHaveLength(2)

  const later = kept.replace('000Z', '001Z')
  for (const erased of ['1', '2', '3']) {
    await using(dataDir, [], [erased])
    again(1)
    expect(faults(folder)).toEqual([])
    // Also beside documents from before they were erased.
    rmSync(later)
    expect(faults(folder)).toEqual([])
  }
  expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([kept, keys])
})

test.each<[string, (path: string) => void]>([
  ['are empty', (path) => writeFileSync(path, '')],
  ['hold something else', (path) => writeFileSync(path, 'canary '.repeat(3000))],
  ['are cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 4096))],
  [
    'lack their table',
    (path) => {
      rmSync(path)
      const file = new DatabaseSync(path)
      file.exec('CREATE TABLE other (one INTEGER)')
      file.close()
    },
  ],
])('copies that %s are told, each by its name', async (_, damage) => {
  const { folder, kept, keys } = await backedUp()
  for (const path of [keys, kept]) {
    damage(path)
    age(path, 0)
  }
  const again = `is damaged, and brings nobody back. Run: npm run backup -- ${folder}`
  expect(faults(folder)).toEqual([`${keys} ${again}`, `${kept} ${again}`])
})

test('keys of another bot are told, and so are keys that are older than the documents', async () => {
  const { dataDir, folder, keys, again } = await backedUp()
  const sentence = `The master key does not open ${keys}: it is of another bot, or from before the key was changed.`
  expect(faults(folder, otherKey)).toEqual([expect.stringContaining(sentence)])

  cpSync(keys, join(folder, 'aside'))
  await using(dataDir, ['4', '5'])
  again(1)
  renameSync(join(folder, 'aside'), keys)
  age(keys, 0)
  expect(faults(folder)).toEqual([
    expect.stringMatching(
      /^Documents in .*-001Z\.db have no key in .*: 2 of them never come back\. Run: npm run backup/,
    ),
  ])
  const stranger = await backedUp()
  cpSync(stranger.keys, keys)
  age(keys, 0)
  expect(faults(folder)).toEqual([expect.stringContaining(': 5 of them never come back.')])
})

test('copies that are too old, or not there, and the master key among them', async () => {
  const { folder, kept, keys } = await backedUp()
  age(keys, 0.9)
  age(kept, 6)
  expect(faults(folder)).toEqual([])
  age(keys, 1.1)
  age(kept, 8)
  expect(faults(folder)).toEqual([
    expect.stringMatching(/keys\.db is older than a day/),
    expect.stringMatching(/older than 7 days/),
  ])
  age(keys, 0)
  cpSync(kept, join(folder, 'kept-2027.db'))
  age(join(folder, 'kept-2027.db'), 6)
  expect(faults(folder)).toEqual([])

  const MASTER_KEY_FILE = join(folder, 'master.key')
  writeFileSync(MASTER_KEY_FILE, '')
  expect(checkBackups(folder, { MASTER_KEY_FILE }, now, key)).toMatchObject([{ level: 'fault' }])

  const other = join(newFolder(), 'none')
  expect(faults(other)).toEqual([`${other} is not there. Run: npm run backup -- ${other}`])
  mkdirSync(other)
  expect(faults(other)).toEqual([expect.stringContaining('no copy of the keys')])
  cpSync(keys, join(other, 'keys.db'))
  age(join(other, 'keys.db'), 0)
  expect(faults(other)).toEqual([expect.stringContaining('none of the documents')])
})

test('of PostgreSQL: the list of keys, and whether the dump is one', () => {
  const folder = newFolder()
  const [list, dump] = [join(folder, 'keys.txt'), join(folder, 'documents-2026-11-22.dump')]
  const write = (index: string, dumped: string) => {
    writeFileSync(list, index)
    writeFileSync(dump, dumped)
    for (const path of [list, dump]) age(path, 0)
  }
  const index = `${indexName} ${Buffer.from(wrap(asKey(key), newKey(), indexName)).toString('base64')}\n`
  write(index, 'PGDMP and more')
  expect(faults(folder)).toEqual([])
  expect(faults(folder, undefined)).toEqual([])
  age(list, 1.1)
  expect(faults(folder)).toEqual([expect.stringContaining('older than a day')])
  write(index, '')
  expect(faults(folder, otherKey)).toEqual([
    expect.stringMatching(/^The master key does not open .*keys\.txt/),
    expect.stringMatching(/documents-2026-11-22\.dump is no dump/),
  ])
  for (const damaged of ['', 'canary\n', `${index}canary\n`]) {
    write(damaged, 'PGDMP')
    expect(faults(folder)).toEqual([expect.stringMatching(/keys\.txt is damaged/)])
  }
})
