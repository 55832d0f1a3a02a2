/** The clock loop on the practice server, with the real way out and a real store: sent once, or not, and nobody flooded. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadCommands } from '../src/commands.ts'
import { claim, dueEntry, nextAt, planFor, refused, sent, skipped } from '../src/core/agenda.ts'
import { dayOf, instantOf } from '../src/core/calendar.ts'
import type { Keeper } from '../src/core/keep.ts'
import { consentVersion, type Entry, nameOf, newPerson, type Person, readPerson } from '../src/core/person.ts'
import type { Direct } from '../src/core/speaker.ts'
import { content } from '../src/inputs.ts'
import { saving } from '../src/keeping.ts'
import { makeLog } from '../src/log.ts'
import { noMetrics } from '../src/metrics.ts'
import { type Practice, startPractice } from '../src/practice/server.ts'
import { makeRefusals, type Refusals } from '../src/refusals.ts'
import { makeKeeper } from '../src/stores/keeper.ts'
import { openMemory } from '../src/stores/memory.ts'
import { newKey } from '../src/stores/seal.ts'
import { makeTimer, type Timer } from '../src/timer.ts'
import { makeGateway } from '../src/transports/gateway.ts'
import type { Transport } from '../src/transports/transport.ts'
import { type Someone, someone, text } from './pair.ts'
import { give, startPeer } from './transports/peer.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const zone = 'Europe/Berlin'
const library = content()
if (!library) throw new Error('the content has faults')
const known = library
const commands = await loadCommands(new URL('../commands/', import.meta.url))

let practice: Practice
let transport: Transport
let keeper: Keeper
let robin: Someone
let refusals: Refusals
let dm: string

beforeEach(async () => {
  practice = await startPractice()
  // By day, wherever and whenever this runs: at night nothing comes.
  practice.set({ set: 'clock', forward: instantOf(dayOf(practice.now(), zone) + 1, 12, zone) - practice.now() })
  refusals = makeRefusals(practice.now)
  transport = makeGateway({ token: practice.token, api: practice.api, onRefused: refusals.note }, () => undefined)
  const made = await makeKeeper(openMemory(), newKey())
  if (!made) throw new Error('no keeper')
  keeper = made
  robin = someone(practice, practice.state('').people[0]?.id ?? '')
  dm = await transport.direct.openDm(robin.id)
})
afterEach(async () => {
  await transport.close()
  await practice.close()
})

const timerOf = (direct: Direct = transport.direct, through: Keeper = keeper, clock = practice.now): Timer =>
  makeTimer({
    commands,
    library: () => known,
    keeper: through,
    direct,
    steps: { readPerson, dueEntry, planFor, claim, sent, skipped, refused, nameOf, saving },
    facts: { version: '0', project: 'https://example.org', freeText: true, commands: [...commands.keys()] },
    log: makeLog('silent'),
    metrics: noMetrics,
    refusals,
    clock,
  })

const checkIn = (change: Partial<Extract<Entry, { kind: 'check-in' }>> = {}): Entry => ({
  id: 'one',
  kind: 'check-in',
  turn: 0,
  at: practice.now() - minute,
  about: 'worry',
  often: 'daily',
  hour: 12,
  quiet: true,
  begun: practice.now() - day,
  until: practice.now() + 28 * day,
  answered: false,
  unanswered: 0,
  ...change,
})

const somebody = (agenda: readonly Entry[], change: Partial<Person> = {}): Person => ({
  ...newPerson('en-US'),
  age: 'adult',
  consent: { version: consentVersion, at: practice.now() },
  zone,
  dm,
  agenda,
  ...change,
})

async function keep(person: Person, of = robin.id): Promise<void> {
  const before = await keeper.load({ person: of })
  await keeper.save({ person: of }, saving(person, before?.revision ?? 0, practice.now(), true))
}
const kept = async (of = robin.id) => readPerson((await keeper.load({ person: of }))?.value)
const entryOf = async (id = 'one') => (await kept())?.agenda.find((entry) => entry.id === id)
const forward = (milliseconds: number) => practice.set({ set: 'clock', forward: milliseconds })

describe('a check-in', () => {
  test('comes once, neutral and quiet, and the next is planned', async () => {
    await keep(somebody([checkIn()]))
    expect(await timerOf().look()).toBe(1)
    expect(await timerOf().look()).toBe(0)
    expect(robin.seen('dm')).toHaveLength(1)
    expect(robin.last('dm').message.flags ?? 0).toSatisfy((flags: number) => (flags & (1 << 12)) !== 0)
    expect(text(robin.last('dm'))).not.toMatch(/worr|close|partner|relationship|check-in|feel/i)
    const entry = await entryOf()
    expect(entry).toMatchObject({ turn: 1, answered: false, message: robin.last('dm').message.id })
    expect(entry?.at).toBeGreaterThan(practice.now())
  })

  test('its line goes when the next one comes', async () => {
    await keep(somebody([checkIn()]))
    await timerOf().look()
    forward(((await entryOf())?.at ?? 0) - practice.now() + minute)
    await timerOf().look()
    expect(robin.seen('dm')).toHaveLength(1)
    expect((await entryOf())?.turn).toBe(2)
  })

  test('three in a row unanswered, and it stops with one line', async () => {
    await keep(somebody([checkIn()]))
    for (let round = 0; round < 4; round += 1) {
      await timerOf().look()
      const entry = await entryOf()
      if (entry) forward(entry.at - practice.now() + minute)
    }
    expect(await entryOf()).toBeUndefined()
    forward(2 * day)
    expect(await timerOf().look()).toBe(0)
  })

  test('on its last day it closes, and asks nothing more', async () => {
    await keep(somebody([checkIn({ turn: 5, answered: true, until: practice.now() - minute })]))
    expect(await timerOf().look()).toBe(1)
    expect(await entryOf()).toBeUndefined()
  })

  test('two messages a day at most; what does not fit waits for its next time or goes', async () => {
    const ping = (id: string): Entry => ({
      id,
      kind: 'ping',
      turn: 0,
      at: practice.now() - minute,
      moment: 'm',
      step: 2,
    })
    const moment = { id: 'm', at: practice.now() - 2 * hour, act: 'waited', strengths: [5, 4, null, null] } as const
    await keep(somebody([ping('p'), ping('q'), checkIn()], { moments: [moment] }))
    expect(await timerOf().look()).toBe(2)
    expect((await kept())?.agenda.filter(({ kind }) => kind === 'ping')).toEqual([])
    expect((await entryOf())?.at).toBeGreaterThan(practice.now())
  })
})

describe('sent once', () => {
  const claimed = (ago: number, change = {}) => checkIn({ claimed: practice.now() - ago, ...change })

  test('killed after the claim: sent, as soon as it cannot be on its way any more', async () => {
    await keep(somebody([claimed(10_000)]))
    expect(await timerOf().look()).toBe(0)
    expect(robin.seen('dm')).toEqual([])
    forward(2 * minute)
    expect(await timerOf().look()).toBe(1)
    expect(robin.seen('dm')).toHaveLength(1)
    expect((await entryOf())?.turn).toBe(1)
  })

  test('killed after the message, the claim old: found in the DM, not sent again', async () => {
    const entry = claimed(5 * minute, { at: practice.now() - 6 * minute })
    const button = { label: 'Open', to: ['checkin', 'o', nameOf(entry)] as const }
    await transport.direct.send(dm, {
      blocks: [
        { kind: 'text', text: 'x' },
        { kind: 'buttons', buttons: [button] },
      ],
      to: 'new',
      seenBy: 'room',
    })
    await keep(somebody([entry]))
    await timerOf().look()
    expect(robin.seen('dm')).toHaveLength(1)
    expect(await entryOf()).toMatchObject({ turn: 1, message: robin.last('dm').message.id })
  })

  test('an old claim without a message: sent within two hours, else passed by', async () => {
    await keep(somebody([claimed(5 * minute, { at: practice.now() - 6 * minute })]))
    await timerOf().look()
    expect(robin.seen('dm')).toHaveLength(1)
    await keep(somebody([claimed(3 * hour, { at: practice.now() - 3 * hour })]))
    await timerOf().look()
    expect(robin.seen('dm')).toHaveLength(1)
    expect((await entryOf())?.at).toBeGreaterThan(practice.now())
  })

  test('two timers, one store: once', async () => {
    await keep(somebody([checkIn()]))
    await Promise.all([timerOf().look(), timerOf().look(), timerOf().look()])
    expect(robin.seen('dm')).toHaveLength(1)
  })

  /** All messages that ever stood in the DM under this name: one that was answered is gone, and was there all the same. */
  function arrivals(name: string): Set<string> {
    const found = new Set<string>()
    practice.events.on('message', (channel, { message }) => {
      if (channel === dm && JSON.stringify(message.components).includes(name)) found.add(message.id)
    })
    return found
  }
  const moment = () =>
    ({ id: 'm', at: practice.now() - 2 * hour, act: 'waited', strengths: [5, 4, null, null] }) as const
  /** Due before the check-in: with it settled the document is free again, though the check-in is due too. */
  const ping = (): Entry => ({ id: 'p', kind: 'ping', turn: 0, at: practice.now() - 2 * minute, moment: 'm', step: 2 })

  test('two timers, the message of one still on its way and the line of the other answered at once: once', async () => {
    await keep(somebody([ping(), checkIn()], { moments: [moment()] }))
    const came = arrivals('one~0')
    const slow: Direct = {
      ...transport.direct,
      async send(...args) {
        if ((await entryOf())?.claimed !== undefined) {
          await timerOf().look()
          for (const id of came) await transport.direct.remove(dm, id)
        }
        return transport.direct.send(...args)
      },
    }
    await timerOf(slow).look()
    expect(came.size).toBe(1)
    expect((await entryOf())?.turn).toBe(1)
  })

  test('killed after the message, and the next timer starts with a clock that is behind: once', async () => {
    await keep(somebody([ping(), checkIn()], { moments: [moment()] }))
    const came = arrivals('one~0')
    const dying: Keeper = {
      ...keeper,
      save: (...args) => (came.size > 0 ? Promise.reject(new Error('killed')) : keeper.save(...args)),
    }
    await timerOf(transport.direct, dying).look()
    const then = practice.now()
    forward(6 * minute)
    await timerOf(transport.direct, keeper, () => then + 1000).look()
    await timerOf().look()
    forward(3 * minute)
    await timerOf().look()
    expect(came.size).toBe(1)
    expect((await entryOf())?.turn).toBe(1)
  })

  test('a message that has waited too long for its turn does not go out: another timer has sent it meanwhile', async () => {
    await keep(somebody([checkIn()]))
    const came = arrivals('one~0')
    const over = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(over.signal)
    const waiting: Direct = {
      ...transport.direct,
      async send(...args) {
        forward(3 * minute)
        over.abort()
        await timerOf().look()
        for (const id of came) await transport.direct.remove(dm, id)
        return transport.direct.send(...args)
      },
    }
    await timerOf(waiting).look()
    expect(came.size).toBe(1)
    expect((await entryOf())?.turn).toBe(1)
  })

  test('a claim is as young as its message, however long the reading back before it took', async () => {
    await keep(somebody([claimed(5 * minute, { at: practice.now() - 6 * minute })]))
    const came = arrivals('one~0')
    const slow: Direct = {
      ...transport.direct,
      async own(...args) {
        const found = await transport.direct.own(...args)
        forward(100_000)
        return found
      },
      async send(...args) {
        forward(30_000)
        await timerOf().look()
        for (const id of came) await transport.direct.remove(dm, id)
        return transport.direct.send(...args)
      },
    }
    await timerOf(slow).look()
    expect(came.size).toBe(1)
  })

  test('whoever erases all while the message is on its way does not find it kept again', async () => {
    await keep(somebody([checkIn()]))
    const direct: Direct = {
      ...transport.direct,
      async send(...args) {
        const id = await transport.direct.send(...args)
        await keeper.erase({ person: robin.id })
        return id
      },
    }
    await timerOf(direct).look()
    expect(await kept()).toBeUndefined()
    await keep({ ...newPerson('en-US'), agenda: [checkIn({ id: 'other', at: practice.now() + hour })] })
    expect((await kept())?.agenda.some(({ id }) => id === 'one')).toBe(false)
  })
})

const many = Array.from({ length: 30 }, (_, n) => `${n}`)

test('each of many is sent, and counted', async () => {
  for (const one of many) await keep(somebody([checkIn({ id: `of-${one}` })]), one)
  expect(await timerOf().look()).toBe(many.length)
  expect(robin.seen('dm')).toHaveLength(many.length)
})

test('of many, one leaves after the other: a stop at the first finds most of those that are worked on still waiting', async () => {
  for (const one of many) await keep(somebody([checkIn({ id: `of-${one}` })]), one)
  let sends = 0
  const timer = timerOf({
    ...transport.direct,
    async send(...args) {
      sends += 1
      void timer.stop()
      return transport.direct.send(...args)
    },
  })
  await timer.look()
  expect(sends).toBeLessThan(8)
})

test('a stop does not wait for a message that does not end', async () => {
  await keep(somebody([checkIn()]))
  const { promise: sending, resolve } = Promise.withResolvers<void>()
  const timer = timerOf({
    ...transport.direct,
    send() {
      resolve()
      return new Promise(() => {})
    },
  })
  void timer.look()
  await sending
  await transport.close(timer.stop())
  expect((await entryOf())?.claimed).toBeDefined()
})

test('a stop waits no longer for a message that Discord makes wait than for any other, and it does not go out', async () => {
  const { promise: called, resolve: onCall } = Promise.withResolvers<void>()
  const limited = await startPeer((response) => {
    give(response.setHeader('retry-after', '600'), 429, { retry_after: 600 })
    onCall()
  })
  const far = makeGateway({ token: 'token', api: limited.api }, () => undefined)
  await keep(somebody([checkIn()]))
  const timer = timerOf(far.direct)
  const looking = timer.look()
  await called
  await timer.stop()
  expect(await looking).toBe(0)
  expect((await entryOf())?.claimed).toBeDefined()
  expect(limited.calls).toEqual([`POST /api/v10/channels/${dm}/messages`])
  await far.close()
})

test('a message that is out at a stop is heard of', async () => {
  await keep(somebody([checkIn()]))
  const timer = timerOf({
    ...transport.direct,
    send(...args) {
      void timer.stop()
      return transport.direct.send(...args)
    },
  })
  expect(await timer.look()).toBe(1)
  expect(await entryOf()).toMatchObject({ turn: 1, message: robin.last('dm').message.id })
})

test('a message that somebody asked for since does not wait until all old ones are taken away', async () => {
  for (let n = 0; n < 3; n += 1)
    await transport.direct.send(
      dm,
      { blocks: [{ kind: 'text', text: `line ${n}` }], to: 'new', seenBy: 'you' },
      { nonce: `${n}` },
    )
  const old: Entry = { id: 'sweep', kind: 'sweep', channel: dm, at: practice.now() - hour, turn: 0 }
  await keep(somebody([old, checkIn()]))
  const order: string[] = []
  const direct: Direct = {
    ...transport.direct,
    async send(...args) {
      order.push('send')
      return transport.direct.send(...args)
    },
    async remove(...args) {
      order.push('remove')
      return transport.direct.remove(...args)
    },
  }
  await timerOf(direct).look()
  expect(order[0]).toBe('send')
  expect(order).toContain('remove')
})

test('a bot that was down for a day floods nobody', async () => {
  for (let n = 0; n < 200; n += 1) await keep(somebody([checkIn({ at: practice.now() - 26 * hour })]), `${n}`)
  expect(await timerOf().look()).toBe(0)
  for (let n = 0; n < 200; n += 1) {
    const entry = (await kept(`${n}`))?.agenda.find(({ id }) => id === 'one')
    expect(entry?.at).toBeGreaterThan(practice.now())
  }
})

describe('a DM that takes no message', () => {
  test('pauses everything, and after thirty days all is gone', async () => {
    practice.set({ set: 'refusesDms', person: robin.id, refuses: true })
    await keep(somebody([checkIn()]))
    await timerOf().look()
    expect((await kept())?.refusedAt).toBeDefined()
    practice.set({ set: 'refusesDms', person: robin.id, refuses: false })
    forward(3 * day)
    expect(await timerOf().look()).toBe(0)
    expect(await kept()).toBeDefined()
    forward(28 * day)
    await timerOf().look()
    expect(await kept()).toBeUndefined()
  })

  test('too many of them, and the timer rests', async () => {
    for (let n = 0; n < 120; n += 1) refusals.note(50_007)
    await keep(somebody([checkIn()]))
    expect(await timerOf().look()).toBe(0)
    forward(11 * minute)
    expect(await timerOf().look()).toBe(1)
  })
})

test('after 90 days without use all is gone, though nobody visits', async () => {
  const check = { id: 'c', day: dayOf(practice.now(), zone), worry: 1, close: 2, plain: 1 }
  await keep(somebody([], { checks: [check] }))
  forward(91 * day)
  await timerOf().look()
  expect(await kept()).toBeUndefined()
})

describe('a sweep', () => {
  const snowflake = (at: number) => ((BigInt(at) - 1_420_070_400_000n) << 22n).toString()
  const sweep = (): Person => ({
    ...newPerson('en-US'),
    agenda: [
      {
        id: 'sweep',
        kind: 'sweep',
        turn: 0,
        at: practice.now(),
        channel: dm,
        before: snowflake(practice.now() + minute),
      },
    ],
  })
  const say = (words: string) =>
    transport.direct.send(dm, { blocks: [{ kind: 'text', text: words }], to: 'new', seenBy: 'room' })

  test('takes all our messages away, then itself; later ones stay', async () => {
    for (let n = 0; n < 55; n += 1) await say(`line ${n}`)
    await keep(sweep())
    forward(2 * minute)
    await say('after')
    for (let looks = 0; looks < 6; looks += 1) {
      await timerOf().look()
      forward(3 * minute)
    }
    expect(robin.seen('dm').map(text)).toEqual(['after'])
    expect(await kept()).toBeUndefined()
  })

  test('a stop does not wait for all of it', async () => {
    for (let n = 0; n < 10; n += 1) await say(`line ${n}`)
    await keep(sweep())
    const timer: Timer = timerOf({
      ...transport.direct,
      async remove(...args) {
        void timer.stop()
        await transport.direct.remove(...args)
      },
    })
    await timer.look()
    expect(robin.seen('dm')).toHaveLength(9)
    expect(await kept()).toBeDefined()
  })

  test('interrupted, it goes on where it was', async () => {
    for (let n = 0; n < 10; n += 1) await say(`line ${n}`)
    await keep(sweep())
    let left = 4
    const direct: Direct = {
      ...transport.direct,
      remove: (...args) => (left-- > 0 ? transport.direct.remove(...args) : Promise.reject(new Error('cut'))),
    }
    await timerOf(direct).look()
    expect(robin.seen('dm')).toHaveLength(6)
    forward(3 * minute)
    await timerOf().look()
    forward(3 * minute)
    await timerOf().look()
    expect(robin.seen('dm')).toEqual([])
    expect(await kept()).toBeUndefined()
  })
})

test('the next time is found though the day has 23 or 25 hours', () => {
  const schedule = checkIn({ often: 'daily', hour: 2 })
  if (schedule.kind !== 'check-in') throw new Error('not a check-in')
  const eve = Date.UTC(2027, 2, 27, 12)
  const at = nextAt('x', { ...schedule, begun: eve, until: eve + 20 * day }, zone, eve)
  expect(dayOf(at, zone)).toBe(dayOf(eve, zone) + 1)
})
