/** All that `npm run doctor` looks at, in the order in which it helps to mend it. It changes nothing, and the bot may run. */
import { fileURLToPath } from 'node:url'
import { readConfig } from './config.ts'
import { load } from './content/load.ts'
import { registration } from './discord/register.ts'
import { checkDiscord } from './doctor/discord.ts'
import { type Finding, fault, ok } from './doctor/finding.ts'
import { checkBackups, checkEnvFile, checkKey } from './doctor/keys.ts'
import { checkContent, checkPages, checkPorts } from './doctor/machine.ts'
import { checkStore } from './doctor/store.ts'
import { offered } from './main.ts'
import { readMasterKey, readWhere } from './stores/settings.ts'

/**
 * @param env the settings as the bot reads them
 * @param backups the folder of the backups, if there is one to look at
 */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  backups?: string,
): Promise<readonly Finding[]> {
  const read = readConfig(env)
  const { library, faults } = load(fileURLToPath(new URL('../content/', import.meta.url)))
  const first = [...checkEnvFile(), checkContent(faults.length)]
  if ('faults' in read) return [...read.faults.map((say) => fault('settings', say)), ...first]

  const { config } = read
  const where = readWhere(env)
  const { key, fault: unread } = readMasterKey(env)
  const about = { ...config, keeps: key !== undefined }
  const commands = faults.length > 0 ? undefined : registration(await offered(config), library)
  return [
    ok('settings', 'Each can be read.'),
    ...first,
    ...(await checkDiscord(about, commands)),
    ...(unread === undefined ? await checkStore(where, key) : [fault('key', `${unread}.`)]),
    ...checkKey(env, where),
    ...(backups === undefined ? [] : checkBackups(backups, env, Date.now())),
    ...(await checkPorts(config)),
    ...checkPages(config),
  ]
}
