/** Days and hours as clocks show them, in five zones over both of the year's changes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changesAfter,
  clockOf,
  dateOf,
  dayOf,
  hourOf,
  instantOf,
  isZone,
  offsetOf,
  zones,
} from '../../src/core/calendar.ts'

/** North and south; a change at midnight (Santiago); a change of half an hour (Lord Howe). */
const changing = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago', 'Australia/Lord_Howe']
const aDay = 24 * 60 * 60 * 1000
const january = Date.UTC(2026, 0, 1) / aDay
const dayOfYear = fc.integer({ min: january, max: january + 400 })
const hour = fc.integer({ min: 0, max: 23 })
const zone = fc.constantFrom(...changing, 'UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago')

/** The hours that a zone's clock never shows on a day. */
const skipped = (day: number, where: string): number[] => {
  const shown = new Set<number>()
  for (let at = instantOf(day, 0, where); dayOf(at, where) === day; at += 15 * 60 * 1000) shown.add(hourOf(at, where))
  return Array.from({ length: 24 }, (_, n) => n).filter((n) => !shown.has(n))
}

test('dayOf is the day on the calendar, around every change of every clock', () => {
  const written = (at: number, where: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: where, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
  const any = fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2040, 0, 1) })
  fc.assert(
    fc.property(any, fc.constantFrom(...zones()), (from, where) => {
      const midnights = changesAfter(from, where).flatMap(({ day }) =>
        [day, day + 1].map((one) => instantOf(one, 0, where)),
      )
      const minutes = [-1, 0, 1, 2].map((minute) => minute * 60_000)
      for (const at of [from, ...midnights.flatMap((one) => minutes.map((minute) => one + minute))])
        expect(new Date(dayOf(at, where) * aDay).toISOString().slice(0, 10)).toBe(written(at, where))
    }),
    // Where clocks were put back to the day before at one minute past midnight.
    { examples: [[Date.UTC(2009, 6, 1), 'America/St_Johns']], numRuns: 300 },
  )
})

describe('instantOf', () => {
  test('the clock shows the day and the hour; where that hour is skipped, the next', () => {
    fc.assert(
      fc.property(dayOfYear, hour, zone, (day, chosen, where) => {
        const at = instantOf(day, chosen, where)
        expect(dayOf(at, where)).toBe(day)
        expect(hourOf(at, where)).toBe(skipped(day, where).includes(chosen) ? chosen + 1 : chosen)
      }),
    )
  })

  test('every zone has days in which clocks change, and on others no hour is lost', () => {
    for (const where of changing) {
      const days = Array.from({ length: 400 }, (_, n) => january + n)
      const lengths = days.map((day) => instantOf(day + 1, 0, where) - instantOf(day, 0, where))
      expect(lengths.filter((length) => length < aDay).length, where).toBeGreaterThan(0)
      expect(lengths.filter((length) => length > aDay).length, where).toBeGreaterThan(0)
      for (const day of days.filter((_, n) => lengths[n] === aDay && n % 40 === 0))
        expect(skipped(day, where)).toEqual([])
    }
  })

  test('an hour that comes twice is the first', () => {
    const day = Date.UTC(2026, 9, 25) / aDay
    expect(instantOf(day, 2, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0))
    expect(clockOf(Date.UTC(2026, 9, 25, 1), 'Europe/Berlin', 'de')).toBe('2:00')
  })

  test('a later day or hour is a later instant', () => {
    fc.assert(
      fc.property(dayOfYear, hour, zone, (day, chosen, where) => {
        expect(instantOf(day + 1, chosen, where)).toBeGreaterThan(instantOf(day, chosen, where))
        if (chosen < 23) expect(instantOf(day, chosen + 1, where)).toBeGreaterThanOrEqual(instantOf(day, chosen, where))
      }),
    )
  })
})

test('offsets say what clocks show', () => {
  fc.assert(
    fc.property(dayOfYear, hour, zone, (day, chosen, where) => {
      const at = instantOf(day, chosen, where)
      expect(new Date(at + offsetOf(at, where) * 60_000).getUTCHours()).toBe(hourOf(at, where))
    }),
  )
})

test('the next two changes of a clock; none where it is never changed', () => {
  expect(changesAfter(Date.UTC(2026, 10, 22), 'Europe/Berlin')).toEqual([
    { day: Date.UTC(2027, 2, 28) / aDay, offset: 120 },
    { day: Date.UTC(2027, 9, 31) / aDay, offset: 60 },
  ])
  expect(changesAfter(Date.UTC(2026, 10, 22), 'Africa/Lagos')).toEqual([])
})

test('names of zones: all that the machine knows, old ones too, nothing else', () => {
  for (const where of [...zones(), 'Asia/Calcutta', 'Asia/Kolkata', 'UTC']) expect(isZone(where), where).toBe(true)
  for (const where of ['', 'Berlin', '+01:00', '-05', 'Europe.Berlin', '../etc', 'Mars/Olympus'])
    expect(isZone(where), where).toBe(false)
})

test('times and dates are in the language of the reader', () => {
  const at = Date.UTC(2026, 10, 3, 19, 5)
  expect(clockOf(at, 'UTC', 'en-US')).toBe('7:05 PM')
  expect(clockOf(at, 'Europe/Berlin', 'en-GB')).toBe('20:05')
  expect(dateOf(dayOf(at, 'UTC'), 'de')).toBe('3. Nov.')
  expect(dateOf(dayOf(at, 'UTC'), 'en-GB')).toBe('3 Nov')
})
