/** A copy of the keys in PostgreSQL, in a file apart from the dumps of the documents. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropOldKeys, finish, type Told } from './backup.ts'
import { connected } from './postgres-client.ts'
import { migrate, versionOf } from './postgres-schema.ts'
import { makeFolder } from './sqlite-files.ts'
import { postgresCalmly as calmly } from './trouble.ts'

/** One key a line: its name, a space, and how it is wrapped, in base64. */
export const keysList = 'keys.txt'

/** The rest is `pg_dump`'s work: it must leave the keys out. */
const dump = 'pg_dump --format=custom --exclude-table-data=undercurrent_keys'

/**
 * Copies the keys while the bot runs. To be done after the dump of the documents.
 * @param to a folder; made if it is missing
 * @throws StoreDown
 */
export async function backUpPostgresKeys(url: string, to: string, now: number): Promise<Told> {
  const path = join(to, keysList)
  dropOldKeys(path, now)
  const lines = await calmly(() =>
    connected(url, async (client) => {
      if ((await versionOf(client)) === 0) return undefined
      const { rows } = await client.query<{ key: string; wrapped: Buffer }>(
        'SELECT key, wrapped FROM undercurrent_keys',
      )
      return rows.map(({ key, wrapped }) => `${key} ${wrapped.toString('base64')}\n`)
    }),
  )
  if (!lines) return { done: false, said: 'Nothing is stored yet.' }
  makeFolder(to)
  writeFileSync(`${path}.new`, lines.join(''), { mode: 0o600 })
  finish(`${path}.new`, path)
  return {
    done: true,
    said: `Wrote ${keysList}. It may not become older than a day. Back up the documents with: ${dump}`,
  }
}

/**
 * Puts the copied keys into a database that has none. Where there are keys, they are the newest and stay.
 * @throws StoreDown
 */
export async function restorePostgresKeys(url: string, from: string): Promise<Told> {
  if (!existsSync(from)) return { done: false, said: 'There is no such file.' }
  const pairs = readFileSync(from, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  return calmly(() =>
    connected(url, async (client) => {
      await migrate(client)
      await client.query('BEGIN')
      await client.query('LOCK TABLE undercurrent_keys IN EXCLUSIVE MODE')
      const { rows } = await client.query('SELECT FROM undercurrent_keys LIMIT 1')
      if (rows.length > 0) return { done: false, said: 'This database has keys. They are the newest, so they stay.' }
      await client.query(
        `INSERT INTO undercurrent_keys (key, wrapped)
        SELECT key, decode(wrapped, 'base64') FROM unnest($1::text[], $2::text[]) AS copied (key, wrapped)`,
        [pairs.map(([key]) => key), pairs.map(([, wrapped]) => wrapped)],
      )
      await client.query('COMMIT')
      const since = 'Whoever erased their data after the copy was made has it again.'
      return { done: true, said: `Done. Restore the documents with pg_restore before the bot starts. ${since}` }
    }),
  )
}
