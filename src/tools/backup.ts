/** `npm run backup -- FOLDER`: copies documents and keys into a folder while the bot runs. To be run once a day. */
import { whyNotInto } from '../doctor/backups.ts'
import { backUpSqlite } from '../stores/backup.ts'
import { readWhere } from '../stores/settings.ts'
import { tell } from './operator.ts'

const [, , to] = process.argv

await tell(async (env) => {
  if (!to) return { done: false, said: 'Name the folder for the backup: npm run backup -- /path/to/folder' }
  const where = readWhere(env)
  const misplaced = whyNotInto(to, env, where)
  if (misplaced) return { done: false, said: misplaced }
  if ('dataDir' in where) return backUpSqlite(where.dataDir, to, Date.now())
  const { backUpPostgresKeys } = await import('../stores/backup-postgres.ts')
  return backUpPostgresKeys(where.databaseUrl, to, Date.now())
})
