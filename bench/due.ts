/**
 * Finding who is due among few and among very many people. Of every crowd as many are due: they have documents as the bot
 * keeps them, saved through the keeper. The others are rows of the same size, which nobody opens.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Keeper } from '../src/core/keep.ts'
import { consentVersion, newPerson, type Person } from '../src/core/person.ts'
import { saving } from '../src/keeping.ts'
import { type Opening, openKeeper, type Where } from '../src/stores/open.ts'
import { connected } from '../src/stores/postgres-client.ts'
import { startServer } from '../tests/stores/server.ts'
import { head, line, middle, show } from './table.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** What the timer asks for at once, and how many of a crowd are due. */
const [batch, dueNow] = [64, 640]

type Open = Extract<Opening, { keeper: Keeper }>

/** Somebody whose next check-in comes at this time, in an hour that they chose. */
function somebody(at: number, now: number): Person {
  const begun = now - day
  const schedule = { about: 'us', often: 'daily', hour: new Date(now).getUTCHours(), quiet: true } as const
  const counts = { turn: 0, answered: true, unanswered: 0 }
  return {
    ...newPerson('en-US'),
    age: 'adult',
    consent: { version: consentVersion, at: begun },
    dm: '600000000000000001',
    zone: 'UTC',
    agenda: [{ id: 'bench', kind: 'check-in', at, begun, until: now + 28 * day, ...schedule, ...counts }],
  }
}

/** A store with so many people who are all due `ahead` milliseconds from now. */
export async function fill(
  where: Where,
  key: Uint8Array,
  people: number,
  idOf = (at: number): string => `${at}`,
  ahead = -minute,
): Promise<Open> {
  const opening = await openKeeper(where, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  const now = Date.now()
  const person = saving(somebody(now + ahead, now), 0, now, true)
  await Promise.all(Array.from({ length: people }, (_, at) => opening.keeper.save({ person: idOf(at) }, person)))
  return opening
}

/** Bytes of a sealed document like theirs, and of a wrapped key. */
const [sealed, wrapped] = [541, 60]
/** The others are due from an hour on, or the measurement would change as it goes. */
const later = (): number => Date.now() + 60 * minute

function crowdSqlite(folder: string, people: number): void {
  const numbers = 'WITH RECURSIVE others (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM others WHERE n < ?1)'
  for (const [name, insert] of [
    [
      'keys.db',
      `INSERT INTO keys (id, key, wrapped) ${numbers} SELECT 1000000 + n, n, randomblob(${wrapped}) FROM others`,
    ],
    [
      'kept.db',
      `INSERT INTO kept (key, sealed, revision, due, key_id) ${numbers}
        SELECT hex(randomblob(21)), randomblob(${sealed}), 1, ?2 + abs(random() % ${day}), 1000000 + n FROM others`,
    ],
  ] as const) {
    const file = new DatabaseSync(join(folder, name))
    file.exec('PRAGMA cache_size = -400000')
    const values = name === 'kept.db' ? [people, later()] : [people]
    file.prepare(insert).run(...values)
    file.close()
  }
}

const crowdPostgres = (url: string, people: number): Promise<unknown> =>
  connected(url, async (client) => {
    await client.query(
      `INSERT INTO undercurrent_kept (key, sealed, revision, due)
        SELECT md5(n::text) || 'others', decode(repeat(md5(n::text), ${Math.ceil(sealed / 16)}), 'hex'), 1,
          $2::bigint + (random() * ${day})::bigint
        FROM generate_series(1, $1::integer) AS n`,
      [people, later()],
    )
    await client.query('ANALYZE undercurrent_kept')
  })

interface Crowd {
  readonly store: string
  readonly people: number
  readonly opened: Open
  readonly prepared: number
  readonly took: number[]
}

/** Asks every crowd in turn who is due; nobody is lent for long, so each question finds as many. */
async function askAll(crowds: readonly Crowd[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const { opened, took } of crowds) {
      const began = performance.now()
      const found = await opened.keeper.due(Date.now(), batch, 0)
      took.push(performance.now() - began)
      if (found.length !== batch) throw new Error(`${found.length} are due, not ${batch}`)
    }
  }
}

/** @param folder for what is stored meanwhile */
export async function finding(folder: string, key: Uint8Array, quick: boolean): Promise<void> {
  const database = await startServer()
  const crowds: Crowd[] = []
  const add = async (store: string, people: number, where: Where) => {
    const began = performance.now()
    const opened = await fill(where, key, dueNow)
    if ('dataDir' in where) crowdSqlite(where.dataDir, people - dueNow)
    else await crowdPostgres(where.databaseUrl, people - dueNow)
    crowds.push({ store, people, opened, prepared: (performance.now() - began) / 1000, took: [] })
  }
  const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000]
  for (const people of sizes) await add('SQLite', people, { dataDir: join(folder, `due-${people}`) })
  for (const people of sizes.filter((one) => one <= (quick ? 10_000 : 100_000)))
    await add('PostgreSQL', people, { databaseUrl: await database.newDatabase() })

  for (const store of ['SQLite', 'PostgreSQL']) {
    const some = crowds.filter((one) => one.store === store)
    await askAll(some, 20)
    for (const { took } of some) took.length = 0
    await askAll(some, quick ? 100 : 300)
  }

  head(
    `${batch} of ${dueNow} who are due, found, opened and lent`,
    'store',
    'people',
    'median ms',
    'of 1,000',
    'prepared in s',
  )
  for (const { store, people, took, prepared } of crowds) {
    const least = crowds.find((one) => one.store === store)
    line(store, people, show(middle(took)), show(middle(took) / middle(least?.took ?? [])), show(prepared, 0))
  }
  for (const { opened } of crowds) await opened.close()
  await database.stop()
}
