/** The practice server and the bot, joined on this machine, with content that may be edited meanwhile: what the demo and the preview start. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Fault, show } from '../content/fault.ts'
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
 * A change of content shows at the next interaction. While it has faults the last good version stays up, and the
 * faults stand on the page and in `tell`.
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
  const stopWatching = watch(folder, (content) => {
    if (content.faults.length === 0) current = content.library
    const told = content.faults.length > 0 ? noticeOf(content.faults) : undefined
    tell(told ?? 'The content was read again.')
    practice.notice(told)
  })
  return {
    practice,
    library: () => current,
    close: async () => {
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

function noticeOf(faults: readonly Fault[]): string {
  const more = faults.length - most
  return [
    'The content was changed and has faults. The last good version is shown.',
    ...faults.slice(0, most).map((fault) => show(fault)),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ].join('\n')
}
