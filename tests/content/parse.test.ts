import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { show } from '../../src/content/fault.ts'
import { lint, loadRules } from '../../src/content/lint.ts'
import { languageNote, shelf } from '../../src/core/library.ts'
import { marks, pseudo } from '../pseudo.ts'
import { cardText, flowText, helplinesText, lineWith, sample, sourcesText, wordsText } from './sample.ts'

const card = 'en/mechanisms/asking-again.md'
const english = (content: ReturnType<typeof sample>) => shelf(content.library, 'en')

describe('a library', () => {
  it('is read without faults', () => {
    expect(sample().faults).toEqual([])
  })

  it('holds the words by dotted key', () => {
    expect(english(sample()).words['card.sections.what']).toBe('What it is')
  })

  it('holds cards with their Markdown, soft line breaks joined', () => {
    const { sections, cites, loop, grade } = english(sample()).cards.get('asking-again') ?? {}
    expect(sections?.what).toBe('You ask the same thing again and again.')
    expect(sections?.looks).toBe('- "Are we okay?"\n- The reply helps for an hour.')
    expect(sections?.later).toBe('The calm gets *shorter* each time [@coyne-1976].')
    expect(sections?.misread).toBeUndefined()
    expect(cites).toEqual(['coyne-1976', 'neal-2019'])
    expect(loop?.cost).toBe('The worry is back')
    expect(grade).toBe('moderate')
  })

  it('holds sources and help lines', () => {
    const { sources, helplines } = sample().library
    expect(sources.get('coyne-1976')).toMatchObject({ year: 1976, pages: '28-40', randomised: false })
    expect(sources.get('neal-2019')).toMatchObject({ doi: '10.1000/xyz', randomised: true })
    expect(helplines.countries[0]?.emergency).toEqual(['112'])
  })

  it('cannot be changed', () => {
    const { library } = sample()
    const books = english(sample())
    expect(() => Object.assign(books.words, { more: 'x' })).toThrow(TypeError)
    expect(() => Object.assign(books.cards.get('asking-again') ?? {}, { title: 'x' })).toThrow(TypeError)
    expect(() => (library.shelves as Map<string, unknown>).set('xx', {})).toThrow('frozen')
    expect(() => (books.flows as Map<string, unknown>).clear()).toThrow('frozen')
  })

  it('joins broken lines in quotes and lists, and keeps paragraphs apart', () => {
    const text = cardText.replace('Calm.\n', '> Calm\n> for *a\n> while*.\n\nAnd\n**then**\nnot.\n\n- one\n  *two*\n')
    expect(english(sample({ [card]: text })).cards.get('asking-again')?.sections.now).toBe(
      '> Calm for *a while*.\n\nAnd **then** not.\n\n- one *two*',
    )
  })
})

/** A change to one file, and the fault it makes: the line on which a text stands, and what is said. */
const faults: readonly (readonly [what: string, file: string, bad: string, at: string, rule: string, says: RegExp])[] =
  [
    [
      'an unknown key',
      card,
      cardText.replace('short:', 'shrt:'),
      'shrt:',
      'front-matter',
      /"shrt" is not known here \(did you mean "short"\?\)/,
    ],
    [
      'a missing key',
      card,
      cardText.replace(/grade:.*\n/, ''),
      'title:',
      'front-matter',
      /"grade" is missing \(one of: strong/,
    ],
    [
      'an unknown grade',
      card,
      cardText.replace('grade: moderate', 'grade: moderat'),
      'grade:',
      'front-matter',
      /did you mean "moderate"/,
    ],
    [
      'a text for a list',
      card,
      cardText.replace('topics: [trust]', 'topics: trust'),
      'topics:',
      'front-matter',
      /"topics" should be a list/,
    ],
    [
      'a day written otherwise',
      card,
      cardText.replace('2026-01-31', '31.1.2026'),
      'reviewed:',
      'front-matter',
      /there is no such day: write it as 2026-01-31/,
    ],
    ...['2026-02-31', '2026-13-01', '2025-02-29'].map(
      (written) =>
        [
          `${written} for a day`,
          card,
          cardText.replace('2026-01-31', written),
          'reviewed:',
          'front-matter',
          /"reviewed": there is no such day/,
        ] as const,
    ),
    [
      'a help line checked on no day',
      'helplines.json',
      helplinesText.replace('2026-01-01', '2026-00-01'),
      '"checked": "2026-00',
      'helplines',
      /there is no such day/,
    ],
    [
      'a loop with a hole',
      card,
      cardText.replace(/ {2}relief:.*\n/, ''),
      'loop:',
      'front-matter',
      /"loop.relief" is missing/,
    ],
    [
      'front matter that is no YAML',
      card,
      cardText.replace('title: Asking', 'title: Asking: x'),
      'title:',
      'syntax',
      /quotes/,
    ],
    [
      'a text that begins with a star',
      card,
      cardText.replace('title: Asking', 'title: *Asking*'),
      'title:',
      'syntax',
      /begins with \*/,
    ],
    [
      'a text cut at a #',
      card,
      cardText.replace('title: Asking again', 'title: Asking again #1'),
      'title:',
      'syntax',
      /what stands behind # is lost: "Asking again #1" \(put quotes/,
    ],
    [
      'a phrase cut at a #',
      card,
      cardText.replace('- are we okay', '- are we okay #1'),
      '- are we',
      'syntax',
      /what stands behind # is lost/,
    ],
    [
      'a phrase that joins the one before',
      card,
      cardText.replace('  - are we', '    - are we'),
      '- why do I',
      'syntax',
      /goes on in the next line.*\(let each - stand exactly below/,
    ],
    [
      'a text over two lines',
      card,
      cardText.replace('feel calm,', 'feel calm,\n '),
      'short:',
      'syntax',
      /goes on in the next line.*\(write it on one line/,
    ],
    ['a tab', card, cardText.replace('  - are', '\t- are'), '\t- are', 'syntax', /a tab stands here/],
    [
      'a name without a space',
      card,
      cardText.replace('grade: ', 'grade:'),
      'grade:',
      'syntax',
      /lacks its colon, or the space after it/,
    ],
    ['a quote without an end', card, cardText.replace('title: ', 'title: "'), 'title:', 'syntax', /a quote has no end/],
    ['a list without an end', card, cardText.replace('[trust]', '[trust'), 'related:', 'syntax', /has no end/],
    ['a name twice', card, cardText.replace('related:', 'topics:'), 'topics: []', 'syntax', /"topics" stands twice/],
    [
      'words cut at a #',
      'en/words.yml',
      wordsText.replace('loop: Loop', 'loop: Loop #1'),
      'loop: Loop',
      'syntax',
      /what stands behind # is lost/,
    ],
    ...(
      [
        [
          'a part of the loop outside it',
          '  cost:',
          'cost:',
          'cost:',
          /"cost" is not known here \(it belongs to "loop": put it below/,
        ],
        [
          'a key inside the loop',
          'loop:\n',
          'loop:\n  also: x\n',
          '  also: x',
          /"also" is not known here \(it does not belong to "loop": take/,
        ],
        ['a number for a text', '- are we okay', '- 50', '- 50', /"also.2" should be a text \(put quotes around it\)/],
        ['a colon in a phrase', '- are we okay', '- are: we okay', '- are:', /"also.2" should be a text \(put quotes/],
      ] as const
    ).map(([what, was, is, at, says]) => [what, card, cardText.replace(was, is), at, 'front-matter', says] as const),
    [
      'no front matter',
      card,
      cardText.replace(/^---[\s\S]*?---\n/, ''),
      '## What it is',
      'front-matter',
      /front matter is missing/,
    ],
    [
      'an unknown heading',
      card,
      cardText.replace('## What helps', '## What help'),
      '## What help',
      'sections',
      /did you mean "What helps"/,
    ],
    [
      'a missing section',
      card,
      cardText.replace(/## What helps\n[^#]*/, ''),
      '---\ntitle',
      'sections',
      /"What helps" is missing/,
    ],
    ['an empty section', card, cardText.replace('Calm.\n', ''), '## What it gives', 'sections', /is empty/],
    ['a section twice', card, `${cardText}\n## What helps\nMore.\n`, '## What helps\nMore', 'sections', /stands twice/],
    [
      'an unknown source',
      card,
      cardText.replace('[@coyne-1976].', '[@coyne-1967].'),
      '*shorter*',
      'citations',
      /did you mean "coyne-1976"/,
    ],
    [
      'a citation without its end',
      card,
      cardText.replace('[@coyne-1976].', '[@coyne-1976.'),
      '*shorter*',
      'citations',
      /without its end/,
    ],
    ...[' @coyne-1976]', '@coyne-1976 ]', '@coyne-1976; coyne-1976]', '@coyne-1976 ; @coyne-1976]'].map(
      (written) =>
        [
          `a citation that nothing reads: [${written}`,
          card,
          cardText.replace('[@coyne-1976].', `[${written}.`),
          '*shorter*',
          'citations',
          /not read as a citation/,
        ] as const,
    ),
    ...(
      [
        ['a table', 'So.\n\n| a | b |\n|---|---|\n| c | d |', '| a', /a table cannot stand here/],
        ['a table without its edges', 'a | b\n--- | ---\nc | d', '--- |', /a table cannot stand here/],
        ['a heading without a space', 'Calm.\n##What comes', '##What', /a heading has no space after its #/],
        ['a link as in a wiki', 'See\n[[jealousy]].', '[[', /a link in \[\[ \]\] leads nowhere/],
        ['a link the wrong way round', 'See (this)[https://doi.org/x].', 'See', /the wrong way round/],
        ['stars without an end', 'It is\n**calm.', '**calm', /a \* has no partner/],
        ['stars with a space inside', 'It is ** calm**.', 'It is', /a \* has no partner/],
        ['a bare address', 'See https://doi.org/x.', 'See', /an address stands bare/],
      ] as const
    ).map(([what, is, at, says]) => [what, card, cardText.replace('Calm.', is), at, 'markup', says] as const),
    ['HTML', card, cardText.replace('Calm.', '<b>Calm</b>.'), '<b>', 'markup', /HTML cannot stand here/],
    ['a picture', card, cardText.replace('Calm.', '![x](https://doi.org/x)'), '![x]', 'markup', /a picture cannot/],
    ['code', card, cardText.replace('Calm.', '`Calm`.'), '`Calm`', 'markup', /code cannot/],
    ['a spoiler', card, cardText.replace('Calm.', '||Calm||.'), '||Calm', 'markup', /Discord hides/],
    ['an underline', card, cardText.replace('Calm.', '__Calm__.'), '__Calm', 'markup', /stars/],
    [
      'words that are no text',
      'en/words.yml',
      wordsText.replace('loop: Loop', 'loop: 5'),
      'loop: 5',
      'words',
      /"card.loop" is not a text/,
    ],
    [
      'no heading for a section',
      'en/words.yml',
      wordsText.replace(/ {4}unless.*\n/, ''),
      '    what: ',
      'words',
      /"card.sections.unless" is missing/,
    ],
    [
      'a source without a year',
      'sources.json',
      sourcesText.replace('"issued"', '"isued"'),
      '{\n  "id": "coyne',
      'sources',
      /"issued" is missing/,
    ],
    [
      'a source twice',
      'sources.json',
      sourcesText.replace('neal-2019', 'coyne-1976'),
      '"id": "coyne-1976"',
      'sources',
      /stands twice/,
    ],
    ...[
      ['{date}', /"card.note" holds \{date\} \(it should hold \{day\}\)/] as const,
      ['soon', /"card.note" holds nothing in braces \(it should hold \{day\}\)/] as const,
      ['{day', /"card.note" has a brace without the other one.*\(it should hold \{day\}\)/] as const,
      ['{day} {}', /has a brace without the other one, or no name between them/] as const,
    ].map(
      ([written, says]) =>
        [`${written} for {day}`, 'en/words.yml', wordsText.replace('{day}', written), 'note:', 'words', says] as const,
    ),
    [
      'a name in braces where nothing is filled in',
      'en/words.yml',
      wordsText.replace('help: Help', 'help: "{help}"'),
      'help: "',
      'words',
      /"button.help" holds \{help\} \(write it without braces\)/,
    ],
    ['a file nobody reads', 'en/mechanism/x.md', '', '', 'files', /did you mean "mechanisms"/],
    ['a folder that is no language', 'english/words.yml', '', '', 'files', /not a language/],
  ]

it('front matter may hold remarks on lines of their own', () => {
  const remarked = cardText.replace('topics:', '# why\ntopics:').replace('  - are we', '  # and\n  - are we')
  expect(sample({ [card]: remarked, 'en/words.yml': `# of us\n${wordsText}` }).faults).toEqual([])
})

describe('a fault', () => {
  it.each(faults)('is told with its line: %s', (_, file, bad, at, rule, says) => {
    const found = sample({ [file]: bad }).faults.filter((fault) => fault.file === file && fault.rule === rule)
    expect(found.map((fault) => show(fault)).join('\n')).toMatch(says)
    expect(found.map(({ line }) => line)).toContain(lineWith(bad, at))
  })

  it('does not hide others: all are told at once', () => {
    const bad = cardText
      .replace('grade: moderate', 'grade: good')
      .replace('## What helps', '## Help')
      .replace('Calm.', '<i>Calm</i>')
    const { faults: found } = sample({
      [card]: bad,
      'en/words.yml': wordsText.replace('Loop', '7'),
      'en/flows/under-it.md': flowText.replace('#rest', '#reset'),
    })
    expect(new Set(found.map(({ rule }) => rule))).toEqual(
      new Set(['words', 'front-matter', 'sections', 'markup', 'flow']),
    )
  })

  const inLatin = new TextDecoder().decode(Buffer.from(cardText.replace('Calm.', 'Déjà vu.'), 'latin1'))
  const wide = new TextDecoder().decode(Buffer.from(`\uFEFF${cardText}`, 'utf16le'))
  it.each<[string, string, string, RegExp]>([
    ['no end of its first part', card, cardText.replace('\n---\n', '\n'), /:16 syntax: the first part has no end/],
    ['-- for ---', card, cardText.replace('\n---\n', '\n--\n'), /:17 syntax: "--" does not end the first part/],
    ['-- for the first ---', card, cardText.slice(1), /:1 syntax: the file begins with "--"/],
    ['an empty line first', card, `\n${cardText}`, /:1 syntax: an empty line stands before the first ---/],
    ['no first part', card, cardText.slice(cardText.indexOf('## ')), /:1 front-matter: the front matter is missing/],
    ['nothing', card, ' \n', /:1 syntax: the file is empty/],
    ['Latin-1', card, inLatin, /:27 syntax: the file is not saved as UTF-8/],
    ['UTF-16', card, wide, /:1 syntax: the file is not saved as UTF-8/],
    ['UTF-16', 'sources.json', wide, /:1 syntax: the file is not saved as UTF-8/],
    ['nothing', 'en/words.yml', '', /:1 syntax: the file is empty/],
    ['nothing', 'de/words.yml', '', /:1 syntax: the file is empty/],
    ['nothing', 'en/asks/none.txt', '', /:1 syntax: the file is empty/],
  ])('is the only one of a file with %s: %s', (_, file, text, says) => {
    const german = { 'de/words.yml': 'card:\n  sections:\n    what: Was es ist\n' }
    const page = { 'de/mechanisms/asking-again.md': translatedCard() }
    const found = sample({ ...german, ...page, [file]: text }).faults.map((fault) => show(fault))
    expect(found).toEqual([expect.stringMatching(says)])
  })

  it('quotes little, and on one line', () => {
    const long = show({ file: 'a', line: 1, rule: 'b', say: `"${'so\nlong '.repeat(40)}" stands here`, try: 'cut it' })
    expect(long).toMatch(/^content\/a:1 b: "so long .{70,72}…" stands here \(cut it\)$/)
  })

  it.each([
    ['en/mechanisms/Going-Quiet.md', /\(name it going-quiet\.md\)/],
    ['en/mechanisms/going_quiet.md', /\(name it going-quiet\.md\)/],
    ['en/mechanisms/going quiet.md.txt', /\(name it going-quiet\.md\)/],
    ['en/mechanisms/Déjà vu.markdown', /\(name it deja-vu\.md\)/],
    ['en/mechanisms/new/going-quiet.md', /\(put the file into en\/mechanisms as going-quiet\.md\)/],
    ['en/asks/asking-again.md', /\(name it asking-again\.txt\)/],
  ])('is the name of the file %s, which is not read', (file, says) => {
    const content = sample({ [file]: cardText.replace('title: Asking again', 'title: Going quiet') })
    expect(content.faults.map((fault) => show(fault))).toEqual([expect.stringMatching(says)])
    expect([...english(content).cards.keys()]).toEqual(['asking-again'])
  })

  it('of a card is told alone: nothing that names it is blamed', () => {
    const found = sample({
      [card]: cardText.replace('grade:', 'grad:'),
      'en/asks/asking-again.txt': 'why do I keep on asking\n',
      'en/often.yml': 'asking-again: "3"\n',
      'de/mechanisms/asking-again.md': cardText,
    }).faults
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set([card]))
  })

  it('leaves the rest of the library standing', () => {
    const broken = sample({ 'en/mechanisms/other.md': 'nothing' })
    expect([...english(broken).cards.keys()]).toEqual(['asking-again'])
    expect(
      sample({ 'sources.json': sourcesText.replace('"issued"', '"isued"') }).library.sources.has('neal-2019'),
    ).toBe(true)
  })
})

it('what only looks like a slip is none', () => {
  const fine = 'Number #1. 2 * 3. Either | or. A [page](https://findahelpline.com). *So* **it** is.'
  expect(sample({ [card]: cardText.replace('Calm.', fine) }).faults).toEqual([])
})

describe('a file on which others rest', () => {
  const rules = loadRules()
  const told = async (files: Readonly<Record<string, string | undefined>>) =>
    lint(sample(files), await rules).map((fault) => show(fault))

  it.each<[string, string, string | undefined, RegExp]>([
    [
      'has a slip',
      'sources.json',
      sourcesText.replace('"issued"', 'issued"'),
      /^content\/sources.json:10 syntax: issued stands/,
    ],
    ['has a faulty entry', 'sources.json', sourcesText.replace('"issued"', '"isued"'), /"issued" is missing/],
    ['is away', 'sources.json', undefined, /there are no sources/],
    ['holds nothing', 'sources.json', '[]', /there is no source/],
    ['has a slip', 'helplines.json', helplinesText.replace('},', '}'), /a comma is missing before "lines"/],
    ['has a slip', 'en/words.yml', wordsText.replace('Sources', '"Sources'), /syntax/],
    ['is away', 'en/words.yml', undefined, /there are no English words/],
    ['has a slip', 'de/words.yml', 'card:\n  note: "Geprüft\n', /de\/words.yml:2 syntax/],
  ])('is told alone when it %s: %s', async (_, file, text, says) => {
    const linked = cardText.replace('Calm.', 'Calm. See [this](https://findahelpline.com).')
    const german = { 'de/words.yml': 'button:\n  help: Hilfe\n', 'de/flows/under-it.md': translatedFlow() }
    expect(await told({ ...german, [card]: linked, [file]: text })).toEqual([expect.stringMatching(says)])
  })

  it('is told before what stands in other files', async () => {
    const found = await told({ [card]: cardText.replace('grade: ', 'grad: '), 'sources.json': '[' })
    expect(found[0]).toMatch(/^content\/sources.json:1 syntax/)
    expect(found.length).toBeGreaterThan(1)
  })
})

it('reads files with a mark of their byte order', () => {
  const marked = { 'sources.json': sourcesText, 'en/words.yml': wordsText, [card]: cardText }
  expect(
    sample(Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, `\uFEFF${text}`]))).faults,
  ).toEqual([])
})

describe('whatever is in the files', () => {
  const originals = {
    'en/mechanisms/asking-again.md': cardText,
    'en/flows/under-it.md': flowText,
    'en/words.yml': wordsText,
    'sources.json': sourcesText,
    'helplines.json': helplinesText,
  }
  const bits = fc.constantFrom(
    '---\n',
    '## ',
    '### when ',
    '[',
    ']',
    '(#near "x")',
    '@',
    '{',
    '}',
    ': ',
    '- ',
    '\n',
    '"',
    '&a *a',
    '<b>',
    '\0',
    '> ',
  )

  it('is answered by faults, never by a throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(originals) as (keyof typeof originals)[])),
        fc.array(fc.record({ at: fc.nat(3000), cut: fc.nat(30), put: fc.oneof(bits, fc.string({ maxLength: 8 })) }), {
          minLength: 1,
          maxLength: 3,
        }),
        (file, changes) => {
          const text = changes.reduce((all, { at, cut, put }) => {
            const from = at % all.length
            return all.slice(0, from) + put + all.slice(from + cut)
          }, originals[file])
          const { faults: found, library } = sample({ [file]: text })
          expect(library.shelves.has('en')).toBe(true)
          for (const { line } of found) expect(line).toBeGreaterThanOrEqual(1)
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('a translation', () => {
  const german = {
    'de/words.yml': 'card:\n  note: Geprüft am {day}.\n  sections:\n    what: Was es ist\n',
    'de/mechanisms/asking-again.md': translatedCard(),
  }

  it('brings words, and falls back to English for what it does not have', () => {
    const content = sample(german)
    expect(content.faults).toEqual([])
    const books = shelf(content.library, 'de')
    expect(books.words['card.note']).toBe('Geprüft am {day}.')
    expect(books.words['button.help']).toBe('Help')
    expect(books.cards.get('asking-again')).toMatchObject({
      title: 'Immer wieder fragen',
      language: 'de',
      grade: 'moderate',
    })
    expect(books.flows.get('under-it')?.language).toBe('en')
  })

  it.each([
    [
      'other names in braces',
      'de/words.yml',
      'card:\n  note: Geprüft {tag}.\n',
      /holds \{tag\} \(it should hold \{day\}/,
    ],
    ['unknown words', 'de/words.yml', 'card:\n  nota: x\n', /did you mean "card.note"/],
    [
      'structure',
      'de/mechanisms/asking-again.md',
      cardText,
      /"grade" is not known here \(leave it out here: it comes from English\)/,
    ],
    ['a page that English lacks', 'de/mechanisms/asking.md', cardText, /no such English page/],
    [
      'a citation left out',
      'de/mechanisms/asking-again.md',
      german['de/mechanisms/asking-again.md'].replace('; @neal-2019', ''),
      /cites @neal-2019/,
    ],
    [
      'a flow with other bones',
      'de/flows/under-it.md',
      translatedFlow().replace('#near "words"', '#near "word"'),
      /change only the words|not those of the English/,
    ],
  ])('has no %s', (_, file, text, says) => {
    const found = sample({ ...german, [file]: text }).faults
    expect(found.map((fault) => show(fault)).join('\n')).toMatch(says)
  })

  it('for a region falls back to the language, and only then to English', () => {
    const { library, faults: found } = sample({
      ...german,
      'de-AT/words.yml': 'button:\n  help: Hilfe\n',
      'es/words.yml': 'button:\n  help: Ayuda\ncard:\n  loop: El círculo\n',
      'es/flows/under-it.md': translatedFlow(),
      'es-ES/words.yml': 'card:\n  loop: El bucle\n',
    })
    const books = shelf(library, 'es-ES')
    expect([books.words['card.loop'], books.words['button.help'], books.words['card.sources']]).toEqual([
      'El bucle',
      'Ayuda',
      'Sources',
    ])
    expect(books.flows.get('under-it')?.language).toBe('es')
    expect(languageNote(books, 'es')).toEqual([])
    expect(shelf(library, 'es-419').words['card.loop']).toBe('El círculo')
    expect(library.shelves.has('de-AT')).toBe(false)
    expect(found.map((fault) => show(fault))).toEqual([
      'content/de-AT/words.yml:1 files: "de-AT" is a second folder of one language (there is already a folder de; put it there)',
      'content/es-ES/words.yml:1 files: "es-ES" is a second folder of one language (there is already a folder es; put it there)',
    ])
  })

  it.each([
    ['zz', /"zz" is not a language Discord knows \(name it by its two letters/],
    ['de-DE', /name it "de"/],
    ['nl-BE', /name it "nl"/],
    ['pt_br', /name it "pt"/],
  ])('does not lie in a folder "%s", which is told once', (folder, says) => {
    const content = sample({ [`${folder}/words.yml`]: 'a: b\n', [`${folder}/mechanisms/asking-again.md`]: cardText })
    expect(content.faults.map((fault) => show(fault))).toEqual([expect.stringMatching(says)])
    expect([...content.library.shelves.keys()]).toEqual(['en'])
  })

  it('may lie in a folder for each region where there is none for the language', () => {
    const content = sample({
      'zh-CN/words.yml': 'button:\n  help: 帮助\n',
      'zh-TW/words.yml': 'button:\n  help: 幫助\n',
    })
    expect(content.faults).toEqual([])
    expect(shelf(content.library, 'zh-TW').words['button.help']).toBe('幫助')
  })

  it('of a flow changes only its words', () => {
    const content = sample({ ...german, 'de/flows/under-it.md': translatedFlow() })
    expect(content.faults).toEqual([])
    expect(shelf(content.library, 'de').flows.get('under-it')).toMatchObject({ title: 'Was lag darunter?', minutes: 4 })
  })
})

function translatedCard(): string {
  return cardText
    .replace(/topics:[\s\S]*?reviewed:.*\n/, '')
    .replace('title: Asking again', 'title: Immer wieder fragen')
    .replace('## What it is', '## Was es ist')
}

function translatedFlow(): string {
  return flowText
    .replace(/minutes:[\s\S]*?---/, '---')
    .replace('What was under it?', 'Was lag darunter?')
    .replace('Something they said', 'Etwas Gesagtes')
}

describe('the pseudo-locale', () => {
  it('marks everything that people read', () => {
    const books = shelf(pseudo(sample().library), 'en')
    const card = books.cards.get('asking-again')
    const texts = [
      ...Object.values(books.words),
      card?.title,
      card?.short,
      ...Object.values(card?.sections ?? {}).flatMap((text) => text.split('\n')),
      ...[...(books.flows.get('under-it')?.steps.values() ?? [])].flatMap(({ parts }) =>
        parts.flatMap(({ arms }) =>
          arms.flatMap(({ texts, choices }) => [...texts, ...choices.map(({ label }) => label)]),
        ),
      ),
    ]
    expect(texts.length).toBeGreaterThan(30)
    for (const text of texts) expect(text).toMatch(new RegExp(`^(- |> )?${marks[0]}.*${marks[1]}$`, 's'))
    expect(books.find('asking again', 1)).toEqual(['asking-again'])
  })
})
