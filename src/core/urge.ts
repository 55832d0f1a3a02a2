/**
 * The pure steps of measuring an urge: noted, asked about again, forgotten; and until when a late answer still is one.
 */
import { dayFor, pingsFor, reachedAgain, withEntries } from './agenda.ts'
import { guardOff } from './guard.ts'
import type { Instant } from './instant.ts'
import { type Act, acts, type Entry, type EntryOf, type Moment, type Person, upsert, without } from './person.ts'
import type { Room } from './request.ts'
import type { World } from './world.ts'

const minute = 60_000
const hour = 60 * minute

/** Highest strength of an urge; the lowest is 0. */
export const strongest = 10

/** The points in time at which somebody is asked again: after about two hours, and the next day. */
export const laterSteps = [2, 3] as const
export type LaterStep = (typeof laterSteps)[number]

/**
 * An answer counts as "about two hours later" until this long after the moment. By then an urge may be a new one, and a
 * true gap is worth more than a number in the wrong place.
 */
const latestSecond = 3.5 * hour

/** Moments within 24 hours, after which the loop guard speaks first. */
const enough = 3

/** Moments that are kept, the latest: some two a day over the longest time. The document stays small, the curve readable. */
const mostMoments = 200

/** What the form was answered with. */
export interface Noted {
  readonly act: Act
  readonly before: number
  readonly after: number
}

/** A strength as a menu gives it; undefined for anything else. */
export function readStrength(text: string | undefined): number | undefined {
  const number = /^\d{1,2}$/.test(text ?? '') ? Number(text) : Number.NaN
  return number <= strongest ? number : undefined
}

/** The answers of the form; undefined where one of them is none of the choices. */
export function readNoted(picks: Readonly<Record<string, string>>): Noted | undefined {
  const before = readStrength(picks.before)
  const act = acts.find((one) => one === picks.act)
  const after = readStrength(picks.after)
  return act && before !== undefined && after !== undefined ? { act, before, after } : undefined
}

/** Whether this is the name of a moment, as `Asker.id` makes them. */
export const isMomentId = (text: string): boolean => /^[0-9a-z]{1,13}$/.test(text)

/** The moment of this id among those kept. */
export const momentOf = ({ moments }: Person, id: string): Moment | undefined => moments.find((one) => one.id === id)

/**
 * With a moment under this id. The same form delivered twice changes nothing: neither its time nor what was measured
 * since.
 */
export function noted(person: Person, id: string, { act, before, after }: Noted, now: Instant): Person {
  const known = momentOf(person, id)
  const [, , second = null, third = null] = known?.strengths ?? []
  const moment: Moment = { id, at: known?.at ?? now, act, strengths: [before, after, second, third] }
  return { ...person, moments: upsert(person.moments, moment).slice(-mostMoments) }
}

/**
 * With the questions about this moment that still lie ahead, as far as the DM is known, they find a place in the agenda
 * and their answers would be kept.
 */
export function askedLater(person: Person, id: string, now: Instant): Person {
  const moment = momentOf(person, id)
  if (!moment || person.dm === undefined || person.discreet) return person
  const pings = pingsFor(moment, person.zone ?? 'UTC').filter(
    ({ at, step }) => at > now && moment.strengths[step] === null && (step === 2 || person.keepDays > 1),
  )
  return withEntries(person, pings)
}

/** The later questions that would come about this moment in a DM that works; nothing where they are not wanted. */
export function wouldAsk(person: Person, id: string, now: Instant): LaterStep[] {
  const plan = askedLater({ ...person, dm: person.dm ?? 'any' }, id, now)
  return waiting(plan, id).map(({ step }) => step)
}

/** A press or a form in the DM proves that messages arrive there; who wants to be discreet is not written to. */
export const met = (person: Person, { kind, channel }: Room, now: Instant): Person =>
  kind === 'dm' && !person.discreet ? reachedAgain(person, channel, now) : person

/** The questions that wait: about this moment, or about any. */
export const waiting = ({ agenda }: Person, id?: string): EntryOf<'ping'>[] =>
  agenda.filter((entry): entry is EntryOf<'ping'> => isPing(entry) && (id === undefined || entry.moment === id))

/** Asked about no moment any more. */
export const unasked = (person: Person): Person => ({ ...person, agenda: person.agenda.filter((one) => !isPing(one)) })

/** Without this moment and the questions about it. */
export const forgotten = (person: Person, id: string): Person => ({
  ...person,
  moments: without(person.moments, id),
  agenda: person.agenda.filter((entry) => !(isPing(entry) && entry.moment === id)),
})

/** With how strong it was at a later point in time. */
export function measured(person: Person, moment: Moment, step: LaterStep, strength: number): Person {
  const [before, after, second, third] = moment.strengths
  const strengths: Moment['strengths'] =
    step === 2 ? [before, after, strength, third] : [before, after, second, strength]
  return { ...person, moments: upsert(person.moments, { ...moment, strengths }) }
}

/** Whether an answer given now belongs to this point in time: "the next day" ends at the person's own midnight. */
export function isTimely({ at }: Moment, step: LaterStep, person: Person, now: Instant): boolean {
  return step === 2 ? now - at <= latestSecond : dayFor(person, now) <= dayFor(person, at) + 1
}

/** Whether several were noted within a day, so that one more may be the loop itself. */
export const isOften = ({ moments }: Person, { now, times }: Pick<World, 'now' | 'times'>): boolean =>
  moments.filter(({ at }) => now - at < 24 * hour).length >= enough && times(guardOff) === 0

const isPing = (entry: Entry): entry is EntryOf<'ping'> => entry.kind === 'ping'
