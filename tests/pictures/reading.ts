/** Reads what a picture's SVG shows, and texts to try it with. */
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { expect } from 'vitest'
import { fontOptions } from '../../src/pictures/font.ts'
import { writable } from '../../src/pictures/svg.ts'

/** Half an em for each code point: enough for texts whose letters the font need not have. */
export const rough = (text: string): number => [...text].length * 0.5

/** Texts that try to be more than text. */
export const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '</text><script>x</script>',
    ']]>',
    '<!--',
    '&amp;&#0;',
    '"><image href="x"/>',
    "' onload='",
    '\u0000\uD800',
  ),
)

const font = fontOptions()
const tags = ['svg', 'title', 'clipPath', 'rect', 'g', 'circle', 'path', 'text', 'tspan']

/** Width and height of a well-formed SVG with no element but our own. */
export function soundSize(svg: string): [width: number, height: number] {
  // resvg's parser is strict: it throws at malformed XML.
  const { width, height } = new Resvg(svg, { font })
  for (const [, tag = ''] of svg.matchAll(/<\/?([^\s/>]*)/g)) expect(tags).toContain(tag)
  return [width, height]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** All lines of text, joined. */
export const shown = (svg: string): string =>
  [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)]
    .map(([, text = '']) => text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ''))
    .join('')

/** A text without what breaking it into lines may add or take. */
export const bare = (text: string): string => writable(text).replace(/[\s\u00AD-]/gu, '')

/** WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
