/** What comes by itself, as pure steps: when, how often, and that it ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answered,
  arrived,
  asksSafety,
  claim,
  dayFor,
  dueEntry,
  dueOf,
  followUp,
  nextAt,
  type Plan,
  pingsFor,
  planFor,
  reachedAgain,
  refused,
  refusedFor,
  sent,
  skipped,
  tidy,
  untilAfter,
  unusedFor,
  withEntries,
} from '../../src/core/agenda.ts'
import { dayOf, hourOf, instantOf } from '../../src/core/calendar.ts'
import {
  type Check,
  type Entry,
  type EntryOf,
  mostEntries,
  nameOf,
  type Person,
  rhythms,
  type Schedule,
} from '../../src/core/person.ts'
import { adult, person as anybody, entry as anyEntry } from './persons.ts'

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour
const noon = Date.UTC(2026, 10, 22, 12)

/** A year that holds both changes of every zone. */
const instant = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => Date.UTC(2026, 0, 1) + minutes * minute)
const zone = fc.constantFrom(
  ...['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago', 'Australia/Lord_Howe'],
)
const hourOfDay = fc.integer({ min: 0, max: 23 })
const id = fc.stringMatching(/^[a-z0-9]{1,13}$/)
const often = fc.constantFrom(...rhythms)

const scheduleOf = (
  begun: number,
  hour: number,
  where: string,
  weeks: number,
  more: Partial<Schedule> = {},
): Schedule => ({
  about: 'us',
  often: 'daily',
  hour,
  quiet: true,
  begun,
  until: untilAfter(begun, weeks * 7, hour, where),
  answered: true,
  unanswered: 0,
  ...more,
})

/** All instants of a schedule, up to its closing. */
function all(name: string, schedule: Schedule, where: string): number[] {
  const found: number[] = []
  for (let at = nextAt(name, schedule, where, schedule.begun); found.length < 400; ) {
    found.push(at)
    if (at >= schedule.until) break
    at = nextAt(name, schedule, where, at)
  }
  return found
}

/** Whether this zone's clock skips that hour on that day. */
const isSkipped = (of: number, chosen: number, where: string) => hourOf(instantOf(of, chosen, where), where) !== chosen

describe('when check-ins come', () => {
  test('daily: the clock shows the chosen hour each time, once a day, over every change, and it ends', () => {
    fc.assert(
      fc.property(id, instant, hourOfDay, zone, (name, begun, chosen, where) => {
        const schedule = scheduleOf(begun, chosen, where, 12)
        const times = all(name, schedule, where)
        expect(times.at(-1)).toBe(schedule.until)
        const days = times.map((at) => dayOf(at, where))
        for (const [n, at] of times.entries()) {
          const of = days[n] ?? 0
          expect(hourOf(at, where)).toBe(isSkipped(of, chosen, where) ? chosen + 1 : chosen)
          expect(at - instantOf(of, chosen, where)).toBeLessThan(5 * minute)
          if (n > 0) expect(of).toBe((days[n - 1] ?? 0) + 1)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('whatever the rhythm: always later, at most one a day, never later than its end', () => {
    fc.assert(
      fc.property(
        id,
        instant,
        hourOfDay,
        zone,
        often,
        fc.constantFrom(2, 4, 8),
        (name, begun, chosen, where, how, weeks) => {
          const schedule = scheduleOf(begun, chosen, where, weeks, { often: how })
          const times = all(name, schedule, where)
          const days = times.map((at) => dayOf(at, where))
          expect(times.every((at, n) => at > (times[n - 1] ?? begun) && at <= schedule.until)).toBe(true)
          expect(new Set(days).size).toBe(days.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('the rhythms, in days from the first', () => {
    const begun = instantOf(dayOf(noon, 'Europe/Berlin'), 20, 'Europe/Berlin') - 1
    const days = (how: Schedule['often']) =>
      all('k', scheduleOf(begun, 20, 'Europe/Berlin', 4, { often: how }), 'Europe/Berlin').map(
        (at) => dayOf(at, 'Europe/Berlin') - dayOf(begun, 'Europe/Berlin'),
      )
    expect(days('taper')).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 21, 28])
    expect(days('weekly')).toEqual([0, 7, 14, 21, 28])
    expect(days('other-day')).toEqual(Array.from({ length: 15 }, (_, n) => 2 * n))
    expect(days('daily')).toEqual(Array.from({ length: 29 }, (_, n) => n))
  })

  test('not all of one hour come at once', () => {
    const schedule = scheduleOf(noon, 20, 'UTC', 4)
    const seconds = Array.from({ length: 300 }, (_, n) => nextAt(`id${n}`, schedule, 'UTC', noon) % hour)
    expect(new Set(seconds).size).toBeGreaterThan(100)
    expect(Math.max(...seconds)).toBeLessThan(5 * minute)
  })
})

const checkIn = (more: Partial<EntryOf<'check-in'>> = {}): EntryOf<'check-in'> => {
  const schedule = scheduleOf(noon - day, 12, 'UTC', 4)
  return { id: 'k1', kind: 'check-in', turn: 0, at: noon, ...schedule, ...more }
}
const withAgenda = (...agenda: Entry[]): Person => ({ ...adult(noon - day), dm: '900', zone: 'UTC', agenda })
const only = (person: Person): Entry => {
  const [entry] = person.agenda
  if (!entry) throw new Error('an empty agenda')
  return entry
}

/** The clock as the timer goes: whatever is due is sent, and now and then answered. */
function live(start: Person, days: number, answers: (turn: number) => boolean) {
  let person = tidy(start, noon, true)
  const messages: { at: number; plan: Plan; name: string }[] = []
  for (let turns = 0; turns < 2000; turns += 1) {
    const next = dueOf(person)
    if (next === undefined || next > noon + days * day) break
    const entry = dueEntry(person, next)
    if (!entry) throw new Error('due, and nothing is')
    if (entry.kind === 'end') return { messages, person, ended: next }
    if (entry.kind === 'trim') {
      person = tidy(person, next, false)
      continue
    }
    const plan = planFor(person, entry, next)
    if (plan === 'skip') {
      person = tidy(skipped(person, entry, next), next, false)
      continue
    }
    messages.push({ at: next, plan, name: nameOf(entry) })
    person = sent(claim(person, entry, next), entry, plan, `m${messages.length}`, next)
    if (plan === 'message' && entry.kind === 'check-in' && answers(entry.turn)) {
      const check: Check = { id: nameOf(entry), day: dayFor(person, next), worry: 1, close: 2, plain: 3 }
      person = answered(person, check, entry.id)
    }
    person = tidy(person, next, false)
  }
  return { messages, person, ended: undefined }
}

describe('a life of check-ins', () => {
  test('answered each time, it closes on its day and sends nothing more', () => {
    const first = checkIn({ often: 'daily' })
    const { messages, person } = live(
      withAgenda({ ...first, at: nextAt(first.id, first, 'UTC', noon) }),
      60,
      () => true,
    )
    expect(messages.at(-1)?.plan).toBe('close')
    expect(messages.filter(({ plan }) => plan === 'message')).toHaveLength(27)
    expect(person.agenda.filter(({ kind }) => kind === 'check-in')).toEqual([])
    expect(new Set(messages.map(({ name }) => name)).size).toBe(messages.length)
  })

  test('three in a row without an answer, and it stops by itself', () => {
    expect(live(withAgenda(checkIn()), 60, () => false).messages.map(({ plan }) => plan)).toEqual([
      ...['message', 'message', 'message', 'stop'],
    ])
    const now = live(withAgenda(checkIn()), 60, (turn) => turn === 1)
    expect(now.messages.map(({ plan }) => plan)).toEqual([
      'message',
      'message',
      'message',
      'message',
      'message',
      'stop',
    ])
  })

  test('two unanswered in a row never stop it', () => {
    const { messages } = live(withAgenda(checkIn()), 60, (turn) => turn % 3 === 2)
    expect(messages.some(({ plan }) => plan === 'stop')).toBe(false)
  })

  test('every fourth asks whether this is still a safe way', () => {
    const asks = [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => asksSafety(checkIn({ turn })))
    expect(asks).toEqual([false, false, false, true, false, false, false, true])
  })

  test('whatever is answered: at most two messages a day, nothing after the end, and all of it goes at last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 0, max: 90 }),
        often,
        (answers, keepDays, how) => {
          const follows = ['one-plan', 'kind-word'].map((flow) => followUp(flow, flow, 3, noon, 'UTC'))
          const pings = ['m1', 'm2', 'm3'].flatMap((moment) => pingsFor({ id: moment, at: noon }, 'UTC'))
          const start = { ...withAgenda(checkIn({ often: how }), ...follows, ...pings), keepDays }
          const { messages, ended } = live(start, 200, (turn) => answers[turn] ?? false)
          const perDay = Map.groupBy(messages, ({ at }) => dayOf(at, 'UTC'))
          expect([...perDay.values()].every((group) => group.length <= 2)).toBe(true)
          expect(ended).toBe(noon + unusedFor)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('what an entry’s time asks for', () => {
  test('nothing is sent two hours late, nor without a known DM, nor as the third of a day', () => {
    const person = withAgenda(checkIn())
    expect(planFor(person, checkIn(), noon)).toBe('message')
    expect(planFor(person, checkIn(), noon + 2 * hour)).toBe('skip')
    const { dm: _, ...nowhere } = person
    expect(planFor(nowhere, checkIn(), noon)).toBe('skip')
    const full = { ...person, sent: { day: dayOf(noon, 'UTC'), count: 2 } }
    expect(planFor(full, checkIn(), noon)).toBe('skip')
    expect(planFor(full, checkIn({ claimed: noon }), noon)).toBe('message')
    expect(planFor(full, checkIn({ at: noon + day }), noon + day)).toBe('message')
  })

  test('at night comes only what was chosen for the night, also when the bot was down', () => {
    const late = Date.UTC(2026, 10, 22, 22, 30)
    const evening = checkIn({ hour: 21, at: late - hour })
    expect(planFor(withAgenda(evening), evening, late)).toBe('skip')
    const night = checkIn({ hour: 22, at: late - 25 * minute })
    expect(planFor(withAgenda(night), night, late)).toBe('message')
    const follow = followUp('f', 'one-plan', 7, noon - 7 * day, 'UTC')
    expect(planFor(withAgenda(follow), follow, late)).toBe('skip')
    const moved = only(skipped(withAgenda(follow), follow, late))
    expect(hourOf(moved.at, 'UTC')).toBe(12)
    expect(planFor(withAgenda(moved), moved, moved.at)).toBe('message')
    const ping = { id: 'm-2', kind: 'ping', at: late - minute, turn: 0, moment: 'm', step: 2 } as const
    expect(planFor(withAgenda(ping), ping, late)).toBe('skip')
  })

  test('a message that was begun is decided as it was then', () => {
    const late = Date.UTC(2026, 10, 22, 22, 30)
    const evening = checkIn({ hour: 21, at: late - hour, claimed: late - minute })
    expect(planFor(withAgenda(evening), evening, late)).toBe('message')
  })

  test('pings and follow-ups are planned for the day', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 1, max: 30 }), (at, where, days) => {
        const pings = pingsFor({ id: 'm', at }, where)
        for (const ping of pings) {
          expect(hourOf(ping.at, where)).toBeGreaterThanOrEqual(8)
          expect(hourOf(ping.at, where)).toBeLessThan(22)
        }
        expect(dayOf(pings.at(-1)?.at ?? 0, where)).toBe(dayOf(at, where) + 1)
        const follow = followUp('f', 'one-plan', days, at, where)
        expect(hourOf(follow.at, where)).toBe(12)
        expect(dayOf(follow.at, where)).toBe(dayOf(at, where) + days)
      }),
    )
  })
})

describe('a time that passes by', () => {
  test('a check-in waits for its next one, and nothing counts as unanswered', () => {
    const entry = checkIn({ turn: 5, answered: false, unanswered: 1 })
    const next = only(skipped(withAgenda(entry), entry, noon + 3 * hour))
    expect(next).toMatchObject({ turn: 5, answered: false, unanswered: 1 })
    expect(next.at).toBeGreaterThan(noon + 3 * hour)
  })

  test('the name of a message that was begun is not used again', () => {
    const entry = checkIn({ turn: 5, claimed: noon, answered: false, unanswered: 2 })
    const next = only(skipped(withAgenda(entry), entry, noon + 3 * hour))
    expect(next).toMatchObject({ turn: 6, answered: true })
    expect(next.claimed).toBeUndefined()
  })

  test('on a full day the closing waits for tomorrow; too late, it goes', () => {
    const entry = checkIn({ until: noon, at: noon })
    const full = { ...withAgenda(entry), sent: { day: dayOf(noon, 'UTC'), count: 2 } }
    expect(planFor(full, entry, noon)).toBe('skip')
    const waits = skipped(full, entry, noon)
    expect(only(waits).at).toBe(noon + day)
    expect(planFor(waits, only(waits), noon + day)).toBe('close')
    expect(skipped(full, entry, noon + 2 * hour).agenda).toEqual([])
  })

  test('tomorrow is the same hour, though the clocks are put back meanwhile', () => {
    const evening = Date.UTC(2026, 9, 24, 18)
    const entry = checkIn({ until: evening, at: evening, hour: 20 })
    const waits = skipped({ ...withAgenda(entry), zone: 'Europe/Berlin' }, entry, evening)
    expect(hourOf(only(waits).at, 'Europe/Berlin')).toBe(20)
  })

  test('a skipped entry that somebody changed meanwhile stays as it is', () => {
    const was = checkIn({ turn: 1 })
    const person = withAgenda(checkIn({ turn: 2 }))
    expect(skipped(person, was, noon)).toBe(person)
    expect(sent(person, was, 'message', 'm', noon)).toBe(person)
  })

  test('nothing that passed by was sent', () => {
    fc.assert(
      fc.property(anyEntry, instant, (entry, now) => {
        const next = skipped(withAgenda(entry), entry, now)
        expect(next.sent).toBeUndefined()
        expect(next.agenda.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('an answer', () => {
  const check = (turn: number): Check => ({ id: `k1~${turn}`, day: 1, worry: 1, close: 1, plain: 1 })

  test('counts, and the line of the last message is gone', () => {
    const person = withAgenda(checkIn({ turn: 3, answered: false, unanswered: 2, message: 'm3' }))
    const next = answered(person, check(2), 'k1')
    expect(only(next)).toMatchObject({ answered: true, unanswered: 0 })
    expect(only(next)).not.toHaveProperty('message')
    expect(next.checks).toEqual([check(2)])
  })

  test('to an older line leaves the last one to be taken away', () => {
    const person = withAgenda(checkIn({ turn: 3, answered: false, unanswered: 2, message: 'm3' }))
    expect(only(answered(person, check(0), 'k1'))).toMatchObject({ message: 'm3', answered: true })
  })

  test('twice is one record', () => {
    const once = answered(withAgenda(checkIn({ turn: 1 })), check(0), 'k1')
    expect(answered(once, check(0), 'k1')).toEqual(once)
  })

  test('that comes before its message was counted is not lost', () => {
    const entry = checkIn({ turn: 2, claimed: noon, answered: true })
    const early = answered(withAgenda(entry), check(2), 'k1')
    const next = sent(early, entry, 'message', 'm', noon)
    expect(only(next)).toMatchObject({ turn: 3, answered: true })
  })
})

describe('a line that goes before anybody has counted it', () => {
  test('is counted, and not sent again', () => {
    const person = withAgenda(checkIn({ at: noon, turn: 2, claimed: noon, message: '800' }))
    const after = arrived(person, nameOf(only(person)), noon + minute)
    expect(after.sent?.count).toBe(1)
    expect(only(after)).toMatchObject({ turn: 3 })
    expect(only(after)).not.toHaveProperty('claimed')
    expect(only(after)).not.toHaveProperty('message')
    expect(only(after).at).toBeGreaterThan(noon)
    expect(arrived(after, nameOf(only(person)), noon + minute)).toBe(after)
  })

  test('however late; a last line ends the check-ins', () => {
    const late = withAgenda(checkIn({ at: noon, claimed: noon }))
    expect(only(arrived(late, nameOf(only(late)), noon + 9 * hour)).turn).toBe(1)
    const over = withAgenda(checkIn({ at: noon, until: noon, claimed: noon }))
    expect(arrived(over, nameOf(only(over)), noon + minute).agenda).toEqual([])
  })

  test('one that was never begun is left alone', () => {
    const person = withAgenda(checkIn({ at: noon }))
    expect(arrived(person, nameOf(only(person)), noon)).toBe(person)
  })
})

describe('a DM that takes no message', () => {
  test('rests everything, and all goes after 30 days', () => {
    const person = tidy(refused(withAgenda(checkIn({ claimed: noon })), noon), noon, false)
    expect(dueEntry(person, noon + 29 * day)).toBeUndefined()
    expect(dueOf(person)).toBe(noon + refusedFor)
    expect(dueEntry(person, noon + refusedFor)?.kind).toBe('end')
  })

  test('works again: what was to come meanwhile is passed by, the rest goes on', () => {
    const person = refused(withAgenda(checkIn()), noon)
    const now = noon + 3 * day
    const back = reachedAgain(person, '901', now)
    expect(back.dm).toBe('901')
    expect(back).not.toHaveProperty('refusedAt')
    expect(only(back).at).toBeGreaterThan(now)
  })
})

describe('tidy', () => {
  test('keeps no number longer than chosen, at most 12 entries, and always ends', () => {
    fc.assert(
      fc.property(anybody, instant, fc.boolean(), (person, now, used) => {
        fc.pre(!person.agenda.some(({ kind }) => kind === 'sweep') || person.consent !== undefined)
        const next = tidy(person, now, used)
        const today = dayFor(next, now)
        const days = [...next.checks, ...next.follows].map((one) => one.day)
        const moments = next.moments.map(({ at }) => dayFor(next, at))
        expect([...days, ...moments].every((one) => person.keepDays > 0 && today - one < person.keepDays)).toBe(true)
        expect(next.agenda.length).toBeLessThanOrEqual(mostEntries)
        expect(next.agenda.filter(({ kind }) => kind === 'end')).toHaveLength(1)
        const end = next.agenda.find(({ kind }) => kind === 'end')
        if (used) expect(end?.at).toBeLessThanOrEqual(now + unusedFor)
        expect(next.agenda.some(({ kind }) => kind === 'trim')).toBe(days.length + moments.length > 0)
        expect(tidy(next, now, false)).toEqual(next)
      }),
    )
  })

  test('the trim comes when the oldest number goes, and takes it along', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 1, max: 90 }), (now, where, keepDays) => {
        const check: Check = { id: 'a~0', day: dayOf(now, where), worry: 0, close: 0, plain: 0 }
        const person = tidy({ ...adult(now), zone: where, keepDays, checks: [check] }, now, true)
        const trim = person.agenda.find(({ kind }) => kind === 'trim')
        expect(dayOf(trim?.at ?? 0, where)).toBe(check.day + keepDays)
        // Three o'clock is up to four hours into the day: in autumn one hour comes twice.
        expect(tidy(person, (trim?.at ?? 0) - 5 * hour, false).checks).toEqual([check])
        expect(tidy(person, trim?.at ?? 0, false).checks).toEqual([])
      }),
    )
  })

  test('a note that only takes messages away is left alone', () => {
    const note: Person = { ...adult(noon), agenda: [{ id: 's', kind: 'sweep', at: noon, turn: 0, channel: '9' }] }
    const { consent: _, age: __, ...cleared } = note
    expect(tidy(cleared, noon, true)).toBe(cleared)
  })
})

test('an agenda takes as many entries as it has room for, and changes one in its place', () => {
  const entries = Array.from({ length: 15 }, (_, n) => followUp(`f${n}`, 'one-plan', 7, noon, 'UTC'))
  const full = withEntries(withAgenda(), entries)
  expect(full.agenda).toHaveLength(mostEntries - 2)
  const later = { ...full.agenda[3], at: noon + 9 * day } as Entry
  expect(withEntries(full, [later]).agenda[3]).toEqual(later)
})

test('saved again and again, it fills up to the same number', () => {
  const one = (n: number) => followUp(`f${n}`, 'one-plan', 7, noon, 'UTC')
  const full = Array.from({ length: 15 }, (_, n) => one(n)).reduce<Person>(
    (person, entry) => tidy(withEntries(person, [entry]), noon, true),
    withAgenda(),
  )
  expect(full.agenda.filter(({ kind }) => kind === 'follow-up')).toHaveLength(mostEntries - 2)
  expect(full.agenda.length).toBeLessThanOrEqual(mostEntries)
})
