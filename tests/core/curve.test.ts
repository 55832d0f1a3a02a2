/** The curve shows what was measured and no more, in the picture, in words and as numbers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparedBlocks, curveAlt, curveOf, numberBlocks } from '../../src/core/curve.ts'
import { type Act, acts, type Moment } from '../../src/core/person.ts'
import { english, hour, noon, someMoments, someone, textOf } from './urges.ts'

const books = english()
const moments = someMoments(1, 60)

const of = (act: Act, ...strengths: Moment['strengths'][]): Moment[] =>
  strengths.map((one, at) => ({ id: `${act}${at}`, at: noon + at * hour, act, strengths: one }))
const repeat = (times: number, one: Moment['strengths']) => Array.from({ length: times }, () => one)

const caution = 'Strong feelings usually come down by themselves; this cannot show that what you did caused it.'

describe('the picture', () => {
  test('has a panel for each act that has moments, in the fixed order, and every measurement once', () => {
    fc.assert(
      fc.property(moments, (some) => {
        const { panels } = curveOf(books, some)
        const used = acts.filter((act) => some.some((one) => one.act === act))
        expect(panels.map(({ name }) => name)).toEqual(used.map((act) => books.words[`moment.acts.${act}`]))
        for (const [at, panel] of panels.entries()) {
          const own = some.filter(({ act }) => act === used[at])
          expect(panel.count).toBe(own.length === 1 ? '1 moment' : `${own.length} moments`)
          const sorted = (rows: readonly (readonly (number | null)[])[]) =>
            rows.map((row) => JSON.stringify(row)).sort()
          expect(sorted(panel.moments)).toEqual(sorted(own.map(({ strengths }) => strengths)))
        }
      }),
    )
  })

  test('shows the earliest moment first', () => {
    const [first, second] = [of('asked', [8, 1, null, null]), of('asked', [7, 2, null, null])]
    const late = second.map((one) => ({ ...one, id: 'late', at: noon + 9 * hour }))
    expect(curveOf(books, [...late, ...first]).panels[0]?.moments).toEqual([
      [8, 1, null, null],
      [7, 2, null, null],
    ])
  })

  test('gives a median of three or more alone, and half lie on each side of it', () => {
    fc.assert(
      fc.property(moments, (some) => {
        for (const panel of curveOf(books, some).panels)
          for (const [time, median] of panel.medians.entries()) {
            const values = panel.moments.flatMap((moment) => moment[time] ?? [])
            expect(median === null).toBe(values.length < 3)
            if (median === null) continue
            expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2)
            expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(values.length / 2)
          }
      }),
    )
  })

  test('says each time what it cannot show', () => {
    fc.assert(
      fc.property(moments, (some) => {
        const picture = curveOf(books, some)
        expect(picture.note).toContain(caution)
        expect(curveAlt(books, picture)).toContain(caution)
      }),
    )
  })

  test('says what an empty column is, where there is one', () => {
    fc.assert(
      fc.property(moments, (some) => {
        const { note, panels } = curveOf(books, some)
        const isEmpty = panels.some(({ moments }) =>
          [0, 1, 2, 3].some((at) => moments.every((one) => one[at] === null)),
        )
        expect(note.includes('An empty column: no answer then.')).toBe(isEmpty)
      }),
    )
  })
})

describe('the words for the picture', () => {
  test('name every panel, each point in time of it, how many were measured there, and its median', () => {
    fc.assert(
      fc.property(moments, (some) => {
        const picture = curveOf(books, some)
        const alt = curveAlt(books, picture)
        for (const { name, count, moments, medians } of picture.panels) {
          const [, said = ''] = alt.split(`${name}, ${count}: `)
          const columns = said.split('; ').map((column) => column.split('. ')[0])
          for (const [at, time] of picture.times.entries()) {
            const values = moments.flatMap((moment) => moment[at] ?? [])
            expect(columns[at]).toContain(`${time} ${values.length === 0 ? 'no answer' : `${values.length} measured`}`)
            const median = medians[at] ?? null
            if (median !== null) expect(columns[at]).toContain(`middle ${median}`)
            else expect(columns[at]).not.toContain('middle')
          }
        }
      }),
    )
  })

  test('read well', () => {
    const some = [...of('asked', [8, 3, 6, null], [9, 4, 7, null], [7, 3, null, null]), ...of('waited', [6, 5, 2, 0])]
    expect(curveAlt(books, curveOf(books, some))).toBe(
      'How strong the urge was, from 0 to 10. ' +
        'Asked, 3 moments: before 3 measured, 7 to 9, middle 8; right after 3 measured, 3 to 4, middle 3; ' +
        'about 2 hours later 2 measured, 6 to 7; the next day no answer. ' +
        'Waited, 1 moment: before 1 measured, 6; right after 1 measured, 5; about 2 hours later 1 measured, 2; ' +
        `the next day 1 measured, 0. ${caution}`,
    )
  })

  test('fit into what Discord takes, however many there are', () => {
    const many = acts.flatMap((act) => of(act, ...repeat(50, [10, 0, 10, 0]), ...repeat(50, [9, 1, 9, 1])))
    const widest = many.map((one, at) => (at % 100 < 50 ? one : { ...one, strengths: [0, 9, 0, 9] as const }))
    expect(curveAlt(books, curveOf(books, widest)).length).toBeLessThanOrEqual(1024)
  })
})

describe('a comparison', () => {
  test('names a kind of act only with five measurements of it there, and only beside another', () => {
    fc.assert(
      fc.property(someMoments(0, 40), (some) => {
        const text = textOf(comparedBlocks(books, some))
        for (const [time, name] of [
          ...Object.entries({ 1: 'right after', 2: 'about 2 hours later', 3: 'the next day' }),
        ]) {
          const enough = acts.filter(
            (act) => some.filter((one) => one.act === act && one.strengths[Number(time)] !== null).length >= 5,
          )
          const line = text.split('\n').find((one) => one.startsWith(`**${name}:**`))
          expect(line !== undefined).toBe(enough.length >= 2)
          for (const act of acts)
            expect(line?.includes(books.words[`moment.after.${act}`] ?? '?') ?? false).toBe(
              enough.length >= 2 && enough.includes(act),
            )
        }
        if (text !== '') expect(text).toContain('This may be chance.')
      }),
    )
  })

  test('is careful in its words', () => {
    const some = [
      ...of('asked', ...repeat(5, [8, 2, 9, null])),
      ...of('waited', ...repeat(6, [7, 6, 4, null])),
      ...of('said', ...repeat(5, [5, 5, null, null])),
      ...of('soothed', ...repeat(4, [5, 1, 1, 1])),
    ]
    expect(textOf(comparedBlocks(books, some))).toBe(
      'Set beside how strong it was before:\n' +
        '**right after:** down by about 6 after asking (5 moments); down by about 1 after waiting (6 moments); ' +
        'about the same after saying it plainly (5 moments)\n' +
        '**about 2 hours later:** up by about 1 after asking (5 moments); down by about 3 after waiting (6 moments)\n' +
        'This may be chance. Perhaps you also did different things when it was strong and when it was weak.',
    )
  })
})

describe('the numbers', () => {
  test('have a line for every moment, a dash where nothing was measured', () => {
    const some = [...of('asked', [8, 3, null, 6]), ...of('said', [5, 4, 2, null])]
    expect(textOf(numberBlocks(books, { ...someone, moments: some }))).toContain(
      '**Asked** · 1 moment\nNov 22: 8, 3, –, 6\n**Said it plainly** · 1 moment\nNov 22: 5, 4, 2, –',
    )
  })

  test('of very many the newest, and it says so', () => {
    fc.assert(
      fc.property(someMoments(1, 60), (some) => {
        const text = textOf(numberBlocks(books, { ...someone, moments: some }))
        const longest = Math.max(...acts.map((act) => some.filter((one) => one.act === act).length))
        expect(text.includes('newest of each kind')).toBe(longest > 25)
        expect(text.length).toBeLessThan(4000)
      }),
    )
  })
})
