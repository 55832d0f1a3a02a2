import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ranker } from '../../src/content/ask/rank.ts'
import { show } from '../../src/content/fault.ts'
import { load } from '../../src/content/load.ts'
import type { Shelf } from '../../src/core/library.ts'
import { shelf } from '../../src/core/library.ts'
import { sample } from './sample.ts'

let books: Shelf
beforeAll(() => {
  books = shelf(load(new URL('../../content/', import.meta.url)).library, 'en')
})

const ids = (text: string) => books.ask(text).cards.map(({ id }) => id)

describe('asking in one’s own words', () => {
  it.each([
    [
      'i keep asking my girlfriend whether she still loves me, she says yes and i doubt it again',
      'excessive-reassurance-seeking',
    ],
    ['He answers my questions about his affair, and I still see the two of them in my head', 'infidelity-insecurity'],
    [
      'my wife does all the talking about the chores and i do none of the planning, she is exhausted',
      'fairness-unpaid-load',
    ],
    ['she scrolls through her phone in bed while I tell her about my day', 'technoference'],
  ])('%s', (text, id) => {
    expect(books.ask(text).kind).toBe('card')
    expect(ids(text)).toContain(id)
  })

  it('says that it has nothing, with a small chance', () => {
    const asked = books.ask('Which school should my son go to, and can I get a grant for his books?')
    expect(asked.kind).toBe('none')
    expect(asked.fits).toBeLessThan(0.6)
  })

  it('takes a title or a phrase at its word', () => {
    expect(books.ask('Jealousy')).toMatchObject({ kind: 'card', fits: 1 })
    expect(ids('are we okay')[0]).toBe('excessive-reassurance-seeking')
  })

  it('forgives a slip in a phrase, and takes no other word for one', () => {
    expect(books.ask('can I ever trst again')).toMatchObject({ kind: 'card', fits: 1 })
    expect(books.ask('my girlfriend hates herself').kind).toBe('card')
    expect(books.ask('my girlfriend hits herself').kind).toBe('safety')
  })

  it('does not care who it is about', () => {
    const of = (who: string) => `my ${who} goes silent for days after every fight`
    expect(ids(of('husband'))[0]).toBe(ids(of('girlfriend'))[0])
  })

  it('shows two or three sentences that stand on the card', () => {
    const { cards } = books.ask('my partner goes silent for days after every fight and I feel alone')
    for (const { id, says } of cards) {
      const card = books.cards.get(id)
      if (!card) throw new Error(`no card ${id}`)
      expect(says.startsWith(card.short)).toBe(true)
      expect(says).not.toMatch(/\[@/)
      const whole = Object.values(card.sections)
        .join(' ')
        .replace(/\s*\[@[^\]]*\]/g, '')
        .replace(/\s+/g, ' ')
      for (const sentence of says
        .slice(card.short.length)
        .trim()
        .split(/(?<=[.?!]) /))
        expect(whole).toContain(sentence)
    }
  })

  it('names nobody of a scene that is not shown, and says nothing twice', () => {
    const asked = [
      'I want to trust him again after the lies about money, how does one do that?',
      'She goes out with her friends and I feel jealous, I know it is not fair of me.',
      'we fight and he walks out of the room and I run after him',
    ]
    for (const { id, says } of asked.flatMap((text) => books.ask(text).cards)) {
      const first = books.cards.get(id)?.sections.looks?.match(/\b(?:Robin|Sam|Noor|Kim|Alex)\b/g) ?? []
      for (const name of first) expect(says, id).not.toContain(name)
      const sentences = says.split(/(?<=[.?!]) /)
      expect(new Set(sentences).size, id).toBe(sentences.length)
    }
  })

  it('answers any text, each time the same, with known cards', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.lorem({ maxCount: 60 }),
      fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800', 'they '.repeat(3000), '[@x]'),
    )
    fc.assert(
      fc.property(any, (text) => {
        const asked = books.ask(text)
        expect(asked.cards.length).toBeLessThanOrEqual(3)
        expect(asked.fits).toBeGreaterThanOrEqual(0)
        expect(asked.fits).toBeLessThanOrEqual(1)
        if (asked.kind === 'card') expect(asked.cards.length).toBeGreaterThan(0)
        expect(books.ask(text)).toEqual(asked)
      }),
      { numRuns: 60 },
    )
  })

  it('a language without questions of its own answers by the English ones', () => {
    const { library } = sample({
      'de/words.yml': 'button:\n  help: Hilfe\n',
      'en/asks/asking-again.txt': 'she tells me that all is well and I ask her again\n',
    })
    expect(library.shelves.get('de')?.ask('he tells me all is well and I ask again').kind).toBe('card')
  })
})

it('of two cards that fit alike, the one that people ask for more often comes first', () => {
  const texts = ['he is late again and says nothing', 'she never tells me where she goes at night']
  const labelled = ['one', 'other'].flatMap((of) => texts.map((text) => ({ of, text, weight: 1, encoded: true })))
  const gap = (often: Readonly<Record<string, number>>) => {
    const all = ranker(labelled, new Map(), new Map(Object.entries(often)))(texts[0] ?? '')?.all
    return (all?.get('one') ?? 0) - (all?.get('other') ?? 0)
  }
  expect(gap({})).toBeCloseTo(0)
  expect(gap({ one: 5 })).toBeGreaterThan(gap({ one: 5, other: 3 }))
  expect(gap({ other: 1 })).toBeLessThan(0)
})

describe('the files', () => {
  const faults = (files: Readonly<Record<string, string>>) => sample(files).faults.map((fault) => show(fault))

  it('tell an unknown card, a line that is too short or too long, and one that stands twice', () => {
    expect(faults({ 'en/asks/asking-agai.txt': 'a question that goes nowhere\n' })).toEqual([
      expect.stringMatching(
        /en\/asks\/asking-agai\.txt:1 asks: there is no card "asking-agai" \(did you mean "asking-again"\?\)/,
      ),
    ])
    expect(
      faults({
        'en/asks/asking-again.txt': `why\n\n${'long '.repeat(81)}\nAre we really okay?\nare we, really: okay\n`,
      }),
    ).toEqual([
      expect.stringMatching(/asking-again\.txt:1 asks: 1 words/),
      expect.stringMatching(/asking-again\.txt:3 asks: 81 words/),
      expect.stringMatching(/asking-again\.txt:5 asks: this stands in en\/asks\/asking-again\.txt:4/),
    ])
  })

  it('take the other kinds, and nothing but text files', () => {
    const other = {
      'en/asks/none.txt': 'how do I mend a bicycle\n',
      'en/asks/safety.txt': 'he says that he will hit me\n',
      'en/asks/clinician.txt': 'does this pill change my desire\n',
    }
    expect(faults(other)).toEqual([])
    expect(faults({ 'en/asks/asking.md': 'x' })).toEqual([expect.stringMatching(/name it asking\.txt/)])
  })

  it('tell a number of nothing, and what is no number', () => {
    expect(faults({ 'en/often.yml': 'asking-agai: "3"\nasking-again: often\n' })).toEqual([
      expect.stringMatching(/en\/often\.yml:1 asks: there is no card "asking-agai" \(did you mean "asking-again"\?\)/),
      expect.stringMatching(/en\/often\.yml:2 asks: "often" is no number of questions/),
    ])
  })

  it('tell a word in two groups', () => {
    expect(faults({ 'en/alike.yml': 'partner: wife husband\nother: wife\n' })).toEqual([
      expect.stringMatching(/en\/alike\.yml:2 asks: "wife" stands in "partner", too/),
    ])
  })
})
