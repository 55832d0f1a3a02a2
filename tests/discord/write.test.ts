/** Whatever the bot says, Discord takes it, and no more is lost than must be. */
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { type Address, writeAddress } from '../../src/core/address.ts'
import type { LoopPicture, Picture } from '../../src/core/picture.ts'
import { type Block, type Field, type Reply, toYou } from '../../src/core/reply.ts'
import { type Body, choices, form, message, type Way } from '../../src/discord/write.ts'
import { checkChoices, checkMessage, checkModal } from '../../src/practice/rules.ts'
import * as any from './arbitrary.ts'

const kindOf = { answer: 'callback', edit: 'edit', post: 'create' } as const
const ways: Way[] = ['answer', 'edit', 'post']
/** What an edit finds: an earlier message of ours. */
const existing = {
  flags: 1 << 15,
  content: '',
  embeds: [],
  components: [{ type: 10 }],
  attachments: [{ id: '71', filename: 'old.png' }],
}
const png = new Uint8Array([137, 80, 78, 71])
const none = new Map<Picture, Uint8Array>()

/** Every component, nested ones too. */
interface Node {
  type: number
  content?: string
  custom_id?: string
  label?: string
  components?: Node[]
}
const walk = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...walk(node.components ?? [])])
const nodes = (body: Body): Node[] => walk(JSON.parse(JSON.stringify(body.components)))
const textOf = (body: Body) => nodes(body).flatMap(({ content }) => content ?? [])
const addressesOf = (body: Body) => nodes(body).flatMap(({ custom_id }) => custom_id ?? [])

/** The menus of a form. */
const menusOf = ({ components }: ReturnType<typeof form>) =>
  components.flatMap((part) => (part.type === 18 && part.component.type === 3 ? [part.component] : []))

const text = (words: string, small = false): Block => ({ kind: 'text', text: words, small })
const button = (label: string, ...to: Address): Block => ({ kind: 'buttons', buttons: [{ label, to }] })
const loop: LoopPicture = { kind: 'loop', title: 'A loop', stations: [] }

describe('any message', () => {
  const anyReply = any.reply(any.blocks.map((blocks) => [...blocks, any.lastRow]))

  it('is one that Discord takes, and keeps its last row', () => {
    fc.assert(
      fc.property(anyReply, fc.constantFrom(...ways), fc.boolean(), (reply, way, drawn) => {
        const pictures = reply.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []))
        const { body, files } = message(reply, new Map(drawn ? pictures.map((one) => [one, png]) : []), way)
        expect(
          checkMessage(body, { kind: kindOf[way], files: files.map(({ name }) => name), existing }),
        ).toBeUndefined()
        expect(body.attachments.map(({ id, filename }) => [id, filename])).toEqual(
          files.map(({ name }, at) => [at, name]),
        )
        expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
        expect(addressesOf(body)).toEqual(expect.arrayContaining(['support', 'hide']))
        expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]|\\u00[01]/)
        for (const shown of textOf(body)) expect(shown.trim()).not.toBe('')
      }),
      { numRuns: 100 },
    )
  })

  it('keeps all buttons, however long the texts', () => {
    const buttons = fc.uniqueArray(any.address, { maxLength: 20, selector: writeAddress })
    fc.assert(
      fc.property(fc.array(any.text, { maxLength: 30 }), buttons, (texts, addresses) => {
        const rows = addresses.map((to): Block => button('Go on', ...to))
        const words = texts.map((words): Block => text(words))
        const mixed = Array.from({ length: Math.max(rows.length, words.length) }, (_, at) => [words[at], rows[at]])
        const blocks = mixed.flat().filter((block) => block !== undefined)
        const { body } = message(toYou(...blocks, any.lastRow), none)
        expect(addressesOf(body)).toEqual(expect.arrayContaining(addresses.map(writeAddress)))
      }),
    )
  })
})

describe('a message that fits', () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/)
  const small = fc.array(
    fc.oneof(
      word.map((one): Block => text(one)),
      word.map((one): Block => ({ kind: 'quote', text: one })),
      word.map((one): Block => ({ kind: 'heading', text: one })),
      fc.array(word, { minLength: 1, maxLength: 4 }).map((items): Block => ({ kind: 'list', items })),
      fc
        .record({ label: word, to: any.address })
        .map(({ label, to }): Block => ({ kind: 'buttons', buttons: [{ label, to }] })),
    ),
    { minLength: 1, maxLength: 10 },
  )

  it('loses nothing and keeps its order', () => {
    fc.assert(
      fc.property(small, (blocks) => {
        const { body } = message(toYou(...blocks), none)
        const texts = blocks.flatMap((block) =>
          'text' in block ? [block.text] : block.kind === 'list' ? block.items : [],
        )
        expect(
          textOf(body)
            .join(' ')
            .match(/[a-z]+/g) ?? [],
        ).toEqual(texts)
        const addresses = blocks.flatMap((block) =>
          block.kind === 'buttons' ? block.buttons.map((one) => ('to' in one ? writeAddress(one.to) : '')) : [],
        )
        expect(addressesOf(body)).toEqual([...new Set(addresses)])
      }),
    )
  })

  it('loses nothing at the very limits', () => {
    const texts = textOf(message(toYou(text('x'.repeat(2000)), text('y'.repeat(1998))), none).body)
    expect(texts).toEqual([`${'x'.repeat(2000)}\n\n${'y'.repeat(1998)}`])
    const row = (at: number): Block => ({ kind: 'buttons', buttons: [{ label: 'b', to: ['explain', `b${at}`] }] })
    const blocks = Array.from({ length: 13 }, (_, at): Block[] => [text(`t${at}`), row(at)]).flat()
    const full = message(toYou(...blocks, text('last')), none).body
    expect(nodes(full)).toHaveLength(40)
    expect(full.components.map(({ type }) => type)).toEqual([...Array(13).fill([10, 1]).flat(), 10])
    const over = message(
      toYou(...blocks, { kind: 'picture', picture: loop, alt: 'x' }, text('last')),
      new Map([[loop, png]]),
    )
    expect(nodes(over.body)).toHaveLength(40)
    expect(textOf(over.body)).toContain('x\n\nlast')
  })

  it('has a style for each tone, the label unchanged', () => {
    const tones = ['plain', 'main', 'danger'] as const
    const buttons = tones.map((tone) => ({ label: `Erase ${tone}`, to: ['clear', tone] as const, tone }))
    const { components } = message(toYou({ kind: 'buttons', buttons }), none).body
    expect(components).toMatchObject([
      {
        components: [
          { style: 2, label: 'Erase plain' },
          { style: 1, label: 'Erase main' },
          { style: 4, label: 'Erase danger' },
        ],
      },
    ])
  })

  it('looks as agreed', () => {
    const { body } = message(
      toYou(
        { kind: 'heading', text: 'The loop' },
        text('One.'),
        { kind: 'quote', text: 'Two\n\nthree' },
        { kind: 'list', items: ['four\nfive', '', 'six'] },
        { kind: 'line' },
        text('Checked today\nby us', true),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Go', to: ['explain', 'a'], tone: 'main' },
            { label: 'Read', url: 'https://example.org/a' },
          ],
        },
        { kind: 'menu', to: ['browse'], hint: 'Which?', choices: [{ label: 'A', value: 'a', about: 'first' }] },
        button('Hide', 'hide'),
      ),
      none,
    )
    expect(body).toMatchInlineSnapshot(`
      {
        "allowed_mentions": {
          "parse": [],
        },
        "attachments": [],
        "components": [
          {
            "accent_color": 3837859,
            "components": [
              {
                "content": "## The loop
      One.

      > Two
      > 
      > three

      - four
        five
      - six",
                "type": 10,
              },
              {
                "divider": true,
                "spacing": 1,
                "type": 14,
              },
              {
                "content": "-# Checked today
      -# by us",
                "type": 10,
              },
              {
                "components": [
                  {
                    "custom_id": "explain/a",
                    "label": "Go",
                    "style": 1,
                    "type": 2,
                  },
                  {
                    "label": "Read",
                    "style": 5,
                    "type": 2,
                    "url": "https://example.org/a",
                  },
                ],
                "type": 1,
              },
              {
                "components": [
                  {
                    "custom_id": "browse",
                    "options": [
                      {
                        "description": "first",
                        "label": "A",
                        "value": "a",
                      },
                    ],
                    "placeholder": "Which?",
                    "type": 3,
                  },
                ],
                "type": 1,
              },
              {
                "components": [
                  {
                    "custom_id": "hide",
                    "label": "Hide",
                    "style": 2,
                    "type": 2,
                  },
                ],
                "type": 1,
              },
            ],
            "type": 17,
          },
        ],
        "flags": 32832,
      }
    `)
  })

  it('stands bare without a heading', () => {
    expect(message(toYou(text('Hello.')), none).body.components).toEqual([{ type: 10, content: 'Hello.' }])
  })

  it('keeps line breaks inside a quote and inside an item', () => {
    const lines = fc
      .array(fc.stringMatching(/^[a-z]{0,6}$/), { minLength: 1, maxLength: 6 })
      .map((all) => `x${all.join('\n')}`)
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 5 }), (items) => {
        const kinds = (block: Block) => fromMarkdown(textOf(message(toYou(block), none).body).join('')).children
        expect(kinds({ kind: 'quote', text: items.join('\n') }).map(({ type }) => type)).toEqual(['blockquote'])
        const [list, ...rest] = kinds({ kind: 'list', items })
        expect(rest).toEqual([])
        expect(list).toMatchObject({ type: 'list', children: { length: items.length } })
      }),
    )
  })
})

describe('a message too large', () => {
  it('shortens the longest texts first', () => {
    const { body } = message(toYou(text('A short one.'), text('word '.repeat(2000)), text('Another short one.')), none)
    const [shown = ''] = textOf(body)
    expect(shown).toMatch(/^A short one\.\n\n(word )+word…\n\nAnother short one\.$/)
    expect(shown.length).toBeGreaterThan(3900)
  })

  it('is cut one character beyond the limit', () => {
    for (const length of [4001, 4002, 4003]) {
      const [shown = ''] = textOf(
        message(
          toYou(
            text(
              'word '
                .repeat(1000)
                .slice(0, length - 1)
                .trim()
                .padEnd(length, 'x'),
            ),
          ),
          none,
        ).body,
      )
      expect(shown.length).toBeLessThanOrEqual(4000)
      expect(shown).toMatch(/…$/)
    }
  })

  it('has no more than 40 components, however its parts alternate', () => {
    const part = fc.constantFrom<Block>(
      text('t'),
      { kind: 'heading', text: 'h' },
      { kind: 'line' },
      { kind: 'picture', picture: loop, alt: 'a' },
    )
    const numbered = fc.array(fc.oneof(part, fc.integer({ min: 1, max: 7 })), { minLength: 20, maxLength: 44 })
    fc.assert(
      fc.property(numbered, (parts) => {
        const blocks = parts.map(
          (one, at): Block =>
            typeof one === 'number'
              ? {
                  kind: 'buttons',
                  buttons: Array.from({ length: one }, (_, n) => ({ label: 'b', to: ['explain', `b${at}-${n}`] })),
                }
              : one,
        )
        const { body, files } = message(toYou(...blocks, any.lastRow), new Map([[loop, png]]))
        expect(checkMessage(body, { kind: 'callback', files: files.map(({ name }) => name) })).toBeUndefined()
        expect(addressesOf(body).slice(-2)).toEqual(['support', 'hide'])
      }),
      { numRuns: 200 },
    )
  })

  it('fills most of the room that there is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 400, max: 3000 }), { minLength: 11, maxLength: 30 }), (lengths) => {
        const blocks = lengths.map((length): Block => text('Some words to read. '.repeat(length / 20)))
        const total = textOf(message(toYou(...blocks), none).body).reduce((sum, { length }) => sum + length, 0)
        expect(total).toBeGreaterThan(2600)
      }),
    )
  })

  it('gives up lines before pictures, pictures before order', () => {
    const lines = Array.from({ length: 25 }, (_, at): Block[] => [text(`t${at}`), { kind: 'line' }]).flat()
    const unlined = message(
      toYou(...lines, { kind: 'picture', picture: loop, alt: 'A circle' }),
      new Map([[loop, png]]),
    ).body
    expect(unlined.components.map(({ type }) => type)).toEqual([10, 12])

    const pairs = Array.from({ length: 15 }, (_, at): Block[] => [
      text(`t${at}`),
      button(`b${at}`, 'explain', `b${at}`),
    ]).flat()
    const gathered = message(
      toYou({ kind: 'picture', picture: loop, alt: 'A circle' }, ...pairs),
      new Map([[loop, png]]),
    )
    expect(gathered.files).toEqual([])
    expect(textOf(gathered.body).join(' ').match(/\w+/g)).toEqual([
      'A',
      'circle',
      ...pairs.flatMap((block) => (block.kind === 'text' ? [block.text] : [])),
    ])
    expect(addressesOf(gathered.body)).toHaveLength(15)
  })

  it('keeps the last row longest', () => {
    const many = Array.from({ length: 60 }, (_, at): Block => button(`b${at}`, 'explain', `b${at}`))
    const { body } = message(
      toYou(
        text('Choose.'),
        ...many,
        { kind: 'menu', to: ['browse'], hint: '', choices: [{ label: 'A', value: 'a' }] },
        any.lastRow,
      ),
      none,
    )
    expect(addressesOf(body).slice(-2)).toEqual(['support', 'hide'])
    expect(addressesOf(body)).toContain('browse')
    expect(nodes(body).length).toBeGreaterThan(37)
  })

  it('keeps of two equal addresses the first, in the last row too where that is all that fits', () => {
    const twice = message(toYou(button('One', 'support'), button('Two', 'support')), none).body
    expect(nodes(twice).flatMap(({ label }) => label ?? [])).toEqual(['One'])
    const many = Array.from({ length: 60 }, (_, at): Block => button(`b${at}`, 'explain', `b${at}`))
    const { body } = message(toYou(...many, button('Early help', 'support'), any.lastRow), none)
    expect(addressesOf(body).slice(-2)).toEqual(['support', 'hide'])
  })
})

describe('pictures', () => {
  const shown: Block = { kind: 'picture', picture: loop, alt: 'A circle of five steps' }

  it('go out as files with their words', () => {
    const { body, files } = message(toYou(shown), new Map([[loop, png]]))
    expect(files).toEqual([{ name: 'picture-1.png', data: png }])
    expect(body.attachments).toEqual([{ id: 0, filename: 'picture-1.png', description: 'A circle of five steps' }])
    expect(body.components).toEqual([
      { type: 12, items: [{ media: { url: 'attachment://picture-1.png' }, description: 'A circle of five steps' }] },
    ])
  })

  it('become their words where there is no file', () => {
    const { body, files } = message(toYou(shown), none)
    expect(files).toEqual([])
    expect(body.components).toEqual([{ type: 10, content: 'A circle of five steps' }])
  })

  it('become their words beyond the tenth', () => {
    const pictures = Array.from({ length: 12 }, (): LoopPicture => ({ ...loop }))
    const blocks = pictures.map((picture, at): Block => ({ kind: 'picture', picture, alt: `number ${at}` }))
    const { body, files } = message(toYou(...blocks), new Map(pictures.map((one) => [one, png])))
    expect(files).toHaveLength(10)
    expect(textOf(body)).toEqual(['number 10\n\nnumber 11'])
  })
})

describe('flags', () => {
  const flagsOf = (seenBy: Reply['seenBy'], way: Way) => message({ ...toYou(text('x')), seenBy }, none, way).body.flags

  it('hide an answer that is only for the asker, and nothing else', () => {
    expect(flagsOf('you', 'answer')).toBe((1 << 15) | (1 << 6))
    expect(flagsOf('room', 'answer')).toBe(1 << 15)
    for (const way of ['edit', 'post'] as const) expect(flagsOf('you', way)).toBe(1 << 15)
  })

  it('go with a ban on pings and with a list that clears old pictures', () => {
    for (const way of ways) {
      expect(message(toYou(text('@everyone')), none, way).body).toMatchObject({
        allowed_mentions: { parse: [] },
        attachments: [],
      })
    }
  })
})

describe('a reply without a visible block', () => {
  const blank: Block[] = [
    text(' \n\u200b'),
    { kind: 'list', items: [''] },
    { kind: 'line' },
    { kind: 'buttons', buttons: [] },
  ]

  it('is a bug', () => {
    expect(() => message(toYou(), none)).toThrow('visible')
    expect(() => message(toYou(...blank), none)).toThrow('visible')
  })

  it('is no bug with one', () => {
    expect(message(toYou(...blank, text('x')), none).body.components).toEqual([{ type: 10, content: 'x' }])
  })
})

describe('a form', () => {
  it('is one that Discord takes, whatever its words', () => {
    fc.assert(
      fc.property(any.form, (given) => {
        const data = form(given)
        expect(checkModal(data)).toBeUndefined()
        expect(data.components.some(({ type }) => type === 18)).toBe(true)
        for (const { name, optional, choices, chosen } of given.fields.filter((field) => field.kind === 'pick')) {
          const menu = menusOf(data).find(({ custom_id }) => custom_id === name)
          if (!menu || given.fields.filter((field) => 'name' in field && field.name === name).length > 1) continue
          const values = choices.map(({ value }) => value)
          expect(values).toEqual(expect.arrayContaining(menu.options.map(({ value }) => value)))
          const preset = menu.options.filter((option) => option.default).map(({ value }) => value)
          expect(preset).toEqual(menu.options.some(({ value }) => value === chosen) ? [chosen] : [])
          expect(menu.required).toBe(!optional)
        }
      }),
    )
  })

  it('has menus with their choices', () => {
    const pick = {
      kind: 'pick',
      name: 'often',
      label: 'How often',
      about: 'You can change it at any time',
      hint: 'Choose one',
      choices: [
        { label: 'Daily', value: 'daily', about: 'For a week' },
        { label: 'Weekly', value: 'weekly' },
      ],
    } as const
    const menu = (field: Field) => menusOf(form({ form: ['plan'], title: 'Plan', fields: [field] }))[0]
    expect(form({ form: ['plan'], title: 'Plan', fields: [{ ...pick, chosen: 'weekly' }] }).components).toEqual([
      {
        type: 18,
        label: 'How often',
        description: 'You can change it at any time',
        component: {
          type: 3,
          custom_id: 'often',
          placeholder: 'Choose one',
          required: true,
          options: [
            { label: 'Daily', value: 'daily', description: 'For a week' },
            { label: 'Weekly', value: 'weekly', default: true },
          ],
        },
      },
    ])
    expect(menu({ ...pick, optional: true })).toMatchObject({ required: false, min_values: 0 })
    expect(menu({ ...pick, chosen: 'hourly' })?.options.some((option) => option.default)).toBe(false)
  })

  it('keeps the limits of a menu', () => {
    const choices = Array.from({ length: 30 }, (_, at) => ({
      label: `${at} ${'x'.repeat(200)}`,
      value: `v${at % 27}`,
      about: 'y'.repeat(200),
    }))
    const unsent = [
      { label: 'too long to come back', value: 'z'.repeat(101) },
      { label: ' ', value: 'blank' },
    ]
    const long = { label: 'l'.repeat(80), about: 'a'.repeat(200), hint: 'h'.repeat(200) }
    const data = form({
      form: ['plan'],
      title: 'Plan',
      fields: [{ kind: 'pick', name: 'n'.repeat(100), ...long, choices: [...unsent, ...choices] }],
    })
    expect(checkModal(data)).toBeUndefined()
    const [label] = data.components
    const [menu] = menusOf(data)
    expect(label?.type === 18 && [label.label.length, label.description?.length]).toEqual([45, 100])
    expect(menu?.placeholder).toHaveLength(150)
    expect(menu?.options.map(({ value }) => value)).toEqual(Array.from({ length: 25 }, (_, at) => `v${at}`))
    expect(menu?.options.every((option) => option.label.length <= 100 && option.description?.length === 100)).toBe(true)
  })

  it('leaves out a menu without a choice, and of two fields of one name the later', () => {
    const words = { kind: 'words', name: 'a', label: 'Words' } as const
    const pick = (name: string, ...values: string[]): Field => ({
      kind: 'pick',
      name,
      label: 'Menu',
      choices: values.map((value) => ({ label: value, value })),
    })
    const labels = (...fields: Field[]) =>
      form({ form: ['a'], title: 'x', fields }).components.map((part) => (part.type === 18 ? part.label : ''))
    expect(labels(words, pick('b'), pick('c', ' '))).toEqual(['Words'])
    expect(labels(words, pick('a', 'x'))).toEqual(['Words'])
    expect(labels(pick('a', 'x'), words)).toEqual(['Menu'])
  })

  it('asks all its questions before it shows a note too many', () => {
    const field = (name: string) => ({ kind: 'words' as const, name, label: name })
    const note = (words: string) => ({ kind: 'note' as const, text: words })
    const data = form({
      form: ['reflect', 'a'],
      title: 'Say it',
      fields: [
        note('one'),
        ...['a', 'b', 'c'].map(field),
        { kind: 'pick', name: 'd', label: 'd', choices: [{ label: 'x', value: 'x' }] },
        note('two'),
      ],
    })
    expect(data.components.map((part) => (part.type === 18 ? part.label : 'note'))).toEqual([
      'note',
      'a',
      'b',
      'c',
      'd',
    ])
  })

  it('says all it was given where that fits', () => {
    const words = {
      kind: 'words',
      name: 'need',
      label: 'The need',
      about: 'In a few words',
      long: true,
      optional: true,
      most: 300,
    } as const
    expect(
      form({ form: ['reflect', 'say'], title: 'Say it', fields: [{ kind: 'note', text: 'No names, please.' }, words] }),
    ).toEqual({
      custom_id: 'reflect/say',
      title: 'Say it',
      components: [
        { type: 10, content: 'No names, please.' },
        {
          type: 18,
          label: 'The need',
          description: 'In a few words',
          component: { type: 4, custom_id: 'need', style: 2, required: false, max_length: 300 },
        },
      ],
    })
  })

  it('without a field, or with one that has no name, is a bug', () => {
    expect(() => form({ form: ['a'], title: 'x', fields: [] })).toThrow()
    expect(() => form({ form: ['a'], title: 'x', fields: [{ kind: 'words', name: '', label: 'x' }] })).toThrow()
    const choices = [{ label: 'x', value: 'x' }]
    expect(() => form({ form: ['a'], title: 'x', fields: [{ kind: 'pick', name: '', label: 'x', choices }] })).toThrow()
    expect(() =>
      form({ form: ['a'], title: 'x', fields: [{ kind: 'pick', name: 'a', label: 'x', choices: [] }] }),
    ).toThrow()
  })
})

describe('suggestions', () => {
  it('are ones that Discord takes, whatever their words', () => {
    fc.assert(
      fc.property(any.choices, (given) => {
        const data = choices(given)
        expect(checkChoices(data)).toBeUndefined()
        const values = new Set(given.map(({ value }) => value))
        expect(data.choices.every(({ value }) => values.has(value))).toBe(true)
        expect(new Set(data.choices.map(({ value }) => value)).size).toBe(data.choices.length)
      }),
    )
  })

  it('may be none', () => {
    expect(choices([])).toEqual({ choices: [] })
  })
})
