/**
 * What a person chooses for their check-ins: as picks of a form, as one segment of an address, as an entry of the agenda.
 *
 * The steps are pure: each takes the document as it is and gives it as it should be. Nothing here speaks.
 */
import { nextAt, untilAfter, withEntries } from './agenda.ts'
import { dayOf, instantOf } from './calendar.ts'
import type { Instant } from './instant.ts'
import { type EntryOf, nameOf, type Often, type Person, rhythms, type Schedule } from './person.ts'

/** What a check-in may be about: oneself and someone close, being the one who is asked, being apart. */
export const kinds = ['us', 'asked', 'apart'] as const
export type Kind = (typeof kinds)[number]

/** For how many weeks; numbers are kept for 90 days at most. */
export const lengths = [2, 4, 8, 12] as const

const week = 7 * 24 * 60 * 60 * 1000

export interface Wish {
  readonly about: Kind
  readonly often: Often
  /** 0 to 23, in the person's zone. */
  readonly hour: number
  readonly quiet: boolean
  readonly weeks: number
}

/** As it is until somebody chooses otherwise. */
export const usualWish: Wish = { about: 'us', often: 'taper', hour: 20, quiet: true, weeks: 4 }

/** What they go on with: chosen again, it changes as little as the form allows. */
export function wishOf({ often, hour, quiet, until }: Schedule, now: Instant): Omit<Wish, 'about'> {
  const left = (until - now) / week
  const weeks = lengths.reduce((best, one) => (Math.abs(one - left) < Math.abs(best - left) ? one : best))
  return { often, hour, quiet, weeks }
}

/** The names of the form's menus. */
export const picked = { about: 'what', often: 'often', hour: 'hour', quiet: 'how', weeks: 'weeks' } as const

const among = <T>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => String(value) === text)

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** What was chosen in the form; undefined where it could not have been. */
export function readPicks(picks: Readonly<Record<string, string>>): Wish | undefined {
  const about = among(kinds, picks[picked.about])
  const often = among(rhythms, picks[picked.often])
  const hour = among(hours, picks[picked.hour])
  const quiet = among([true, false], picks[picked.quiet])
  const weeks = among(lengths, picks[picked.weeks])
  if (about === undefined || often === undefined || hour === undefined) return undefined
  return quiet === undefined || weeks === undefined ? undefined : { about, often, hour, quiet, weeks }
}

/** One short segment that tells nobody anything. */
export const writeWish = ({ about, often, hour, quiet, weeks }: Wish): string =>
  [kinds.indexOf(about), rhythms.indexOf(often), hour, quiet ? 0 : 1, weeks].join('-')

export function readWish(segment: string | undefined): Wish | undefined {
  const [about, often, hour, loud, weeks] = segment?.split('-') ?? []
  return readPicks({
    [picked.about]: kinds[Number(about)] ?? '',
    [picked.often]: rhythms[Number(often)] ?? '',
    [picked.hour]: hour ?? '',
    [picked.quiet]: loud === '0' ? 'true' : loud === '1' ? 'false' : '',
    [picked.weeks]: weeks ?? '',
  })
}

export type Running = EntryOf<'check-in'>

/** The check-ins that go on or rest; one whose last day passed while it rested is over. */
export function running({ agenda }: Person, now: Instant): Running | undefined {
  const entry = agenda.find((one) => one.kind === 'check-in')
  return entry?.paused && entry.until <= now ? undefined : entry
}

/** The turn that comes next: one whose message was begun, and not yet counted, is not used again. */
const freeTurn = ({ turn, claimed }: Running) => (claimed === undefined ? turn : turn + 1)

/**
 * With these check-ins and no others; undefined where the agenda has no room. The days are counted from the first one.
 * @param id minted when the person chose; where check-ins of this id go on already, theirs is a change
 */
export function scheduled(person: Person, id: string, wish: Wish, zone: string, now: Instant): Person | undefined {
  const { weeks, ...chosen } = wish
  const today = dayOf(now, zone)
  const begun = [today, today + 1].map((day) => instantOf(day, wish.hour, zone)).find((at) => at > now) ?? now
  const schedule: Schedule = {
    ...chosen,
    begun,
    until: untilAfter(begun, weeks * 7, wish.hour, zone),
    answered: true,
    unanswered: 0,
  }
  const before = person.agenda.find((one) => one.id === id)
  const known = before?.kind === 'check-in' ? before : undefined
  const entry: Running = {
    id,
    kind: 'check-in',
    turn: known ? freeTurn(known) : 0,
    ...schedule,
    ...(known?.message !== undefined && { message: known.message }),
    at: nextAt(id, schedule, zone, now),
  }
  const agenda = person.agenda.filter(({ kind }) => kind !== 'check-in')
  const next = withEntries({ ...person, zone, agenda }, [entry])
  return next.agenda.includes(entry) ? next : undefined
}

const changed = (person: Person, change: (entry: Running) => Running): Person => ({
  ...person,
  agenda: person.agenda.map((entry) => (entry.kind === 'check-in' ? change(entry) : entry)),
})

/** Resting: the clock does not mind it. */
export const resting = (person: Person): Person => changed(person, (entry) => ({ ...entry, paused: true }))

/** On it goes; days that passed while it rested count for nothing. */
export const goingOn = (person: Person, now: Instant): Person =>
  changed(person, (entry) => {
    const { paused: _, claimed: __, ...rest } = entry
    return {
      ...rest,
      turn: freeTurn(entry),
      at: nextAt(entry.id, entry, person.zone ?? 'UTC', now),
      answered: true,
      unanswered: 0,
    }
  })

/** No more check-ins; the numbers stay. */
export const stopped = (person: Person): Person => ({
  ...person,
  agenda: person.agenda.filter(({ kind }) => kind !== 'check-in'),
})

/** Nothing comes by itself any more: check-ins rest, the rest goes, and where to write to is forgotten. */
export function silenced(person: Person): Person {
  const { dm: _, ...rest } = resting(person)
  return { ...rest, agenda: rest.agenda.filter(({ kind }) => kind !== 'ping' && kind !== 'follow-up') }
}

/** The check-ins whose line goes by this name, if it was sent and not answered yet. */
export function lineOf({ agenda, checks }: Person, name: string): Running | undefined {
  const [id, turn] = name.split('~')
  const entry = agenda.find((one) => one.id === id)
  if (entry?.kind !== 'check-in' || !/^\d+$/.test(turn ?? '')) return undefined
  const wasSent = Number(turn) < entry.turn || (entry.claimed !== undefined && name === nameOf(entry))
  return wasSent && !checks.some((check) => check.id === name) ? entry : undefined
}
