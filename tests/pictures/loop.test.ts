/** The loop's SVG is sound whatever the words, and its words stay in their cards. */
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fontOptions, makeMeasure } from '../../src/pictures/font.ts'
import { type Box, layOutLoop, loopSvg, side } from '../../src/pictures/loop.ts'
import { writable } from '../../src/pictures/svg.ts'
import { longLoop, loopOf, reliefLoop } from './samples.ts'

const font = fontOptions()
const measure = makeMeasure(Resvg)
/** Half an em for each code point: enough for texts whose letters the font need not have. */
const rough = (text: string): number => [...text].length * 0.5

const tags = ['svg', 'title', 'clipPath', 'rect', 'g', 'circle', 'path', 'text', 'tspan']

const wild = fc.oneof(
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
const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßéñçøåłőžABWMÄИЖщфΩλώ.,:?!’-   ')
const real = fc.string({ unit: letters, maxLength: 80 })
const loops = (texts: fc.Arbitrary<string>, names: fc.Arbitrary<string>) =>
  fc
    .tuple(texts, fc.array(names, { minLength: 5, maxLength: 5 }), fc.array(texts, { minLength: 5, maxLength: 5 }))
    .map(([title, shortNames, labels]) => loopOf(title, shortNames, labels))

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const shown = (svg: string): string =>
  [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)]
    .map(([, text = '']) => text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ''))
    .join('')
const bare = (text: string): string => writable(text).replace(/[\s\u00AD-]/gu, '')

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

describe('loopSvg', () => {
  it('is well-formed and holds no element but its own, whatever the words', () => {
    fc.assert(
      fc.property(loops(wild, wild), (picture) => {
        const svg = loopSvg(picture, rough)
        // resvg's parser is strict: it throws at malformed XML.
        const { width, height } = new Resvg(svg, { font })
        expect([width, height]).toEqual([side, side])
        for (const [, tag = ''] of svg.matchAll(/<\/?([^\s/>]*)/g)) expect(tags).toContain(tag)
      }),
      { numRuns: 60 },
    )
  })

  it('shows every letter of every label', () => {
    fc.assert(
      fc.property(loops(wild, wild), (picture) => {
        const letters = bare(shown(loopSvg(picture, rough)))
        expect(letters).toContain(bare(picture.title))
        for (const { name, text } of picture.stations) expect(letters).toContain(bare(name) + bare(text))
      }),
    )
  })

  it('gives the same string for the same data', () => {
    expect(loopSvg(structuredClone(longLoop), makeMeasure(Resvg))).toBe(loopSvg(longLoop, measure))
  })

  it('sets every text with a contrast of at least 4.5', () => {
    const drawn = loopSvg(reliefLoop, measure)
      .split('\n')
      .filter((line) => line.includes('<text'))
    expect(drawn).toHaveLength(6)
    for (const line of drawn) {
      const ground = /<rect[^>]* fill="(#\w+)"/.exec(line)?.[1] ?? '#0f2d37'
      for (const [, ink = ''] of line.matchAll(/<text[^>]* fill="(#\w+)"/g)) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('refuses a loop that has not five stations', () => {
    const four = { ...reliefLoop, stations: reliefLoop.stations.slice(1) }
    expect(() => loopSvg(four, measure)).toThrow(RangeError)
  })

  it('refuses texts that fit at no size instead of cutting them', () => {
    expect(() => loopSvg(loopOf('x', [], ['word '.repeat(200)]), measure)).toThrow(RangeError)
  })
})

describe('layOutLoop', () => {
  it('keeps cards and title apart and on the canvas, and lines in their cards, up to 80 characters', () => {
    fc.assert(
      fc.property(
        loops(
          real,
          real.map((name) => name.slice(0, 20)),
        ),
        (picture) => {
          const { cards, title, size } = layOutLoop(picture, measure)
          const boxes = [...cards.map((card) => card.box), title.box]
          for (const [at, box] of boxes.entries()) {
            expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(40)
            expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(side - 40)
            for (const other of boxes.slice(at + 1)) expect(apart(box, other)).toBe(true)
          }
          for (const { box, lines } of cards) {
            for (const line of lines) expect(measure(line, 400) * size).toBeLessThanOrEqual(box.width - 48)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stays readable on a phone with 80 characters in every card', () => {
    const { size, title } = layOutLoop(longLoop, measure)
    expect(size).toBeGreaterThanOrEqual(33)
    expect(title.size).toBeGreaterThanOrEqual(33)
  })

  it('sets short words large and leaves them whole', () => {
    const { size, cards } = layOutLoop(reliefLoop, measure)
    expect(size).toBeGreaterThanOrEqual(44)
    expect(cards.flatMap((card) => card.lines).join(' ')).toBe(
      reliefLoop.stations.map((station) => station.text).join(' '),
    )
  })

  it('finds a place for the widest letters without a break', () => {
    const wide = 'W'.repeat(80)
    const picture = loopOf(wide.slice(0, 48), Array<string>(5).fill(wide.slice(0, 20)), Array<string>(5).fill(wide))
    expect(layOutLoop(picture, measure).size).toBeGreaterThanOrEqual(18)
  })
})

/** WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
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
