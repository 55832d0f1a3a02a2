/** The composition root: reads the settings and the content, puts the parts together, starts and stops the bot. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { config as readDotenv } from 'dotenv'
import { makeAnswer } from './answer.ts'
import { type Commands, loadCommands } from './commands.ts'
import { type Config, readConfig } from './config.ts'
import { show } from './content/fault.ts'
import { load } from './content/load.ts'
import { withCare } from './core/care.ts'
import { type Library, shelf, words } from './core/library.ts'
import { screen } from './core/screen/screen.ts'
import { broken, outdated } from './core/sorry.ts'
import { registration } from './discord/register.ts'
import { makeLog } from './log.ts'
import { makePictures } from './pictures/draw.ts'
import { makeRecent } from './recent.ts'
import { type Gateway, makeGateway } from './transports/gateway.ts'

const root = new URL('../', import.meta.url)
const commandsFolder = new URL('commands/', root)

/** `npm start`: runs until it is told to stop. Whatever prevents the start is told in a sentence, with exit status 1. */
export async function main(): Promise<void> {
  const config = settings(readEnvironment())
  const library = content()
  if (!config || !library) return
  const bot = await startBot(config, () => library).catch(refuse)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bot?.close())
}

/** `npm run register`: tells Discord the commands and what stands under the bot's name, and ends. */
export async function registerOnly(): Promise<void> {
  const config = settings(readEnvironment())
  const library = content()
  if (!config || !library) return
  try {
    const gateway = makeGateway({ token: config.DISCORD_TOKEN, api: config.DISCORD_API }, refuse)
    const commands = await register(gateway, config, await offered(config), library)
    const profile = await gateway.describe(words(shelf(library, 'en'), 'profile'))
    const told = (changed: boolean) => (changed ? 'updated' : 'already in sync')
    process.stdout.write(`Commands: ${told(commands)}. Profile: ${told(profile)}.\n`)
  } catch (error) {
    refuse(error)
  }
}

export interface Bot {
  close(): Promise<void>
}

/**
 * Starts the bot and resolves when it answers.
 * @param library asked for each request, so that changed content can show at once
 */
export async function startBot(config: Config, library: () => Library): Promise<Bot> {
  const log = makeLog(config.LOG_LEVEL)
  const about: { version: string; homepage: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  const commands = await offered(config)
  const gateway = makeGateway({ token: config.DISCORD_TOKEN, api: config.DISCORD_API }, (err) =>
    log.error({ err }, 'the connection to Discord has trouble'),
  )
  log.info({ changed: await register(gateway, config, commands, library()) }, 'commands are registered')
  const answer = makeAnswer({
    commands,
    library,
    direct: gateway.direct,
    pictures: makePictures(),
    recent: makeRecent(),
    withCare,
    sorry: { outdated, broken },
    facts: {
      version: about.version,
      project: about.homepage,
      freeText: config.FREE_TEXT === 'on',
      commands: inOrder(commands, library()),
    },
    log,
    clock: Date.now,
  })
  // Not at the first question: somebody would wait for the patterns and the index.
  screen('warm')
  if (config.FREE_TEXT === 'on') shelf(library(), 'en').ask('')
  await gateway.open(answer)
  log.info({ version: about.version }, 'ready')
  return { close: () => gateway.close() }
}

/** Reads the settings from these variables; tells every fault of them. */
export function settings(env: Readonly<Record<string, string | undefined>>): Config | undefined {
  const read = readConfig(env)
  if ('config' in read) return read.config
  return complain(read.faults)
}

/** Reads the content folder; tells every fault of it. */
export function content(): Library | undefined {
  const { library, faults } = load(fileURLToPath(new URL('content/', root)))
  return faults.length === 0 ? library : complain(faults.map((fault) => show(fault)))
}

/** The commands; with typed words switched off, without those that live on them. */
async function offered({ FREE_TEXT }: Config): Promise<Commands> {
  const all = await loadCommands(commandsFolder)
  return new Map([...all].filter(([, { typed }]) => FREE_TEXT === 'on' || !typed))
}

/** The commands' names in the order in which the English words give them. */
function inOrder(commands: Commands, library: Library): string[] {
  const place = Object.keys(shelf(library, 'en').words)
  const at = (name: string) => place.indexOf(`commands.${name}.description`)
  return [...commands.keys()].sort((a, b) => at(a) - at(b))
}

async function register(gateway: Gateway, config: Config, commands: Commands, library: Library): Promise<boolean> {
  const application = config.DISCORD_APPLICATION_ID ?? (await gateway.applicationId())
  return gateway.register(application, registration(commands, library))
}

function readEnvironment(): NodeJS.ProcessEnv {
  readDotenv({ quiet: true, path: fileURLToPath(new URL('.env', root)) })
  return process.env
}

function refuse(error: unknown): undefined {
  return complain([`Undercurrent could not start: ${error instanceof Error ? error.message : 'for an unknown reason'}`])
}

function complain(faults: readonly string[]): undefined {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exitCode = 1
}
