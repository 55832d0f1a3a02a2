/** The keys of the PostgreSQL store as a whole: the index key, what is left over, and a change of the operator's key. */
import type { ClientBase } from 'pg'
import { connected } from './postgres-client.ts'
import { indexName, type Keys } from './store.ts'
import { postgresCalmly as calmly } from './trouble.ts'

/** Keys that are rewrapped at a time. */
const page = 1000

interface Row {
  readonly key: string
  readonly wrapped: Uint8Array
}

// Each sees one moment, in which every document that is being saved has its key or is not there yet.
const deleteLockless = `
  DELETE FROM undercurrent_kept AS kept
  WHERE NOT EXISTS (SELECT FROM undercurrent_keys AS own WHERE own.key = kept.key)`
// Where there is no document at all they may have been lost, and a dump brings them back: then the keys are needed.
const deleteUnused = `
  DELETE FROM undercurrent_keys AS own
  WHERE key <> '${indexName}' AND EXISTS (SELECT FROM undercurrent_kept)
    AND NOT EXISTS (SELECT FROM undercurrent_kept AS kept WHERE kept.key = own.key)`

async function findIndex(client: Pick<ClientBase, 'query'>): Promise<Uint8Array | undefined> {
  const { rows } = await client.query<Row>('SELECT key, wrapped FROM undercurrent_keys WHERE key = $1', [indexName])
  return rows[0]?.wrapped
}

async function rewrapAll(client: ClientBase, each: Parameters<Keys['rewrap']>[0]): Promise<boolean> {
  // Whoever wants to write a key waits until all are changed, and then sees that its own is of the old kind.
  await client.query('LOCK TABLE undercurrent_keys IN EXCLUSIVE MODE')
  const index = await findIndex(client)
  const rewrapped = index && each(indexName, index)
  if (!rewrapped) return false
  const next = async (after: string) => {
    const text = 'SELECT key, wrapped FROM undercurrent_keys WHERE key > $1 AND key <> $2 ORDER BY key LIMIT $3'
    return (await client.query<Row>(text, [after, indexName, page])).rows
  }
  const update = (rows: readonly Row[]) =>
    client.query(
      `UPDATE undercurrent_keys AS own SET wrapped = want.wrapped
      FROM unnest($1::text[], $2::bytea[]) AS want (key, wrapped) WHERE own.key = want.key`,
      [rows.map(({ key }) => key), rows.map(({ wrapped }) => wrapped)],
    )
  await update([{ key: indexName, wrapped: rewrapped }])
  for (let rows = await next(''); rows.length > 0; rows = await next(rows.at(-1)?.key ?? ''))
    await update(rows.map(({ key, wrapped }) => ({ key, wrapped: each(key, wrapped) ?? wrapped })))
  return true
}

/** Over connections of its own, since with many keys these take longer than anybody's answer may. */
export function makeKeys(url: string): Keys {
  const asking = <T>(work: (client: ClientBase) => Promise<T>) => calmly(() => connected(url, work))
  return {
    found: (wrapped) =>
      asking(async (client) => {
        const text = 'INSERT INTO undercurrent_keys (key, wrapped) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING'
        await client.query(text, [indexName, wrapped])
        return (await findIndex(client)) ?? wrapped
      }),

    index: () => asking(findIndex),

    sweep: () =>
      asking(async (client) => {
        await client.query(deleteLockless)
        await client.query(deleteUnused)
      }),

    rewrap: (each) =>
      asking(async (client) => {
        await client.query('BEGIN')
        const done = await rewrapAll(client, each)
        if (done) await client.query('COMMIT')
        return done
      }),
  }
}
