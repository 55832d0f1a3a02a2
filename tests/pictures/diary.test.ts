/** The diary shows each check-in where it belongs, joins no day over a gap, and its words stay in their places. */
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiaryPicture } from '../../src/core/picture.ts'
import { colours } from '../../src/pictures/colours.ts'
import { diarySvg, layOutDiary } from '../../src/pictures/diary.ts'
import { makeMeasure } from '../../src/pictures/font.ts'
import { bare, contrast, rough, shown, soundSize, wild } from './reading.ts'
import { fewDiary, gapsDiary, longDiary, manyDiary, oneDiary } from './samples.ts'

const measure = makeMeasure(Resvg)
const first = 20_000

const diaries = (texts: fc.Arbitrary<string>): fc.Arbitrary<DiaryPicture> =>
  fc.integer({ min: 0, max: 89 }).chain((length) => {
    const day = fc.integer({ min: first, max: first + length })
    const row = fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 1, max: 10 })).chain(([least, steps]) =>
      fc.record({
        name: texts,
        least: fc.constant(least),
        most: fc.constant(least + steps),
        low: texts,
        high: texts,
        points: fc.uniqueArray(fc.record({ day, value: fc.integer({ min: least, max: least + steps }) }), {
          selector: (point) => point.day,
          maxLength: 90,
        }),
      }),
    )
    return fc.record({
      kind: fc.constant('diary' as const),
      title: texts,
      from: fc.constant(first),
      to: fc.constant(first + length),
      ticks: fc.array(fc.record({ day, text: texts }), { maxLength: 7 }),
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
      note: texts,
    })
  })
const plain = diaries(fc.constant('words'))

describe('diarySvg', () => {
  it('is well-formed and holds no element but its own, and shows every letter, whatever the words', () => {
    fc.assert(
      fc.property(diaries(wild), (picture) => {
        const svg = diarySvg(picture, rough)
        expect(soundSize(svg)[0]).toBe(1080)
        const letters = bare(shown(svg))
        const words = picture.rows.flatMap(({ name, low, high }) => [name, low, high])
        for (const text of [picture.title, ...words, picture.note]) expect(letters).toContain(bare(text))
      }),
      { numRuns: 60 },
    )
  })

  it('draws as many dots as there are check-ins', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        const dots = diarySvg(picture, rough).split(`fill="${colours.arrow}" stroke="${colours.water}"`).length - 1
        expect(dots).toBe(picture.rows.flatMap(({ points }) => points).length)
      }),
    )
  })

  it('gives the same string for the same data', () => {
    expect(diarySvg(structuredClone(longDiary), makeMeasure(Resvg))).toBe(diarySvg(longDiary, measure))
  })

  it('sets no text below 33 px and each with a contrast of at least 4.5', () => {
    for (const picture of [fewDiary, manyDiary, longDiary]) {
      for (const [, size, ink = ''] of diarySvg(picture, measure).matchAll(/<text font-size="(\d+)" fill="(#\w+)"/g)) {
        expect(Number(size)).toBeGreaterThanOrEqual(33)
        for (const ground of [colours.water, colours.card]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  const [row] = fewDiary.rows
  it.each([
    ['no row', { ...fewDiary, rows: [] }],
    ['days that end before they begin', { ...fewDiary, to: fewDiary.from - 1 }],
    ['a check-in outside the days', { ...fewDiary, to: fewDiary.from + 2, ticks: [] }],
    ['a check-in outside its scale', { ...fewDiary, rows: row ? [{ ...row, least: 5, most: 6 }] : [] }],
    ['a scale of one value', { ...fewDiary, rows: row ? [{ ...row, least: 1, most: 1, points: [] }] : [] }],
    ['a label outside the days', { ...fewDiary, ticks: [{ day: fewDiary.to + 1, text: 'x' }] }],
    ['a note without end', { ...fewDiary, note: 'word '.repeat(2000) }],
  ])('refuses %s', (_, picture) => {
    expect(() => diarySvg(picture, measure)).toThrow(RangeError)
  })
})

describe('layOutDiary', () => {
  it('keeps each dot in its row, at its value, and over its day', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        const { rows, radius } = layOutDiary(picture, rough)
        for (const [at, { plot, card, dots, rules }] of rows.entries()) {
          const { points = [], least = 0, most = 0 } = picture.rows[at] ?? {}
          const sorted = points.toSorted((one, other) => one.day - other.day)
          const [low = 0, high = 0] = [rules[0], rules.at(-1)]
          expect(rules).toHaveLength(most - least + 1)
          for (const [place, { x, y }] of dots.entries()) {
            expect(Math.min(x - plot.x, plot.x + plot.width - x)).toBeGreaterThan(radius)
            expect(Math.min(y - plot.y, plot.y + plot.height - y)).toBeGreaterThan(radius)
            expect(least + ((low - y) / (low - high)) * (most - least)).toBeCloseTo(sorted[place]?.value ?? Number.NaN)
            const [before, day] = [dots[place - 1], sorted[place]?.day ?? 0]
            if (before)
              expect((x - before.x) / (day - (sorted[place - 1]?.day ?? 0))).toBeCloseTo(pitch(picture, plot.width))
          }
          expect(plot.y + plot.height).toBeLessThan(card.y + card.height)
        }
      }),
    )
  })

  it('joins a day with the next day and with no other', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        for (const [at, { plot, threads }] of layOutDiary(picture, rough).rows.entries()) {
          const days = new Set(picture.rows[at]?.points.map(({ day }) => day))
          expect(threads).toHaveLength([...days].filter((day) => days.has(day + 1)).length)
          for (const { from, to } of threads) expect(to.x - from.x).toBeCloseTo(pitch(picture, plot.width))
        }
      }),
    )
  })

  it('puts a single day in the middle', () => {
    for (const { plot, dots } of layOutDiary(oneDiary, measure).rows) {
      expect(dots.map(({ x }) => x)).toEqual([plot.x + plot.width / 2])
    }
  })

  it('shows only the ends of a scale with many steps', () => {
    const rows = fewDiary.rows.map((row) => ({ ...row, most: 100 }))
    for (const row of layOutDiary({ ...fewDiary, rows }, measure).rows) expect(row.rules).toHaveLength(2)
  })

  it('leaves out labels of days that would run into each other, and no lines', () => {
    const ticks = Array.from({ length: 14 }, (_, at) => ({ day: fewDiary.from + at, text: `November ${at + 1}` }))
    const layout = layOutDiary({ ...fewDiary, ticks }, measure)
    expect(layout.ticks).toHaveLength(14)
    const labels = layout.texts.filter(({ lines }) => lines[0]?.startsWith('November'))
    expect(labels.length).toBeGreaterThanOrEqual(3)
    for (const [at, { x, size }] of labels.entries()) {
      const before = labels[at - 1]
      if (before) expect(x - before.x).toBeGreaterThan(measure('November 1', 400) * size)
    }
  })

  it.each(Object.entries({ oneDiary, fewDiary, manyDiary, gapsDiary, longDiary }))(
    'keeps words on the sheet and beside the dots: %s',
    (_, picture) => {
      const { height, rows, texts } = layOutDiary(picture, measure)
      for (const { lines, x, top, size, look } of texts) {
        const width = Math.max(...lines.map((line) => measure(line, look.includes('600') ? 600 : 400))) * size
        const start = look.includes('middle') ? x - width / 2 : x
        const end = top + lines.length * size * 1.18
        expect(start).toBeGreaterThanOrEqual(40)
        expect(start + width).toBeLessThanOrEqual(1040)
        expect(end).toBeLessThanOrEqual(height - 40)
        for (const { plot } of rows) {
          const beside = start + width <= plot.x || end <= plot.y || top >= plot.y + plot.height
          expect(beside).toBe(true)
        }
      }
    },
  )
})

/** From day to day, in pixels; the outermost days stand 22 px from the edges of the plot. */
const pitch = ({ from, to }: DiaryPicture, width: number): number => (width - 44) / Math.max(1, to - from)
