/**
 * `npm run bench`: one command, one table. Every bot answers the same interactions of the same peer in turns within one
 * run, so that the ratios mean something whatever the machine does meanwhile; the seconds themselves do not.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeAnswers } from './answers.ts'
import type { Used } from './bots/report.ts'
import { fill, finding } from './due.ts'
import { keepers, personId, type What } from './payload.ts'
import type { News, Order, Result } from './peer.ts'
import { head, line, middle, show } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const file = join(folder, 'answers.json')
const here = (path: string) => new URL(path, import.meta.url)
const quick = process.argv.includes('--quick')
/** Names a part to run alone: `explain`, `step`, `kept`, `sparse`, `memory`, `due`, `sent`, `edits`. */
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const wanted = (part: string) => only.length === 0 || only.includes(part)
const rounds = quick ? 2 : 5
const count = quick ? 4_000 : 15_000
/** Answers before the clock runs: the engine goes on compiling for some ten thousand of them. */
const warm = quick ? 3_000 : 15_000

interface Bot {
  readonly name: string
  readonly script: string
  readonly env?: Readonly<Record<string, string>>
  readonly http?: number
}

const key = Buffer.alloc(32, 7).toString('base64')
const httpPort = 18_787
const bots: readonly Bot[] = [
  { name: 'Undercurrent, gateway', script: 'bots/ours.js' },
  {
    name: 'Undercurrent, HTTP',
    script: 'bots/ours.js',
    env: { TRANSPORT: 'http', PORT: String(httpPort) },
    http: httpPort,
  },
  { name: 'bare socket', script: 'bots/socket.ts' },
  { name: 'discord.js', script: 'bots/discordjs.ts' },
  { name: 'Sapphire', script: 'bots/sapphire.ts' },
]

/** One of the two sides, in a process of its own. */
class Side {
  readonly process: ChildProcess
  constructor(path: string, env: Readonly<Record<string, string>> = {}) {
    this.process = fork(here(path), {
      execArgv: ['--expose-gc'],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
  }
  async hear<T>(wanted: (message: never) => T | undefined): Promise<T> {
    for (;;) {
      const [message] = await once(this.process, 'message')
      const found = wanted(message as never)
      if (found !== undefined) return found
    }
  }
  tell(message: Order | 'used'): void {
    this.process.send(message)
  }
  async stop(): Promise<void> {
    const gone = once(this.process, 'exit')
    this.process.disconnect()
    await gone
  }
}

async function used(bot: Side): Promise<Used> {
  const told = bot.hear((message: { used?: Used }) => message.used)
  bot.tell('used')
  return told
}

const peer = new Side('peer.ts')
const { rest, publicKey } = await peer.hear((news: News) => ('ready' in news ? news : undefined))
await writeAnswers(file)

async function start({ script, env }: Bot): Promise<Side> {
  const bot = new Side(script, {
    BENCH_ANSWERS: file,
    DISCORD_TOKEN: 'MTAwMDAwMDAwMDAwMDAwMDAx.bench.bench',
    DISCORD_APPLICATION_ID: '100000000000000001',
    DISCORD_PUBLIC_KEY: publicKey,
    DISCORD_API: `http://127.0.0.1:${rest}/api`,
    LOG_LEVEL: 'error',
    MASTER_KEY: key,
    DATA_DIR: mkdtempSync(join(folder, 'data-')),
    ...env,
  })
  await bot.hear((message) => (message === 'started' ? true : undefined))
  return bot
}

interface Round extends Result {
  readonly cpu: number
}

async function load(bot: Side, what: What, many: number, way: 'gateway' | { http: number }): Promise<Round> {
  const before = await used(bot)
  const told = peer.hear((news: News) => ('result' in news ? news.result : undefined))
  peer.tell({ do: 'load', what, count: many, flight: 64, way })
  const result = await told
  return { ...result, cpu: (await used(bot)).cpu - before.cpu }
}

process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? ''}, ${new Date().toISOString().slice(0, 10)}\n\n`,
)

const perSecond = ({ answers, seconds }: Round) => answers / seconds
const cpuOf = ({ cpu, answers }: Round) => (cpu / answers) * 1e6
const wayOf = ({ http }: Bot) => (http === undefined ? 'gateway' : { http })

/** Answers a second of every bot, one after the other, round by round. Each round is a process of its own, warmed up. */
async function throughput(what: Exclude<What, 'kept'>): Promise<void> {
  const results = new Map<string, Round[]>()
  for (let round = 0; round < rounds; round += 1) {
    for (const bot of bots) {
      const side = await start(bot)
      await load(side, what, warm, wayOf(bot))
      const result = await load(side, what, count, wayOf(bot))
      results.set(bot.name, [...(results.get(bot.name) ?? []), result])
      await side.stop()
    }
  }
  const middleOf = (name: string, of: (one: Round) => number) => middle((results.get(name) ?? []).map(of))
  const rate = (name: string) => middleOf(name, perSecond)
  head(what, 'bot', 'answers/s', 'of discord.js', 'of the floor', 'p99 ms', 'CPU µs an answer')
  for (const { name } of bots) {
    const p99 = middleOf(name, (one) => one.p99)
    const shares = [rate(name) / rate('discord.js'), rate(name) / rate('bare socket')].map((share) => show(share))
    line(name, show(rate(name), 0), ...shares, show(p99, 1), show(middleOf(name, cpuOf), 0))
  }
}

/** Presses that save something, beside steps that save nothing: the same process answers both, one after the other. */
async function stored(): Promise<void> {
  head('kept', 'bot', 'answers/s', 'of an unstored step', 'p99 ms', 'CPU µs an answer')
  for (const bot of bots.filter(({ script }) => script === 'bots/ours.js')) {
    const pairs: { kept: Round; step: Round }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const side = await start({ ...bot, env: { ...bot.env, DATA_DIR: await people() } })
      for (const what of ['step', 'kept'] as const) await load(side, what, warm, wayOf(bot))
      const step = await load(side, 'step', count, wayOf(bot))
      pairs.push({ step, kept: await load(side, 'kept', count, wayOf(bot)) })
      await side.stop()
    }
    const keeps = pairs.map(({ kept }) => kept)
    line(
      bot.name,
      show(middle(keeps.map(perSecond)), 0),
      show(middle(pairs.map(({ kept, step }) => perSecond(kept) / perSecond(step)))),
      show(middle(keeps.map(({ p99 }) => p99)), 1),
      show(middle(keeps.map(cpuOf)), 0),
    )
  }
}

/** A folder with documents of people who said yes. */
async function people(): Promise<string> {
  const dataDir = mkdtempSync(join(folder, 'people-'))
  await (await fill({ dataDir }, Buffer.from(key, 'base64'), keepers, personId, 86_400_000)).close()
  return dataDir
}

/** One call every six seconds (in the quick run: two), with a round trip of 60 ms. */
async function sparse(): Promise<void> {
  process.stdout.write('\n**sparse calls, 60 ms of round trip**\n\n')
  line('bot', 'median ms', 'above the network, ms')
  line('---', '---:', '---:')
  for (const bot of bots.filter(({ http }) => http === undefined)) {
    const side = await start(bot)
    const told = peer.hear((news: News) => ('result' in news ? news.result : undefined))
    peer.tell({ do: 'sparse', what: 'explain', count: quick ? 3 : 6, every: quick ? 5_000 : 6_000, trip: 60 })
    const { middle: took } = await told
    line(bot.name, show(took, 1), show(took - 60, 1))
    await side.stop()
  }
}

/** What stays in RAM with no, a thousand and the most servers of one connection. */
async function memory(): Promise<void> {
  process.stdout.write('\n**memory, MB that stay in RAM**\n\n')
  const counts = [0, 1_000, 2_500]
  line('bot', ...counts.map((one) => `${one} servers`), 'started in ms')
  line('---', ...counts.map(() => '---:'), '---:')
  for (const bot of bots.filter(({ http }) => http === undefined)) {
    const cells: string[] = []
    let took = 0
    for (const servers of counts) {
      peer.tell({ do: 'servers', count: servers })
      const began = performance.now()
      const side = await start(bot)
      if (servers === 0) took = performance.now() - began
      await load(side, 'explain', 500, 'gateway')
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      cells.push(show((await used(side)).rss / 1e6, 0))
      await side.stop()
    }
    line(bot.name, ...cells, show(took, 0))
  }
  peer.tell({ do: 'servers', count: 0 })
}

/** A crowd whose check-ins are all due when the bot starts. The timer sends no more than 25 a second. */
async function sending(): Promise<void> {
  const many = quick ? 200 : 1_000
  const DATA_DIR = mkdtempSync(join(folder, 'sent-'))
  await (await fill({ dataDir: DATA_DIR }, Buffer.from(key, 'base64'), many)).close()
  const told = peer.hear((news: News) => ('result' in news ? news.result : undefined))
  peer.tell({ do: 'messages', count: many })
  const side = await start({ name: 'timer', script: 'bots/ours.js', env: { DATA_DIR } })
  const before = await used(side)
  const { seconds, p99 } = await told
  const cpu = (await used(side)).cpu - before.cpu
  await side.stop()
  head(`${many} check-ins that are due at once`, 'messages', 'seconds', 'a second', 'longest gaps (p99), ms', 'CPU s')
  line(many, show(seconds, 1), show(many / seconds, 1), show(p99, 0), show(cpu, 1))
}

/** A defer and its edit, ten and a hundred times a second: where edits wait in a queue, the second takes far longer. */
async function edits(): Promise<void> {
  head('a defer, then an edit', 'bot', 'a second', 'median ms', 'p99 ms', 'p99, of 10 a second')
  for (const bot of [
    { name: 'Undercurrent', script: 'bots/edits.ts' },
    { name: 'discord.js', script: 'bots/edits-discordjs.ts' },
  ]) {
    const side = await start(bot)
    const run = async (order: Order) => {
      const told = peer.hear((news: News) => ('result' in news ? news.result : undefined))
      peer.tell(order)
      return told
    }
    await run({ do: 'edits', count: 100, every: 20 })
    const few = await run({ do: 'edits', count: quick ? 50 : 200, every: 100 })
    const often = await run({ do: 'edits', count: quick ? 500 : 2_000, every: 10 })
    line(bot.name, 10, show(few.middle, 1), show(few.p99, 1), '')
    line(bot.name, 100, show(often.middle, 1), show(often.p99, 1), show(often.p99 / few.p99))
    await side.stop()
  }
}

for (const what of ['explain', 'step'] as const) if (wanted(what)) await throughput(what)
if (wanted('kept')) await stored()
if (wanted('sparse')) await sparse()
if (wanted('memory')) await memory()
if (wanted('edits')) await edits()
if (wanted('sent')) await sending()
if (wanted('due')) await finding(folder, Buffer.from(key, 'base64'), quick)
await peer.stop()
rmSync(folder, { recursive: true, force: true })
