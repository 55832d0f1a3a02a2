/**
 * Draws the loop of a mechanism as SVG: five cards in a circle, the title in the middle.
 *
 * Relief is the one light card, for it is real. The way from the cost back to the trigger is dashed, and its dashes
 * come quicker: each round starts sooner. Numbers, names, icons and arrows say the same without any colour.
 */
import type { LoopPicture, LoopRole } from '../core/picture.ts'
import { colours } from './colours.ts'
import { icons } from './icons.ts'
import { breakLines, type Measure, readable, remembering } from './lines.ts'
import { drawText, leading, looks, rim, sheet, sheetWidth } from './sheet.ts'
import { attributes, type Box, type Point, px, writable } from './svg.ts'

/** Width and height of the picture in pixels. */
export const side = sheetWidth

interface Card {
  readonly box: Box
  readonly heading: readonly string[]
  readonly lines: readonly string[]
}

/** Where everything lies, in pixels from the upper left corner. */
export interface LoopLayout {
  /** Font size of the stations. 33 is 11 on a phone that shows the picture 360 wide. */
  readonly size: number
  readonly cards: readonly Card[]
  readonly title: { readonly box: Box; readonly size: number; readonly lines: readonly string[] }
}

/** The room of each card, clockwise from the top; cards beside each other share a height, in the middle of their room. */
const rooms: readonly Box[] = [
  { x: 290, y: 62, width: 500, height: 234 },
  { x: 678, y: 350, width: 358, height: 350 },
  { x: 596, y: 772, width: 440, height: 264 },
  { x: 44, y: 772, width: 440, height: 264 },
  { x: 44, y: 350, width: 358, height: 350 },
]
const middle: Box = { x: 422, y: 330, width: 236, height: 390 }

/** A badge stands on the upper edge of its card, so the text starts lower than it ends. */
const padding = { side: 24, top: 38, bottom: 26 }
const nameGap = 4
const largest = 48
const smallest = 18

const headingSize = (size: number): number => Math.min(size, Math.max(readable, size - 6))

/**
 * Finds the largest font size, 48 to 18 px, at which every text fits its card. A word is divided where its author did
 * not allow it (U+00AD) only when 33 px would not do otherwise; prose of 80 characters fits at 33. Nothing is ever cut.
 *
 * Throws a `RangeError` for texts that fit at no size and for a number of stations other than five.
 */
export function layOutLoop(picture: LoopPicture, measure: Measure): LoopLayout {
  if (picture.stations.length !== rooms.length) throw new RangeError('A loop has five stations.')
  const known = remembering(measure)
  const cards = fitBest(largest, (size, force) => fitCards(picture, size, force, known))
  const title = fitBest(52, (size, force) => fitTitle(picture.title, size, force, known))
  if (!cards || !title) throw new RangeError('The texts of this loop are too long to draw.')
  return { ...cards, title }
}

function fitBest<Fit>(from: number, fit: (size: number, force: boolean) => Fit | undefined): Fit | undefined {
  for (let size = from; size >= readable; size -= 1) {
    const found = fit(size, false)
    if (found) return found
  }
  for (let size = readable; size >= smallest; size -= 1) {
    const found = fit(size, true)
    if (found) return found
  }
}

function fitCards(picture: LoopPicture, size: number, force: boolean, measure: Measure) {
  const texts = picture.stations.map((station, at) => {
    const inner = (rooms[at]?.width ?? 0) - 2 * padding.side
    const name = `${at + 1}\u00A0\u00A0${writable(station.name)}`
    const heading = breakLines(name, inner, (text) => measure(text, 600) * headingSize(size))
    const body = breakLines(writable(station.text), inner, (text) => measure(text, 400) * size)
    const height = nameGap + (heading.lines.length * headingSize(size) + body.lines.length * size) * leading
    return { heading: heading.lines, lines: body.lines, height, forced: heading.forced || body.forced }
  })
  if (!force && texts.some((text) => text.forced)) return
  const cards: Card[] = []
  for (const [at, { heading, lines }] of texts.entries()) {
    const room = rooms[at]
    if (!room) return
    const beside = texts.filter((_, other) => rooms[other]?.y === room.y).map((text) => text.height)
    const full = padding.top + Math.max(...beside) + padding.bottom
    if (full > room.height) return
    const box = { ...room, y: room.y + (room.height - full) / 2, height: full }
    cards.push({ box, heading, lines })
  }
  return { size, cards }
}

function fitTitle(title: string, size: number, force: boolean, measure: Measure) {
  const { lines, forced } = breakLines(writable(title), middle.width, (text) => measure(text, 600) * size)
  const height = lines.length * size * leading
  if ((forced && !force) || height > middle.height) return
  return { size, lines, box: { ...middle, y: middle.y + (middle.height - height) / 2, height } }
}

interface Look {
  readonly fill: string
  readonly edge: string
  readonly text: string
  readonly name: string
}

const plain: Look = { fill: colours.card, edge: colours.edge, text: colours.text, name: colours.name }
const stationLooks: Readonly<Record<LoopRole, Look>> = {
  trigger: plain,
  feeling: plain,
  act: plain,
  relief: { fill: colours.light, edge: colours.light, text: colours.ink, name: colours.inkName },
  cost: { ...plain, edge: colours.cost, name: colours.cost },
}

/** The picture as an SVG of 1080 by 1080 px. The same picture and measure give the same string. */
export function loopSvg(picture: LoopPicture, measure: Measure): string {
  const { size, cards, title } = layOutLoop(picture, measure)
  const roles = picture.stations.map((station) => station.role)
  return sheet(picture.title, side, [
    arrows(cards.map((card) => card.box)),
    ...cards.map((card, at) => drawCard(card, roles[at] ?? 'trigger', size)),
    drawTitle(title),
  ])
}

function drawCard({ box, heading, lines }: Card, role: LoopRole, size: number): string {
  const look = stationLooks[role]
  const small = headingSize(size)
  const dashed = role === 'cost' ? ' stroke-dasharray="16 10"' : ''
  const left = box.x + padding.side
  const top = box.y + padding.top
  const badge = { x: box.x + padding.side + 24, y: box.y }
  return [
    `<rect ${attributes(box)} rx="30" fill="${look.fill}" stroke="${look.edge}" stroke-width="4"${dashed}/>`,
    `<circle cx="${px(badge.x)}" cy="${px(badge.y)}" r="31" fill="${colours.water}" stroke="${look.edge}" stroke-width="4"/>`,
    `<path transform="translate(${px(badge.x - 19.2)} ${px(badge.y - 19.2)}) scale(1.6)" d="${icons[role]}" fill="none" ` +
      `stroke="${role === 'relief' ? colours.light : look.name}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
    drawText({ lines: heading, x: left, top, size: small, look: `fill="${look.name}" font-weight="600"` }),
    drawText({
      lines,
      x: left,
      top: top + heading.length * small * leading + nameGap,
      size,
      look: `fill="${look.text}"`,
    }),
  ].join('')
}

function drawTitle({ box, size, lines }: LoopLayout['title']): string {
  return drawText({ lines, x: side / 2, top: box.y, size, look: `${looks.strong} text-anchor="middle"` })
}

/** Between an arrow and a card. */
const gap = 16
/** From the outer edge of a side card to its arrows. */
const inward = 130

function arrows(boxes: readonly Box[]): string {
  const [trigger, feeling, act, relief, cost] = boxes
  if (!trigger || !feeling || !act || !relief || !cost) return ''
  const right = side - rim - inward
  const left = rim + inward
  const middleOf = (box: Box) => box.y + box.height / 2
  const above = (box: Box) => box.y - gap
  const below = (box: Box) => box.y + box.height + gap
  return [
    curve(
      { x: trigger.x + trigger.width + gap, y: middleOf(trigger) },
      { x: right, y: middleOf(trigger) },
      { x: right, y: above(feeling) },
    ),
    straight({ x: right, y: below(feeling) }, { x: right, y: above(act) }),
    straight({ x: act.x - gap, y: middleOf(act) }, { x: relief.x + relief.width + gap, y: middleOf(relief) }),
    straight({ x: left, y: above(relief) }, { x: left, y: below(cost) }),
    curve(
      { x: left, y: above(cost) },
      { x: left, y: middleOf(trigger) },
      { x: trigger.x - gap, y: middleOf(trigger) },
      true,
    ),
  ].join('\n')
}

const straight = (from: Point, to: Point): string => curve(from, from, to)

/** A quadratic curve bent towards `by`, with an arrow head; `sooner` breaks it into dashes that come quicker. */
function curve(from: Point, by: Point, to: Point, sooner = false): string {
  const angle = Math.atan2(to.y - by.y, to.x - by.x)
  const behind = (length: number): Point => ({ x: to.x - length * Math.cos(angle), y: to.y - length * Math.sin(angle) })
  const neck = behind(26)
  const wing = (turn: number): Point => ({
    x: neck.x + 17 * Math.cos(angle + turn),
    y: neck.y + 17 * Math.sin(angle + turn),
  })
  const colour = sooner ? colours.cost : colours.arrow
  const line = sooner ? ` stroke-dasharray="${quickening(lengthOf(from, by, neck))}"` : ' stroke-linecap="round"'
  return (
    `<path d="M${at(from)}Q${at(by)} ${at(neck)}" fill="none" stroke="${colour}" stroke-width="8"${line}/>` +
    `<path d="M${at(to)}L${at(wing(Math.PI / 2))}L${at(wing(-Math.PI / 2))}Z" fill="${colour}" stroke="${colour}" ` +
    'stroke-width="6" stroke-linejoin="round"/>'
  )
}

/** Dashes and gaps, each shorter than the one before, that fill `length` from dash to dash. */
function quickening(length: number): string {
  const shares = Array.from({ length: 15 }, (_, at) => (at % 2 === 0 ? 1 : 0.5) * 0.9 ** at)
  const sum = shares.reduce((total, share) => total + share, 0)
  return [...shares.map((share) => px((share * length) / sum)), side].join(' ')
}

function lengthOf(from: Point, by: Point, to: Point): number {
  const on = (t: number): Point => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * by.x + t ** 2 * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * by.y + t ** 2 * to.y,
  })
  const steps = 32
  let sum = 0
  for (let step = 0; step < steps; step += 1) {
    const [a, b] = [on(step / steps), on((step + 1) / steps)]
    sum += Math.hypot(b.x - a.x, b.y - a.y)
  }
  return sum
}

const at = ({ x, y }: Point): string => `${px(x)} ${px(y)}`
