/**
 * What is kept about one person, if they chose it: one small document, and the pure steps that change it.
 *
 * Numbers and names of our own alone: no text a person typed, no name, no Discord id but the DM channel's.
 */
import type { Instant } from './instant.ts'

/** The version of the consent screen. A new one asks again. */
export const consentVersion = 1

/** Days since 1970 in the person's own zone. */
export type Day = number

/** Longest time that numbers are kept, in days. */
export const longestKept = 90

/** Entries of an agenda, at most. */
export const mostEntries = 12

export interface Person {
  /** The language of the messages that come by themselves: Discord's locale code. */
  readonly locale: string
  /** `under-18`: nothing else is kept, and this for 90 days. */
  readonly age?: 'adult' | 'under-18'
  /** When the person said yes, and to which version of the words. Without it nothing more is saved. */
  readonly consent?: { readonly version: number; readonly at: Instant }
  /** The DM channel, once a press in it has proven that it works. */
  readonly dm?: string
  /** IANA name, such as `Europe/Berlin`. */
  readonly zone?: string
  /** Everything personal stays in answers that only the person sees; nothing starts in the DM. */
  readonly discreet: boolean
  /** How long numbers are kept, in days: 0 (only the schedule) to 90. */
  readonly keepDays: number
  readonly agenda: readonly Entry[]
  readonly checks: readonly Check[]
  readonly moments: readonly Moment[]
  readonly follows: readonly Follow[]
  /** The bot's own messages of one day; two at most. */
  readonly sent?: { readonly day: Day; readonly count: number }
  /** Since when the DM takes no message. Meanwhile nothing is sent; after 30 days all is erased. */
  readonly refusedAt?: Instant
}

/** Something that comes by itself. `turn` counts its messages, so that each has a name of its own. */
export type Entry = {
  readonly id: string
  readonly at: Instant
  readonly turn: number
  /** When the message of this turn was begun: saved before it is sent, so that it is sent once. */
  readonly claimed?: Instant
} & (
  | ({ readonly kind: 'check-in' } & Schedule)
  /** Asks how strong an urge is by now; `step` 2: after about two hours, 3: the next day. */
  | { readonly kind: 'ping'; readonly moment: string; readonly step: 2 | 3 }
  | { readonly kind: 'follow-up'; readonly flow: string }
  /** Old numbers go, though nobody visits. */
  | { readonly kind: 'trim' }
  /** Everything goes. */
  | { readonly kind: 'end' }
  /** What is left after `/clear`: the bot's own messages in this channel are taken away, from `before` on. */
  | { readonly kind: 'sweep'; readonly channel: string; readonly before?: string }
)

export type EntryKind = Entry['kind']
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>

/** What an entry's message of this turn is called in its addresses and towards Discord. */
export const nameOf = ({ id, turn }: Entry): string => `${id}~${turn}`

/** When check-ins come. */
export interface Schedule {
  /** Which check-in: the name of its content. */
  readonly about: string
  readonly often: Often
  /** The hour of the day in the person's zone, 0 to 23. */
  readonly hour: number
  readonly quiet: boolean
  /** The first instant at which none comes any more: the closing comes instead. */
  readonly until: Instant
  readonly begun: Instant
  readonly paused?: boolean
  /** Whether the last one was answered, and how many in a row were not. */
  readonly answered: boolean
  readonly unanswered: number
  /** The last message, taken away before the next one comes. */
  readonly message?: string
}

/** `taper`: daily for a week, then every other day for a week, then once a week. */
export const rhythms = ['taper', 'daily', 'other-day', 'weekly'] as const
export type Often = (typeof rhythms)[number]

/** One answered check-in. */
export interface Check {
  readonly id: string
  readonly day: Day
  /** 0 to 4, as chosen. */
  readonly worry: number
  readonly close: number
  /** Whether the need was said plainly: 0 no, 1 partly, 2 yes, 3 there was none. */
  readonly plain: number
}

/** What one may do at an urge. */
export const acts = ['asked', 'waited', 'soothed', 'said'] as const
export type Act = (typeof acts)[number]

/** One urge: its strength from 0 to 10 before, right after, after about two hours, the next day. */
export interface Moment {
  readonly id: string
  readonly at: Instant
  readonly act: Act
  readonly strengths: readonly [number, number, number | null, number | null]
}

/** What a follow-up was answered with: less, same or more of it. */
export interface Follow {
  readonly id: string
  readonly flow: string
  readonly day: Day
  readonly answer: -1 | 0 | 1
}

/** Somebody about whom nothing is kept yet. */
export const newPerson = (locale: string): Person => ({
  locale,
  discreet: false,
  keepDays: longestKept,
  agenda: [],
  checks: [],
  moments: [],
  follows: [],
})

/** A document as it was kept, by this version or an older one; undefined: not one of ours. */
export function readPerson(value: unknown): Person | undefined {
  if (typeof value !== 'object' || value === null || !('agenda' in value) || !Array.isArray(value.agenda))
    return undefined
  // What opens under our key was sealed by us; members that a later version added get their first values.
  return { ...newPerson('en-US'), ...(value as Partial<Person>) }
}

/** Whether the person said yes to the words as they are now; only then more may be kept. */
export const hasConsent = (person: Person | undefined): boolean =>
  person?.age === 'adult' && person.consent?.version === consentVersion

/** The same list with this item in the place of the one with its id, or at the end. */
export const upsert = <T extends { readonly id: string }>(items: readonly T[], item: T): T[] =>
  items.some(({ id }) => id === item.id) ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item]

/** The same list without the item of this id. */
export const without = <T extends { readonly id: string }>(items: readonly T[], gone: string): T[] =>
  items.filter(({ id }) => id !== gone)
