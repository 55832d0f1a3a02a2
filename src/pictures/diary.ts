/**
 * Draws a person's check-ins over the days as SVG: a row for each question, all over the same days, to their scale.
 *
 * Each check-in is a dot. A thread joins two dots only from one day to the next: days without a check-in stay empty and
 * are marked by nothing.
 */
import type { DiaryPicture } from '../core/picture.ts'
import { colours } from './colours.ts'
import { type Measure, readable, remembering, setTexts } from './lines.ts'
import { drawCard, drawDot, drawPlot, drawRule, drawThread, type Thread } from './marks.ts'
import { drawText, looks, rim, settingHeight, sheet, sheetWidth, type Text, textHeight } from './sheet.ts'
import { type Box, type Point, px, writable } from './svg.ts'

interface Row {
  readonly card: Box
  readonly plot: Box
  readonly dots: readonly Point[]
  readonly threads: readonly Thread[]
  /** The heights of the scale's steps, or of its ends. */
  readonly rules: readonly number[]
}

/** Where everything lies, in pixels from the upper left corner. */
export interface DiaryLayout {
  readonly height: number
  readonly texts: readonly Text[]
  readonly rows: readonly Row[]
  /** Where the days with a label stand. */
  readonly ticks: readonly number[]
  /** Of every dot. */
  readonly radius: number
}

const mostRows = 4
/** A scale of more steps shows only its ends. */
const mostSteps = 10
const tallest = 2400

const padding = 26
const card = { x: rim, width: sheetWidth - 2 * rim }
const inner = { x: card.x + padding, width: card.width - 2 * padding, end: card.x + card.width - padding }
const gap = { heading: 12, scale: 18, labels: 20, rows: 20, blocks: 16 }
const gutter = 210
const scaleHeight = 150
/** From the edge of a plot to the middle of its outermost dot. */
const inset = 22
const dot = { largest: 12, smallest: 5.5 }

/**
 * Lays the picture out from top to bottom; its height follows from its texts. Each text is set in 33 px or more; a label
 * of a day that would touch the one before it is left out, its line stays.
 *
 * Throws a `RangeError` for other than one to four rows, for a range or a scale that ends before it begins, for a point
 * outside of them, and for texts that would need more than some two screens of a phone.
 */
export function layOutDiary(picture: DiaryPicture, measure: Measure): DiaryLayout {
  check(picture)
  const width = remembering(measure)
  const texts: Text[] = []
  let y = rim

  const title = setTexts([writable(picture.title)], card.width, (line) => width(line, 600), 52, 2)
  for (const lines of title.texts) texts.push({ lines, x: card.x, top: y, size: title.size, look: looks.strong })
  y += settingHeight(title) + gap.blocks + 4

  const names = setTexts(
    picture.rows.map(({ name }) => writable(name)),
    inner.width,
    (line) => width(line, 600),
    40,
    1,
  )
  const words = picture.rows.flatMap(({ low, high }) => [writable(low), writable(high)])
  const ends = setTexts(words, gutter, (line) => width(line, 400), 36, 2)
  const widest = Math.max(...ends.texts.flat().map((line) => width(line, 400)), 0) * ends.size
  const left = inner.x + Math.min(gutter, widest) + gap.scale
  const across = { x: left, width: inner.end - left }

  const days = picture.to - picture.from
  const pitch = (across.width - 2 * inset) / Math.max(1, days)
  const radius = Math.max(dot.smallest, Math.min(dot.largest, pitch / 2))
  const dayAt = (day: number): number =>
    days === 0 ? across.x + across.width / 2 : across.x + inset + (day - picture.from) * pitch

  const plotHeight = Math.max(scaleHeight + 2 * inset, 2 * settingHeight(ends) + 8)
  const rows = picture.rows.map((row, at): Row => {
    const lines = names.texts[at] ?? []
    const top = y + padding - 8
    texts.push({ lines, x: inner.x, top, size: names.size, look: looks.name })
    const plot = { ...across, y: top + textHeight(lines, names.size) + gap.heading, height: plotHeight }
    const [low = [], high = []] = ends.texts.slice(2 * at)
    const end = plot.y + plot.height
    const scale = { x: inner.x, size: ends.size, look: looks.quiet }
    texts.push({ ...scale, lines: high, top: plot.y }, { ...scale, lines: low, top: end - textHeight(low, ends.size) })
    const box = { ...card, y, height: end + padding - y }
    y = end + padding + gap.rows
    const steps = row.most - row.least
    const heightOf = (value: number): number =>
      plot.y + inset + (1 - (value - row.least) / steps) * (plot.height - 2 * inset)
    const every = Number.isInteger(steps) && steps <= mostSteps ? 1 : steps
    return {
      card: box,
      plot,
      ...place(row.points, dayAt, heightOf),
      rules: Array.from({ length: steps / every + 1 }, (_, step) => heightOf(row.least + step * every)),
    }
  })

  const size = readable
  const labels = apart(
    picture.ticks.map(({ day, text }) => {
      const label = writable(text)
      const half = (width(label, 400) * size) / 2
      const middle = Math.max(card.x + half, Math.min(card.x + card.width - half, dayAt(day)))
      return { label, middle, half }
    }),
  )
  for (const { label, middle } of labels) {
    texts.push({ lines: [label], x: middle, top: y - 8, size, look: `${looks.quiet} text-anchor="middle"` })
  }
  y += textHeight(['day'], size) + gap.labels

  const note = setTexts([writable(picture.note)], card.width, (line) => width(line, 400), 38, 3)
  for (const lines of note.texts) texts.push({ lines, x: card.x, top: y, size: note.size, look: looks.plain })
  y += settingHeight(note) + rim
  if (y > tallest) throw new RangeError('The texts of this diary are too long to draw.')
  return { height: Math.ceil(y), texts, rows, ticks: picture.ticks.map(({ day }) => dayAt(day)), radius }
}

/** The messages tell no number: they may be logged, and the numbers are somebody's. */
function check({ from, to, ticks, rows }: DiaryPicture): void {
  const within = (value: number, least: number, most: number): boolean => value >= least && value <= most
  if (rows.length < 1 || rows.length > mostRows) throw new RangeError('A diary has one to four rows.')
  if (!(from <= to)) throw new RangeError('The days of a diary end before they begin.')
  for (const { least, most, points } of rows) {
    if (!(least < most)) throw new RangeError('A scale ends before it begins.')
    const inside = points.every(({ day, value }) => within(day, from, to) && within(value, least, most))
    if (!inside) throw new RangeError('A check-in lies outside its days or its scale.')
  }
  if (!ticks.every(({ day }) => within(day, from, to))) throw new RangeError('A label lies outside the days.')
}

function place(
  points: DiaryPicture['rows'][number]['points'],
  dayAt: (day: number) => number,
  heightOf: (value: number) => number,
) {
  const placed = points
    .map(({ day, value }) => ({ day, x: dayAt(day), y: heightOf(value) }))
    .sort((one, other) => one.day - other.day)
  const threads = placed.flatMap((to, at) => {
    const from = placed[at - 1]
    return from && to.day - from.day === 1 ? [{ from, to }] : []
  })
  return { dots: placed.map(({ x, y }): Point => ({ x, y })), threads }
}

interface Label {
  readonly label: string
  readonly middle: number
  readonly half: number
}

/** Those labels that leave a space to the one before. */
function apart(labels: readonly Label[]): readonly Label[] {
  const kept: Label[] = []
  for (const label of labels) {
    const before = kept.at(-1)
    if (!before || label.middle - label.half >= before.middle + before.half + 16) kept.push(label)
  }
  return kept
}

/** The picture as an SVG, 1080 px wide. The same picture and measure give the same string. */
export function diarySvg(picture: DiaryPicture, measure: Measure): string {
  const { height, texts, rows, ticks, radius } = layOutDiary(picture, measure)
  return sheet(picture.title, height, [...rows.map((row) => drawRow(row, ticks, radius)), ...texts.map(drawText)])
}

function drawRow({ card, plot, dots, threads, rules }: Row, ticks: readonly number[], radius: number): string {
  return [
    drawCard(card),
    drawPlot(plot),
    ...ticks.map((x) => drawTick(x, plot)),
    ...rules.map((y) => drawRule(plot.x, plot.x + plot.width, y)),
    ...threads.map((thread) => drawThread(thread, radius < 8 ? 2.5 : 3.5)),
    ...dots.map((point) => drawDot(point, { radius, rim: 1.5 })),
  ].join('')
}

const drawTick = (x: number, { y, height }: Box): string =>
  `<path d="M${px(x)} ${px(y)}V${px(y + height)}" stroke="${colours.rule}" stroke-width="2" stroke-dasharray="3 7"/>`
