/** A look at some of the documents that lie in the store: whether each still opens. Nothing is written, and nothing of them is told. */
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Where } from '../stores/open.ts'
import { connected } from '../stores/postgres-client.ts'
import { asKey, unseal, unwrap } from '../stores/seal.ts'
import { keptFile, keysFile, reading } from '../stores/sqlite-files.ts'
import { postgresCalmly, sqliteCalmly } from '../stores/trouble.ts'

/** Documents that are tried, chosen by chance: enough to find trouble with the whole, not one bad row among a million. */
const most = 100

export interface Rows {
  /** How many documents there are. */
  readonly all: number
  readonly tried: number
  /** Of those tried. */
  readonly opened: number
  /** Of those tried: they have no key any more, as it is with whoever was erased since a backup. */
  readonly erased: number
  /** What SQLite says of its own files. PostgreSQL is not asked: it looks after itself. */
  readonly whole: boolean
}

interface Row {
  readonly key: string
  readonly sealed: Uint8Array
  readonly revision: number
  readonly wrapped: Uint8Array | undefined
}

/**
 * Tries up to a hundred documents with the operator's key, while the bot may run.
 * @throws StoreDown
 */
export async function tryRows(where: Where, masterKey: Uint8Array): Promise<Rows> {
  const master = asKey(masterKey)
  const opens = ({ key, sealed, revision, wrapped }: Row): boolean => {
    const own = wrapped && unwrap(master, wrapped, key)
    return own !== undefined && unseal(own, sealed, key, revision) !== undefined
  }
  const { all, rows, again, whole } =
    'dataDir' in where ? sqliteCalmly(() => fromSqlite(where.dataDir)) : await fromPostgres(where.databaseUrl)
  const failed = rows.filter((row) => !opens(row))
  // A document may have changed or gone between the reading of it and of its key.
  const still = failed.length > 0 ? (await again(failed.map(({ key }) => key))).filter((row) => !opens(row)) : []
  const erased = still.filter(({ wrapped }) => wrapped === undefined).length
  return { all, tried: rows.length, opened: rows.length - still.length, erased, whole }
}

interface Sample {
  readonly all: number
  readonly rows: readonly Row[]
  readonly whole: boolean
  again(keys: readonly string[]): Promise<readonly Row[]>
}

const rowOf = ({ key, sealed, revision, wrapped }: Record<string, unknown>): Row => ({
  key: String(key),
  sealed: sealed instanceof Uint8Array ? sealed : new Uint8Array(),
  revision: Number(revision),
  wrapped: wrapped instanceof Uint8Array ? wrapped : undefined,
})

function fromSqlite(folder: string): Sample {
  const inBoth = <T>(read: (file: DatabaseSync) => T, none: T): T =>
    reading(folder, keptFile, (file) => {
      file.prepare('ATTACH ? AS ring').run(join(folder, keysFile))
      return read(file)
    }) ?? none
  const joined = `
    SELECT kept.key, sealed, revision, wrapped
    FROM kept LEFT JOIN ring.keys AS own ON own.id = kept.key_id AND own.key = kept.key`
  const whole = (file: DatabaseSync, name: string) =>
    file.prepare(`PRAGMA ${name}.quick_check(1)`).get()?.quick_check === 'ok'
  const none: Sample = { all: 0, rows: [], whole: true, again: async () => [] }
  return inBoth<Sample>(
    (file) => ({
      all: Number(file.prepare('SELECT count(*) AS n FROM kept').get()?.n),
      rows: file
        .prepare(`${joined} WHERE kept.rowid IN (SELECT rowid FROM kept ORDER BY random() LIMIT ?)`)
        .all(most)
        .map(rowOf),
      whole: whole(file, 'main') && whole(file, 'ring'),
      again: async (keys) =>
        sqliteCalmly(() =>
          inBoth((file) => keys.flatMap((key) => file.prepare(`${joined} WHERE kept.key = ?`).all(key).map(rowOf)), []),
        ),
    }),
    none,
  )
}

function fromPostgres(url: string): Promise<Sample> {
  const joined = `
    SELECT kept.key, sealed, revision, wrapped
    FROM undercurrent_kept AS kept LEFT JOIN undercurrent_keys AS own USING (key)`
  const ask = (text: string, values: unknown[] = []) =>
    postgresCalmly(() => connected(url, async (client) => (await client.query(text, values)).rows))
  const sampled = `${joined} WHERE kept.key IN (SELECT key FROM undercurrent_kept ORDER BY random() LIMIT $1)`
  return postgresCalmly(async () => ({
    all: Number((await ask('SELECT count(*) AS n FROM undercurrent_kept'))[0]?.n),
    rows: (await ask(sampled, [most])).map(rowOf),
    whole: true,
    again: async (keys) => (await ask(`${joined} WHERE kept.key = ANY ($1)`, [keys])).map(rowOf),
  }))
}
