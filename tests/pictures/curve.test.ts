/** The curve shows what was measured, all of it and no more, and its words stay in their places. */
import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CurvePicture } from '../../src/core/picture.ts'
import { colours } from '../../src/pictures/colours.ts'
import { curveSvg, layOutCurve } from '../../src/pictures/curve.ts'
import { makeMeasure } from '../../src/pictures/font.ts'
import type { Box } from '../../src/pictures/svg.ts'
import { bare, contrast, rough, shown, soundSize, wild } from './reading.ts'
import { crowdedCurve, fewCurve, fourCurve, longCurve, manyCurve, panelOf } from './samples.ts'

const measure = makeMeasure(Resvg)

const strength = fc.integer({ min: 0, max: 10 })
const moment = fc.array(fc.option(strength), { minLength: 4, maxLength: 4 })
const panel = (texts: fc.Arbitrary<string>) =>
  fc
    .tuple(texts, texts, fc.array(moment, { maxLength: 90 }))
    .map(([name, count, moments]) => panelOf(name, count, moments))
const curves = (texts: fc.Arbitrary<string>): fc.Arbitrary<CurvePicture> =>
  fc.record({
    kind: fc.constant('curve' as const),
    title: texts,
    times: fc.array(texts, { minLength: 4, maxLength: 4 }),
    panels: fc.array(panel(texts), { minLength: 1, maxLength: 4 }),
    legend: fc.record({ moment: texts, median: texts }),
    note: texts,
  })
const plain = curves(fc.constant('words'))

const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

describe('curveSvg', () => {
  it('is well-formed and holds no element but its own, and shows every letter, whatever the words', () => {
    fc.assert(
      fc.property(curves(wild), (picture) => {
        const svg = curveSvg(picture, rough)
        expect(soundSize(svg)[0]).toBe(1080)
        const letters = bare(shown(svg))
        const { title, times, panels, legend, note } = picture
        const named = panels.flatMap(({ name, count }) => [name, count])
        for (const text of [title, ...times, ...named, legend.moment, note]) expect(letters).toContain(bare(text))
      }),
      { numRuns: 60 },
    )
  })

  it('draws as many dots as were measured, as many bars as there are medians', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        const measured = picture.panels.flatMap(({ moments }) => moments.flat()).filter((value) => value !== null)
        const medians = picture.panels.flatMap((one) => one.medians).filter((value) => value !== null)
        const svg = curveSvg(picture, rough)
        // Each kind of sign stands in the legend once.
        expect(count(svg, `<circle[^>]*fill="${colours.arrow}"`)).toBe(measured.length + 1)
        expect(count(svg, `<path[^>]*stroke="${colours.name}"`)).toBe(medians.length + (medians.length > 0 ? 1 : 0))
      }),
    )
  })

  it('gives the same string for the same data', () => {
    expect(curveSvg(structuredClone(longCurve), makeMeasure(Resvg))).toBe(curveSvg(longCurve, measure))
  })

  it('explains a bar only where there is one', () => {
    const two = panelOf('Waited', '2 moments', fewCurve.panels[0]?.moments.slice(0, 2) ?? [])
    expect(shown(curveSvg(fewCurve, measure))).toContain(fewCurve.legend.median)
    expect(shown(curveSvg({ ...fewCurve, panels: [two] }, measure))).not.toContain(fewCurve.legend.median)
  })

  it('sets no text below 33 px and each with a contrast of at least 4.5', () => {
    for (const picture of [fourCurve, manyCurve, longCurve]) {
      for (const [, size, ink = ''] of curveSvg(picture, measure).matchAll(/<text font-size="(\d+)" fill="(#\w+)"/g)) {
        expect(Number(size)).toBeGreaterThanOrEqual(33)
        for (const ground of [colours.water, colours.card]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('draws dots, threads and bars with a contrast of at least 3', () => {
    for (const mark of [colours.arrow, colours.thread, colours.name]) {
      for (const ground of [colours.water, colours.card]) expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3)
    }
  })

  it.each([
    ['no panel', { ...fewCurve, panels: [] }],
    ['five panels', { ...fourCurve, panels: [...fourCurve.panels, ...fewCurve.panels] }],
    ['three points in time', { ...fewCurve, times: fewCurve.times.slice(1) }],
    ['a strength above the scale', { ...fewCurve, panels: [panelOf('x', 'x', [[11, null, null, null]])] }],
    ['a strength below the scale', { ...fewCurve, panels: [panelOf('x', 'x', [[-1, null, null, null]])] }],
    ['a strength that is none', { ...fewCurve, panels: [panelOf('x', 'x', [[Number.NaN, null, null, null]])] }],
    ['a note without end', { ...fewCurve, note: 'word '.repeat(2000) }],
  ])('refuses %s', (_, picture) => {
    expect(() => curveSvg(picture, measure)).toThrow(RangeError)
  })
})

describe('layOutCurve', () => {
  it('keeps each dot with its rim and each bar in its column, whatever was measured', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        const { panels, dot } = layOutCurve(picture, rough)
        const reach = dot.radius + dot.rim
        for (const { card, columns, dots, bars } of panels) {
          const boxes = dots.map(({ x, y }) => ({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach }))
          for (const box of [...boxes, ...bars]) {
            expect(columns.filter((column) => within(box, column))).toHaveLength(1)
          }
          for (const column of columns) expect(within(column, card)).toBe(true)
        }
      }),
    )
  })

  it('hides no dot behind another', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        for (const { dots } of layOutCurve(picture, rough).panels) {
          expect(new Set(dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(dots.length)
        }
      }),
    )
    expect(layOutCurve(fourCurve, measure).dot.radius).toBe(9)
    const gaps = layOutCurve(fourCurve, measure).panels.flatMap(({ dots }) =>
      dots.flatMap((one, at) => dots.slice(at + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y))),
    )
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2 * 9)
  })

  it('draws equal strengths at equal heights over a zero, in all panels to one scale', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        for (const [at, { dots, rules }] of layOutCurve(picture, rough).panels.entries()) {
          const [ten = 0, , zero = 0] = rules.map(({ y }) => y)
          const drawn = dots.map(({ y }) => Math.round(((zero - y) / (zero - ten)) * 1000) / 100)
          expect(drawn).toEqual(picture.panels[at]?.moments.flat().filter((value) => value !== null))
        }
      }),
    )
    const heights = layOutCurve(fourCurve, measure).panels.map(({ columns }) => columns.map(({ height }) => height))
    expect(new Set(heights.flat()).size).toBe(1)
  })

  it('joins two dots only where nothing between them was missed', () => {
    fc.assert(
      fc.property(plain, (picture) => {
        for (const [at, { columns, threads }] of layOutCurve(picture, rough).panels.entries()) {
          const columnOf = (x: number) => columns.findIndex((column) => x > column.x && x < column.x + column.width)
          for (const { from, to } of threads) expect(columnOf(to.x) - columnOf(from.x)).toBe(1)
          const moments = picture.panels[at]?.moments ?? []
          const pairs = moments.flatMap((one) =>
            [0, 1, 2].filter((time) => one[time] !== null && one[time + 1] !== null),
          )
          expect(threads).toHaveLength(pairs.length)
        }
      }),
    )
    const gap = { ...fewCurve, panels: [panelOf('x', 'x', [[8, null, 4, null]])] }
    expect(layOutCurve(gap, measure).panels[0]?.threads).toEqual([])
  })

  it('joins the dots of one moment and no others', () => {
    const two = {
      ...fewCurve,
      panels: [
        panelOf('x', 'x', [
          [8, 2, null, null],
          [8, 6, null, null],
        ]),
      ],
    }
    const [panel] = layOutCurve(two, measure).panels
    const [first, second, third, fourth] = panel?.dots ?? []
    expect(panel?.threads).toEqual([
      { from: first, to: second },
      { from: third, to: fourth },
    ])
  })

  it.each(Object.entries({ fourCurve, fewCurve, manyCurve, crowdedCurve, longCurve }))(
    'keeps panels and words on the sheet and apart: %s',
    (_, picture) => {
      const { height, panels, texts } = layOutCurve(picture, measure)
      const boxes = texts.map(({ lines, x, top, size, look }) => {
        const width = Math.max(...lines.map((line) => measure(line, look.includes('600') ? 600 : 400))) * size
        const start = look.includes('middle') ? x - width / 2 : look.includes('end') ? x - width : x
        return { x: start, y: top, width, height: lines.length * size * 1.18 }
      })
      const sheet = { x: 40, y: 40, width: 1000, height: height - 80 }
      for (const box of [...boxes, ...panels.map(({ card }) => card)]) expect(within(box, sheet)).toBe(true)
      const columns = panels.flatMap((panel) => panel.columns)
      for (const [at, box] of boxes.entries()) {
        for (const other of [...boxes.slice(at + 1), ...columns]) expect(overlap(box, other)).toBe(false)
      }
    },
  )
})

const count = (svg: string, pattern: string): number => [...svg.matchAll(new RegExp(pattern, 'g'))].length

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
