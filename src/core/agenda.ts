/**
 * A person's agenda as pure steps: when something comes next, and what becomes of it when it was sent, skipped, answered
 * or refused. The timer takes these steps; the commands begin and end the entries.
 */
import { dayLater, dayOf, hourOf, instantOf } from './calendar.ts'
import type { Instant } from './instant.ts'
import {
  type Check,
  type Day,
  type Entry,
  type EntryOf,
  type Moment,
  mostEntries,
  nameOf,
  type Person,
  type Schedule,
  upsert,
  without,
} from './person.ts'
import { isNote } from './sweep.ts'

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour

/** All of a person goes this long after they last used anything that keeps; an under-18's answer too. */
export const unusedFor = 90 * day
/** All goes this long after the DM refused a message, if the person does not come back. */
export const refusedFor = 30 * day
/** A message later than this is not sent any more. */
const tooLate = 2 * hour
/** A follow-up asks about a week or two: a day late is no harm. */
const tooLateToFollow = 3 * day
/** The bot's own messages to one person a day. */
const mostADay = 2
/** Check-ins in a row without an answer, after which they stop. */
const mostUnanswered = 3
/** Hours in which nothing comes that nobody chose for them. */
const isNight = (hourOfDay: number) => hourOfDay >= 22 || hourOfDay < 8

/** Where the zone is not known, days are those of UTC. */
const zoneOf = ({ zone }: Person) => zone ?? 'UTC'

const isPaused = (entry: Entry) => entry.kind === 'check-in' && entry.paused === true
const isMessage = ({ kind }: Entry) => kind === 'check-in' || kind === 'ping' || kind === 'follow-up'

/** The entries that the clock minds now: none that is paused, and no message while the DM refuses them. */
const minded = ({ agenda, refusedAt }: Person): Entry[] =>
  agenda.filter((entry) => !isPaused(entry) && !(refusedAt !== undefined && isMessage(entry)))

/** When the clock must look at a person next; undefined: never. */
export const dueOf = (person: Person): Instant | undefined =>
  minded(person).reduce<Instant | undefined>(
    (first, { at }) => (first === undefined || at < first ? at : first),
    undefined,
  )

/**
 * What is due: an entry whose message was begun before all others, then the earliest. Old messages are taken away last: that
 * may take many looks, and what somebody asked for since does not wait for it.
 */
export const dueEntry = (person: Person, now: Instant): Entry | undefined =>
  minded(person)
    .filter(({ at }) => at <= now)
    .sort(
      (a, b) =>
        Number(b.claimed !== undefined) - Number(a.claimed !== undefined) ||
        Number(a.kind === 'sweep') - Number(b.kind === 'sweep') ||
        a.at - b.at,
    )[0]

/** Up to five minutes that differ from entry to entry, so that not all of nine o'clock comes at once. */
function jitter(id: string): number {
  const sum = [...id].reduce((hash, character) => (Math.imul(hash, 31) + character.charCodeAt(0)) | 0, 7)
  return (((sum % 300) + 300) % 300) * 1000
}

/** Whether a check-in comes on this day, counted from the first. */
function comesOn(often: Schedule['often'], since: number): boolean {
  switch (often) {
    case 'daily':
      return true
    case 'other-day':
      return since % 2 === 0
    case 'weekly':
      return since % 7 === 0
    case 'taper':
      return since < 7 || (since < 14 ? since % 2 === 0 : since % 7 === 0)
  }
}

/** When the next check-in comes, later than `after`; at the schedule's end its closing. */
export function nextAt(id: string, schedule: Schedule, zone: string, after: Instant): Instant {
  const first = dayOf(schedule.begun, zone)
  const today = dayOf(after, zone)
  for (let one = Math.max(first, today); one <= today + 8; one += 1) {
    const at = instantOf(one, schedule.hour, zone) + jitter(id)
    if (at > after && comesOn(schedule.often, one - first)) return Math.min(at, schedule.until)
  }
  return schedule.until
}

/** The end of a schedule: `days` after it began, at its hour. */
export const untilAfter = (begun: Instant, days: number, hourOfDay: number, zone: string): Instant =>
  instantOf(dayOf(begun, zone) + days, hourOfDay, zone)

/** The pings of a moment: after two hours, unless that is at night, and the next day, in daytime. */
export function pingsFor({ id, at }: Pick<Moment, 'id' | 'at'>, zone: string): EntryOf<'ping'>[] {
  const nextDay = dayOf(at, zone) + 1
  const atHour = Math.min(20, Math.max(9, hourOf(at, zone)))
  const ping = (step: 2 | 3, when: Instant) =>
    ({ id: `${id}-${step}`, kind: 'ping', at: when + jitter(`${id}-${step}`), turn: 0, moment: id, step }) as const
  const later = ping(2, at + 2 * hour)
  return [...(isNight(hourOf(later.at, zone)) ? [] : [later]), ping(3, instantOf(nextDay, atHour, zone))]
}

/** A follow-up some days from now, at noon. */
export const followUp = (id: string, flow: string, days: number, now: Instant, zone: string): EntryOf<'follow-up'> => ({
  id,
  kind: 'follow-up',
  flow,
  turn: 0,
  at: instantOf(dayOf(now, zone) + days, 12, zone) + jitter(id),
})

/** The two entries of the house have their places kept free. */
const mostOwn = mostEntries - 2
const isOwn = ({ kind }: Entry) => kind !== 'trim' && kind !== 'end'

/** With these entries too; when the agenda is full, as many as still fit. */
export function withEntries(person: Person, entries: readonly Entry[]): Person {
  const hasRoom = (all: readonly Entry[]) => all.filter(isOwn).length < mostOwn
  const agenda = entries.reduce<Entry[]>(
    (all, entry) => (hasRoom(all) || all.some(({ id }) => id === entry.id) ? upsert(all, entry) : all),
    [...person.agenda],
  )
  return { ...person, agenda }
}

/** What to do with an entry that is due. `message`: send it; `stop` and `close`: a check-in's last message; `skip`: nothing. */
export type Plan = 'message' | 'stop' | 'close' | 'skip'

/** What the entry's time asks for. One that was begun already is decided as it was then. */
export function planFor(person: Person, entry: Entry, now: Instant): Plan {
  if (!isMessage(entry) || person.dm === undefined) return 'skip'
  const late = entry.kind === 'follow-up' ? tooLateToFollow : tooLate
  if (entry.claimed === undefined && (isFull(person, now) || isUnasked(person, entry, now))) return 'skip'
  if (now - entry.at >= late) return 'skip'
  if (entry.kind !== 'check-in') return 'message'
  if (entry.at >= entry.until) return 'close'
  return missedNow(entry) >= mostUnanswered ? 'stop' : 'message'
}

const isFull = ({ sent, ...person }: Person, now: Instant): boolean =>
  sent?.day === dayOf(now, zoneOf(person)) && sent.count >= mostADay

/** Whether it is night there now and nobody chose an hour of the night: a bot that was down is late. */
const isUnasked = (person: Person, entry: Entry, now: Instant): boolean =>
  isNight(hourOf(now, zoneOf(person))) && !(entry.kind === 'check-in' && isNight(entry.hour))

/** How many check-ins in a row went unanswered, the last one among them. */
const missedNow = ({ turn, answered, unanswered }: EntryOf<'check-in'>) => (turn === 0 || answered ? 0 : unanswered + 1)

/** Whether this check-in asks if the DM is still a safe way: every fourth does. */
export const asksSafety = ({ turn }: Entry): boolean => turn % 4 === 3

/** Saved before the message goes out. */
export const claim = (person: Person, entry: Entry, now: Instant): Person => ({
  ...person,
  agenda: upsert(person.agenda, { ...entry, claimed: now }),
})

/** The entry as it stands now; undefined: the person ended it, or it went on, since it was read. */
const standing = ({ agenda }: Person, { id, turn }: Pick<Entry, 'id' | 'turn'>): Entry | undefined =>
  agenda.find((one) => one.id === id && one.turn === turn)

/** After the message went out: counted, and the entry moved to its next time or gone. `message`: as long as it stands. */
export function sent(
  person: Person,
  { id, turn }: Entry,
  plan: Plan,
  message: string | undefined,
  now: Instant,
): Person {
  const entry = standing(person, { id, turn })
  if (!entry) return person
  const today = dayOf(now, zoneOf(person))
  const count = person.sent?.day === today ? person.sent.count + 1 : 1
  const counted: Person = { ...person, sent: { day: today, count } }
  if (entry.kind !== 'check-in' || plan !== 'message') return { ...counted, agenda: without(person.agenda, entry.id) }
  const { claimed: _, message: __, ...rest } = entry
  const next: Entry = {
    ...rest,
    turn: entry.turn + 1,
    at: nextAt(entry.id, entry, zoneOf(person), Math.max(now, entry.at)),
    // The answer may have come before the message was counted.
    answered: person.checks.some((check) => check.id === nameOf(entry)),
    unanswered: missedNow(entry),
    ...(message !== undefined && { message }),
  }
  return { ...counted, agenda: upsert(person.agenda, next) }
}

/**
 * A message of this name was pressed and goes. Where it was begun and not yet counted it is counted now, or it would be
 * looked for in vain, and sent again.
 */
export function arrived(person: Person, name: string, now: Instant): Person {
  const entry = person.agenda.find((one) => one.claimed !== undefined && nameOf(one) === name)
  if (!entry) return person
  const plan = planFor(person, entry, now)
  // However late it is pressed, it was a message.
  return sent(person, entry, plan === 'skip' ? 'message' : plan, undefined, now)
}

/**
 * The time passed by: a check-in waits for its next one, its closing and a follow-up for tomorrow where today is full;
 * the rest goes.
 */
export function skipped(person: Person, was: Entry, now: Instant): Person {
  const entry = standing(person, was)
  if (!entry) return person
  if (entry.kind === 'check-in') {
    if (entry.at >= entry.until) {
      const inTime = entry.claimed === undefined && now - entry.at < tooLate
      const agenda = inTime
        ? upsert(person.agenda, { ...entry, at: dayLater(entry.at, zoneOf(person)) })
        : without(person.agenda, entry.id)
      return { ...person, agenda }
    }
    const { claimed: _, ...rest } = entry
    const at = nextAt(entry.id, entry, zoneOf(person), now)
    // A begun message may have arrived after all: its turn is not used again.
    const turn = entry.claimed === undefined ? entry.turn : entry.turn + 1
    const answered = entry.claimed === undefined ? entry.answered : true
    return { ...person, agenda: upsert(person.agenda, { ...rest, at, turn, answered }) }
  }
  if (entry.kind === 'follow-up' && entry.claimed === undefined && now - entry.at < tooLateToFollow)
    return { ...person, agenda: upsert(person.agenda, { ...entry, at: dayLater(entry.at, zoneOf(person)) }) }
  return { ...person, agenda: without(person.agenda, entry.id) }
}

/** The DM takes no message: everything rests, and goes after 30 days. */
export function refused(person: Person, now: Instant): Person {
  const agenda = person.agenda.map((entry): Entry => {
    const { claimed: _, ...rest } = entry
    return rest
  })
  return { ...person, agenda, refusedAt: now }
}

/** The DM works again: what was to come while it did not is passed by. */
export function reachedAgain(person: Person, dm: string, now: Instant): Person {
  const { refusedAt, ...rest } = person
  const back: Person = { ...rest, dm }
  if (refusedAt === undefined) return back
  return back.agenda
    .filter((entry) => isMessage(entry) && entry.at <= now)
    .reduce((one, entry) => skipped(one, entry, now), back)
}

/** A check-in was answered; its numbers stay if the person keeps numbers. An older line leaves the last one standing. */
export function answered(person: Person, check: Check, entryId: string): Person {
  const agenda = person.agenda.map((entry): Entry => {
    if (entry.id !== entryId || entry.kind !== 'check-in') return entry
    const { message: _, ...rest } = entry
    const isLast = check.id === nameOf({ ...entry, turn: entry.turn - 1 })
    return { ...(isLast ? rest : entry), answered: true, unanswered: 0 }
  })
  return { ...person, agenda, checks: upsert(person.checks, check) }
}

/** Days since 1970 of an instant, in the person's zone. */
export const dayFor = (person: Person, at: Instant): Day => dayOf(at, zoneOf(person))

/**
 * The document as it may be saved now: no number older than the person chose, an entry that drops the next ones in
 * time, and one that ends it all. `used`: the person did something; the end moves away again.
 */
export function tidy(person: Person, now: Instant, used: boolean): Person {
  if (isNote(person)) return person
  const today = dayFor(person, now)
  const young = ({ day: of }: { readonly day: Day }) => person.keepDays > 0 && today - of < person.keepDays
  const checks = person.checks.filter(young)
  const follows = person.follows.filter(young)
  const moments = person.moments.filter(({ at }) => young({ day: dayFor(person, at) }))
  const days = [...checks, ...follows].map(({ day: of }) => of).concat(moments.map(({ at }) => dayFor(person, at)))
  const oldest = days.length > 0 ? Math.min(...days) : undefined
  const known = person.agenda.find(({ kind }) => kind === 'end')?.at
  const end = used || known === undefined ? now + unusedFor : known
  const kept = person.agenda.filter(isOwn)
  const endAt = person.refusedAt === undefined ? end : Math.min(end, person.refusedAt + refusedFor)
  const agenda: Entry[] = [
    ...kept.slice(0, mostOwn),
    ...(oldest === undefined
      ? []
      : [{ id: 'trim', kind: 'trim', turn: 0, at: instantOf(oldest + person.keepDays, 3, zoneOf(person)) } as const]),
    { id: 'end', kind: 'end', turn: 0, at: endAt },
  ]
  return { ...person, checks, follows, moments, agenda }
}
