/**
 * `npm run restore -- FILE`: puts documents back from a backup; with PostgreSQL, where `pg_restore` does that, the keys.
 * The bot must not run meanwhile.
 */
import { restoreSqlite } from '../stores/backup.ts'
import { readWhere } from '../stores/settings.ts'
import { readEnvironment, tell } from './operator.ts'

const [, , from] = process.argv
const where = readWhere(readEnvironment())

await tell(async () => {
  if (!from) return { done: false, said: 'Name the file of the backup: npm run restore -- /path/to/file' }
  if ('dataDir' in where) return restoreSqlite(from, where.dataDir)
  const { restorePostgresKeys } = await import('../stores/backup-postgres.ts')
  return restorePostgresKeys(where.databaseUrl, from)
})
