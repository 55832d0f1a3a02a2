/**
 * A person's own moments as a picture, as the words that say the same, and as numbers. It shows what was measured, and
 * takes care not to say more than so few numbers can: no middle of less than three, no comparison of less than five.
 */

import { dayFor } from './agenda.ts'
import { dateOf } from './calendar.ts'
import { median } from './diary.ts'
import { type Shelf, sentence, words } from './library.ts'
import { type Act, acts, type Moment, type Person } from './person.ts'
import type { CurvePicture } from './picture.ts'
import type { Block } from './reply.ts'

/** A curve is drawn from this many moments on. */
export const fewestMoments = 5
/** A median is given from this many measurements on: of two it is no one's middle. */
const fewestForMedian = 3
/** Two kinds of acts are set side by side from this many measurements each on. Even then, chance may be all of it. */
const fewestToCompare = 5

/** The newest so many of each act are listed as numbers; a message holds no more than some four times that. */
const mostListed = 25

/** The points in time, in the order of a moment's strengths. */
const times = ['before', 'after', 'second', 'next'] as const

/** The moments of each act that has some, in the fixed order of acts, earliest first. */
function byAct(moments: readonly Moment[]): { readonly act: Act; readonly own: readonly Moment[] }[] {
  const inOrder = moments.toSorted((a, b) => a.at - b.at)
  return acts
    .map((act) => ({ act, own: inOrder.filter((moment) => moment.act === act) }))
    .filter(({ own }) => own.length > 0)
}

/** Null of fewer than three. */
const medianOf = (values: readonly number[]): number | null =>
  values.length < fewestForMedian ? null : (median(values) ?? null)

/** What was measured at a point in time; a gap is left out. */
const at = (moments: readonly Pick<Moment, 'strengths'>[], time: number): number[] =>
  moments.flatMap(({ strengths }) => strengths[time] ?? [])

/** The curve of these moments: at least one. */
export const curveOf = (books: Shelf, moments: readonly Moment[]): CurvePicture => ({
  kind: 'curve',
  title: words(books, 'moment.curve-title'),
  times: times.map((time) => words(books, `moment.times.${time}`)),
  panels: byAct(moments).map(({ act, own }) => ({
    name: words(books, `moment.acts.${act}`),
    count: count(books, own.length),
    moments: own.map(({ strengths }) => strengths),
    medians: times.map((_, time) => medianOf(at(own, time))),
  })),
  legend: { moment: words(books, 'moment.legend-one'), median: words(books, 'moment.legend-middle') },
  note: hasGap(moments)
    ? `${words(books, 'moment.caution')} ${words(books, 'moment.empty')}`
    : words(books, 'moment.caution'),
})

/** Whether some act has a point in time at which nothing was answered: the picture shows an empty column there. */
const hasGap = (moments: readonly Moment[]): boolean =>
  byAct(moments).some(({ own }) => times.some((_, time) => at(own, time).length === 0))

/** The same in words: for each panel and point in time how many were measured, from where to where, and the middle one. */
export function curveAlt(books: Shelf, { title, times, panels }: CurvePicture): string {
  const texts = panels.map(({ name, count, moments, medians }) => {
    const columns = times.map((time, index) => {
      const values = moments.flatMap((moment) => moment[index] ?? [])
      const [least, most] = [Math.min(...values), Math.max(...values)]
      const middle = medians[index] ?? null
      if (values.length === 0) return words(books, 'moment.alt.none', { time })
      if (values.length === 1) return words(books, 'moment.alt.one', { time, value: least })
      const range = { time, measured: values.length, least, most }
      if (middle === null) return words(books, 'moment.alt.some', range)
      return words(books, 'moment.alt.middle', { ...range, middle: number(books, middle) })
    })
    return words(books, 'moment.alt.panel', { name, count, columns: columns.join('; ') })
  })
  return [words(books, 'moment.alt.title', { title }), ...texts, words(books, 'moment.caution')].join(' ')
}

/** By how much the urge changed after each kind of act, side by side, where there are enough of both; else nothing. */
export function comparedBlocks(books: Shelf, moments: readonly Moment[]): Block[] {
  const items = times.flatMap((time, index) => {
    if (index === 0) return []
    const changes = byAct(moments).flatMap(({ act, own }) => {
      const falls = own.flatMap(({ strengths }) => {
        const later = strengths[index] ?? null
        return later === null ? [] : [strengths[0] - later]
      })
      const middle = medianOf(falls)
      return middle === null || falls.length < fewestToCompare ? [] : [change(books, act, middle, falls.length)]
    })
    if (changes.length < 2) return []
    return [words(books, 'moment.compare', { time: words(books, `moment.times.${time}`), changes: changes.join('; ') })]
  })
  if (items.length === 0) return []
  return [sentence(books, 'moment.compared'), { kind: 'list', items }, sentence(books, 'moment.chance')]
}

/** "Came down by about 2 after waiting (6 moments)". */
function change(books: Shelf, act: Act, fall: number, moments: number): string {
  const fill = {
    by: number(books, Math.abs(fall)),
    after: words(books, `moment.after.${act}`),
    count: count(books, moments),
  }
  if (fall > 0) return words(books, 'moment.down', fill)
  return fall < 0 ? words(books, 'moment.up', fill) : words(books, 'moment.same', fill)
}

/** Every moment as its day and its numbers, by act. */
export function numberBlocks(books: Shelf, person: Person): Block[] {
  const gap = words(books, 'moment.gap')
  const groups = byAct(person.moments)
  const lists = groups.flatMap(({ act, own }): Block[] => [
    { kind: 'text', text: `**${words(books, `moment.acts.${act}`)}** · ${count(books, own.length)}` },
    {
      kind: 'list',
      items: own.slice(-mostListed).map(({ at, strengths }) => {
        const [before, after, second, next] = strengths.map((strength) => strength ?? gap)
        const day = dateOf(dayFor(person, at), books.language)
        return words(books, 'moment.row', {
          day,
          before: before ?? gap,
          after: after ?? gap,
          second: second ?? gap,
          next: next ?? gap,
        })
      }),
    },
  ])
  const isCut = groups.some(({ own }) => own.length > mostListed)
  const cut: Block[] = isCut ? [{ kind: 'text', text: words(books, 'moment.cut'), small: true }] : []
  return [sentence(books, 'moment.columns'), ...lists, ...cut]
}

/** "6 moments". */
export const count = (books: Shelf, moments: number): string =>
  moments === 1 ? words(books, 'moment.count-one') : words(books, 'moment.count', { count: moments })

const number = ({ language }: Shelf, value: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
