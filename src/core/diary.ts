/** A person's own history: their check-ins as a picture, as its alternative text, and as numbers in words. */
import { dateOf } from './calendar.ts'
import { type Shelf, sentence, words } from './library.ts'
import type { Check, Day, Follow } from './person.ts'
import type { DiaryPicture } from './picture.ts'
import type { Block } from './reply.ts'

/** Check-ins from which on there is a picture. */
export const fewest = 2

/** Lines of numbers that fit on one screen. */
const mostLines = 40

const aWeek = 7

/** A day in the language that the words around it are in. */
export function written(books: Shelf, locale: string, day: Day): string {
  const own = new Intl.Locale(locale).language === new Intl.Locale(books.language).language
  return dateOf(day, own ? locale : books.language)
}

/** The two questions with a strength for an answer, 0 to 4. */
const scales = ['worry', 'close'] as const
type Scale = (typeof scales)[number]
const strongest = 4
/** Said plainly: no, partly, yes. A 3, nothing to say, is on no scale. */
const plainest = 2

export const strengths: readonly number[] = Array.from({ length: strongest + 1 }, (_, n) => n)

export const wordFor = (books: Shelf, scale: Scale | 'plain', value: number): string =>
  words(books, `checkin.${scale}.${value}`)

/** The middle of some numbers: half of them lie no higher, half no lower. Of none: undefined. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const [one, other] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return one === undefined || other === undefined ? undefined : (one + other) / 2
}

/** A strength in words; one between two of them too. */
function inWords(books: Shelf, scale: Scale, value: number): string {
  const [one, other] = [Math.floor(value), Math.ceil(value)].map((whole) => wordFor(books, scale, whole))
  return one === other ? `${one}` : words(books, 'checkin.between', { one: `${one}`, other: `${other}` })
}

const byDay = <T extends { readonly day: Day }>(items: readonly T[]): T[] =>
  items.toSorted((one, other) => one.day - other.day)

/** The first and the last of some days. */
const spanOf = (checks: readonly Check[]) => {
  const days = checks.map(({ day }) => day)
  return { from: Math.min(...days), to: Math.max(...days) }
}

/** @param checks at least one */
export function diaryPicture(books: Shelf, locale: string, checks: readonly Check[]): DiaryPicture {
  const sorted = byDay(checks)
  const { from, to } = spanOf(checks)
  const day = (one: Day) => written(books, locale, one)
  const weekly = Array.from({ length: Math.floor((to - from) / aWeek) + 1 }, (_, week) => from + week * aWeek)
  const row = (scale: Scale | 'plain', most: number) => ({
    name: words(books, `checkin.${scale}.name`),
    least: 0,
    most,
    low: wordFor(books, scale, 0),
    high: wordFor(books, scale, most),
    points: sorted.flatMap((check) => (check[scale] <= most ? [{ day: check.day, value: check[scale] }] : [])),
  })
  return {
    kind: 'diary',
    title: words(books, 'checkin.span', { from: day(from), to: day(to) }),
    from,
    to,
    ticks: [...new Set([...weekly, to])].map((one) => ({ day: one, text: day(one) })),
    rows: [...scales.map((scale) => row(scale, strongest)), row('plain', plainest)],
    note: words(books, 'checkin.note'),
  }
}

/** What the picture shows, in words. */
export function diaryAlt(books: Shelf, locale: string, checks: readonly Check[]): string {
  const sorted = byDay(checks)
  const { from, to } = spanOf(checks)
  const rows = scales.map((scale) => {
    const values = sorted.map((check) => check[scale])
    return words(books, 'checkin.alt-row', {
      name: words(books, `checkin.${scale}.name`),
      low: wordFor(books, scale, 0),
      most: strongest,
      high: wordFor(books, scale, strongest),
      values: values.join(' '),
      middle: inWords(books, scale, median(values) ?? 0),
    })
  })
  const plain = words(books, 'checkin.alt-plain', {
    name: words(books, 'checkin.plain.name'),
    no: wordFor(books, 'plain', 0),
    partly: wordFor(books, 'plain', 1),
    yes: wordFor(books, 'plain', plainest),
    values: sorted.map(({ plain }) => (plain <= plainest ? plain : '–')).join(' '),
  })
  return words(books, 'checkin.alt', {
    count: checks.length,
    from: written(books, locale, from),
    to: written(books, locale, to),
    rows: [...rows, plain].join(' '),
    note: words(books, 'checkin.note'),
  })
}

/** The picture with its words; both say what it does not prove. */
export const diaryBlocks = (books: Shelf, locale: string, checks: readonly Check[]): Block[] => [
  { kind: 'picture', picture: diaryPicture(books, locale, checks), alt: diaryAlt(books, locale, checks) },
]

/** The answers to follow-ups, by what was answered. */
export const followWords = { '-1': 'less', '0': 'same', '1': 'more' } as const

/** One screen of the answers as numbers, newest first; `further`: there are earlier ones. */
export function numbersBlocks(
  books: Shelf,
  locale: string,
  kept: { readonly checks: readonly Check[]; readonly follows: readonly Follow[] },
  page: number,
): { blocks: Block[]; further: boolean } {
  const lines = byDay([
    ...kept.checks.map((check) => ({ day: check.day, text: numberLine(books, locale, check) })),
    ...kept.follows.map((follow) => ({ day: follow.day, text: followLine(books, locale, follow) })),
  ]).reverse()
  const ends = {
    least: ['worry', 0],
    most: ['worry', strongest],
    apart: ['close', 0],
    near: ['close', strongest],
  } as const
  const scale = Object.fromEntries(Object.entries(ends).map(([name, [of, value]]) => [name, wordFor(books, of, value)]))
  return {
    blocks: [
      { kind: 'heading', text: words(books, 'checkin.numbers-title') },
      sentence(books, 'checkin.numbers-scale', scale),
      { kind: 'list', items: lines.slice(page * mostLines, (page + 1) * mostLines).map(({ text }) => text) },
      { kind: 'text', text: words(books, 'checkin.note'), small: true },
    ],
    further: lines.length > (page + 1) * mostLines,
  }
}

const numberLine = (books: Shelf, locale: string, { day, worry, close, plain }: Check): string =>
  words(books, 'checkin.number', {
    day: written(books, locale, day),
    worry,
    close,
    plain: wordFor(books, 'plain', plain),
  })

const followLine = (books: Shelf, locale: string, { day, flow, answer }: Follow): string =>
  words(books, 'checkin.number-follow', {
    day: written(books, locale, day),
    title: books.flows.get(flow)?.title ?? flow,
    answer: words(books, `checkin.follow.${followWords[`${answer}`]}`),
  })

/** What check-ins that are over looked like, in words that judge nothing: how many, the first week and the last. */
export function summaryBlocks(books: Shelf, locale: string, checks: readonly Check[]): Block[] {
  if (checks.length === 0) return [sentence(books, 'checkin.last-none')]
  const { from, to } = spanOf(checks)
  const weeks = [
    words(
      books,
      'checkin.first-week',
      middles(
        books,
        checks.filter(({ day }) => day < from + aWeek),
      ),
    ),
    words(
      books,
      'checkin.last-week',
      middles(
        books,
        checks.filter(({ day }) => day > to - aWeek),
      ),
    ),
  ]
  return [
    sentence(books, 'checkin.last', { count: checks.length }),
    // Two weeks that overlap would say one thing twice.
    ...(to - from >= 2 * aWeek - 1 ? [{ kind: 'list', items: weeks } as const] : []),
    ...(checks.length >= fewest ? diaryBlocks(books, locale, checks) : []),
  ]
}

const middles = (books: Shelf, checks: readonly Check[]) => ({
  count: checks.length,
  worry: inWords(books, 'worry', median(checks.map(({ worry }) => worry)) ?? 0),
  close: inWords(books, 'close', median(checks.map(({ close }) => close)) ?? 0),
})
