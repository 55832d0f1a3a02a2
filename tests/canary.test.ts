/**
 * Nothing about anybody in the log and in the numbers: somebody uses every command, presses what they find, types and
 * runs into every kind of trouble, and then both are searched for all that could tell of it.
 */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text as read } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { shelf } from '../src/core/library.ts'
import { content } from '../src/inputs.ts'
import { type Practice, startPractice } from '../src/practice/server.ts'
import { parts, type Someone, someone } from './pair.ts'
import { settingsFor } from './process.ts'
import { newFolder } from './stores/folder.ts'

const typed = 'zebracanary'
const half = 30 * 60_000
/** Presses for each command, and for each button that differs from another by what it names alone. */
const [mostForOne, mostAlike] = [15, 2]

/** What is kept of each message and form to look for: addresses, and what can be chosen. */
const addresses = new Set<string>()

/** Every id that a menu, a button or a field of this JSON has. */
function customIds(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  const own = 'custom_id' in part && typeof part.custom_id === 'string' ? [part.custom_id] : []
  return [...own, ...Object.values(part).flatMap(customIds)]
}

/** What a form takes: the first choice of a menu, canary words anywhere else. */
function filled({ components }: APIModalInteractionResponseCallbackData): Record<string, string> {
  const fields = components.flatMap((item) => ('component' in item ? [item.component] : []))
  return Object.fromEntries(
    fields.map((field) => [field.custom_id, 'options' in field ? (field.options[0]?.value ?? '') : `I ${typed} alone`]),
  )
}

/** Presses everything in sight, nearest first, and sends every form that opens. */
async function walk(practice: Practice, one: Someone): Promise<number> {
  const tried = new Map<string, number>()
  let pressed = 0
  const next = () => {
    for (const where of ['server', 'dm'] as const) {
      for (const message of one.seen(where).toReversed()) {
        for (const part of parts(message)) {
          if (typeof part.custom_id !== 'string') continue
          addresses.add(part.custom_id)
          const [command = '', step = ''] = part.custom_id.split('/')
          const [all, alike] = [command, `${command}/${step}`].map((key) => tried.get(key) ?? 0)
          if (all === undefined || alike === undefined || all >= mostForOne || alike >= mostAlike) continue
          tried.set(command, all + 1).set(`${command}/${step}`, alike + 1)
          return { where, message, part }
        }
      }
    }
    return undefined
  }
  for (let found = next(); found; found = next()) {
    const { where, message, part } = found
    const options = Array.isArray(part.options) ? part.options : []
    const values = options.length > 0 ? [String(options[0].value)] : undefined
    const got = await practice.act({
      person: one.id,
      channel: one.channel(where),
      do: 'press',
      message: message.message.id,
      customId: String(part.custom_id),
      ...(values && { values }),
    })
    await practice.until(() => one.seen(where).every(({ waiting }) => !waiting))
    pressed += 1
    if (got.got !== 'form') continue
    for (const id of customIds(got.data)) addresses.add(id)
    await one.submit(got.form, filled(got.data), where)
  }
  return pressed
}

async function startBot(practice: Practice, env: Readonly<Record<string, string>>) {
  const script = fileURLToPath(new URL('fixtures/bot.ts', import.meta.url))
  const child = fork(script, { env: { ...process.env, ...settingsFor(practice), ...env }, silent: true })
  if (!child.stdout || !child.stderr) throw new Error('the output cannot be heard')
  const output = Promise.all([read(child.stdout), read(child.stderr)])
  const heard = async () => (await once(child, 'message'))[0]
  const { ports } = await heard()
  return {
    ports,
    /** Moves its clock and lets it look: how many messages it sent. */
    async look(ahead: number): Promise<number> {
      const answer = heard()
      child.send({ ahead })
      return (await answer).sent
    },
    /** All that it has written. */
    async end(): Promise<string> {
      child.send('close')
      const [out, err] = await output
      expect(err).toBe('')
      return out
    },
  }
}

/** A daily check-in, begun in the DM. */
async function beginCheckIn(one: Someone): Promise<void> {
  await one.use('checkin', { zone: 'Berlin' })
  await one.press('Start')
  await one.press('18 or older')
  await one.press('Yes, keep it')
  const form = await one.press('Start')
  if (form.got !== 'form') throw new Error('no form')
  await one.submit(form.form, { what: 'us', often: 'daily', hour: '12', how: 'true', weeks: '2' })
  await one.reads(/./, 'dm')
  await one.press('Turn reminders on', 'dm')
}

/** Hundreds of interactions take their time on a small machine; how long is not the question here. */
const patience = { timeout: 300_000 }

test.each(['gateway', 'http'])(
  'over %s, neither the log nor the metrics tell of anybody',
  patience,
  async (transport) => {
    const practice = await startPractice()
    const DATA_DIR = join(newFolder(), 'data')
    const key = randomBytes(32).toString('base64')
    const bot = await startBot(practice, {
      ...{ LOG_LEVEL: 'debug', DATA_DIR, MASTER_KEY: key, METRICS_PORT: '0', METRICS_HOST: '', DATABASE_URL: '' },
      ...{
        TRANSPORT: transport,
        PORT: '0',
        HOST: '',
        MASTER_KEY_FILE: '',
        ROLE: '',
        FREE_TEXT: '',
        DISCORD_PUBLIC_KEY: '',
      },
    })
    if (transport === 'http') await practice.deliverTo(`http://127.0.0.1:${bot.ports.http}/interactions`)
    const { people, channels, commands } = practice.state('')
    const [robin, sasha] = people.map(({ id }) => someone(practice, id))
    if (!robin || !sasha) throw new Error('the practice server has no two people')

    await beginCheckIn(robin)
    // The bot looks by itself too, so the line is what counts, not which look has sent it.
    const before = robin.seen('dm').length
    for (let ahead = half; robin.seen('dm').length === before && ahead <= 60 * half; ahead += half) {
      practice.set({ set: 'clock', forward: half })
      await bot.look(ahead)
    }
    expect(robin.seen('dm').length).toBe(before + 1)

    let pressed = 0
    for (const { name, options = [] } of commands) {
      const given = Object.fromEntries(options.map((option) => [option.name, `${typed} jealousy`]))
      for (const option of options) await robin.suggest(name, given, option.name)
      await robin.use(name, given)
      await sasha.use(name, name === 'server' ? {} : given)
      pressed += await walk(practice, robin)
    }
    expect(pressed).toBeGreaterThan(commands.length * 3)

    // Whatever reads dates, zones or languages may be handed one with notes in it, and quote it when it refuses.
    for (const odd of [`2020-01-01T00:00Z[Europe/Berlin][${typed}=me]`, `Etc/${typed}`, `u-ca-${typed}`]) {
      for (const { name, options = [] } of commands) {
        const given = Object.fromEntries(options.map((option) => [option.name, odd]))
        for (const option of options) await robin.suggest(name, given, option.name)
        if (options.length > 0) await robin.use(name, given)
      }
    }

    // Trouble, each kind once; what becomes of the answer is not the question here.
    const metricsNow = () => fetch(`http://127.0.0.1:${bot.ports.metrics}/metrics`).then((response) => response.text())
    const [server] = channels
    const ask = (name: string, options = {}) =>
      practice.act({ person: sasha.id, channel: server?.id ?? '', do: 'command', name, options })
    for (const misbehaviour of [{ failing: 9 }, { rateLimited: 1 }]) {
      practice.set({ set: 'misbehaviour', misbehaviour })
      await ask('explain', { topic: typed })
      await ask('reflect', { flow: 'one-plan' })
      practice.set({ set: 'misbehaviour', misbehaviour: { failing: 0, rateLimited: 0 } })
    }
    practice.set({ set: 'refusesDms', person: sasha.id, refuses: true })
    await sasha.use('reflect', { flow: 'one-plan' })
    const kept = new DatabaseSync(join(DATA_DIR, 'kept.db'))
    kept.exec('BEGIN IMMEDIATE')
    await sasha.use('settings')
    await sasha.press('18 or older')
    await sasha.press('Yes, keep it')
    kept.exec('ROLLBACK')
    kept.close()

    const metrics = await metricsNow()
    const log = await bot.end()
    await practice.close()

    // There is something to search, and it tells of each kind of trouble.
    const lines = log.trim().split('\n')
    for (const what of ['ready', 'an interaction', 'an answer broke', 'the store did not save', 'the last hour'])
      expect(
        lines.map((line) => JSON.parse(line).msg),
        what,
      ).toContain(what)
    for (const kind of ['command', 'suggest', 'press', 'form'])
      expect(metrics).toMatch(
        new RegExp(`undercurrent_answer_seconds_count\\{kind="${kind}",outcome="answered"\\} [1-9]`),
      )
    expect(metrics).toMatch(/undercurrent_timer_messages_total\{outcome="sent"\} 1/)
    expect(metrics).toMatch(/undercurrent_store_seconds_count\{call="save",outcome="down"\} [1-9]/)

    const library = content()
    const books = library && shelf(library, 'en')
    const topics = [...(books?.cards.keys() ?? []), ...(books?.flows.keys() ?? [])].filter((id) => id.includes('-'))
    expect(topics.length).toBeGreaterThan(50)
    expect(addresses.size).toBeGreaterThan(100)
    const telling = [
      ...people.flatMap(({ id, name }) => [id, name]),
      ...channels.map(({ id, name }) => (name.length > 8 ? name : id)),
      ...channels.map(({ id }) => id),
      ...[...addresses].filter((address) => address.includes('/')),
      ...topics,
      ...['/interactions/', '/webhooks/', '/channels/', '/callback', '@original', '/applications/'],
      ...[typed, 'jealousy', 'one-plan', key, practice.token],
    ]
    for (const [where, told] of Object.entries({ log, metrics })) {
      for (const canary of telling) expect(told.includes(canary), `"${canary}" in the ${where}`).toBe(false)
      // Ids of Discord's, whatever they are of; and the tokens of interactions.
      expect(told, where).not.toMatch(/(?<![.\d])\d{17,20}(?!\d)/)
      expect(told, where).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
    }
  },
)
