/** The practice server and the bot, joined on this machine, with content that may be edited meanwhile: what the demo and the preview start. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Fault, inOrder, show } from '../content/fault.ts'
import { lint, loadRules } from '../content/lint.ts'
import { load } from '../content/load.ts'
import type { Content } from '../content/parse.ts'
import { watch } from '../content/watch.ts'
import { type Library, shelf, words } from '../core/library.ts'
import { settings } from '../inputs.ts'
import { startBot } from '../main.ts'
import { whenLeftByNpm } from '../npm.ts'
import { type Practice, startPractice } from '../practice/server.ts'

export interface Demo {
  readonly practice: Practice
  /** The content as it is shown now. */
  library(): Library
  /** Reads the content and tells what the lint rules find in it, as after each change. */
  review(): Promise<void>
  close(): Promise<void>
}

/** Faults listed on the page; the others are counted. */
const most = 8

/** The commands that show best what the bot is for; the others follow in the order of the words. */
const best = ['ask', 'explain', 'reflect', 'checkin', 'moment']

/** The names of the commands in the order in which a newcomer may want them. */
export function invitesOf(library: Library): string[] {
  const all = Object.keys(shelf(library, 'en').words).flatMap(
    (key) => /^commands\.(\w+)\.description$/.exec(key)?.[1] ?? [],
  )
  return [...new Set([...best, ...all])]
}

/**
 * Starts both, and resolves when the bot answers; undefined when the settings have faults, which are told.
 * A change of content shows at the next interaction. While it cannot be read whole the last good version stays up, and
 * the faults stand on the page and in `tell`; what only the lint rules find stands there beside the new version.
 * @param folder where `library` was read from
 * @param tell takes lines for the terminal
 */
export async function startDemo(
  library: Library,
  folder = fileURLToPath(new URL('../../content/', import.meta.url)),
  tell = (lines: string): void => void process.stderr.write(`${lines}\n`),
): Promise<Demo | undefined> {
  let current = library
  const practice = await startPractice({
    port: Number(process.env.PORT ?? 0),
    invites: invitesOf(library),
    profile: { name: 'Undercurrent', description: words(shelf(library, 'en'), 'profile') },
  })
  // A key and a folder that are thrown away with the demo.
  const kept = mkdtempSync(join(tmpdir(), 'undercurrent-demo-'))
  const config = settings({
    LOG_LEVEL: 'warn',
    ...process.env,
    TRANSPORT: 'gateway',
    ROLE: 'all',
    MASTER_KEY: randomBytes(32).toString('base64'),
    MASTER_KEY_FILE: undefined,
    DATA_DIR: kept,
    DATABASE_URL: undefined,
    DISCORD_TOKEN: practice.token,
    DISCORD_APPLICATION_ID: practice.applicationId,
    DISCORD_API: practice.api,
  })
  const tidyUp = async (): Promise<void> => {
    await practice.close()
    rmSync(kept, { recursive: true, force: true })
  }
  if (!config) {
    await tidyUp()
    return undefined
  }
  const bot = await startBot(config, () => current, practice.now).catch(async (error: unknown) => {
    await tidyUp()
    throw error
  })
  // Whoever lets time pass on the page wants to see what comes, when it comes.
  const stopLooking = practice.onClock(() => bot.look())
  const rules = await loadRules()
  /** Whose rules are being looked at: a newer one takes its place. */
  let latest: Content | undefined
  const put = (notice: string): void => {
    tell(notice)
    practice.notice(notice)
  }
  const review = async (content: Content): Promise<void> => {
    latest = content
    const found: Fault[] = []
    for (const rule of rules) {
      // All of them take seconds: the bot answers in between.
      await setImmediate()
      if (latest !== content) return
      found.push(...lint(content, new Map([rule])))
    }
    if (found.length > 0) put(noticeOf(`${looked} (${found.length}).`, inOrder(found)))
  }
  const stopWatching = watch(folder, (content) => {
    latest = undefined
    if (content.faults.length > 0) return put(noticeOf(faulty, content.faults))
    current = content.library
    tell('The content was read again.')
    practice.notice()
    void review(content)
  })
  return {
    practice,
    library: () => current,
    review: () => review(load(folder)),
    close: async () => {
      latest = undefined
      stopWatching()
      stopLooking()
      await bot.close()
      await tidyUp()
    },
  }
}

/**
 * Runs until the person stops it, or npm. One that is still starting ends when it has started, or its folder would stay.
 * @param starter the process that this one was started by
 */
export function untilStopped(starting: Promise<Demo | undefined>, starter: number): void {
  const { promise: told, resolve: stop } = Promise.withResolvers<void>()
  void Promise.all([starting, told]).then(([demo]) => demo?.close())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  whenLeftByNpm(starter, stop)
}

const faulty = 'The content was changed and has faults. The last good version is shown.'
const looked = 'The content is shown as it is. Before it is merged, these want mending'

function noticeOf(about: string, faults: readonly Fault[]): string {
  const more = faults.length - most
  return [about, ...faults.slice(0, most).map((fault) => show(fault)), ...(more > 0 ? [`And ${more} more.`] : [])].join(
    '\n',
  )
}
