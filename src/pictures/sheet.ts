/** The sheet that every picture is drawn on, and the texts set on it. */
import { colours } from './colours.ts'
import { family } from './font.ts'
import type { Setting } from './lines.ts'
import { escapeXml, px } from './svg.ts'

/** Width of every picture in pixels. A phone shows it some 360 wide, so that 33 px are 11 there. */
export const sheetWidth = 1080

/** Between the edge of a sheet and what stands on it. */
export const rim = 44

/** From line to line, in font sizes. */
export const leading = 1.18

/** The whole SVG: `parts` on a ground with round corners, which looks the same on a dark and on a light page. */
export function sheet(title: string, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sheetWidth}" height="${height}" ` +
      `viewBox="0 0 ${sheetWidth} ${height}" font-family="${family}">`,
    `<title>${escapeXml(title)}</title>`,
    `<clipPath id="edge"><rect width="${sheetWidth}" height="${height}" rx="56"/></clipPath>`,
    `<g clip-path="url(#edge)"><rect width="${sheetWidth}" height="${height}" fill="${colours.water}"/>${ripples()}</g>`,
    ...parts,
    '</svg>',
  ].join('\n')
}

function ripples(): string {
  const rings = [170, 250, 340, 440, 550, 670]
  return rings
    .map((r) => `<circle cx="540" cy="525" r="${r}" fill="none" stroke="${colours.ripple}" stroke-width="3"/>`)
    .join('')
}

/** Lines below each other from `top` on, set at 1.18 of their size; `look` holds further attributes. */
export interface Text {
  readonly lines: readonly string[]
  readonly x: number
  readonly top: number
  readonly size: number
  readonly look: string
}

/** How the words of a text look, on the sheet and on its cards. */
export const looks = {
  plain: `fill="${colours.text}"`,
  strong: `fill="${colours.text}" font-weight="600"`,
  name: `fill="${colours.name}" font-weight="600"`,
  quiet: `fill="${colours.arrow}"`,
} as const

export function drawText({ lines, x, top, size, look }: Text): string {
  const rows = lines.map((line, at) => {
    const baseline = top + (at + 0.5) * size * leading + size * 0.33
    return `<tspan x="${px(x)}" y="${px(baseline)}">${escapeXml(line)}</tspan>`
  })
  return `<text font-size="${size}" ${look}>${rows.join('')}</text>`
}

/** Height of so many lines. */
export const textHeight = (lines: readonly string[], size: number): number => lines.length * size * leading

/** Height of the longest of texts that stand beside each other. */
export const settingHeight = ({ size, texts }: Setting): number =>
  Math.max(0, ...texts.map((lines) => textHeight(lines, size)))
