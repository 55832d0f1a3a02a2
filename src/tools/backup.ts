/** `npm run backup -- FOLDER`: copies documents and keys into a folder while the bot runs. To be run once a day. */
import { backUpSqlite } from '../stores/backup.ts'
import { readWhere } from '../stores/settings.ts'
import { readEnvironment, tell } from './operator.ts'

const [, , to] = process.argv
const where = readWhere(readEnvironment())

await tell(async () => {
  if (!to) return { done: false, said: 'Name the folder for the backup: npm run backup -- /path/to/folder' }
  if ('dataDir' in where) return backUpSqlite(where.dataDir, to, Date.now())
  const { backUpPostgresKeys } = await import('../stores/backup-postgres.ts')
  return backUpPostgresKeys(where.databaseUrl, to, Date.now())
})
