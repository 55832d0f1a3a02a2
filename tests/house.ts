/** The pipeline with every command, a store in memory and the timer, without a Discord: for what is kept, and for a store in trouble. */
import { createSecretKey } from 'node:crypto'
import { makeAnswer } from '../src/answer.ts'
import { loadCommands } from '../src/commands.ts'
import { readAddress, writeAddress } from '../src/core/address.ts'
import * as agenda from '../src/core/agenda.ts'
import { withCare } from '../src/core/care.ts'
import type { Keeper } from '../src/core/keep.ts'
import { shelf, words } from '../src/core/library.ts'
import { nameOf, type Person, readPerson } from '../src/core/person.ts'
import type { Form, Reply, Say } from '../src/core/reply.ts'
import type { Request, Room } from '../src/core/request.ts'
import { broken, outdated, unsaved } from '../src/core/sorry.ts'
import type { Direct, Speaker } from '../src/core/speaker.ts'
import { content } from '../src/inputs.ts'
import { makeKeeping, saving } from '../src/keeping.ts'
import { makeLog } from '../src/log.ts'
import { noMetrics } from '../src/metrics.ts'
import { makeRecent } from '../src/recent.ts'
import { makeRefusals } from '../src/refusals.ts'
import { makeKeeper } from '../src/stores/keeper.ts'
import { openMemory } from '../src/stores/memory.ts'
import { makeTimer } from '../src/timer.ts'

export const inServer: Room = { kind: 'server', channel: '700', server: '70', mayPost: true }
export const otherServer: Room = { kind: 'server', channel: '800', server: '80', mayPost: true }
export const inDm: Room = { kind: 'dm', channel: '900', mayPost: false }

const read = content()
if (!read) throw new Error('the content has faults')
const library = read

/** What a person said yes to at noon. */
export const noon = Date.UTC(2026, 10, 22, 12)

/**
 * @param kept what lies in the store at first, by the person's id
 * @param holds whether the host set a key
 */
export async function startHouse(kept: Readonly<Record<string, Person>> = {}, holds = true) {
  const opened = await makeKeeper(openMemory(), createSecretKey(Buffer.alloc(32, 1)))
  if (!opened) throw new Error('no keeper')
  const keeper = opened
  for (const [person, value] of Object.entries(kept)) await keeper.save({ person }, saving(value, 0, noon, true))
  let now = noon
  let trouble: 'none' | 'down' | { wait: Promise<void> } = 'none'
  /** A call as long as the trouble lasts. */
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    if (trouble === 'down') throw new Error('the store is down')
    if (trouble !== 'none') await trouble.wait
    return call()
  }
  let saves: 'none' | 'down' = 'none'
  const troubled: Keeper = {
    load: (whose) => through(() => keeper.load(whose)),
    save: (whose, one) =>
      saves === 'down' ? Promise.reject(new Error('nothing is saved')) : through(() => keeper.save(whose, one)),
    erase: (whose) => through(() => keeper.erase(whose)),
    due: (...args) => keeper.due(...args),
  }
  /** The bot's own messages, by channel, newest last. */
  const sent = new Map<string, { id: string; reply: Reply }[]>()
  let messages = 0n
  const direct: Direct = {
    openDm: async () => inDm.channel,
    async send(channel, reply) {
      messages += 1n
      const id = (((BigInt(now) - 1_420_070_400_000n) << 22n) + messages).toString()
      sent.set(channel, [...(sent.get(channel) ?? []), { id, reply }])
      return id
    },
    own: async (channel, before) => ({
      messages: (sent.get(channel) ?? [])
        .filter(({ id }) => before === undefined || BigInt(id) < BigInt(before))
        .toReversed()
        .map(({ id }) => ({ id, addresses: [] })),
    }),
    async remove(channel, message) {
      sent.set(
        channel,
        (sent.get(channel) ?? []).filter(({ id }) => id !== message),
      )
    },
  }
  const commands = await loadCommands(new URL('../commands/', import.meta.url))
  const log = makeLog('silent')
  const facts = { version: '0', project: 'https://example.org', freeText: true, commands: [...commands.keys()] }
  const clock = () => now
  const answer = makeAnswer({
    commands,
    library: () => library,
    pictures: { drawn: () => new Uint8Array(), draw: async () => new Uint8Array() },
    direct,
    keeping: makeKeeping(holds ? troubled : undefined, log, noMetrics),
    recent: makeRecent(),
    withCare,
    sorry: { outdated, broken, unsaved },
    facts,
    log,
    metrics: noMetrics,
    clock,
  })
  const steps = { ...agenda, readPerson, nameOf, saving }
  const timer = makeTimer({
    commands,
    library: () => library,
    keeper,
    direct,
    steps,
    facts,
    log,
    metrics: noMetrics,
    refusals: makeRefusals(clock),
    clock,
  })
  let asked = 0n
  const english = shelf(library, 'en')

  function someone(user: string, room: Room, { manages = false, locale = 'en-US' } = {}) {
    const said: Reply[] = []
    const forms: Form[] = []
    const waited: string[] = []
    async function ask(request: Request): Promise<Reply> {
      const before = said.length
      const speaker: Speaker = {
        async say(say: Say) {
          if ('blocks' in say) said.push(say)
          if ('form' in say) forms.push(say)
          return 'heard'
        },
        async wait(to) {
          waited.push(to)
          return 'heard'
        },
        remove: async () => 'heard',
      }
      await answer(request, speaker)
      const [first] = said.slice(before)
      return first ?? { blocks: [], to: 'new', seenBy: 'you' }
    }
    const asker = () => {
      asked += 1n
      return { id: asked.toString(36), user, locale, manages, room }
    }
    const pressAt = (customId: string, values: string[] = []) => {
      const address = readAddress(customId)
      if (!address) throw new Error(`no address: ${customId}`)
      return ask({ ...asker(), kind: 'press', address, values, on: 'own' })
    }
    const latest = () => said.at(-1) ?? { blocks: [], to: 'new', seenBy: 'you' }
    return {
      said,
      forms,
      waited,
      pressAt,
      use: (name: string, options: Record<string, string> = {}) => ask({ ...asker(), kind: 'command', name, options }),
      /** Presses the button with this label on a reply, the latest one unless told. */
      press: (label: string, on: Reply = latest()) => pressAt(addressOf(on, label)),
      choose(value: string, on: Reply = latest()) {
        const menu = on.blocks.find((block) => block.kind === 'menu')
        if (!menu) throw new Error('no menu')
        return pressAt(writeAddress(menu.to), [value])
      },
      submit(fields: Record<string, string>, picks: Record<string, string> = {}) {
        const form = forms.at(-1)
        if (!form) throw new Error('no form')
        return ask({ ...asker(), kind: 'form', address: form.form, fields, picks, on: 'own' })
      },
      /** Says yes to keeping, by way of this command. */
      async agree(command: string) {
        const books = shelf(library, locale)
        await this.use(command)
        await this.press(words(books, 'age.adult'))
        return this.press(words(books, 'consent.yes'))
      },
    }
  }

  return {
    library,
    books: english,
    commands,
    direct,
    timer,
    someone,
    /** What is kept about them now. */
    kept: async (person: string) => (await keeper.load({ person }))?.value,
    placeOf: async (place: string) => (await keeper.load({ place }))?.value,
    dm: () => sent.get(inDm.channel) ?? [],
    posted: (channel: string) => sent.get(channel) ?? [],
    later(milliseconds: number) {
      now += milliseconds
    },
    store(state: 'none' | 'down' | { wait: Promise<void> }) {
      trouble = state
    },
    saving(state: 'none' | 'down') {
      saves = state
    },
  }
}

export const textOf = ({ blocks }: Reply): string =>
  blocks
    .flatMap((block) =>
      block.kind === 'list' ? [...block.items] : 'text' in block && typeof block.text === 'string' ? [block.text] : [],
    )
    .join('\n')

export const buttonsOf = ({ blocks }: Reply) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? [...block.buttons] : []))

export const labelsOf = (reply: Reply): string[] => buttonsOf(reply).map(({ label }) => label)

export function addressOf(reply: Reply, label: string): string {
  const button = buttonsOf(reply).find((one) => one.label === label)
  if (!button || !('to' in button)) throw new Error(`no button ${label} beside ${labelsOf(reply).join(', ')}`)
  return writeAddress(button.to)
}
