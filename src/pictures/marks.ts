/** What stands for a measurement: a dot, and a thread between two of them. */
import { colours } from './colours.ts'
import { attributes, type Box, type Point, px } from './svg.ts'

export interface Thread {
  readonly from: Point
  readonly to: Point
}

/** In pixels; the rim has the colour of the ground and keeps dots apart that touch. */
export interface DotLook {
  readonly radius: number
  readonly rim: number
}

export const drawDot = ({ x, y }: Point, { radius, rim }: DotLook): string =>
  `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${colours.arrow}" stroke="${colours.water}" ` +
  `stroke-width="${px(rim)}"/>`

export const drawThread = ({ from, to }: Thread, width: number): string =>
  `<path d="M${px(from.x)} ${px(from.y)}L${px(to.x)} ${px(to.y)}" stroke="${colours.thread}" stroke-width="${width}"/>`

const cap = 7

/** A level bar with a cap at each end, to be seen also where dots cover its middle. */
export function drawBar({ x, y, width, height }: Box): string {
  const middle = y + height / 2
  const end = x + width - height / 2
  return (
    `<path d="M${px(x + height / 2)} ${px(middle - cap)}v${2 * cap}M${px(end)} ${px(middle - cap)}v${2 * cap}` +
    `M${px(x + height / 2)} ${px(middle)}H${px(end)}" fill="none" stroke="${colours.name}" stroke-width="${height}" ` +
    'stroke-linecap="round"/>'
  )
}

/** The card of a panel, as in every picture. */
export const drawCard = (box: Box): string =>
  `<rect ${attributes(box)} rx="30" fill="${colours.card}" stroke="${colours.edge}" stroke-width="4"/>`

/** The darker ground on which marks stand. */
export const drawPlot = (box: Box): string => `<rect ${attributes(box)} rx="14" fill="${colours.water}"/>`

/** A level line across a plot, to see a value by. */
export const drawRule = (from: number, to: number, y: number): string =>
  `<path d="M${px(from)} ${px(y)}H${px(to)}" stroke="${colours.rule}" stroke-width="2"/>`
