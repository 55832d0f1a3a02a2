/** What the PostgreSQL tables look like. The list only grows: the number of its steps that were taken is the schema's version. */
import type { ClientBase } from 'pg'

export const postgresSchema: readonly string[] = [
  `CREATE TABLE undercurrent_kept (
    key text COLLATE "C" PRIMARY KEY,
    sealed bytea NOT NULL,
    revision bigint NOT NULL,
    due bigint,
    lent bigint NOT NULL DEFAULT 0
  );
  CREATE INDEX undercurrent_due ON undercurrent_kept (due) WHERE due IS NOT NULL;
  CREATE TABLE undercurrent_keys (
    key text COLLATE "C" PRIMARY KEY,
    wrapped bytea NOT NULL
  );`,
]

/** Names of advisory locks, which all that use the same database share: numbers that nobody else picks by chance. */
export const locks = { migration: 7_315_204_981, gateway: 7_315_204_982 } as const

/** 0: nothing of ours is there. */
export async function versionOf(client: Pick<ClientBase, 'query'>): Promise<number> {
  const there = await client.query("SELECT to_regclass('undercurrent_schema') IS NOT NULL AS yes")
  if (!there.rows[0]?.yes) return 0
  const { rows } = await client.query('SELECT version FROM undercurrent_schema')
  return Number(rows[0]?.version ?? 0)
}

/** Takes the steps that are missing, once however many processes start together. After an error the connection must end. */
export async function migrate(client: ClientBase, schema: readonly string[] = postgresSchema): Promise<void> {
  if ((await versionOf(client)) >= schema.length) return
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [locks.migration])
  await client.query('CREATE TABLE IF NOT EXISTS undercurrent_schema (version integer NOT NULL)')
  for (const step of schema.slice(await versionOf(client))) await client.query(step)
  await client.query('DELETE FROM undercurrent_schema')
  await client.query('INSERT INTO undercurrent_schema VALUES ($1)', [schema.length])
  await client.query('COMMIT')
}
