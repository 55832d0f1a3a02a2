/** What the two SQLite files look like. A list only grows: the number of its steps that were taken is the file's version. */
import type { DatabaseSync } from 'node:sqlite'

export const keptSchema: readonly string[] = [
  `CREATE TABLE kept (
    key TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    revision INTEGER NOT NULL,
    due INTEGER,
    lent INTEGER NOT NULL DEFAULT 0,
    key_id INTEGER NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX kept_due ON kept (due) WHERE due IS NOT NULL;`,
]

export const keysSchema: readonly string[] = [
  'CREATE TABLE keys (id INTEGER PRIMARY KEY, key TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT;',
]

export function versionOf(file: DatabaseSync): number {
  return Number(file.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

/** Takes the steps that are missing, once however many processes start together. Gives the same file. */
export function migrate(file: DatabaseSync, schema: readonly string[]): DatabaseSync {
  if (versionOf(file) >= schema.length) return file
  file.exec('BEGIN IMMEDIATE')
  for (const step of schema.slice(versionOf(file))) file.exec(step)
  file.exec(`PRAGMA user_version = ${schema.length}`)
  file.exec('COMMIT')
  return file
}
