/** A copy of the keys in PostgreSQL, in a file apart from the dumps of the documents. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { whyUnread } from './access.ts'
import { dropOldKeys } from './backup.ts'
import { connected } from './postgres-client.ts'
import { migrate, versionOf } from './postgres-schema.ts'
import { dropUnfinished, whyUnwritten } from './sqlite-files.ts'
import { indexName } from './store.ts'
import type { Told } from './told.ts'
import { postgresCalmly as calmly } from './trouble.ts'
import { whyNoRoom, writeWhole } from './whole-file.ts'

/** One key a line: its name, a space, and how it is wrapped, in base64. */
export const keysList = 'keys.txt'

/** The rest is `pg_dump`'s work: it must leave the keys out. */
const dump = 'pg_dump --format=custom --exclude-table-data=undercurrent_keys'

const refuse = (said: string): Told => ({ done: false, said })

/**
 * Copies the keys while the bot runs. To be done after the dump of the documents. Good keys in the folder never give way to keys
 * that open nothing.
 * @param to a folder; made if it is missing
 * @throws StoreDown
 */
export async function backUpPostgresKeys(url: string, to: string, now: number): Promise<Told> {
  const unwritten = whyUnwritten(to)
  if (unwritten) return refuse(unwritten)
  const path = join(to, keysList)
  dropUnfinished(to)
  dropOldKeys(path, now)
  const found = await calmly(() =>
    connected(url, async (client) => {
      if ((await versionOf(client)) === 0) return undefined
      const { rows } = await client.query<Pair>('SELECT key, wrapped FROM undercurrent_keys')
      return { pairs: rows, ...(await countKeyed(client)) }
    }),
  )
  if (!found) return refuse('Nothing is stored yet.')
  const { pairs, all, keyed } = found
  if (all > 0 && keyed === 0)
    return refuse('The keys of this database open none of its documents. Nothing was copied. Run: npm run doctor')
  const copied = existsSync(path) ? readList(path) : undefined
  if (copied && areForeign(pairs, copied)) {
    return refuse(
      `${path} holds keys that this database does not have, so nothing was copied. If the bot moved here, restore that ` +
        `file: its documents open with those keys alone. Otherwise choose another folder, or delete that ${keysList}.`,
    )
  }
  const lines = pairs.map(({ key, wrapped }) => `${key} ${wrapped.toString('base64')}\n`)
  const full = whyNoRoom(to, () =>
    writeWhole(path, (unfinished) => writeFileSync(unfinished, lines.join(''), { mode: 0o600 })),
  )
  if (full) return refuse(full)
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
  const unread = whyUnread(from)
  if (unread) return refuse(unread.endsWith('not a file') ? `${unread}. Name ${keysList} in it.` : unread)
  const pairs = readList(from)
  if (!pairs) return refuse(`This is no copy of keys. Name a file ${keysList}; pg_restore brings the documents.`)
  return calmly(() =>
    connected(url, async (client) => {
      await migrate(client)
      await client.query('BEGIN')
      await client.query('LOCK TABLE undercurrent_keys IN EXCLUSIVE MODE')
      const { rows } = await client.query('SELECT FROM undercurrent_keys LIMIT 1')
      if (rows.length > 0) return refuse(keysStay(await countKeyed(client)))
      await client.query(
        `INSERT INTO undercurrent_keys (key, wrapped)
        SELECT key, decode(wrapped, 'base64') FROM unnest($1::text[], $2::text[]) AS copied (key, wrapped)`,
        [pairs.map(({ key }) => key), pairs.map(({ wrapped }) => wrapped.toString('base64'))],
      )
      const { all, keyed } = await countKeyed(client)
      if (all > 0 && keyed === 0) {
        return refuse(`These keys open none of the ${all} documents in the database. Nothing was changed.`)
      }
      await client.query('COMMIT')
      const since = 'Whoever erased their data after the copy was made has it again.'
      return {
        done: true,
        said:
          all > 0
            ? `Done: these keys open ${keyed} of ${all} documents. ${since}`
            : `Done. Restore the documents with pg_restore before the bot starts. ${since}`,
      }
    }),
  )
}

function keysStay({ all, keyed }: Counted): string {
  if (all === 0 || keyed > 0) return 'This database has keys. They are the newest, so they stay.'
  return (
    `This database has keys, and they open none of its ${all} documents. If the bot was started here before its data came, ` +
    'empty the table undercurrent_keys with psql, and run this again.'
  )
}

interface Pair {
  readonly key: string
  readonly wrapped: Buffer
}

/** Undefined: this is no such list. */
export function readList(path: string): readonly Pair[] | undefined {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const read = lines.map((line) => /^([\w-]+) ([\w+/]+=*)$/.exec(line))
  const pairs = read.flatMap((match) =>
    match?.[1] && match[2] ? [{ key: match[1], wrapped: Buffer.from(match[2], 'base64') }] : [],
  )
  return pairs.length === lines.length ? pairs : undefined
}

interface Counted {
  readonly all: number
  readonly keyed: number
}

/** How many documents there are, and how many have their key. */
async function countKeyed(client: Pick<ClientBase, 'query'>): Promise<Counted> {
  const { rows } = await client.query<{ all: string; keyed: string }>(`
    SELECT count(*) AS all, count(own.key) AS keyed
    FROM undercurrent_kept AS kept LEFT JOIN undercurrent_keys AS own USING (key)`)
  return { all: Number(rows[0]?.all), keyed: Number(rows[0]?.keyed) }
}

/** Whether the copied keys open documents, and none of those that these keys open: they are another bot's. */
function areForeign(own: readonly Pair[], copied: readonly Pair[]): boolean {
  const mine = new Map(own.map(({ key, wrapped }) => [key, wrapped]))
  const index = copied.find(({ key }) => key === indexName)
  // The same bot, when all were erased since.
  if (index && mine.get(indexName)?.equals(index.wrapped)) return false
  const documents = copied.filter(({ key }) => key !== indexName)
  return documents.length > 0 && !documents.some(({ key }) => mine.has(key))
}
