/**
 * `npm run restore -- FILE`: puts documents back from a backup; with PostgreSQL, where `pg_restore` does that, the keys.
 * The bot must not run meanwhile.
 */
import { restoreSqlite } from '../stores/restore.ts'
import { readWhere } from '../stores/settings.ts'
import { tell } from './operator.ts'

const [, , from] = process.argv

await tell(async (env) => {
  if (!from) return { done: false, said: 'Name the file of the backup: npm run restore -- /path/to/file' }
  const where = readWhere(env)
  if ('dataDir' in where) return restoreSqlite(from, where.dataDir)
  const { restorePostgresKeys } = await import('../stores/backup-postgres.ts')
  return restorePostgresKeys(where.databaseUrl, from)
})
