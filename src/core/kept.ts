/**
 * What is kept about a person, in plain words, told from the document itself: each member of it has a line here, and the
 * compiler asks for one when a member is added. So nothing is kept that is not told.
 *
 * Names of our own and Discord's numbers say nothing in words: that they are there is told, and the export has them.
 */
import { instantOf } from './calendar.ts'
import { wordFor } from './diary.ts'
import type { Instant } from './instant.ts'
import { languageName } from './language.ts'
import { type Shelf, words } from './library.ts'
import type { Check, Day, Entry, EntryOf, Follow, Moment, Person } from './person.ts'

/** Lines about one kind of thing. */
export interface Told {
  readonly title: string
  readonly lines: readonly string[]
}

/** Every member of a document, and what is said of it; nothing where it is not there. */
type Telling<T> = { readonly [K in keyof Required<T>]: (of: T) => string | undefined }

const tell = <T>(telling: Telling<T>, of: T): string[] =>
  Object.values<(of: T) => string | undefined>(telling).flatMap((one) => one(of) ?? [])

/** Everything that is kept, in the order in which it is read. */
export function keptAbout(books: Shelf, person: Person): Told[] {
  const use = speech(books, person.zone ?? 'UTC')
  const group = (name: string, lines: readonly string[]): Told[] =>
    lines.length > 0 ? [{ title: use.say(`titles.${name}`, { count: lines.length }), lines }] : []
  return [
    ...group('you', tell(ofPerson(use, books), person)),
    ...group(
      'agenda',
      person.agenda.map((entry) => ofEntry(use, books, entry, person).join(' ')),
    ),
    ...group(
      'checks',
      person.checks.map((check) => tell(ofCheck(use, books), check).join(' ')),
    ),
    ...group(
      'moments',
      person.moments.map((moment) => tell(ofMoment(use), moment).join(' ')),
    ),
    ...group(
      'follows',
      person.follows.map((follow) => tell(ofFollow(use, books), follow).join(' ')),
    ),
  ]
}

/** The same in parts of at most `most` characters, or one line where that is longer. */
export function inParts(told: readonly Told[], most: number): Told[][] {
  const parts: Told[][] = []
  let left = 0
  for (const { title, lines } of told) {
    let group: string[] | undefined
    for (const line of lines) {
      if (parts.length === 0 || line.length + title.length > left) {
        parts.push([])
        left = most
        group = undefined
      }
      if (!group) {
        group = []
        parts.at(-1)?.push({ title, lines: group })
        left -= title.length
      }
      group.push(line)
      left -= line.length
    }
  }
  return parts
}

type Speech = ReturnType<typeof speech>

/** How values are written: instants and days in Discord's own marks, which each reader's device shows in its own way. */
const speech = (books: Shelf, zone: string) => ({
  say: (key: string, fill: Readonly<Record<string, string | number>> = {}) => words(books, `privacy.kept.${key}`, fill),
  when: (at: Instant) => `<t:${Math.floor(at / 1000)}:f>`,
  day: (day: Day) => `<t:${instantOf(day, 12, zone) / 1000}:D>`,
})

/** A name that stands as it is: of a zone, or of something that is not there any more. */
const code = (name: string) => `\`${name}\``

/** What every thing has, told once for all of them. */
const untold = () => undefined

const ofPerson = ({ say, when, day }: Speech, books: Shelf): Telling<Person> => ({
  age: ({ age }) => age && say(`age.${age}`),
  consent: ({ consent }) => consent && say('consent', { when: when(consent.at), version: consent.version }),
  locale: ({ locale }) => say('locale', { language: languageName(books, locale) }),
  zone: ({ zone }) => zone && say('zone', { zone: code(zone) }),
  dm: ({ dm }) => dm && say('dm'),
  discreet: ({ discreet }) => say(`discreet.${discreet}`),
  keepDays: ({ keepDays }) => say(keepDays === 0 ? 'keep-none' : 'keep-days', { days: keepDays }),
  sent: ({ sent }) => sent && say('sent', { day: day(sent.day), count: sent.count }),
  refusedAt: ({ refusedAt }) => (refusedAt === undefined ? undefined : say('refused', { when: when(refusedAt) })),
  // Groups of their own.
  agenda: () => undefined,
  checks: () => undefined,
  moments: () => undefined,
  follows: () => undefined,
})

/** What every entry has. */
type Common = { [K in keyof Entry]: Entry[K] }

function ofEntry(use: Speech, books: Shelf, entry: Entry, { moments }: Person): string[] {
  const { say, when } = use
  const name = `entry.${entry.kind}`
  const common: Telling<Common> = {
    kind: () => say(name),
    at: ({ at }) => say(`${name}-at`, { when: when(at) }),
    // Only check-ins come more than once.
    turn: ({ turn }) =>
      turn > 0 || entry.kind === 'check-in' ? say(`entry.turn-${some(turn)}`, { count: turn }) : undefined,
    claimed: ({ claimed }) => (claimed === undefined ? undefined : say('entry.claimed', { when: when(claimed) })),
    id: untold,
  }
  switch (entry.kind) {
    case 'check-in':
      return tell<EntryOf<'check-in'>>({ ...common, ...ofSchedule(books, use) }, entry)
    case 'ping': {
      const about = moments.find(({ id }) => id === entry.moment)
      return tell<EntryOf<'ping'>>(
        {
          ...common,
          step: ({ step }) => say(`entry.step-${step}`),
          moment: () => (about ? say('entry.moment', { when: when(about.at) }) : say('entry.no-moment')),
        },
        entry,
      )
    }
    case 'follow-up':
      return tell<EntryOf<'follow-up'>>(
        { ...common, flow: ({ flow }) => say('entry.flow', { flow: flowName(books, flow) }) },
        entry,
      )
    case 'trim':
    case 'end':
      return tell<Common>(common, entry)
    case 'sweep':
      return tell<EntryOf<'sweep'>>(
        { ...common, channel: () => say('entry.channel'), before: ({ before }) => before && say('entry.before') },
        entry,
      )
  }
}

/** How a number of things is worded. */
const some = (count: number) => (count === 0 ? 'none' : count === 1 ? 'one' : 'more')

type Scheduled = Omit<Telling<EntryOf<'check-in'>>, keyof Common>

const ofSchedule = (books: Shelf, { say, when }: Speech): Scheduled => ({
  // An older version may have had other kinds.
  about: ({ about }) => say('entry.about', { about: books.words[`checkin.kinds.${about}`] ?? code(about) }),
  often: ({ often }) => say(`entry.often.${often}`),
  hour: ({ hour }) => say('entry.hour', { hour }),
  quiet: ({ quiet }) => say(`entry.quiet.${quiet}`),
  begun: ({ begun }) => say('entry.begun', { when: when(begun) }),
  until: ({ until }) => say('entry.until', { when: when(until) }),
  paused: ({ paused }) => (paused ? say('entry.paused') : undefined),
  answered: ({ answered }) => say(`entry.answered.${answered}`),
  unanswered: ({ unanswered }) => (unanswered > 0 ? say('entry.unanswered', { count: unanswered }) : undefined),
  message: ({ message }) => message && say('entry.message'),
})

const ofCheck = ({ say, day }: Speech, books: Shelf): Telling<Check> => ({
  day: ({ day: of }) => say('check.day', { day: day(of) }),
  worry: ({ worry }) => say('check.worry', { number: worry, words: wordFor(books, 'worry', worry) }),
  close: ({ close }) => say('check.close', { number: close, words: wordFor(books, 'close', close) }),
  plain: ({ plain }) => say('check.plain', { words: wordFor(books, 'plain', plain) }),
  id: untold,
})

const ofMoment = ({ say, when }: Speech): Telling<Moment> => ({
  at: ({ at }) => say('moment.at', { when: when(at) }),
  act: ({ act }) => say(`moment.${act}`),
  strengths: ({ strengths: [before, after, later, nextDay] }) => {
    const number = (strength: number | null) => strength ?? say('moment.not')
    return say('moment.strengths', { before, after, later: number(later), nextDay: number(nextDay) })
  },
  id: untold,
})

const ofFollow = ({ say, day }: Speech, books: Shelf): Telling<Follow> => ({
  day: ({ day: of }) => say('follow.day', { day: day(of) }),
  flow: ({ flow }) => say('follow.flow', { flow: flowName(books, flow) }),
  answer: ({ answer }) => say(answer === 0 ? 'follow.same' : answer > 0 ? 'follow.more' : 'follow.less'),
  id: untold,
})

/** A reflection by its title; one that is gone by the name it had. */
const flowName = (books: Shelf, id: string): string => books.flows.get(id)?.title ?? code(id)
