/** Replies, forms and suggestions of every kind and size, with texts that try to break out of their place. */
import fc from 'fast-check'
import type { Address } from '../../src/core/address.ts'
import type { LoopPicture } from '../../src/core/picture.ts'
import type { Block, Button, Choice, Field, Form, MenuChoice, Reply } from '../../src/core/reply.ts'

const piece = fc.constantFrom(
  ...['word ', 'another, ', 'End. ', 'Really? ', '\n', '\n\n', ' ', '\t', '\r\n', '- ', '> ', '# ', '-# ', '1. '],
  ...[
    '**',
    '*',
    '***',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '``',
    '```',
    '\\',
    '\\*',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '@everyone ',
  ],
  ...[
    '**bold words** ',
    '*leaning* ',
    '`code span` ',
    '[a link](https://example.org/a_(b)) ',
    '[@key-2020] ',
    '<@123> ',
  ],
  ...[
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    'é',
    'שלום עולם ',
    'مرحبا ',
    '漢字。',
    'ไทย',
    '\ud83d',
    '\udc69',
    '\u0000',
    '\u200b',
    '\u2028',
    '\ufeff',
  ],
  ...['Donaudampfschifffahrtsgesellschaft', 'https://example.org/a_b_c?d=e '],
)
const sentence = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

/** From nothing to far beyond every limit. */
export const text = fc.oneof(
  sentence,
  fc.string({ unit: 'binary', maxLength: 200, size: 'max' }),
  fc.tuple(sentence, fc.integer({ min: 1, max: 400 })).map(([words, times]) => words.repeat(times)),
  fc.array(sentence, { maxLength: 40, size: 'max' }).map((sentences) => sentences.join(' ')),
)

const value = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,8}$/) }, { weight: 1, arbitrary: text })

/** Never the address of `help` or `hide`. */
export const address = fc
  .tuple(
    fc.constantFrom('explain', 'reflect'),
    fc.array(fc.stringMatching(/^[a-z][a-z0-9._~-]{0,11}$/), { maxLength: 4 }),
  )
  .map(([first, rest]): Address => [first, ...rest])

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: text, to: address, tone: fc.constantFrom('plain' as const, 'main' as const, 'danger' as const) }),
  fc.record({
    label: text,
    url: fc.oneof(
      fc.webUrl(),
      text,
      fc.integer({ min: 490, max: 494 }).map((length) => `https://example.org/${'a'.repeat(length)}`),
    ),
  }),
)

const menuChoice: fc.Arbitrary<MenuChoice> = fc.record(
  { label: text, value, about: text },
  { requiredKeys: ['label', 'value'] },
)

export const picture = fc.record<LoopPicture>({
  kind: fc.constant('loop'),
  title: fc.string(),
  stations: fc.constant([]),
})

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constant('text' as const), text, small: fc.boolean() }),
  fc.record({ kind: fc.constant('quote' as const), text }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(text, { maxLength: 8 }) }),
  fc.record({ kind: fc.constant('line' as const) }),
  fc.record({ kind: fc.constant('picture' as const), picture, alt: text }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('menu' as const),
    to: address,
    hint: text,
    choices: fc.array(menuChoice, { maxLength: 60, size: 'max' }),
  }),
)

export const blocks = fc.oneof(fc.array(block, { maxLength: 8 }), fc.array(block, { maxLength: 40, size: 'max' }))

/** The row that every screen ends with. */
export const lastRow: Block = {
  kind: 'buttons',
  buttons: [
    { label: 'Help', to: ['support'] },
    { label: 'Hide', to: ['hide'] },
  ],
}

export const reply = (content: fc.Arbitrary<readonly Block[]>): fc.Arbitrary<Reply> =>
  fc.record({
    blocks: content,
    to: fc.constantFrom('same' as const, 'new' as const, 'gone' as const),
    seenBy: fc.constantFrom('you' as const, 'room' as const),
  })

const name = fc.stringMatching(/^[a-z]{1,3}$/)

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ kind: fc.constant('note' as const), text }),
  fc.record(
    {
      kind: fc.constant('words' as const),
      name,
      label: text,
      about: text,
      long: fc.boolean(),
      optional: fc.boolean(),
      most: fc.integer({ min: -5, max: 9000 }),
    },
    { requiredKeys: ['kind', 'name', 'label'] },
  ),
  fc.record(
    {
      kind: fc.constant('pick' as const),
      name,
      label: text,
      about: text,
      hint: text,
      choices: fc.array(menuChoice, { maxLength: 60, size: 'max' }),
      chosen: value,
      optional: fc.boolean(),
    },
    { requiredKeys: ['kind', 'name', 'label', 'choices'] },
  ),
)

export const form: fc.Arbitrary<Form> = fc.record({
  form: address,
  title: text,
  fields: fc
    .tuple(
      fc.array(field, { maxLength: 5 }),
      fc.record({ kind: fc.constant('words' as const), name, label: text }),
      fc.array(field, { maxLength: 5 }),
    )
    .map(([before, one, after]) => [...before, one, ...after]),
})

export const choices: fc.Arbitrary<Choice[]> = fc.array(fc.record({ label: text, value }), {
  maxLength: 80,
  size: 'max',
})
