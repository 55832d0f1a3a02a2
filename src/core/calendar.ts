/** Days and hours as a person's own clock shows them, over every change of daylight-saving time. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from './instant.ts'
import type { Day } from './person.ts'

const zoned = (at: Instant, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

const millisecondsADay = 24 * 60 * 60 * 1000

/** The names of all time zones that this machine knows, such as `Europe/Berlin`. */
export const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone')

/** A name alone: Temporal would take an offset and a whole date with notes as well. */
const zoneName = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/

/** Whether it is the name of a time zone; old names such as `Asia/Calcutta` count. */
export function isZone(name: string): boolean {
  if (!zoneName.test(name)) return false
  try {
    zoned(0, name)
    return true
  } catch {
    return false
  }
}

/** A zone by its typed name, in its proper letters. A country's old zone such as `Japan` or `GB` is no name of a place. */
export const zoneNamed = (typed: string): string | undefined =>
  (typed.includes('/') || typed.toUpperCase() === 'UTC') && isZone(typed) ? zoned(0, typed).timeZoneId : undefined

/** Days asked for last, by zone and minute, since each save asks for today's. Clocks have changed on whole minutes since 1973. */
const days = new Map<string, Day>()
const mostDays = 2000
const minute = 60_000
const wholeSince = Date.UTC(1973, 0, 1)

/** The day of an instant in a zone: days since 1970-01-01 there. */
export function dayOf(at: Instant, zone: string): Day {
  if (at < wholeSince) return dayAt(at, zone)
  const key = zone + Math.floor(at / minute)
  const known = days.get(key)
  if (known !== undefined) return known
  if (days.size >= mostDays) days.clear()
  const day = dayAt(at, zone)
  days.set(key, day)
  return day
}

function dayAt(at: Instant, zone: string): Day {
  const { year, month, day } = zoned(at, zone)
  return Date.UTC(year, month - 1, day) / millisecondsADay
}

/** The same time of the next day in a zone, whatever its clocks do meanwhile. */
export const dayLater = (at: Instant, zone: string): Instant => zoned(at, zone).add({ days: 1 }).epochMilliseconds

/** The hour of an instant in a zone, 0 to 23. */
export const hourOf = (at: Instant, zone: string): number => zoned(at, zone).hour

/** Minutes that a zone's clock is ahead of UTC at an instant. */
export const offsetOf = (at: Instant, zone: string): number => zoned(at, zone).offsetNanoseconds / 60_000_000_000

/** When a zone's clocks are put forward or back next, and the time after: the days, and minutes ahead of UTC from then on. */
export function changesAfter(at: Instant, zone: string): readonly { readonly day: Day; readonly offset: number }[] {
  const first = zoned(at, zone).getTimeZoneTransition('next')
  const second = first?.getTimeZoneTransition('next')
  return [first, second].flatMap((change) =>
    change ? [{ day: dayOf(change.epochMilliseconds, zone), offset: change.offsetNanoseconds / 60_000_000_000 }] : [],
  )
}

/**
 * The instant at which a zone's clock shows this hour on this day. Where that hour is skipped (in spring) it is the
 * instant one hour's change later; where it comes twice (in autumn) the first.
 * @see https://tc39.es/proposal-temporal/docs/ambiguity.html
 */
export function instantOf(day: Day, hour: number, zone: string): Instant {
  const date = Temporal.PlainDate.from('1970-01-01').add({ days: day })
  const time = Temporal.PlainTime.from({ hour })
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
}

/** The time on the wall, as the reader's language writes it: `14:05`, `2:05 PM`. */
export const clockOf = (at: Instant, zone: string, locale: string): string =>
  formatOf(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(at)

/** A day as the reader's language writes it, without the year: `3 Nov`. */
export const dateOf = (day: Day, locale: string): string =>
  formatOf(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(day * millisecondsADay)

/** A screen writes many times and days alike, and to make a format takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 200

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.values(options).join(' ')}`
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= mostFormats) formats.clear()
  const format = new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}
