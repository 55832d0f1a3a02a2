/** What somebody chose for their check-ins: forms, addresses, and the steps of an agenda. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestAddress, readAddress, writeAddress } from '../../src/core/address.ts'
import { claim, followUp, nextAt, sent } from '../../src/core/agenda.ts'
import { dayOf, hourOf, instantOf, zones } from '../../src/core/calendar.ts'
import { type Person, rhythms } from '../../src/core/person.ts'
import {
  goingOn,
  kinds,
  lengths,
  lineOf,
  picked,
  readPicks,
  readWish,
  resting,
  running,
  scheduled,
  silenced,
  stopped,
  usualWish,
  type Wish,
  writeWish,
} from '../../src/core/schedule.ts'
import { readZone, writeZone } from '../../src/core/zones.ts'
import { adult } from './persons.ts'

const noon = Date.UTC(2026, 10, 22, 12)
const day = 24 * 60 * 60 * 1000
const berlin = 'Europe/Berlin'
const person: Person = { ...adult(noon), dm: '900', zone: berlin }

const wish: fc.Arbitrary<Wish> = fc.record({
  about: fc.constantFrom(...kinds),
  often: fc.constantFrom(...rhythms),
  hour: fc.integer({ min: 0, max: 23 }),
  quiet: fc.boolean(),
  weeks: fc.constantFrom(...lengths),
})
const anyId = fc.stringMatching(/^[a-z0-9]{1,13}$/)
const picksOf = (one: Wish) => ({
  [picked.about]: one.about,
  [picked.often]: one.often,
  [picked.hour]: String(one.hour),
  [picked.quiet]: String(one.quiet),
  [picked.weeks]: String(one.weeks),
})

const begun = (one: Partial<Wish> = {}, now = noon, id = 'k1', of = person) => {
  const next = scheduled(of, id, { ...usualWish, ...one }, berlin, now)
  const entry = next && running(next, now)
  if (!next || !entry) throw new Error('it did not begin')
  return { next, entry }
}

describe('the plan in an address', () => {
  test('every plan, every zone and every id comes back from *Begin*, within 100 characters', () => {
    fc.assert(
      fc.property(wish, anyId, fc.constantFrom(...zones()), (one, id, zone) => {
        const text = writeAddress(['checkin', 'b', id, writeWish(one), writeZone(zone)])
        expect(text.length).toBeLessThanOrEqual(longestAddress)
        const back = readAddress(text)
        expect(back?.[2]).toBe(id)
        expect(readWish(back?.[3])).toEqual(one)
        expect(readZone(back?.[4])).toBe(zone)
      }),
    )
  })

  test('also with what stands before it while consent is asked', () => {
    const longest = zones().reduce((one, other) => (other.length > one.length ? other : one))
    const address = ['checkin', 'q3', 'b', 'z'.repeat(13), writeWish({ ...usualWish, weeks: 12 }), writeZone(longest)]
    expect(address.join('/').length).toBeLessThanOrEqual(longestAddress)
  })

  test('nothing else is a plan', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readWish(text)
        if (read) expect(writeWish(read)).toBe(text.split('-').map(Number).join('-'))
      }),
    )
    for (const text of [
      undefined,
      '',
      '0-0-24-0-4',
      '0-0-20-0-5',
      '9-0-20-0-4',
      '0-9-20-0-4',
      '0-0-20-2-4',
      '0-0-20-0',
    ])
      expect(readWish(text)).toBeUndefined()
  })

  test('is what the form’s menus gave; one that is missing or unknown is no plan', () => {
    fc.assert(
      fc.property(wish, (one) => {
        expect(readPicks(picksOf(one))).toEqual(one)
      }),
    )
    for (const name of Object.values(picked)) {
      const { [name]: _, ...missing } = picksOf(usualWish)
      expect(readPicks(missing)).toBeUndefined()
      expect(readPicks({ ...picksOf(usualWish), [name]: 'x' })).toBeUndefined()
    }
  })
})

describe('beginning', () => {
  test('the first one comes at the next chosen hour, the last day is so many weeks after it', () => {
    fc.assert(
      fc.property(wish, fc.integer({ min: 0, max: 24 * 60 }), (one, minutes) => {
        const now = noon + minutes * 60_000
        const { entry } = begun(one, now)
        expect(entry.at).toBeGreaterThan(now)
        expect(entry.at - now).toBeLessThanOrEqual(day + 5 * 60_000)
        expect(hourOf(entry.at, berlin)).toBe(one.hour)
        expect(dayOf(entry.until, berlin) - dayOf(entry.at, berlin)).toBe(one.weeks * 7)
      }),
    )
  })

  test('there is one at a time', () => {
    const { next } = begun()
    const again = begun({ hour: 9 }, noon, 'k2', next).next
    expect(again.agenda.filter(({ kind }) => kind === 'check-in')).toHaveLength(1)
    expect(again.agenda[0]?.id).toBe('k2')
  })

  test('where the agenda is full, nothing begins', () => {
    const entries = Array.from({ length: 10 }, (_, n) => followUp(`f${n}`, `f${n}`, 7, noon, berlin))
    expect(scheduled({ ...person, agenda: entries }, 'k1', usualWish, berlin, noon)).toBeUndefined()
  })
})

describe('a change', () => {
  test('keeps the turns and the last line, and asks nobody for old answers', () => {
    const { next, entry } = begun()
    const after = sent(claim(next, entry, entry.at), entry, 'message', 'm1', entry.at)
    const changed = begun({ hour: 9 }, entry.at + 1, 'k1', after).entry
    expect(changed).toMatchObject({ turn: 1, message: 'm1', hour: 9, answered: true, unanswered: 0 })
  })

  test('never uses the name of a message that was begun', () => {
    const { next, entry } = begun()
    const changed = begun({}, entry.at, 'k1', claim(next, entry, entry.at)).entry
    expect(changed.turn).toBe(1)
    expect(changed.claimed).toBeUndefined()
  })
})

describe('resting', () => {
  test('and going on: the next one comes later, and what passed counts for nothing', () => {
    const { next } = begun()
    const rested = resting(next)
    expect(running(rested, noon + day)?.paused).toBe(true)
    const now = noon + 5 * day
    const on = running(goingOn(rested, now), now)
    expect(on).toMatchObject({ answered: true, unanswered: 0 })
    expect(on).not.toHaveProperty('paused')
    expect(on?.at).toBe(on && nextAt('k1', on, berlin, now))
  })

  test('past the last day it is over', () => {
    const rested = resting(begun().next)
    expect(running(rested, noon + 27 * day)).toBeDefined()
    expect(running(rested, noon + 30 * day)).toBeUndefined()
  })
})

test('stopped: no check-ins, all numbers', () => {
  const checks = [{ id: 'k1~0', day: 1, worry: 1, close: 1, plain: 1 }]
  const next = stopped({ ...begun().next, checks })
  expect(next.agenda).toEqual([])
  expect(next.checks).toEqual(checks)
})

test('silenced: nothing comes by itself, and nobody knows any more where to write to', () => {
  const { next } = begun()
  const ping = { id: 'p', kind: 'ping', at: noon, turn: 0, moment: 'm', step: 2 } as const
  const trim = { id: 'trim', kind: 'trim', at: noon, turn: 0 } as const
  const agenda = [...next.agenda, ping, trim, followUp('f', 'one-plan', 7, noon, berlin)]
  const quiet = silenced({ ...next, agenda })
  expect(quiet.agenda.map(({ kind }) => kind)).toEqual(['check-in', 'trim'])
  expect(quiet.agenda[0]).toMatchObject({ paused: true })
  expect(quiet).not.toHaveProperty('dm')
})

describe('the line of a check-in', () => {
  const at = instantOf(dayOf(noon, berlin), 20, berlin)
  const { next } = begun()
  const entry = { ...begun().entry, turn: 2 }
  const checks = [{ id: 'k1~0', day: 1, worry: 1, close: 1, plain: 1 }]
  const two: Person = { ...next, agenda: [entry], checks }

  test('was sent and is not answered yet', () => {
    expect(lineOf(two, 'k1~1')).toEqual(entry)
    expect(lineOf(two, 'k1~0')).toBeUndefined()
  })

  test('is known from the moment its message was begun', () => {
    expect(lineOf(two, 'k1~2')).toBeUndefined()
    expect(lineOf({ ...two, agenda: [{ ...entry, claimed: at }] }, 'k1~2')).toBeDefined()
  })

  test('of nothing, or forged, is none', () => {
    for (const name of ['', '~', 'k1', 'k1~', 'k1~x', 'k2~1', 'k1~-1', 'k1~1.5', 'k1~99'])
      expect(lineOf(two, name), name).toBeUndefined()
  })
})
