/** The composition root: puts the parts together, starts them and ends them. */
import { readFileSync } from 'node:fs'
import { makeAnswer } from './answer.ts'
import { type Commands, inOrder, offered, register } from './commands.ts'
import type { Config } from './config.ts'
import { claim, dueEntry, planFor, refused, sent, skipped } from './core/agenda.ts'
import { withCare } from './core/care.ts'
import { type Library, shelf } from './core/library.ts'
import { nameOf, readPerson } from './core/person.ts'
import { screen } from './core/screen/screen.ts'
import { broken, outdated, unsaved } from './core/sorry.ts'
import type { Facts } from './core/world.ts'
import { makeKeeping, saving } from './keeping.ts'
import { type Log, makeLog } from './log.ts'
import { exposeMetrics, noMetrics } from './metrics.ts'
import { openStore } from './open-store.ts'
import { readPage } from './pages.ts'
import { makePictures } from './pictures/draw.ts'
import { makeRecent } from './recent.ts'
import { makeRefusals, sparing } from './refusals.ts'
import { makeTally } from './tally.ts'
import { makeTimer, type Timer } from './timer.ts'
import { makeGateway } from './transports/gateway.ts'
import { type Http, makeHttp, type Site } from './transports/http.ts'
import type { Transport } from './transports/transport.ts'

export interface Bot {
  /** The port of the HTTP transport and that of the metrics, where there are any. */
  readonly ports: { readonly http?: number; readonly metrics?: number }
  /** Looks once for what is due; the clock loop does so by itself every few seconds. */
  look(): Promise<number>
  /** Resolves if nothing can go on, such as after the token was reset: Discord has ended the connection for good. */
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
    let timer: Timer | undefined
    let accepted = false
    /** Over HTTP answers need no token and go on. What comes by itself does not; a start that fails says so itself. */
    function onTokenRefused(err: Error): void {
      if (config.ROLE === 'timer') onEnded(err)
      else if (accepted) {
        accepted = false
        log.error({ err }, 'nothing is sent any more but answers; put the new token into .env and start again')
        void timer?.stop()
      }
    }
    const transport = makeTransport(config, {
      log,
      onEnded,
      onTokenRefused,
      onRefused: refusals.note,
      unready: () => (store && !store.reached() ? 'store' : undefined),
      page: readPage,
      onDeauthorized: async (user) => void (await keeper?.erase({ person: user })),
    })
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
    accepted = true
    timer?.start()
    const http = mayAnswer && 'port' in transport ? transport.port() : undefined
    const ports = { ...(http !== undefined && { http }), ...(shown && { metrics: shown.port }) }
    log.info({ version: facts.version, keeps: keeper !== undefined, role: config.ROLE, ports }, 'ready')
    return {
      ports,
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
  const about: { version: string; homepage: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
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

interface Around extends Site {
  readonly log: Log
  readonly onRefused: (code: number) => void
  readonly onTokenRefused: (why: Error) => void
  readonly onEnded: (why: Error) => void
}

function makeTransport(config: Config, { log, onRefused, onTokenRefused, onEnded, ...site }: Around): Transport | Http {
  const { DISCORD_TOKEN: token, DISCORD_API: api, HOST: host, PORT: port, DISCORD_PUBLIC_KEY: publicKey } = config
  const onTrouble = (err: unknown): void => log.error({ err }, 'the connection to Discord has trouble')
  if (config.TRANSPORT === 'gateway') return makeGateway({ token, api, onRefused, onEnded }, onTrouble)
  const hearing = { onRefused, onTokenRefused }
  return makeHttp(
    { token, api, host, port, ...hearing, ...(publicKey !== undefined && { publicKey }) },
    site,
    onTrouble,
  )
}
