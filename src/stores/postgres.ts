/** Documents in PostgreSQL, where any number of processes share them: each method is one statement, and so happens or does not. */
import type { Pool, QueryResult, QueryResultRow } from 'pg'
import { connected, makePool } from './postgres-client.ts'
import { makeGateway } from './postgres-gateway.ts'
import { makeKeys } from './postgres-keys.ts'
import { migrate, postgresSchema, versionOf } from './postgres-schema.ts'
import { sameBytes } from './seal.ts'
import { type Change, type Found, indexName, type Opened, type Saved, type Store, type Stored } from './store.ts'
import { postgresCalmly as calmly } from './trouble.ts'
import { inTurns } from './turns.ts'

/** What is said when another process waits for us as we wait for it: https://www.postgresql.org/docs/current/explicit-locking.html */
const deadlock = '40P01'

const loadAll = `
  SELECT kept.key, sealed, revision, wrapped
  FROM undercurrent_kept AS kept LEFT JOIN undercurrent_keys AS own USING (key)
  WHERE kept.key = ANY ($1)`

// Rows are locked in the order of their keys, so that two processes seldom wait for each other.
const saveAll = `
  WITH want AS (
    SELECT * FROM unnest($1::text[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[], $7::bytea[])
      AS want (key, sealed, was, revision, due, wrapped, under)
    WHERE wrapped IS NULL OR under = (SELECT wrapped FROM undercurrent_keys WHERE key = '${indexName}')
  ), held AS (
    SELECT kept.key FROM undercurrent_kept AS kept JOIN want ON want.key = kept.key AND want.was = kept.revision
    ORDER BY kept.key FOR UPDATE OF kept
  ), changed AS (
    UPDATE undercurrent_kept AS kept
    SET sealed = want.sealed, revision = want.revision, due = want.due,
      lent = CASE WHEN want.due <= kept.due THEN kept.lent ELSE 0 END
    FROM want JOIN held USING (key) WHERE kept.key = want.key
    RETURNING kept.key
  ), added AS (
    INSERT INTO undercurrent_kept (key, sealed, revision, due)
    SELECT key, sealed, revision, due FROM want WHERE was = 0 AND wrapped IS NOT NULL ORDER BY key
    ON CONFLICT (key) DO NOTHING
    RETURNING key
  ), saved AS (
    SELECT key FROM changed UNION ALL SELECT key FROM added
  ), locked AS (
    INSERT INTO undercurrent_keys (key, wrapped)
    SELECT key, wrapped FROM want JOIN saved USING (key) WHERE wrapped IS NOT NULL ORDER BY key
    ON CONFLICT (key) DO UPDATE SET wrapped = excluded.wrapped
  )
  SELECT ARRAY(SELECT key FROM saved) AS saved,
    (SELECT wrapped FROM undercurrent_keys WHERE key = '${indexName}') AS index`

const eraseAll = `
  WITH gone AS (DELETE FROM undercurrent_kept WHERE key = ANY ($1))
  DELETE FROM undercurrent_keys WHERE key = ANY ($1)`

/** Lends the rows that have waited longest; those another timer is just lending are passed over. */
export const lendDue = `
  WITH next AS (
    SELECT key FROM undercurrent_kept WHERE due <= $1 AND lent <= $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  UPDATE undercurrent_kept AS kept SET lent = $2 FROM next WHERE kept.key = next.key
  RETURNING kept.key, sealed, revision, due,
    (SELECT wrapped FROM undercurrent_keys AS own WHERE own.key = kept.key) AS wrapped`

interface Row {
  readonly key: string
  readonly sealed: Uint8Array
  /** A bigint, which arrives as text. */
  readonly revision: string
  readonly wrapped: Uint8Array | null
}

const stored = ({ key, sealed, revision, wrapped }: Row): Stored => ({
  key,
  sealed,
  revision: Number(revision),
  wrapped: wrapped ?? undefined,
})

/** Looks without changing anything. Rejects with `StoreDown`. */
export function findPostgres(url: string): Promise<Found> {
  return calmly(() =>
    connected(url, async (client) => {
      const version = await versionOf(client)
      if (version === 0) return { documents: false, index: undefined, stranded: false, bereft: false, newer: false }
      if (version > postgresSchema.length)
        return { documents: true, index: undefined, stranded: false, bereft: false, newer: true }
      const { rows } = await client.query<{ documents: boolean; keyed: boolean; index: Uint8Array | null }>(`
        SELECT EXISTS (SELECT FROM undercurrent_kept) AS documents,
          EXISTS (SELECT FROM undercurrent_kept JOIN undercurrent_keys USING (key)) AS keyed,
          (SELECT wrapped FROM undercurrent_keys WHERE key = '${indexName}') AS index`)
      const [documents, index] = [rows[0]?.documents === true, rows[0]?.index ?? undefined]
      const stranded = documents && index !== undefined && !rows[0]?.keyed
      // Both tables are made in one step, so neither can be missing alone.
      return { documents, index, stranded, bereft: false, newer: false }
    }),
  )
}

/** Opens the tables in this database, and makes what is missing. Rejects with `StoreDown`. */
export async function openPostgres(url: string): Promise<Opened> {
  await calmly(() => connected(url, migrate))
  const pool = makePool(url)
  const gateway = makeGateway(url)
  const { store, settled } = makeStore(pool)
  return {
    store,
    keys: makeKeys(url),
    claimGateway: (onTaken) => calmly(() => gateway.claim(onTaken)),
    close: async () => {
      await settled()
      await gateway.close()
      if (!pool.ending) await pool.end()
    },
  }
}

function makeStore(pool: Pool): { store: Store; settled(): Promise<void> } {
  const running = new Set<Promise<unknown>>()

  function ask<R extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<R>> {
    const asking = calmly(() =>
      pool.query<R>(text, values).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === deadlock) return pool.query<R>(text, values)
        throw error
      }),
    )
    running.add(asking)
    const done = () => running.delete(asking)
    asking.then(done, done)
    return asking
  }

  const load = inTurns(async (keys: readonly string[]) => {
    const { rows } = await ask<Row>(loadAll, [keys])
    const found = new Map(rows.map((row) => [row.key, stored(row)]))
    return keys.map((key) => found.get(key))
  })

  const save = inTurns(async (asked: readonly Asked[]) => {
    const answers = new Map<Asked, Saved>()
    // One statement may change a row once.
    for (let rest = asked; rest.length > 0; rest = rest.filter((one) => !answers.has(one))) {
      const first = [...new Map(rest.toReversed().map((one) => [one.key, one])).values()]
      for (const [one, answer] of await saveEach(first)) answers.set(one, answer)
    }
    return asked.map((one) => answers.get(one) ?? 'stale')
  })

  async function saveEach(asked: readonly Asked[]): Promise<[Asked, Saved][]> {
    const column = <T>(of: (one: Asked) => T) => asked.map(of)
    const { rows } = await ask<{ saved: string[]; index: Uint8Array | null }>(saveAll, [
      column(({ key }) => key),
      column(({ sealed }) => sealed),
      column(({ was }) => was),
      column(({ revision }) => revision),
      column(({ due }) => due ?? null),
      column(({ lock }) => lock?.wrapped ?? null),
      column(({ lock }) => lock?.under ?? null),
    ])
    const saved = new Set(rows[0]?.saved)
    const index = rows[0]?.index ?? undefined
    return asked.map((one) => {
      if (saved.has(one.key)) return [one, 'saved']
      return [one, one.lock && !sameBytes(index, one.lock.under) ? 'rekeyed' : 'stale']
    })
  }

  const erase = inTurns(async (keys: readonly string[]) => {
    await ask(eraseAll, [keys])
    return keys.map(() => undefined)
  })

  return {
    store: {
      load,
      save: (key, change) => save({ key, ...change }),
      erase,
      due: async (now, most, lease) => {
        const { rows } = await ask<Row & { due: string }>(lendDue, [now, now + lease, most])
        return rows.sort((a, b) => Number(a.due) - Number(b.due)).map(stored)
      },
    },
    settled: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      await Promise.allSettled(running)
    },
  }
}

type Asked = Change & { readonly key: string }
