/** The screens of `/checkin`: the hub, the questions of the plan, the lines that come by themselves and their forms. */
import type { Address } from './address.ts'
import { asksSafety } from './agenda.ts'
import { clockOf, dayOf } from './calendar.ts'
import { diaryBlocks, fewest, followWords, numbersBlocks, strengths, summaryBlocks, wordFor, written } from './diary.ts'
import type { Flow } from './flow.ts'
import type { Instant } from './instant.ts'
import { type Shelf, sentence, words } from './library.ts'
import { type Check, type Entry, type Follow, nameOf, type Person, rhythms } from './person.ts'
import {
  type Block,
  type Button,
  type Field,
  type Form,
  type MenuChoice,
  mostChoices,
  type Reply,
  row,
} from './reply.ts'
import type { Room } from './request.ts'
import { kinds, lengths, picked, type Running, usualWish, type Wish, wishOf, writeWish } from './schedule.ts'
import { aside, toHelp } from './support.ts'
import { cityOf, clockChoices, writeZone, zonesAt } from './zones.ts'

/** Parts of addresses; they tell nobody anything. */
export const parts = {
  hub: 'a',
  plan: 's',
  clock: 'z',
  planned: 'f',
  begin: 'b',
  pause: 'p',
  goOn: 'g',
  goOnHere: 'gh',
  stop: 'e',
  history: 'i',
  historyAnyway: 'ig',
  wait: 'iw',
  guardOff: 'io',
  numbers: 'n',
  open: 'o',
  answered: 'r',
  fine: 'y',
  notFine: 'x',
  last: 'c',
  leave: 'k',
  later: 'w',
  laterHere: 'wh',
  follow: 'l',
  followed: 'm',
} as const

const anHour = 60 * 60 * 1000

/** For whom a screen is, and when. */
export interface Asking {
  readonly books: Shelf
  readonly locale: string
  readonly now: Instant
}

const at = (...tail: readonly string[]): Address => ['checkin', ...tail]

const button = (books: Shelf, key: string, to: Address, tone: 'plain' | 'main' = 'plain'): Button => ({
  label: words(books, key),
  to,
  tone,
})

/** The last row of everything that only the person sees. */

/** A line that goes. */
export const gone = (books: Shelf, key = 'reflect.closed'): Reply => ({
  blocks: [sentence(books, key)],
  to: 'gone',
  seenBy: 'you',
})

/** An hour of the day as the person's language writes it. */
const hourIn = (hour: number, locale: string): string => clockOf(hour * anHour, 'UTC', locale)

const clockIn = ({ locale, now }: Asking, zone: string) => ({
  city: cityOf(zone),
  clock: clockOf(now, zone, locale),
})

const whenOf = ({ books, locale }: Asking, { at: when, hour, until }: Running, zone: string) => ({
  day: written(books, locale, dayOf(when, zone)),
  clock: hourIn(hour, locale),
  city: cityOf(zone),
  last: written(books, locale, dayOf(until, zone)),
})

/** What is there, and what can be done with it. `zone`: given with the command; `note`: what has just been done. */
export function hubBlocks(
  asking: Asking,
  person: Person | undefined,
  entry: Running | undefined,
  { zone, note }: { readonly zone?: string | undefined; readonly note?: string } = {},
): Block[] {
  const { books } = asking
  const plan = button(
    books,
    entry ? 'checkin.change' : 'checkin.start',
    at(parts.plan, ...(zone === undefined ? [] : [writeZone(zone)])),
    entry ? 'plain' : 'main',
  )
  const ways = entry
    ? [
        plan,
        entry.paused ? button(books, 'checkin.go-on', at(parts.goOn)) : button(books, 'checkin.pause', at(parts.pause)),
        button(books, 'checkin.stop', at(parts.stop)),
      ]
    : [plan]
  const history =
    entry || person?.checks[0] || person?.follows[0] ? [button(books, 'checkin.history', at(parts.history))] : []
  return [
    { kind: 'heading', text: words(books, 'checkin.title') },
    ...(note === undefined ? [] : [sentence(books, note)]),
    ...(entry ? stateBlocks(asking, entry, person?.zone ?? 'UTC') : [sentence(books, 'checkin.what')]),
    ...(zone === undefined
      ? []
      : [
          {
            kind: 'text',
            text: words(books, 'checkin.zone', { ...clockIn(asking, zone), button: plan.label }),
          } as const,
        ]),
    row(...ways, ...history),
    aside(books),
  ]
}

function stateBlocks(asking: Asking, entry: Running, zone: string): Block[] {
  const { books } = asking
  const { last, ...next } = whenOf(asking, entry, zone)
  return [
    entry.paused ? sentence(books, 'checkin.resting') : sentence(books, 'checkin.next', next),
    sentence(books, 'checkin.until', { day: last }),
  ]
}

/** Asks what the clock shows. `tail`: what goes on with it. */
export const clockBlocks = ({ books, locale, now }: Asking, tail: readonly string[]): Block[] => [
  sentence(books, 'checkin.clock'),
  {
    kind: 'menu',
    to: at(parts.clock, ...tail),
    hint: words(books, 'checkin.clock-hint'),
    choices: clockChoices(locale, now, mostChoices),
  },
  { kind: 'text', text: words(books, 'checkin.clock-else'), small: true },
  aside(books),
]

/** The zones in which clocks show this now; a menu of places where that is not enough to tell. */
export function zoneBlocks({ books, now }: Asking, offset: string, tail: readonly string[]): string | Block[] {
  const choices = zonesAt(offset, now)
  const [first, second] = choices
  if (!second) return first?.value ?? []
  return [
    sentence(books, 'checkin.place'),
    { kind: 'menu', to: at(parts.clock, ...tail), hint: words(books, 'checkin.place-hint'), choices },
    { kind: 'text', text: words(books, 'checkin.clock-else'), small: true },
    aside(books),
  ]
}

/** All of the plan in one form. `entry`: the check-ins that it changes, where they go on in a known DM. */
export function planForm(asking: Asking, zone: string, entry: Running | undefined, changes: boolean): Form {
  const { books, locale } = asking
  const chosen: Wish = entry ? { ...usualWish, ...wishOf(entry, asking.now) } : usualWish
  const hours = Array.from({ length: 24 }, (_, hour) => (hour + 8) % 24)
  const about = (key: string) => ({ about: words(books, key) })
  const menu = (name: keyof typeof picked, label: string, choices: MenuChoice[], value: string) =>
    ({ kind: 'pick', name: picked[name], label: words(books, label), choices, chosen: value }) as const
  const hour = menu(
    'hour',
    'checkin.hour',
    hours.map((one) => ({
      label: hourIn(one, locale),
      value: String(one),
      ...(one >= 22 || one < 8 ? about('checkin.night') : {}),
    })),
    String(chosen.hour),
  )
  return {
    form: at(parts.planned, writeZone(zone), ...(entry && changes ? [entry.id] : [])),
    title: words(books, 'checkin.form'),
    fields: [
      menu(
        'about',
        'checkin.about',
        kinds.map((kind) => ({
          label: words(books, `checkin.kinds.${kind}`),
          value: kind,
          ...about(`checkin.kinds.${kind}-about`),
        })),
        kindOf(entry?.about),
      ),
      menu(
        'often',
        'checkin.often',
        rhythms.map((often) => ({
          label: words(books, `checkin.rhythms.${often}`),
          value: often,
          ...(often === 'taper' ? about('checkin.rhythms.taper-about') : {}),
        })),
        chosen.often,
      ),
      { ...hour, about: words(books, 'checkin.hour-about', clockIn(asking, zone)) },
      menu(
        'quiet',
        'checkin.how',
        [
          { label: words(books, 'checkin.quiet'), value: 'true', ...about('checkin.quiet-about') },
          { label: words(books, 'checkin.loud'), value: 'false', ...about('checkin.loud-about') },
        ],
        String(chosen.quiet),
      ),
      menu(
        'weeks',
        'checkin.long',
        lengths.map((weeks) => ({ label: words(books, 'checkin.weeks', { weeks }), value: String(weeks) })),
        String(chosen.weeks),
      ),
    ],
  }
}

/** A kind that a later version left out is asked in the words of the first. */
const kindOf = (about: string | undefined) => kinds.find((kind) => kind === about) ?? kinds[0]

/** Said to the person alone, when the line with *Begin* has gone out: where to press, and what it begins. */
export const sentBlocks = (asking: Asking, wish: Wish, zone: string, room: Room): Block[] => {
  const { books, locale } = asking
  const button = words(books, 'checkin.begin')
  const plan = {
    about: words(books, `checkin.kinds.${wish.about}`),
    often: words(books, `checkin.rhythms.${wish.often}`),
    clock: hourIn(wish.hour, locale),
    city: cityOf(zone),
    how: words(books, wish.quiet ? 'checkin.quiet' : 'checkin.loud'),
    weeks: words(books, 'checkin.weeks', { weeks: wish.weeks }),
  }
  return [
    sentence(books, room.kind === 'dm' ? 'checkin.sent-here' : 'checkin.sent', { button }),
    sentence(books, 'checkin.wish', plan),
    aside(books),
  ]
}

/** What arrives in the DM; *Begin* carries the whole plan. */
export const openingReply = (books: Shelf, id: string, wish: Wish, zone: string): Reply => ({
  blocks: [
    sentence(books, 'reflect.opening'),
    row(button(books, 'checkin.begin', at(parts.begin, id, writeWish(wish), writeZone(zone)), 'main'), toHelp(books)),
  ],
  to: 'new',
  seenBy: 'room',
})

/** When the first one comes, apart from the line that stays. */
export const setBlocks = (asking: Asking, entry: Running, zone: string): Block[] => [
  sentence(asking.books, 'checkin.set-first', whenOf(asking, entry, zone)),
  aside(asking.books),
]

/** One neutral line. `asks`: also whether this is still a good way to write to them. */
export const lineReply = (books: Shelf, name: string, asks: boolean): Reply => ({
  blocks: [
    sentence(books, 'checkin.line'),
    row(
      button(books, 'checkin.open', at(parts.open, name), 'main'),
      button(books, 'checkin.stop-these', at(parts.stop, name)),
      toHelp(books),
    ),
    ...(asks
      ? [
          sentence(books, 'checkin.still-fine'),
          row(button(books, 'checkin.yes', at(parts.fine, name)), button(books, 'checkin.no', at(parts.notFine, name))),
        ]
      : []),
  ],
  to: 'new',
  seenBy: 'room',
})

/** What comes by itself, by its kind and plan; undefined for what is not this command's. */
export function dueReply(books: Shelf, entry: Entry, plan: 'message' | 'stop' | 'close'): Reply | undefined {
  const name = nameOf(entry)
  const line = (key: string, part: string, ...more: string[]): Reply => ({
    blocks: [
      sentence(books, key),
      row(
        button(books, 'checkin.open', at(part, name, ...more), 'main'),
        button(books, 'checkin.leave', at(parts.leave, name)),
        toHelp(books),
      ),
    ],
    to: 'new',
    seenBy: 'room',
  })
  if (entry.kind === 'follow-up')
    return books.flows.get(entry.flow)?.followUp && line('checkin.line-follow', parts.follow, entry.flow)
  if (entry.kind !== 'check-in') return undefined
  switch (plan) {
    case 'message':
      return lineReply(books, name, asksSafety(entry))
    case 'stop':
      return line('checkin.line-stop', parts.hub)
    case 'close':
      return line('checkin.line-last', parts.last)
  }
}

type Told = 'checkin.answered' | 'checkin.not-answered' | 'checkin.not-followed' | 'checkin.late'

/** After a form, apart from the line that goes: whether the answer is kept. It neither praises nor counts. */
export const answeredBlocks = (books: Shelf, key: Told): Block[] => [
  sentence(books, key),
  ...(key === 'checkin.answered' ? [row(button(books, 'checkin.see', at(parts.history)))] : []),
  aside(books),
]

/** The names of the three menus; they tell nothing. */
export const asked = { worry: 'one', close: 'two', plain: 'three' } as const

/** Three menus, one submit. */
export function answerForm(books: Shelf, name: string, entry: Running): Form {
  const kind = kindOf(entry.about)
  const menu = (scale: keyof typeof asked, values: readonly number[], since: string): Field => ({
    kind: 'pick',
    name: asked[scale],
    label: words(books, `checkin.ask-${scale}.${kind}`),
    about: words(books, since),
    choices: values.map((value) => ({
      label:
        scale === 'plain'
          ? wordFor(books, scale, value)
          : words(books, 'checkin.choice', { number: value, words: wordFor(books, scale, value) }),
      value: String(value),
    })),
  })
  return {
    form: at(parts.answered, name),
    title: words(books, 'checkin.today'),
    fields: [
      menu('worry', strengths, 'checkin.now'),
      menu('close', strengths, 'checkin.now'),
      menu('plain', plainly, 'checkin.since'),
    ],
  }
}

/** No, partly, yes, nothing to say. */
const plainly: readonly number[] = [0, 1, 2, 3]

/** What was chosen in the form; undefined where it could not have been. */
export function readAnswer(picks: Readonly<Record<string, string>>): Omit<Check, 'id' | 'day'> | undefined {
  const pick = (scale: keyof typeof asked, values: readonly number[]) =>
    values.find((value) => String(value) === picks[asked[scale]])
  const [worry, close, plain] = [pick('worry', strengths), pick('close', strengths), pick('plain', plainly)]
  return worry === undefined || close === undefined || plain === undefined ? undefined : { worry, close, plain }
}

/** A follow-up's question: less, the same or more. */
export const followForm = (books: Shelf, name: string, flow: Flow, ask: string): Form => ({
  form: at(parts.followed, name, flow.id),
  title: flow.title,
  fields: [
    {
      kind: 'pick',
      name: asked.worry,
      label: words(books, 'checkin.follow-label'),
      about: ask,
      choices: followed.map((answer) => ({
        label: words(books, `checkin.follow.${followWords[`${answer}`]}`),
        value: followWords[`${answer}`],
      })),
    },
  ],
})

const followed: readonly Follow['answer'][] = [-1, 0, 1]

export const readFollow = (picks: Readonly<Record<string, string>>): Follow['answer'] | undefined =>
  followed.find((answer) => followWords[`${answer}`] === picks[asked.worry])

/** One's own history, or why there is none. */
export function historyBlocks({ books, locale }: Asking, { checks, follows, keepDays }: Person): Block[] {
  const few = keepDays === 0 ? 'checkin.none-kept' : 'checkin.few'
  const any = checks.length + follows.length > 0
  return [
    { kind: 'heading', text: words(books, 'checkin.history') },
    ...(checks.length < fewest ? [sentence(books, few)] : diaryBlocks(books, locale, checks)),
    ...(any ? [row(button(books, 'checkin.numbers', at(parts.numbers, '0')))] : []),
    aside(books),
  ]
}

/** One screen of the numbers, with the way back to where they came from. */
export function numbersScreen({ books, locale }: Asking, person: Person, page: number): Block[] {
  const { blocks, further } = numbersBlocks(books, locale, person, page)
  const other = (key: string, to: number) => button(books, key, at(parts.numbers, String(to)))
  const back = person.checks.length < fewest ? 'checkin.history' : 'checkin.picture'
  return [
    ...blocks,
    row(
      // Looked at already: the guard would count it as another look.
      button(books, back, at(parts.historyAnyway)),
      ...(further ? [other('checkin.earlier', page + 1)] : []),
      ...(page > 0 ? [other('checkin.newer', page - 1)] : []),
    ),
    aside(books),
  ]
}

/** What check-ins that are over looked like. @param name of their last line */
export const lastBlocks = ({ books, locale }: Asking, { checks }: Person, name: string): Block[] => [
  ...summaryBlocks(
    books,
    locale,
    checks.filter(({ id }) => id.split('~')[0] === name.split('~')[0]),
  ),
  aside(books),
]

/** When a follow-up comes, and what is kept of its answer. */
export const laterBlocks = ({ books, locale }: Asking, when: Instant, zone: string, keepDays: number): Block[] => [
  {
    kind: 'text',
    text: words(books, keepDays === 0 ? 'checkin.later-unkept' : 'checkin.later', {
      day: written(books, locale, dayOf(when, zone)),
    }),
  },
  aside(books),
]
