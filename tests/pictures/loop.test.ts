/** The loop's SVG is sound whatever the words, and its words stay in their cards. */
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeMeasure } from '../../src/pictures/font.ts'
import { layOutLoop, loopSvg, side } from '../../src/pictures/loop.ts'
import type { Box } from '../../src/pictures/svg.ts'
import { bare, contrast, rough, shown, soundSize, wild } from './reading.ts'
import { longLoop, loopOf, reliefLoop } from './samples.ts'

const measure = makeMeasure(Resvg)
const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßéñçøåłőžABWMÄИЖщфΩλώ.,:?!’-   ')
const real = fc.string({ unit: letters, maxLength: 80 })
const loops = (texts: fc.Arbitrary<string>, names: fc.Arbitrary<string>) =>
  fc
    .tuple(texts, fc.array(names, { minLength: 5, maxLength: 5 }), fc.array(texts, { minLength: 5, maxLength: 5 }))
    .map(([title, shortNames, labels]) => loopOf(title, shortNames, labels))

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

describe('loopSvg', () => {
  it('is well-formed and holds no element but its own, whatever the words', () => {
    fc.assert(
      fc.property(loops(wild, wild), (picture) => {
        expect(soundSize(loopSvg(picture, rough))).toEqual([side, side])
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
