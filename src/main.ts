/** The composition root: reads the settings and the content, puts the parts together, starts and stops the bot. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeAnswer } from './answer.ts'
import { type Commands, loadCommands } from './commands.ts'
import { type Config, readConfig } from './config.ts'
import { show } from './content/fault.ts'
import { load } from './content/load.ts'
import { claim, dueEntry, planFor, refused, sent, skipped } from './core/agenda.ts'
import { withCare } from './core/care.ts'
import { type Library, shelf, words } from './core/library.ts'
import { nameOf, readPerson } from './core/person.ts'
import { screen } from './core/screen/screen.ts'
import { broken, outdated, unsaved } from './core/sorry.ts'
import type { Facts } from './core/world.ts'
import { registration } from './discord/register.ts'
import { readEnvironment } from './environment.ts'
import { makeKeeping, saving } from './keeping.ts'
import { type Log, makeLog } from './log.ts'
import { exposeMetrics, noMetrics } from './metrics.ts'
import { readPage } from './pages.ts'
import { makePictures } from './pictures/draw.ts'
import { makeRecent } from './recent.ts'
import { makeRefusals, sparing } from './refusals.ts'
import { openPatiently } from './stores/patient.ts'
import { readMasterKey, readWhere } from './stores/settings.ts'
import { makeTally } from './tally.ts'
import { makeTimer, type Timer } from './timer.ts'
import { makeGateway } from './transports/gateway.ts'
import { type Http, makeHttp, type Site } from './transports/http.ts'
import type { Transport } from './transports/transport.ts'

const root = new URL('../', import.meta.url)
const commandsFolder = new URL('commands/', root)

/**
 * `npm start`: runs until it is told to stop. Whatever prevents the start is told in a sentence, with exit status 1.
 * @param starter the process that this one was started by
 */
export async function main(starter: number): Promise<void> {
  const config = ownSettings()
  const library = content()
  if (!config || !library) return
  const bot = await startBot(config, () => library).catch(refuse)
  if (!bot) return
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bot.close())
  whenLeftByNpm(starter, () => void bot.close())
  void bot.ended.then((why) => {
    complain([`Undercurrent has stopped: ${why.message}`])
    return bot.close()
  })
}

/** npm does not pass SIGTERM on: where it was told to end and is gone, the bot was meant. */
function whenLeftByNpm(starter: number, end: () => void): void {
  if (process.env.npm_lifecycle_event !== 'start') return
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}

/** `npm run register`: tells Discord the commands and what stands under the bot's name, and ends. */
export async function registerOnly(): Promise<void> {
  const config = ownSettings()
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
  /** The port of the HTTP transport and that of the metrics, where there are any. */
  readonly ports: { readonly http?: number; readonly metrics?: number }
  /** Looks once for what is due; the clock loop does so by itself every few seconds. */
  look(): Promise<number>
  /** Resolves if Discord ends the connection for good, such as after the token was reset: then nothing arrives any more. */
  readonly ended: Promise<Error>
  /** Finishes what is under way, in less than five seconds, and ends. */
  close(): Promise<void>
}

/**
 * Starts the bot and resolves when it answers. Rejects with one clear sentence where it may not start.
 * @param library asked for each request, so that changed content can show at once
 * @param clock milliseconds since 1970; the practice server has one that can be moved
 */
export async function startBot(config: Config, library: () => Library, clock: () => number = Date.now): Promise<Bot> {
  const log = makeLog(config.LOG_LEVEL)
  const commands = await offered(config)
  const facts = factsOf(config, commands, library())
  const { promise: ended, resolve: onEnded } = Promise.withResolvers<Error>()
  const ending = makeEnding(log)
  try {
    const store = await openStore(config, log, onEnded)
    if (store) ending.first(store.close)
    const taken = await store?.alone()
    if (taken) throw taken

    const shown =
      config.METRICS_PORT === undefined ? undefined : await exposeMetrics(config.METRICS_HOST, config.METRICS_PORT)
    if (shown) ending.first(shown.close)
    const tally = makeTally(shown?.metrics ?? noMetrics, log)
    ending.first(tally.close)
    const { metrics } = tally

    const keeper = store?.keeper
    const refusals = makeRefusals(clock)
    const transport = makeTransport(config, {
      log,
      onEnded,
      onRefused: refusals.note,
      unready: () => (store && !store.reached() ? 'store' : undefined),
      page: readPage,
      onDeauthorized: async (user) => void (await keeper?.erase({ person: user })),
    })
    let timer: Timer | undefined
    // The timer begins nothing new while answers end, and its message has the same seconds as they.
    ending.first(() => transport.close(timer?.stop()))

    const said = { commands, library, facts, log, metrics, clock }
    const mayAnswer = config.ROLE !== 'timer'
    timer =
      keeper && config.ROLE !== 'answer'
        ? makeTimer({ ...said, keeper, direct: transport.direct, steps, refusals })
        : undefined
    if (mayAnswer) {
      log.info({ changed: await register(transport, config, commands, library()) }, 'commands are registered')
      const answer = makeAnswer({
        ...said,
        direct: sparing(transport.direct, refusals),
        pictures: makePictures(),
        keeping: makeKeeping(keeper, log, metrics),
        recent: makeRecent(clock),
        withCare,
        sorry: { outdated, broken, unsaved },
      })
      // Not at the first question: somebody would wait for the patterns and the index.
      screen('warm')
      if (config.FREE_TEXT === 'on') shelf(library(), 'en').ask('')
      await transport.open(answer)
    }
    timer?.start()
    log.info({ version: facts.version, keeps: keeper !== undefined, role: config.ROLE }, 'ready')
    const http = 'port' in transport ? transport.port() : undefined
    return {
      ports: { ...(http !== undefined && { http }), ...(shown && { metrics: shown.port }) },
      look: async () => timer?.look() ?? 0,
      ended,
      close: ending.all,
    }
  } catch (error) {
    await ending.all()
    throw error
  }
}

function factsOf(config: Config, commands: Commands, library: Library): Facts {
  const about: { version: string; homepage: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  return {
    version: about.version,
    project: about.homepage,
    freeText: config.FREE_TEXT === 'on',
    commands: inOrder(commands, library),
  }
}

/** What has begun ends in the opposite order, each part whatever becomes of the others. */
function makeEnding(log: Log) {
  const ends: (() => Promise<unknown>)[] = []
  return {
    /** Ends this before all that was named so far. */
    first: (end: () => Promise<unknown>): void => void ends.unshift(end),
    async all(): Promise<void> {
      for (const end of ends) {
        await end().catch((err: unknown) => log.error({ err }, 'a part did not end well'))
      }
    },
  }
}

/** The pure steps that the timer takes. */
const steps = { readPerson, dueEntry, planFor, claim, sent, skipped, refused, nameOf, saving }

/** How long after a store did not tell who else is connected it is asked again, in milliseconds. */
const askAgain = 10_000

/**
 * Where documents are kept; undefined: the operator set no key, and nothing is. `alone` tells why this process may not go on,
 * where it must be the only one at the store; of a store that was out of reach at the start `onTaken` hears it later.
 */
async function openStore(config: Config, log: Log, onTaken: (why: Error) => void) {
  const { MASTER_KEY, MASTER_KEY_FILE, DATA_DIR, DATABASE_URL } = config
  const { key, fault } = readMasterKey({ MASTER_KEY, MASTER_KEY_FILE })
  if (fault) throw new Error(fault)
  const opened = await openPatiently(readWhere({ DATA_DIR, DATABASE_URL }), key, {
    down: (err) => log.error({ err }, 'the store is out of reach; it is tried again'),
    refused: (sentence) => log.error({ err: new Error(sentence) }, 'the store may not be used; nothing is kept'),
    reached: () => {
      log.info({}, 'the store is there')
      void aloneAtLast()
    },
  })
  if ('refused' in opened) throw new Error(opened.refused)
  if ('off' in opened) {
    log.warn({}, opened.off)
    return undefined
  }
  // SQLite is one process's, over HTTP too: so rotating the key and restoring see that the bot runs.
  const must = config.TRANSPORT === 'gateway' ? config.ROLE !== 'timer' : DATABASE_URL === undefined
  const { claimGateway, close: closeStore } = opened
  async function alone(): Promise<Error | undefined> {
    if (!must || (await claimGateway()) !== 'taken') return undefined
    return new Error('another process with this store is connected already; stop it first')
  }
  let closed = false
  /** A store that is back may still refuse this, such as one with too many connections. */
  async function aloneAtLast(): Promise<void> {
    while (!closed) {
      try {
        const taken = await alone()
        return taken && onTaken(taken)
      } catch (err) {
        log.error({ err }, 'the store does not tell whether another process is connected; it is asked again')
        await sleep(askAgain, undefined, { ref: false })
      }
    }
  }
  async function close(): Promise<void> {
    closed = true
    await closeStore()
  }
  return { ...opened, alone, close }
}

interface Around extends Site {
  readonly log: Log
  readonly onRefused: (code: number) => void
  readonly onEnded: (why: Error) => void
}

function makeTransport(config: Config, { log, onRefused, onEnded, ...site }: Around): Transport | Http {
  const { DISCORD_TOKEN: token, DISCORD_API: api, HOST: host, PORT: port, DISCORD_PUBLIC_KEY: publicKey } = config
  const onTrouble = (err: unknown): void => log.error({ err }, 'the connection to Discord has trouble')
  if (config.TRANSPORT === 'gateway') return makeGateway({ token, api, onRefused, onEnded }, onTrouble)
  return makeHttp({ token, api, host, port, onRefused, ...(publicKey !== undefined && { publicKey }) }, site, onTrouble)
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
export async function offered({ FREE_TEXT }: Pick<Config, 'FREE_TEXT'>): Promise<Commands> {
  const all = await loadCommands(commandsFolder)
  return new Map([...all].filter(([, { typed }]) => FREE_TEXT === 'on' || !typed))
}

/** The commands' names in the order in which the English words give them. */
function inOrder(commands: Commands, library: Library): string[] {
  const place = Object.keys(shelf(library, 'en').words)
  const at = (name: string) => place.indexOf(`commands.${name}.description`)
  return [...commands.keys()].sort((a, b) => at(a) - at(b))
}

async function register(transport: Transport, config: Config, commands: Commands, library: Library): Promise<boolean> {
  const application = config.DISCORD_APPLICATION_ID ?? (await transport.applicationId())
  return transport.register(application, registration(commands, library))
}

function ownSettings(): Config | undefined {
  const { env, fault } = readEnvironment()
  return fault ? complain([fault]) : settings(env)
}

/** Tells why it could not start, in a sentence, with exit status 1. */
export function refuse(error: unknown): undefined {
  const isDiscords = error instanceof Error && 'status' in error
  return complain([
    `Undercurrent could not start: ${reason(error)}${isDiscords ? '. To see what is wrong, run: npm run doctor' : ''}`,
  ])
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason'
  const { code, port, address, syscall } = { code: '', port: '', address: '', syscall: '', ...error }
  const ports = 'PORT or METRICS_PORT'
  if (code === 'ERR_SOCKET_BAD_PORT') return 'PORT must be a number from 0 to 65535'
  if (code === 'EADDRINUSE') return `another program has port ${port}; stop it, or set ${ports} to another`
  if (code === 'EACCES' && syscall === 'listen') return `this user may not open port ${port}; set ${ports} above 1023`
  if (code === 'EADDRNOTAVAIL')
    return `${address} is no address of this machine; set HOST or METRICS_HOST to 127.0.0.1, or leave it out`
  if ('code' in error || error.name === 'Error') return error.message
  const [, place = ''] = error.stack?.split('\n') ?? []
  return `a fault in the program: ${error.message} (${place.trim()})`
}

function complain(faults: readonly string[]): undefined {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exitCode = 1
}
