import { describe, expect, it } from 'vitest'
import { show } from '../../src/content/fault.ts'
import { lint, loadRules } from '../../src/content/lint.ts'
import { shelf } from '../../src/core/library.ts'
import { marks, pseudo } from '../pseudo.ts'
import { lineWith, sample, wordsText } from './sample.ts'

const file = 'en/article.md'
const words = `${wordsText}article:\n  verdicts:\n    fair: Fair\n    limits: Fair, with limits\n    wrong: Wrong\n`
const articleText = `---
title: The article
short: What it says, and what we found.
reviewed: 2026-01-31
---
## In short
Its core
stands.

## Asking is bad
The article says that asking
is bad.

**Fair, with limits**

It goes with low mood [@coyne-1976]. A kind word may help [@neal-2019; @coyne-1976].

Not for all.

- [Asking again](mechanisms/asking-again.md)

## Nobody asks
The article says that nobody asks.

**Wrong**

Many do [@neal-2019].
`
const read = (text = articleText, others: Readonly<Record<string, string>> = {}) =>
  sample({ 'en/words.yml': words, [file]: text, ...others })
const rules = await loadRules()

describe('the article', () => {
  it('is read with its claims, their verdicts, sources and cards', () => {
    const content = read()
    expect(content.faults).toEqual([])
    expect(shelf(content.library, 'en').article).toEqual({
      language: 'en',
      title: 'The article',
      short: 'What it says, and what we found.',
      reviewed: '2026-01-31',
      opening: 'Its core stands.',
      claims: [
        {
          id: 'asking-is-bad',
          heading: 'Asking is bad',
          verdict: 'limits',
          text: 'The article says that asking is bad.\n\n**Fair, with limits**\n\nIt goes with low mood [@coyne-1976]. A kind word may help [@neal-2019; @coyne-1976].\n\nNot for all.',
          cites: ['coyne-1976', 'neal-2019'],
          cards: ['asking-again'],
        },
        {
          id: 'nobody-asks',
          heading: 'Nobody asks',
          verdict: 'wrong',
          text: 'The article says that nobody asks.\n\n**Wrong**\n\nMany do [@neal-2019].',
          cites: ['neal-2019'],
          cards: [],
        },
      ],
    })
  })

  it('may be missing', () => {
    const content = sample()
    expect(content.faults).toEqual([])
    expect(shelf(content.library, 'en').article).toBeUndefined()
  })

  it('names a claim by whole words of its heading, short enough for a button', () => {
    const long = `${'so many words '.repeat(6)}stand here`
    const claims = shelf(read(articleText.replace('Nobody asks', long)).library, 'en').article?.claims ?? []
    expect(claims[1]?.id).toBe('so-many-words-so-many-words-so-many-words-so-many-words-so')
    const [, unbroken] =
      shelf(read(articleText.replace('Nobody asks', 'x'.repeat(90))).library, 'en').article?.claims ?? []
    expect(unbroken?.id).toHaveLength(60)
  })

  it.each([
    ['an unknown verdict', '**Wrong**', '**Wong**', '**Wong**', /one of: \*\*Fair\*\*, \*\*Fair, with limits\*\*/],
    ['a verdict among other words', '**Wrong**', '**Wrong** so', '**Wrong** so', /strong letters and alone/],
    ['no evidence', '\n\nMany do [@neal-2019].', '', '## Nobody asks', /the evidence is missing/],
    ['an unknown source', '[@neal-2019].\n', '[@neal-2018].\n', 'Many do', /did you mean "neal-2019"/],
    [
      'a list of other things',
      '- [Asking again](mechanisms/asking-again.md)',
      '- Asking again',
      '- Asking again',
      /links to cards and nothing else/,
    ],
    ['a claim twice', '## Nobody asks', '## Asking is bad', '## Asking is bad', /stands twice/],
    ['a citation in the opening', 'stands.', 'stands [@neal-2019].', 'stands [@', /the opening cites/],
    ['a picture', 'Not for all.', '![x](https://doi.org/x)', '![x]', /a picture cannot stand here/],
    ['an unknown key', 'reviewed:', 'reviewd:', 'reviewd:', /did you mean "reviewed"/],
  ])('tells with its line: %s', (_, from, to, at, says) => {
    const bad = articleText.replace(from, to)
    const { faults, library } = read(bad)
    expect(faults.map((fault) => show(fault)).join('\n')).toMatch(says)
    expect(faults.map(({ line }) => line)).toContain(lineWith(bad, at))
    expect(shelf(library, 'en').article).toBeUndefined()
  })

  it.each([
    ['citations', 'Many do [@neal-2019].', 'Many do.', '## Nobody asks', /cites nothing/],
    ['draws-on', 'asking-again.md', 'asking.md', '- [Asking again]', /no card "asking"/],
    ['links', 'Not for all.', 'See [this](https://example.org).', 'See [this]', /a link to/],
    ['causal', 'It goes with low mood', 'It leads to low mood', 'It leads to', /not randomised/],
    ['kind-words', 'Not for all.', 'This is toxic.', 'This is toxic', /"toxic"/],
    ['inclusive', 'Not for all.', 'This is lame.', 'This is lame', /"lame"/],
    ['lengths', '## Nobody asks', `## ${'Nobody asks '.repeat(9)}`, '## Nobody asks', /the heading has 107 characters/],
    [
      'lengths',
      'Not for all.',
      'Not for all. '.repeat(70),
      '## Asking is bad',
      /the claim has \d{3,4} characters; at most 900/,
    ],
    [
      'reading-grade',
      'Not for all.',
      'Interpersonal dissatisfaction notwithstanding, communicative reciprocity characterises many satisfying intimate relationships.',
      'Interpersonal',
      /the claim reads at grade/,
    ],
    ['ages', '2026-01-31', '2023-01-31', 'reviewed:', /the article was last checked/],
  ])('is held to the rule %s', (rule, from, to, at, says) => {
    const bad = articleText.replace(from, to)
    const found = lint(read(bad), rules, { today: '2026-06-01' }).filter((fault) => fault.file === file)
    expect(found.map((fault) => show(fault)).join('\n')).toMatch(says)
    expect(found.map((fault) => [fault.rule, fault.line])).toContainEqual([rule, lineWith(bad, at)])
    expect(lint(read(), rules, { today: '2026-06-01' }).filter((fault) => fault.file === file)).toEqual([])
  })

  it('is marked in the pseudo-locale', () => {
    const article = shelf(pseudo(read().library), 'en').article
    const texts = [article?.title, article?.short, article?.opening, ...(article?.claims[0]?.text.split('\n\n') ?? [])]
    expect(texts).toHaveLength(7)
    for (const text of [...texts, article?.claims[0]?.heading])
      expect(text?.startsWith(marks[0]) && text.endsWith(marks[1])).toBe(true)
  })
})

describe('a translation of the article', () => {
  const german = {
    'de/words.yml': 'article:\n  verdicts:\n    wrong: Falsch\n',
    'de/article.md': articleText
      .replace(/reviewed:.*\n/, '')
      .replace('The article\n', 'Der Artikel\n')
      .replace('## Nobody asks', '## Niemand fragt')
      .replace('**Wrong**', '**Falsch**'),
  }

  it('brings words for the same claims', () => {
    const content = read(articleText, german)
    expect(content.faults).toEqual([])
    const article = shelf(content.library, 'de').article
    expect(article).toMatchObject({ language: 'de', title: 'Der Artikel', reviewed: '2026-01-31' })
    expect(article?.claims[1]).toMatchObject({ id: 'nobody-asks', heading: 'Niemand fragt', verdict: 'wrong' })
  })

  it('is English where there is none', () => {
    const content = read(articleText, { 'de/words.yml': german['de/words.yml'] })
    expect(shelf(content.library, 'de').article).toMatchObject({ language: 'en', title: 'The article' })
  })

  it.each([
    [
      'claims',
      '\n## Niemand fragt',
      '\n## Mehr\nx\n\n**Fair**\n\nx\n\n## Niemand fragt',
      /has 2 claims, this one has 3/,
    ],
    ['verdict', '**Falsch**', '**Fair**', /the English verdict is "wrong" \(\*\*Falsch\*\*\)/],
    ['sources', 'Many do [@neal-2019]', 'Many do', /the English claim cites neal-2019/],
    ['cards', /- \[.*\n/, '', /leads to asking-again/],
  ])('has no other %s', (_, from, to, says) => {
    const { faults } = read(articleText, { ...german, 'de/article.md': german['de/article.md'].replace(from, to) })
    expect(faults.map((fault) => show(fault)).join('\n')).toMatch(says)
  })

  it('has an English page', () => {
    const { faults } = sample({ 'de/article.md': german['de/article.md'], 'de/words.yml': german['de/words.yml'] })
    expect(faults.map((fault) => show(fault)).join('\n')).toMatch(/no such English page/)
  })
})
