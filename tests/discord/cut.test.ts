/** A text that was cut still reads well: whole words, whole Markdown, an ellipsis. */
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { clean, cutMarkdown, cutPlain } from '../../src/discord/cut.ts'
import { text } from './arbitrary.ts'

const cleaned = text.map(clean)

describe('plain text', () => {
  it('is cut at the end of a word', () => {
    expect(cutPlain('How do you say it directly?', 20)).toBe('How do you say it…')
    expect(cutPlain('How do you say it directly?', 17)).toBe('How do you say…')
    expect(cutPlain('How do you say it?', 18)).toBe('How do you say it?')
  })

  it('is cut inside a word only where no word would be left', () => {
    expect(cutPlain('a Donaudampfschifffahrt', 12)).toBe('a Donaudamp…')
  })

  it('never exceeds the limit nor splits a grapheme', () => {
    fc.assert(
      fc.property(cleaned, fc.integer({ min: 1, max: 200 }), (words, most) => {
        const cut = cutPlain(words, most)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(cut.isWellFormed()).toBe(true)
      }),
    )
    const family = '👩‍👩‍👧‍👦'
    expect(cutPlain(family.repeat(5), family.length * 2 + 3)).toBe(`${family.repeat(2)}…`)
    expect(cutPlain(family, 4)).toBe('👩‍…')
  })
})

describe('Markdown', () => {
  it('stays within the limit and well formed, whatever it is', () => {
    fc.assert(
      fc.property(cleaned, fc.integer({ min: 40, max: 500 }), (words, most) => {
        const cut = cutMarkdown(words, most)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(cut.isWellFormed()).toBe(true)
        expect(cut === words || cut.includes('…')).toBe(true)
      }),
    )
  })

  it('keeps whole what is whole: links, citations, code and emphasis', () => {
    const span = fc.constantFrom(
      ...['word', 'more', 'End.', 'a,', '`code span`', '[a link](https://example.org/x_(y)_z)', '[@key-2020; @other]'],
      ...[
        '**bold words here**',
        '*leaning words*',
        '**[bold link](https://example.org)**',
        '***both at once***',
        '<https://example.org/a_b>',
      ],
    )
    fc.assert(
      fc.property(
        fc.array(span, { minLength: 30, maxLength: 80 }),
        fc.integer({ min: 40, max: 300 }),
        (spans, most) => {
          const cut = cutMarkdown(spans.join(' '), most)
          expect(plainTextOf(cut)).not.toMatch(/[*`]|\]\(|<http|\[(?!@[^\]]*\])/)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('prefers the end of a sentence', () => {
    const words = `${'One two three four. '.repeat(4)}And then it goes on and on and on.`
    expect(cutMarkdown(words, 100)).toBe(`${'One two three four. '.repeat(4)}…`)
  })

  it('closes emphasis that is open at the cut', () => {
    expect(cutMarkdown(`**${'word '.repeat(40)}end**`, 66)).toMatch(/^\*\*(word ){8,}word…\*\*$/)
    expect(cutMarkdown(`${'word '.repeat(5)}2 * 3 ${'word '.repeat(40)}`, 66)).not.toContain('…*')
  })

  it('leaves no empty quote or bullet behind', () => {
    const quote = cutMarkdown(`> ${'a'.repeat(50)}\n> \n> ${'b'.repeat(50)}`, 70)
    expect(quote).toBe(`> ${'a'.repeat(50)}…`)
  })

  it('turns one endless span into plain words rather than into nothing', () => {
    expect(cutMarkdown(`\`${'word '.repeat(30)}\``, 50)).toMatch(/^(word ){8,}word…$/)
  })

  it('takes no quadratic time over brackets and backticks that never close', () => {
    for (const mark of ['[', '`', '``` ', '<a', '**a ', '_a', '[a](', '\\']) {
      expect(cutMarkdown(mark.repeat(20_000), 4000).length).toBeLessThanOrEqual(4000)
    }
  })
})

function plainTextOf(markdown: string): string {
  const texts: string[] = []
  const walk = (node: { type: string; value?: string; children?: readonly object[] }) => {
    if (node.type === 'text' && node.value) texts.push(node.value)
    for (const child of node.children ?? []) walk(child as typeof node)
  }
  walk(fromMarkdown(markdown))
  return texts.join('\n')
}
