/** One's own history: as a picture's data, in words, and as numbers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diaryAlt, diaryPicture, median, numbersBlocks, summaryBlocks } from '../../src/core/diary.ts'
import { type Shelf, shelf } from '../../src/core/library.ts'
import type { Check } from '../../src/core/person.ts'
import type { Block } from '../../src/core/reply.ts'
import { limits } from '../../src/discord/limits.ts'
import { message } from '../../src/discord/write.ts'
import { content } from '../../src/inputs.ts'
import { layOutDiary } from '../../src/pictures/diary.ts'

const library = content()
if (!library) throw new Error('the content has faults')
const books: Shelf = shelf(library, 'en')
const first = Date.UTC(2026, 9, 1) / (24 * 60 * 60 * 1000)

const check = (n: number, of: Partial<Check> = {}): Check => ({
  id: `k1~${n}`,
  day: first + n,
  worry: 1,
  close: 2,
  plain: 0,
  ...of,
})
const checks: fc.Arbitrary<Check[]> = fc.array(
  fc.record({
    id: fc.stringMatching(/^k[0-9]~[0-9]$/),
    day: fc.integer({ min: first, max: first + 89 }),
    worry: fc.integer({ min: 0, max: 4 }),
    close: fc.integer({ min: 0, max: 4 }),
    plain: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 2, maxLength: 90 },
)
const said = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.items : 'text' in block ? [block.text] : [])).join('\n')

describe('the picture', () => {
  test('shows every answer, and nothing where there was nothing to say', () => {
    const picture = diaryPicture(books, 'en-GB', [
      check(3, { worry: 4 }),
      check(0, { plain: 3 }),
      check(1, { plain: 2 }),
    ])
    expect(picture).toMatchObject({
      kind: 'diary',
      from: first,
      to: first + 3,
      title: 'Your check-ins, 1 Oct to 4 Oct',
    })
    expect(picture.rows.map(({ name, low, high }) => [name, low, high])).toEqual([
      ['Worry', 'none', 'very strong'],
      ['Closeness', 'far apart', 'very close'],
      ['Said it plainly', 'no', 'yes'],
    ])
    expect(picture.rows[0]?.points.map(({ value }) => value)).toEqual([1, 1, 4])
    expect(picture.rows[2]?.points).toEqual([
      { day: first + 1, value: 2 },
      { day: first + 3, value: 0 },
    ])
  })

  test('can be drawn from any answers, its days on an axis with dates', () => {
    const measure = (text: string) => text.length * 0.5
    fc.assert(
      fc.property(checks, (some) => {
        const picture = diaryPicture(books, 'en-US', some)
        expect(() => layOutDiary(picture, measure)).not.toThrow()
        expect(picture.ticks[0]?.day).toBe(picture.from)
        expect(picture.ticks.at(-1)?.day).toBe(picture.to)
        expect(picture.note).toContain('They prove nothing about a partner')
      }),
      { numRuns: 50 },
    )
  })

  test('is told in full by its words, which fit where Discord shows them', () => {
    const alt = diaryAlt(books, 'en-US', [check(0), check(2, { worry: 4, plain: 3 }), check(1, { worry: 2, plain: 1 })])
    expect(alt).toBe(
      '3 answers from Oct 1 to Oct 3. Worry, 0 (none) to 4 (very strong): 1 2 4. The middle: some. Closeness, ' +
        '0 (far apart) to 4 (very close): 2 2 2. The middle: halfway. Said it plainly, 0 for no, 1 for partly, 2 for ' +
        'yes, a dash where there was nothing to say: 0 1 –. Ups and downs are ordinary. They prove nothing about a partner.',
    )
    const most = Array.from({ length: 90 }, (_, n) => check(n))
    expect(diaryAlt(books, 'en-US', most).length).toBeLessThanOrEqual(limits.alt)
  })
})

test('the middle is one of the numbers, or halfway between two', () => {
  expect(median([])).toBeUndefined()
  expect(median([3])).toBe(3)
  expect(median([4, 0, 1])).toBe(1)
  expect(median([1, 2])).toBe(1.5)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1 }), (values) => {
      const middle = median(values) ?? -1
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2)
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2)
    }),
  )
})

describe('as numbers', () => {
  test('every answer stands on exactly one screen, newest first, and each screen fits', () => {
    const all = Array.from({ length: 90 }, (_, n) => check(n, { plain: 3 }))
    const pages = [0, 1, 2].map((page) => numbersBlocks(books, 'en-US', { checks: all, follows: [] }, page))
    expect(pages.map(({ further }) => further)).toEqual([true, true, false])
    const lines = pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])))
    expect(lines).toHaveLength(90)
    expect(new Set(lines).size).toBe(90)
    expect(lines[0]).toBe('**Dec 29:** worry 1, closeness 2, said plainly: there was nothing to say')
    for (const { blocks } of pages) {
      const { components } = message({ blocks, to: 'new', seenBy: 'you' }, new Map()).body
      expect(JSON.stringify(components)).toContain(blocks.flatMap((b) => (b.kind === 'list' ? b.items : [])).at(-1))
    }
  })

  test('follow-ups stand among them', () => {
    const follows = [{ id: 'f', flow: 'one-plan', day: first + 5, answer: -1 as const }]
    const { blocks } = numbersBlocks(books, 'en-GB', { checks: [check(0)], follows }, 0)
    expect(said(blocks)).toContain('**6 Oct:** One habit, one plan: Less\n**1 Oct:** worry 1')
  })
})

describe('the summary', () => {
  test('says the middle of the first week and of the last, without a verdict', () => {
    const some = [0, 1, 2, 20, 26, 27].map((n) =>
      check(n, n < 7 ? { worry: 4 } : { worry: n === 20 ? 0 : n % 2, close: 3 }),
    )
    const text = said(summaryBlocks(books, 'en-US', some))
    expect(text).toContain('Answers that I still have of it: 6.')
    expect(text).toContain(
      'In the first week (answers: 3), the middle of the worry was “very strong”, and of the closeness “halfway”.',
    )
    expect(text).toContain('In the last week (answers: 2), the middle of the worry was “between none and a little”')
    expect(text).not.toMatch(/better|worse|well done|missed|only \d/i)
  })

  test('weeks that overlap are not told twice', () => {
    expect(said(summaryBlocks(books, 'en-US', [check(0), check(12)]))).not.toContain('week')
  })

  test('without numbers it says so', () => {
    expect(said(summaryBlocks(books, 'en-US', []))).toBe(
      'That was the last one. It asks nothing more. I have no numbers of it.',
    )
  })
})
