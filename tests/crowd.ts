/**
 * People who use the bot while its processes are killed. Each deed goes all the way through the practice server; what was
 * confirmed to somebody is remembered, and so is every message that came by itself, to be held against the store.
 */
import { dueEntry } from '../src/core/agenda.ts'
import { dayOf } from '../src/core/calendar.ts'
import type { Instant } from '../src/core/instant.ts'
import type { Keeper } from '../src/core/keep.ts'
import { acts, consentVersion, nameOf, newPerson, type Person, readPerson } from '../src/core/person.ts'
import { picked } from '../src/core/schedule.ts'
import { saving } from '../src/keeping.ts'
import type { ActResult, PageMessage } from '../src/practice/protocol.ts'
import type { Practice } from '../src/practice/server.ts'
import { parts, someone, text } from './pair.ts'

export const zone = 'Europe/Berlin'
export const noon = 12

/** Numbers from 0 to 1 that are the same for the same seed: mulberry32. */
export function makeChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A message that came by itself: all ids under which it was ever posted. */
interface Line {
  readonly person: string
  readonly at: Instant
  readonly messages: Set<string>
}

type Where = 'server' | 'dm'
/** What the store must say of a person; gives what is wrong. */
type Promised = (person: Person) => string | undefined

/** What is said where nothing is sure to be saved, or something broke. */
const sorry = /not sure that I could save|went wrong on my side|cannot read what I keep/

/** How long a confirmed deed is asked about again and again: numbers are kept for 90 days, and 200 moments. */
const asked = 30 * 24 * 60 * 60_000

export type Crowd = ReturnType<typeof makeCrowd>

export function makeCrowd(practice: Practice, chance: () => number) {
  const people = practice.state('').people.map(({ id }) => someone(practice, id))
  const owners = new Map(people.map((one) => [one.channel('dm'), one.id]))
  const lines = new Map<string, Line>()
  /** Check-ins that came to their end. */
  const over = new Set<string>()
  const promised = new Map<string, { person: string; at: Instant; is: Promised }>()
  const busy = new Set<string>()
  let confirmed = 0

  practice.events.on('message', (channel, entry) => {
    const person = owners.get(channel)
    if (person === undefined || entry.seenBy !== undefined) return
    for (const { custom_id: address } of parts(entry)) {
      const [command, part, name] = String(address).split('/')
      if (name === undefined || !/~\d+$/.test(name)) continue
      const line = lines.get(name) ?? { person, at: practice.now(), messages: new Set() }
      lines.set(name, line)
      line.messages.add(entry.message.id)
      if (command === 'checkin' && (part === 'a' || part === 'c')) over.add(String(name.split('~')[0]))
    }
  })

  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(chance() * items.length)]
  const number = (most: number) => Math.floor(chance() * (most + 1))
  const promise = (key: string, person: string, is: Promised) => {
    confirmed += 1
    promised.set(key, { person, at: practice.now(), is })
  }

  type One = (typeof people)[number]
  /** The newest message with a button of this address, or of one that begins so; and the whole address. */
  function button(one: One, where: Where, start: string) {
    for (const message of one.seen(where).toReversed()) {
      const address = parts(message).find(({ custom_id: id }) => typeof id === 'string' && id.startsWith(start))
      if (address) return { message, address: String(address.custom_id) }
    }
    return undefined
  }
  async function press(one: One, where: Where, found: ReturnType<typeof button>): Promise<ActResult | undefined> {
    const deed = { person: one.id, channel: one.channel(where), do: 'press' } as const
    return found && practice.act({ ...deed, message: found.message.message.id, customId: found.address })
  }
  const submit = (one: One, where: Where, form: string, fields: Record<string, string>) =>
    practice.act({ person: one.id, channel: one.channel(where), do: 'submit', form, fields })
  const use = (one: One, name: string) =>
    practice.act({ person: one.id, channel: one.channel('server'), do: 'command', name, options: {} })

  /** Whether this was an answer, and none that says sorry. Where Discord was asked for time, the rest of it may never come. */
  function isCalm(one: One, where: Where, result: ActResult | undefined): boolean {
    const isSorry = (message: PageMessage) => message.waiting || sorry.test(text(message))
    return result?.got === 'answer' && !one.seen(where).some(isSorry)
  }

  /** Puts everything away that only they see. */
  async function clear(one: One): Promise<void> {
    for (const where of ['server', 'dm'] as const) {
      for (const { message, seenBy } of one.seen(where)) {
        if (seenBy !== undefined)
          await practice.act({ person: one.id, channel: one.channel(where), do: 'dismiss', message: message.id })
      }
    }
  }

  async function changeSettings(one: One): Promise<void> {
    await use(one, 'settings')
    const found = button(one, 'server', 'settings/quiet/')
    if (!found) return
    const on = found.address.endsWith('/on')
    // Until it is confirmed, nobody knows which it is.
    promised.delete(`settings ${one.id}`)
    const result = await press(one, 'server', found)
    if (!isCalm(one, 'server', result) || !button(one, 'server', `settings/quiet/${on ? 'off' : 'on'}`)) return
    promise(`settings ${one.id}`, one.id, ({ discreet }) => (discreet === on ? undefined : `discreet is not ${on}`))
  }

  async function noteMoment(one: One): Promise<void> {
    await use(one, 'moment')
    let form = await press(one, 'server', button(one, 'server', 'moment/n'))
    if (form?.got === 'answer') form = await press(one, 'server', button(one, 'server', 'moment/a'))
    if (form?.got !== 'form') return
    const id = String(form.data.custom_id.split('/')[2])
    const [before, after, act] = [number(10), number(10), pick(acts) ?? 'asked']
    const fields = { before: `${before}`, after: `${after}`, act }
    const result = await submit(one, 'server', form.form, fields)
    if (!isCalm(one, 'server', result) || !button(one, 'server', `moment/u/${id}`)) return
    promise(`moment ${id}`, one.id, ({ moments }) => {
      const kept = moments.find((moment) => moment.id === id)
      const same = kept?.act === act && kept.strengths[0] === before && kept.strengths[1] === after
      return same ? undefined : `moment ${id} is ${JSON.stringify(kept)}, not ${JSON.stringify(fields)}`
    })
  }

  async function answerLine(one: One): Promise<void> {
    const found = button(one, 'dm', 'checkin/o/')
    const name = String(found?.address.split('/')[2])
    const form = await press(one, 'dm', found)
    if (form?.got !== 'form') return
    const [worry, close, plain] = [number(4), number(4), number(3)]
    const result = await submit(one, 'dm', form.form, { one: `${worry}`, two: `${close}`, three: `${plain}` })
    if (!found || !isCalm(one, 'dm', result) || button(one, 'dm', found.address)) return
    if (over.has(String(name.split('~')[0]))) return
    promise(`check ${name}`, one.id, ({ checks }) => {
      const kept = checks.find(({ id }) => id === name)
      const same = kept?.worry === worry && kept.close === close && kept.plain === plain
      return same ? undefined : `check ${name} is ${JSON.stringify(kept)}, not ${worry} ${close} ${plain}`
    })
  }

  async function answerPing(one: One): Promise<void> {
    const form = await press(one, 'dm', button(one, 'dm', 'moment/p/'))
    if (form?.got === 'form') await submit(one, 'dm', form.form, { now: `${number(10)}` })
  }

  /** The whole way to daily check-ins at noon, for whoever has none. */
  async function begin(one: One): Promise<void> {
    await use(one, 'checkin')
    if (button(one, 'server', 'checkin/e')) return
    const form = await press(one, 'server', button(one, 'server', 'checkin/s'))
    if (form?.got !== 'form') return
    const plan = { about: 'us', often: 'daily', hour: `${noon}`, quiet: 'true', weeks: '2' } as const
    const fields = Object.entries(plan).map(([key, value]) => [picked[key as keyof typeof plan], value])
    const planned = await submit(one, 'server', form.form, Object.fromEntries(fields))
    // Where the answer came too late, nothing more comes.
    if (planned.got !== 'answer') return
    // The form's message is rewritten when the DM has gone out.
    await practice.until(() => !button(one, 'server', 'checkin/s'))
    const opening = button(one, 'dm', 'checkin/b/')
    const id = String(opening?.address.split('/')[2])
    const result = await press(one, 'dm', opening)
    if (!isCalm(one, 'dm', result) || button(one, 'dm', `checkin/b/${id}`)) return
    promise(`begin ${id}`, one.id, ({ agenda }) =>
      over.has(id) || agenda.some((entry) => entry.id === id) ? undefined : `check-in ${id} is not there`,
    )
  }

  const deeds = [changeSettings, noteMoment, noteMoment, answerLine, answerLine, answerLine, answerPing]

  /** Somebody who does nothing just now does this, or anything; nobody does two things at once. */
  async function act(one: One | undefined, deed: ((one: One) => Promise<void>) | undefined): Promise<void> {
    if (!one || !deed || busy.has(one.id)) return
    busy.add(one.id)
    await deed(one)
    await clear(one)
    busy.delete(one.id)
  }

  async function each<T>(keeper: Keeper, look: (person: Person, id: string) => T): Promise<T[]> {
    const found = people.map(async ({ id: person }) => readPerson((await keeper.load({ person }))?.value))
    return (await Promise.all(found)).flatMap((person, at) => (person ? [look(person, String(people[at]?.id))] : []))
  }

  return {
    /** Everybody has said yes, and no more. */
    async seed(keeper: Keeper): Promise<void> {
      const now = practice.now()
      const person: Person = {
        ...newPerson('en-US'),
        age: 'adult',
        consent: { version: consentVersion, at: now },
        zone,
      }
      for (const { id } of people) await keeper.save({ person: id }, saving(person, 0, now, true))
    },
    /** Those who have no check-ins begin some. */
    begin: async () => void (await Promise.all(people.map((one) => act(one, begin)))),
    /** So many people at a time do something, three times over, as long as it may go on. */
    act: async (many: number, mayGoOn: () => boolean) => {
      const some = async () => {
        for (let turn = 0; turn < 3 && mayGoOn(); turn += 1) await act(pick(people), pick(deeds))
      }
      await Promise.all(Array.from({ length: many }, some))
    },
    /** The check-ins that will come until then: whose, and their names. */
    async due(keeper: Keeper, until: Instant): Promise<{ person: string; name: string }[]> {
      const found = await each(keeper, ({ agenda }, person) =>
        agenda.flatMap((entry) =>
          entry.kind === 'check-in' && entry.at <= until ? [{ person, name: nameOf(entry) }] : [],
        ),
      )
      return found.flat()
    },
    /** Those of them that never came, though the person had not had both messages of that day. */
    missed(due: Awaited<ReturnType<typeof this.due>>): string[] {
      const today = dayOf(practice.now(), zone)
      const had = (person: string) =>
        [...lines.values()].filter((line) => line.person === person && dayOf(line.at, zone) === today).length
      return due.filter(({ name, person }) => !lines.has(name) && had(person) < 2).map(({ name }) => name)
    },
    /** What was sent more than once. */
    doubled: () => [...lines].filter(([, { messages }]) => messages.size > 1).map(([name]) => name),
    /** What was confirmed and is not so. */
    async lost(keeper: Keeper): Promise<string[]> {
      const kept = new Map(await each(keeper, (person, id) => [id, person] as const))
      return [...promised].flatMap(([key, { person, at, is }]) => {
        if (practice.now() - at > asked) promised.delete(key)
        const one = kept.get(person)
        return (one ? is(one) : `nothing is kept of ${person}`) ?? []
      })
    },
    /** Entries whose time has come and which nobody has settled. */
    async unsettled(keeper: Keeper): Promise<string[]> {
      const found = await each(keeper, (person) => dueEntry(person, practice.now()))
      return found.flatMap((entry) => (entry ? [nameOf(entry)] : []))
    },
    counts: () => ({ sent: lines.size, confirmed }),
  }
}
