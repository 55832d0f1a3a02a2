/** People of every kind about whom something is kept. */
import fc from 'fast-check'
import {
  acts,
  type Check,
  type Entry,
  type Follow,
  type Moment,
  newPerson,
  type Person,
  rhythms,
} from '../../src/core/person.ts'

const start = Date.UTC(2026, 8, 1)
const second = 1000
const instant = fc.integer({ min: 0, max: 200 * 24 * 3600 }).map((seconds) => start + seconds * second)
const day = fc.integer({ min: 20_700, max: 20_900 })
const id = fc.stringMatching(/^[a-z0-9]{1,13}$/)
const snowflake = fc.stringMatching(/^[1-9][0-9]{16,18}$/)
const count = fc.integer({ min: 0, max: 40 })
/** Members that may be absent are. */
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const schedule = {
  about: id,
  often: fc.constantFrom(...rhythms),
  hour: fc.integer({ min: 0, max: 23 }),
  quiet: fc.boolean(),
  until: instant,
  begun: instant,
  paused: some(fc.boolean()),
  answered: fc.boolean(),
  unanswered: count,
  message: some(snowflake),
}
const common = { id, at: instant, turn: count, claimed: some(instant) }
const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

export const entry: fc.Arbitrary<Entry> = fc
  .oneof(
    fc.record({ ...common, kind: fc.constant('check-in' as const), ...schedule }),
    fc.record({
      ...common,
      kind: fc.constant('ping' as const),
      moment: id,
      step: fc.constantFrom(2 as const, 3 as const),
    }),
    fc.record({ ...common, kind: fc.constant('follow-up' as const), flow: id }),
    fc.record({ ...common, kind: fc.constantFrom('trim' as const, 'end' as const) }),
    fc.record({ ...common, kind: fc.constant('sweep' as const), channel: snowflake, before: some(snowflake) }),
  )
  .map((one) => present(one) as Entry)

const check: fc.Arbitrary<Check> = fc.record({
  id,
  day,
  worry: fc.integer({ min: 0, max: 4 }),
  close: fc.integer({ min: 0, max: 4 }),
  plain: fc.integer({ min: 0, max: 3 }),
})
const strength = fc.integer({ min: 0, max: 10 })
const perhaps: fc.Arbitrary<number | null> = fc.option(strength)
const moment: fc.Arbitrary<Moment> = fc.record({
  id,
  at: instant,
  act: fc.constantFrom(...acts),
  strengths: fc.tuple(strength, strength, perhaps, perhaps),
})
const follow: fc.Arbitrary<Follow> = fc.record({ id, flow: id, day, answer: fc.constantFrom(-1 as const, 0, 1) })

export const person: fc.Arbitrary<Person> = fc
  .record({
    locale: fc.constantFrom('en-US', 'en-GB', 'de', 'pt-BR'),
    age: some(fc.constantFrom('adult' as const, 'under-18' as const)),
    consent: some(fc.record({ version: fc.integer({ min: 1, max: 3 }), at: instant })),
    dm: some(snowflake),
    zone: some(fc.constantFrom('Europe/Berlin', 'Pacific/Auckland', 'UTC', 'America/New_York')),
    discreet: fc.boolean(),
    keepDays: fc.integer({ min: 0, max: 90 }),
    agenda: fc.array(entry, { maxLength: 4 }),
    checks: fc.array(check, { maxLength: 4 }),
    moments: fc.array(moment, { maxLength: 4 }),
    follows: fc.array(follow, { maxLength: 4 }),
    sent: some(fc.record({ day, count })),
    refusedAt: some(instant),
  })
  .map((one) => present(one) as Person)

/** Somebody who said yes at this instant, in the words of today. */
export const adult = (at: number): Person => ({ ...newPerson('en-US'), age: 'adult', consent: { version: 1, at } })

/** Somebody with much of everything: 90 check-ins, 30 moments. */
export const busy = (at: number): Person => ({
  ...adult(at),
  dm: '900',
  zone: 'Europe/Berlin',
  agenda: [
    {
      id: 'k1',
      kind: 'check-in',
      at: at + 3600 * second,
      turn: 12,
      about: 'day',
      often: 'daily',
      hour: 19,
      quiet: true,
      until: at + 20 * 24 * 3600 * second,
      begun: at - 12 * 24 * 3600 * second,
      answered: true,
      unanswered: 0,
    },
  ],
  checks: Array.from({ length: 89 }, (_, n) => ({
    id: `c${n}`,
    day: Math.floor(at / (24 * 3600 * second)) - n,
    worry: n % 5,
    close: (n + 2) % 5,
    plain: n % 4,
  })),
  moments: Array.from({ length: 30 }, (_, n) => ({
    id: `m${n}`,
    at: at - n * 24 * 3600 * second,
    act: acts[n % 4] ?? 'asked',
    strengths: [n % 11, (n + 3) % 11, n % 2 === 0 ? n % 7 : null, null],
  })),
})
