/** Discord's Markdown as the practice page reads it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, plainText } from '../../src/practice/page/markdown.js'

const text = (words: string) => ({ kind: 'text', text: words })
const paragraph = (...children: unknown[]) => ({ kind: 'paragraph', children })
const inline = (source: string) => {
  const [block, ...others] = parse(source)
  expect(others).toEqual([])
  return block && block.kind === 'paragraph' ? block.children : block
}

describe('marks within a line', () => {
  it.each([
    ['**a**', 'strong'],
    ['*a*', 'em'],
    ['_a_', 'em'],
    ['__a__', 'underline'],
    ['~~a~~', 'strike'],
    ['||a||', 'spoiler'],
  ])('%s', (source, kind) => {
    expect(inline(source)).toEqual([{ kind, children: [text('a')] }])
  })

  it('nests bold and italic both ways', () => {
    expect(inline('***a***')).toEqual([{ kind: 'strong', children: [{ kind: 'em', children: [text('a')] }] }])
    expect(inline('*a **b***')).toEqual([
      { kind: 'em', children: [text('a '), { kind: 'strong', children: [text('b')] }] },
    ])
    expect(inline('**a *b***')).toEqual([
      { kind: 'strong', children: [text('a '), { kind: 'em', children: [text('b')] }] },
    ])
  })

  it.each([
    'snake_case_name',
    '2 * 3 * 4',
    '**open',
    'a ** b',
    '[no](javascript:alert)',
    '<t:later:R>',
    '****',
    '`open',
  ])('leaves %s alone', (source) => {
    expect(inline(source)).toEqual([text(source)])
  })

  it('takes a mark after a backslash as a letter', () => {
    expect(inline('\\*a\\* \\[b\\] \\\\')).toEqual([text('*a* [b] \\')])
    expect(inline('**a\\** b**')).toEqual([{ kind: 'strong', children: [text('a** b')] }])
  })

  it('reads nothing inside code', () => {
    expect(inline('`**a**` **b `**` c**')).toEqual([
      { kind: 'code', text: '**a**' },
      text(' '),
      { kind: 'strong', children: [text('b '), { kind: 'code', text: '**' }, text(' c')] },
    ])
    expect(inline('`` a`b ``')).toEqual([{ kind: 'code', text: ' a`b ' }])
  })

  it('reads links: masked, bare, in angle brackets', () => {
    const href = 'https://example.org/a_(b)'
    expect(inline(`[see **it**](${href} "why")`)).toEqual([
      { kind: 'link', href, title: 'why', children: [text('see '), { kind: 'strong', children: [text('it')] }] },
    ])
    expect(inline(`(${href}).`)).toEqual([text('('), { kind: 'link', href, children: [text(href)] }, text(').')])
    expect(inline(`<${href}>`)).toEqual([{ kind: 'link', href, children: [text(href)] }])
    expect(inline('[https://a.example](https://b.example)')).toEqual([
      { kind: 'link', href: 'https://b.example', children: [text('https://a.example')] },
    ])
  })

  it('reads what Discord puts in angle brackets', () => {
    expect(inline('<t:1700000000:R><t:1><' + '/explain:12><@1><@!1><@&2><#3><:wave:4>@here')).toEqual([
      { kind: 'time', seconds: 1_700_000_000, style: 'R' },
      { kind: 'time', seconds: 1, style: 'f' },
      { kind: 'command', name: 'explain', id: '12' },
      { kind: 'user', id: '1' },
      { kind: 'user', id: '1' },
      { kind: 'role', id: '2' },
      { kind: 'channel', id: '3' },
      { kind: 'emoji', name: 'wave', id: '4' },
      { kind: 'everyone', text: '@here' },
    ])
  })
})

describe('blocks', () => {
  it('reads headings, subtext and paragraphs', () => {
    expect(parse('# A\n## B\n### C\n-# d\ne\nf\n\ng\n#h')).toEqual([
      { kind: 'heading', level: 1, children: [text('A')] },
      { kind: 'heading', level: 2, children: [text('B')] },
      { kind: 'heading', level: 3, children: [text('C')] },
      { kind: 'small', children: [text('d')] },
      paragraph(text('e\nf')),
      paragraph(text('g\n#h')),
    ])
  })

  it('reads quotes, of lines and of all the rest', () => {
    expect(parse('> a\n> # b\nc\n>>> d\n> e')).toEqual([
      { kind: 'quote', children: [paragraph(text('a')), { kind: 'heading', level: 1, children: [text('b')] }] },
      paragraph(text('c')),
      { kind: 'quote', children: [paragraph(text('d\n> e'))] },
    ])
    expect(parse('> a\n>\n> b')).toEqual([{ kind: 'quote', children: [paragraph(text('a')), paragraph(text('b'))] }])
    expect(parse('>a')).toEqual([paragraph(text('>a'))])
  })

  it('reads code blocks, also in the middle of a line', () => {
    expect(parse('see ```js\n# a\n``` then')).toEqual([
      paragraph(text('see')),
      { kind: 'codeblock', language: 'js', text: '# a' },
      paragraph(text(' then')),
    ])
    expect(parse('```a```')).toEqual([{ kind: 'codeblock', language: '', text: 'a' }])
  })

  it('reads nested and ordered lists', () => {
    expect(parse('- a\n  more\n  - b\n    1. c\n- d\n3. e\n4. f\nafter')).toEqual([
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [
          {
            children: [text('a\nmore')],
            nested: [
              {
                kind: 'list',
                ordered: false,
                start: 1,
                items: [
                  {
                    children: [text('b')],
                    nested: [{ kind: 'list', ordered: true, start: 1, items: [{ children: [text('c')], nested: [] }] }],
                  },
                ],
              },
            ],
          },
          { children: [text('d')], nested: [] },
        ],
      },
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          { children: [text('e')], nested: [] },
          { children: [text('f')], nested: [] },
        ],
      },
      paragraph(text('after')),
    ])
  })
})

describe('any text', () => {
  const parts = [
    '**',
    '*',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '```',
    '\\',
    '[',
    '](',
    ')',
    '<t:',
    '>',
    '> ',
    '>>> ',
    '- ',
    '  ',
    '1. ',
    '# ',
  ]
  const part = fc.constantFrom(...parts, '\n', 'Ж', 'Ж ', 'https://x.y')
  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (source) => {
        const count = (words: string) => words.split('Ж').length - 1
        expect(count(JSON.stringify(parse(source.join(''))))).toBeGreaterThanOrEqual(count(source.join('')))
      }),
    )
  })

  it('keeps hidden words out of the plain text', () => {
    expect(plainText('# A\n- secret ||hidden||\n> </explain:1>')).toBe('A secret (spoiler) /explain')
  })

  it('without marks comes back word for word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zé]{1,9}( [a-z,]{1,9}){0,5}$/u), (words) => {
        expect(plainText(words)).toBe(words)
      }),
    )
  })
})
