/**
 * Draws how an urge went after each kind of act as SVG: a panel for each kind, below each other, all to one scale.
 *
 * It shows what was measured and no more. Each measurement is a dot; dots of equal value lie side by side, the earliest
 * moment first. A thread joins two dots of one moment only where nothing between them was missed. A median is a bar,
 * and medians are not joined. The points in time are columns, since the way between them is not to scale.
 */
import type { CurvePicture } from '../core/picture.ts'
import { type Measure, readable, remembering, setTexts } from './lines.ts'
import { type DotLook, drawBar, drawCard, drawDot, drawPlot, drawRule, drawThread, type Thread } from './marks.ts'
import { drawText, leading, looks, rim, settingHeight, sheet, sheetWidth, type Text, textHeight } from './sheet.ts'
import { type Box, type Point, writable } from './svg.ts'

interface Panel {
  readonly card: Box
  /** One for each point in time. */
  readonly columns: readonly Box[]
  readonly dots: readonly Point[]
  readonly threads: readonly Thread[]
  readonly bars: readonly Box[]
  /** The strengths that stand beside the columns, and at which height. */
  readonly rules: readonly { readonly strength: number; readonly y: number }[]
}

interface Sign {
  readonly form: 'dot' | 'bar'
  readonly at: Point
}

/** Where everything lies, in pixels from the upper left corner. */
export interface CurveLayout {
  readonly height: number
  readonly texts: readonly Text[]
  readonly panels: readonly Panel[]
  readonly legend: readonly Sign[]
  /** How every dot is drawn. */
  readonly dot: DotLook
}

const most = 10
const instants = [0, 1, 2, 3]
const times = instants.length
/** Height from 0 to 10 with one panel, with two, with three, with four. */
const scales = [480, 310, 240, 180]
const tallest = 2400

const padding = 26
const below = 22
const card = { x: rim, width: sheetWidth - 2 * rim }
const inner = { x: card.x + padding, width: card.width - 2 * padding, end: card.x + card.width - padding }
const gap = { heading: 12, columns: 18, panels: 16, blocks: 16 }
/** Room for "10" before the first column. */
const gutter = 56
const columnWidth = (inner.width - gutter - (times - 1) * gap.columns) / times
/** From the edges of a column to the middle of its outermost dots: the caps of a bar stand beside them. */
const inset = { side: 24, end: 16 }
const room = columnWidth - 2 * inset.side
const radii = { largest: 9, smallest: 6 }
const between = 2
const bar = { height: 8, indent: 5 }

/**
 * Lays the picture out from top to bottom; its height follows from its texts. Each text is set in 33 px or more.
 *
 * Throws a `RangeError` for other than one to four panels and four points in time, for a strength outside 0 to 10, and
 * for texts that would need more than some two screens of a phone.
 */
export function layOutCurve(picture: CurvePicture, measure: Measure): CurveLayout {
  const scale = scales[picture.panels.length - 1]
  if (scale === undefined) throw new RangeError('A curve has one to four panels.')
  if (picture.times.length !== times) throw new RangeError('A curve has four points in time.')
  const width = remembering(measure)
  const texts: Text[] = []
  let y = rim

  const title = setTexts([writable(picture.title)], card.width, (line) => width(line, 600), 52, 2)
  for (const lines of title.texts) texts.push({ lines, x: card.x, top: y, size: title.size, look: looks.strong })
  y += settingHeight(title) + gap.blocks

  const labels = setTexts(picture.times.map(writable), columnWidth, (line) => width(line, 400), 36, 2)
  y += settingHeight(labels)
  for (const [time, lines] of labels.texts.entries()) {
    const place = { x: middleOf(time), top: y - textHeight(lines, labels.size), size: labels.size }
    texts.push({ lines, ...place, look: `${looks.quiet} text-anchor="middle"` })
  }
  y += gap.heading

  const dot = packed(picture)
  const panels: Panel[] = []
  for (const [at, heading] of setHeadings(picture, width).entries()) {
    const panel = picture.panels[at]
    if (!panel) continue
    const top = y + padding - 8
    texts.push(...heading.map((text) => ({ ...text, top: text.top + top })))
    const start = Math.max(...heading.map((text) => text.top + textHeight(text.lines, text.size))) + top + gap.heading
    const heightOf = (strength: number): number => start + inset.end + (1 - strength / most) * scale
    const end = start + scale + 2 * inset.end
    panels.push({
      card: { ...card, y, height: end + below - y },
      columns: picture.times.map((_, time) => ({
        x: middleOf(time) - columnWidth / 2,
        y: start,
        width: columnWidth,
        height: end - start,
      })),
      ...place(panel, dot.radius, heightOf),
      rules: [most, most / 2, 0].map((strength) => ({ strength, y: heightOf(strength) })),
    })
    y = end + below + gap.panels
  }

  const legend = setLegend(picture, width, y + 6)
  texts.push(...legend.texts)
  y = legend.end + gap.blocks

  const note = setTexts([writable(picture.note)], card.width, (line) => width(line, 400), 38, 3)
  for (const lines of note.texts) texts.push({ lines, x: card.x, top: y, size: note.size, look: looks.plain })
  y += settingHeight(note) + rim
  if (y > tallest) throw new RangeError('The texts of this curve are too long to draw.')
  return { height: Math.ceil(y), texts, panels, legend: legend.signs, dot }
}

const middleOf = (time: number): number => inner.x + gutter + time * (columnWidth + gap.columns) + columnWidth / 2

type Moments = CurvePicture['panels'][number]

/** Dots, threads and bars of one panel. */
function place({ moments, medians }: Moments, radius: number, heightOf: (strength: number) => number) {
  const columns = instants.map((time) => spread(moments.map((moment) => moment[time] ?? null)))
  const rows = moments.map((_, at) =>
    columns.map((column, time) => {
      const seat = column[at]
      if (!seat) return undefined
      checkStrength(seat.strength)
      const step = Math.min(2 * radius + between, room / Math.max(1, seat.of - 1))
      return { x: middleOf(time) + (seat.at - (seat.of - 1) / 2) * step, y: heightOf(seat.strength) }
    }),
  )
  const bars = medians.flatMap((median, time) => {
    if (median === null) return []
    checkStrength(median)
    const x = middleOf(time) - columnWidth / 2 + bar.indent
    return [{ x, y: heightOf(median) - bar.height / 2, width: columnWidth - 2 * bar.indent, height: bar.height }]
  })
  const threads = rows.flatMap((row) =>
    row.flatMap((to, time) => {
      const from = row[time - 1]
      return from && to ? [{ from, to }] : []
    }),
  )
  return { dots: rows.flat().filter((point) => point !== undefined), threads, bars }
}

/** The message tells no number: it may be logged, and the number is somebody's. */
function checkStrength(strength: number): void {
  if (!(strength >= 0 && strength <= most)) throw new RangeError('A strength lies outside 0 to 10.')
}

interface Seat {
  readonly strength: number
  /** Which one it is of how many drawn at about the same height. */
  readonly at: number
  readonly of: number
}

function spread(strengths: readonly (number | null)[]): (Seat | undefined)[] {
  const levels = Map.groupBy(strengths.keys(), (at) => Math.round(strengths[at] ?? Number.NaN))
  return strengths.map((strength, place) => {
    if (strength === null) return undefined
    const level = levels.get(Math.round(strength)) ?? []
    return { strength, at: level.indexOf(place), of: level.length }
  })
}

/** The largest dots of which none touch at any level; the smallest may, and then a thinner rim leaves each its part. */
function packed({ panels }: CurvePicture): DotLook {
  const seats = panels.flatMap(({ moments }) =>
    instants.flatMap((time) => spread(moments.map((moment) => moment[time] ?? null))),
  )
  const crowd = Math.max(1, ...seats.map((seat) => seat?.of ?? 1))
  const step = room / Math.max(1, crowd - 1)
  const radius = Math.max(radii.smallest, Math.min(radii.largest, (step - between) / 2))
  return { radius, rim: Math.min(1.5, step / 4) }
}

/** Name and count of each panel from 0 down: side by side, in one size for all, else below each other. */
function setHeadings({ panels }: CurvePicture, width: Measure): Text[][] {
  const words = panels.map(({ name, count }) => ({ name: writable(name), count: writable(count) }))
  for (let size = 40; size >= readable; size -= 1) {
    const fits = words.every(({ name, count }) => (width(name, 600) + width(count, 400) + 1) * size <= inner.width)
    if (!fits) continue
    return words.map(({ name, count }) => [
      { lines: [name], x: inner.x, top: 0, size, look: looks.name },
      { lines: [count], x: inner.end, top: 0, size, look: `${looks.plain} text-anchor="end"` },
    ])
  }
  return words.map(({ name, count }) => {
    const size = readable
    const [above = []] = setTexts([name], inner.width, (line) => width(line, 600), size, 1).texts
    const [below = []] = setTexts([count], inner.width, (line) => width(line, 400), size, 1).texts
    return [
      { lines: above, x: inner.x, top: 0, size, look: looks.name },
      { lines: below, x: inner.x, top: textHeight(above, size), size, look: looks.plain },
    ]
  })
}

const sign = { width: 56, middle: 20, after: 48 }

/** What a dot is and, where there is one, a bar: in one row if they fit, else below each other. */
function setLegend({ legend, panels }: CurvePicture, width: Measure, top: number) {
  const barred = panels.some(({ medians }) => medians.some((median) => median !== null))
  const entries = [
    { form: 'dot' as const, words: writable(legend.moment) },
    ...(barred ? [{ form: 'bar' as const, words: writable(legend.median) }] : []),
  ]
  const measured = (line: string): number => width(line, 400)
  const { texts, size } = setTexts(
    entries.map(({ words }) => words),
    card.width - sign.width,
    measured,
    readable,
    1,
  )
  const widths = texts.map((lines) => sign.width + Math.max(0, ...lines.map(measured)) * size)
  const beside = widths.reduce((sum, one) => sum + one + sign.after, -sign.after) <= card.width
  const placed: Text[] = []
  let [x, y] = [card.x, top]
  for (const [at, lines] of texts.entries()) {
    placed.push({ lines, x: x + sign.width, top: y, size, look: looks.quiet })
    if (beside) x += (widths[at] ?? 0) + sign.after
    else y += textHeight(lines, size)
  }
  const signs = placed.map(
    (text, at): Sign => ({
      form: entries[at]?.form ?? 'dot',
      at: { x: text.x - sign.width + sign.middle, y: text.top + (size * leading) / 2 },
    }),
  )
  const end = Math.max(...placed.map((text) => text.top + textHeight(text.lines, size)))
  return { texts: placed, signs, end }
}

/** The picture as an SVG, 1080 px wide. The same picture and measure give the same string. */
export function curveSvg(picture: CurvePicture, measure: Measure): string {
  const { height, texts, panels, legend, dot } = layOutCurve(picture, measure)
  const crowd = Math.max(...picture.panels.map(({ moments }) => moments.length))
  const thickness = crowd > 24 ? 1.4 : 2.5
  return sheet(picture.title, height, [
    ...panels.map((panel) => drawPanel(panel, dot, thickness)),
    ...legend.map(drawSign),
    ...texts.map(drawText),
  ])
}

function drawPanel({ card, columns, dots, threads, bars, rules }: Panel, dot: DotLook, thickness: number): string {
  return [
    drawCard(card),
    ...columns.map(drawPlot),
    ...columns.flatMap(({ x, width }) => rules.map(({ y }) => drawRule(x, x + width, y))),
    ...threads.map((thread) => drawThread(thread, thickness)),
    ...bars.map(drawBar),
    ...dots.map((point) => drawDot(point, dot)),
    ...rules.map(({ strength, y }) =>
      drawText({
        lines: [String(strength)],
        x: inner.x + gutter - 16,
        top: y - (readable * leading) / 2,
        size: readable,
        look: `${looks.quiet} text-anchor="end"`,
      }),
    ),
  ].join('')
}

function drawSign({ form, at }: Sign): string {
  if (form === 'dot') return drawDot(at, { radius: radii.largest, rim: 0 })
  return drawBar({ x: at.x - 20, y: at.y - bar.height / 2, width: 40, height: bar.height })
}
