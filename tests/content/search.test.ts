import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finder } from '../../src/content/search.ts'
import type { Card } from '../../src/core/library.ts'

const card = (id: string, title: string, also: readonly string[] = [], short = ''): Card => ({
  id,
  language: 'en',
  title,
  short,
  also,
  topics: [],
  related: [],
  grade: 'moderate',
  reviewed: '2026-01-31',
  sections: {},
  cites: [],
})

const cards = [
  card('jealousy', 'Jealousy', ['why am I so jealous', 'I get jealous of her friends']),
  card('excessive-reassurance-seeking', 'Asking for reassurance again and again', [
    'why do I keep asking if she loves me',
    'are we okay',
  ]),
  card('sexual-reassurance-seeking', 'Sexual reassurance seeking', ['am I good in bed', 'do you still want me']),
  card('demand-withdraw', 'One presses, one pulls away', [
    'we fight all the time',
    'he shuts down when I want to talk',
  ]),
  card('breakup-distress', 'The pain after a break-up', [
    'I cannot get over my ex',
    'why does a break-up hurt so much',
  ]),
  card('trust-repair', 'Trust after a breach', ['can I trust him again', 'why do I want to check their phone']),
  card('naive', 'Naïveté', ['why do I believe everything']),
]
const { find, titled } = finder(new Map(cards.map((one) => [one.id, one])))

describe('finding a card', () => {
  it.each([
    ['why do i keep asking if he loves me', 'excessive-reassurance-seeking'],
    ['JEALOUSY', 'jealousy'],
    ['jelous', 'jealousy'],
    ['Sexual reassurance seeking', 'sexual-reassurance-seeking'],
    ['sexual-reassurance-seeking', 'sexual-reassurance-seeking'],
    ['is he good in bed?', 'sexual-reassurance-seeking'],
    ['we fight', 'demand-withdraw'],
    ['my break up hurts', 'breakup-distress'],
    ['can’t trust her', 'trust-repair'],
    ['naivete', 'naive'],
    ['are we ok', 'excessive-reassurance-seeking'],
  ])('%s', (text, expected) => {
    expect(find(text, 3)[0]).toBe(expected)
  })

  it('lists all by title for the empty text', () => {
    const byTitle = [
      'excessive-reassurance-seeking',
      'jealousy',
      'naive',
      'demand-withdraw',
      'sexual-reassurance-seeking',
      'breakup-distress',
      'trust-repair',
    ]
    expect(find('', 25)).toEqual(byTitle)
    expect(find(' \t?!', 3)).toEqual(byTitle.slice(0, 3))
  })

  it.each([
    ['reassurance', ['excessive-reassurance-seeking', 'sexual-reassurance-seeking']],
    ['reasurance', ['excessive-reassurance-seeking', 'sexual-reassurance-seeking']],
    ['sexual reassurance', ['sexual-reassurance-seeking']],
    ['jelousy', ['jealousy']],
    ['trust, jealousy', []],
    // A word of a phrase, and no slip of "breach".
    ['breathe', []],
    ['phone', []],
    ['a', []],
    ['', []],
  ])('with these words in its title: %s', (text, ids) => {
    expect(new Set(titled(text, 5))).toEqual(new Set(ids))
  })

  it('finds nothing where nothing is near', () => {
    expect(find('qwrtzpsdfg', 5)).toEqual([])
  })

  it('puts the card whose phrase it is before all others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cards.flatMap(({ id, title, also }) => [title, ...also].map((text) => ({ id, text })))),
        ({ id, text }) => {
          expect(find(text.toUpperCase(), 1)).toEqual([id])
        },
      ),
    )
  })

  it('answers any text, with known cards, each once, as many as asked for', () => {
    const ids = new Set(cards.map(({ id }) => id))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 700 }),
          fc.constantFrom('__proto__', 'constructor', '*', '<docs>', 'a'.repeat(5000)),
        ),
        fc.integer({ min: -1, max: 10 }),
        (text, most) => {
          const found = find(text, most)
          expect(found.length).toBeLessThanOrEqual(Math.max(0, most))
          expect(new Set(found).size).toBe(found.length)
          for (const id of found) expect(ids).toContain(id)
          expect(find(text, most)).toEqual(found)
        },
      ),
    )
  })
})
