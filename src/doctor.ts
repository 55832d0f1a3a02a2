/** All that `npm run doctor` looks at, in the order in which it helps to mend it. It changes nothing, and the bot may run. */
import { fileURLToPath } from 'node:url'
import { offered } from './commands.ts'
import { type Config, lineOf, readConfig, type Wrong } from './config.ts'
import { load } from './content/load.ts'
import { registration } from './discord/register.ts'
import { checkBackups } from './doctor/backups.ts'
import { checkDiscord, discordChecks } from './doctor/discord.ts'
import { type Finding, fault, look, ok, skip } from './doctor/finding.ts'
import { checkEnvFile, checkKey } from './doctor/keys.ts'
import { checkContent, checkPages, checkPorts } from './doctor/machine.ts'
import { checkStore } from './doctor/store.ts'
import { misspelt, unknown } from './misspelt.ts'
import { readMasterKey, readWhere } from './stores/settings.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Which settings each part reads: where one of them is at fault, the part waits. */
const reads = {
  discord: [
    'DISCORD_TOKEN',
    'DISCORD_API',
    'DISCORD_APPLICATION_ID',
    'DISCORD_PUBLIC_KEY',
    'TRANSPORT',
    'ROLE',
    'FREE_TEXT',
  ],
  store: ['DATABASE_URL', 'MASTER_KEY', 'MASTER_KEY_FILE'],
  ports: ['TRANSPORT', 'ROLE', 'HOST', 'PORT', 'METRICS_HOST', 'METRICS_PORT'],
  pages: ['TRANSPORT', 'ROLE'],
}

/**
 * @param env the settings as the bot reads them
 * @param backups the folder of the backups, if there is one to look at
 * @param written the names that stand in `.env`
 */
export async function examine(
  env: Env,
  backups?: string,
  written: readonly string[] = [],
): Promise<readonly Finding[]> {
  const { config, faults, wrong } = readWhatIsRight(env)
  const { library, faults: inContent } = load(fileURLToPath(new URL('../content/', import.meta.url)))
  const part = async (name: keyof typeof reads, checks: readonly string[], look: () => Promise<Finding[]>) => {
    const missing = reads[name].filter((one) => wrong.has(one))
    const until = missing.map((one) => `${one} is ${env[one] ? 'right' : 'set'}`).join(' and ')
    return missing.length > 0 ? [skip(name, checks, until)] : look()
  }
  const where = readWhere(env)
  const { key, fault: unread } = readMasterKey(env)
  const about = { ...config, keeps: key !== undefined }
  const commands = inContent.length > 0 ? undefined : registration(await offered(config), library)
  return [
    ...(faults.length > 0
      ? faults.map((one) => fault('settings', lineOf(one)))
      : [ok('settings', 'Each can be read.')]),
    ...[...misspelt(env, written), ...unknown(written)].map((say) => look('settings', say)),
    ...checkEnvFile(),
    checkContent(inContent.length),
    ...(await part('discord', discordChecks, () => checkDiscord(about, commands))),
    ...(await part('store', ['folder', 'disk', 'key', 'key file', 'store'], async () => [
      ...(unread === undefined
        ? await checkStore(where, key)
        : [fault('key', unread), skip('store', ['folder', 'disk', 'store'], 'the key can be read')]),
      ...checkKey(env, where),
    ])),
    ...(backups === undefined ? [] : checkBackups(backups, env, Date.now(), key)),
    ...(await part('ports', ['port', 'metrics'], () => checkPorts(config))),
    ...(await part('pages', ['pages'], async () => checkPages(config))),
  ]
}

/** The settings as if those at fault (`wrong`) were not there, so that whatever reads none of these can be looked at. */
function readWhatIsRight(
  env: Env,
  wrong: ReadonlySet<string> = new Set(),
): { config: Config; faults: Wrong[]; wrong: ReadonlySet<string> } {
  const left = Object.entries(env).filter(([name]) => !wrong.has(name))
  // The one setting without which there are none.
  const read = readConfig({ ...(wrong.has('DISCORD_TOKEN') && { DISCORD_TOKEN: 'none' }), ...Object.fromEntries(left) })
  if ('config' in read) return { config: read.config, faults: [], wrong }
  // Some faults, such as those of settings that go together, show only when these are out of the way.
  const rest = readWhatIsRight(env, new Set([...wrong, ...read.faults.map(({ setting }) => setting)]))
  return { ...rest, faults: [...read.faults, ...rest.faults] }
}
