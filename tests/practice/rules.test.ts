/** Each rule of the practice server with a body that breaks it and one just inside. */
import { describe, expect, it } from 'vitest'
import type { ErrorTree } from '../../src/practice/errors.ts'
import {
  checkChoices,
  checkCommands,
  checkMessage,
  checkModal,
  choiceRules,
  commandListRules,
  commandRules,
  type MessageContext,
  messageRules,
  modalRules,
} from '../../src/practice/rules.ts'

const V2 = 1 << 15
const text = (content: string) => ({ type: 10, content })
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const options = (...values: string[]) => values.map((value) => ({ label: value, value }))
const menu = (more: object = {}) => ({ type: 3, custom_id: 'menu', options: options('a', 'b'), ...more })
const v2 = (...components: object[]) => ({ flags: V2, components })
const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] })
const attach = (...ids: string[]) => ({ content: 'x', attachments: ids.map((id) => ({ id })) })
const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n))
const files = (count: number) => many(count, (n) => `${n}.png`)

interface Example {
  /** Where the fault is reported, and its code. */
  at: string
  code: string
  bad: unknown
  good: unknown
}
type MessageExample = Example & {
  kind?: MessageContext['kind']
  badWith?: Partial<MessageContext>
  goodWith?: Partial<MessageContext>
}

const messages: Record<string, MessageExample> = {
  'content-2000': {
    ...{ at: 'content', code: 'BASE_TYPE_MAX_LENGTH' },
    bad: { content: 'x'.repeat(2001) },
    good: { content: 'x'.repeat(2000) },
  },
  'not-empty': { at: '', code: 'MESSAGE_EMPTY', bad: { content: '  ' }, good: { content: 'x' } },
  'no-ephemeral-flag': {
    ...{ at: 'flags', code: 'BASE_TYPE_CHOICES' },
    bad: { content: 'x', flags: 64 },
    good: { content: 'x', flags: 1 << 12 },
  },
  'text-4000': {
    ...{ at: 'components', code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED' },
    bad: v2(text('x'.repeat(2000)), { type: 17, components: [text('x'.repeat(2001))] }),
    good: v2(text('x'.repeat(2000)), { type: 17, components: [text('x'.repeat(2000))] }),
  },
  'components-40': {
    ...{ at: 'components', code: 'BASE_TYPE_MAX_LENGTH' },
    bad: v2({ type: 17, components: many(38, () => text('x')) }, row(button())),
    good: v2({ type: 17, components: many(37, () => text('x')) }, row(button())),
  },
  'rows-5': {
    ...{ at: 'components', code: 'BASE_TYPE_MAX_LENGTH' },
    bad: { components: many(6, (n) => row(button({ custom_id: `${n}` }))) },
    good: { components: many(5, (n) => row(button({ custom_id: `${n}` }))) },
  },
  'v2-needs-flag': {
    ...{ at: 'components.0.type', code: 'UNION_TYPE_CHOICES' },
    bad: { components: [text('x')] },
    good: v2(text('x')),
  },
  'v2-no-legacy-fields': {
    ...{ at: 'content', code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' },
    bad: { ...v2(text('x')), content: 'x' },
    good: { ...v2(text('x')), content: null },
  },
  'custom-id-unique': {
    ...{ at: 'components.0.components.1.custom_id', code: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
    bad: { components: [row(button(), button())] },
    good: { components: [row(button(), button({ custom_id: 'other' }))] },
  },
  'id-unique': {
    ...{ at: 'components.1.id', code: 'COMPONENT_ID_DUPLICATED' },
    bad: v2({ ...text('x'), id: 7 }, { ...text('y'), id: 7 }),
    good: v2({ ...text('x'), id: 7 }, { ...text('y'), id: 8 }),
  },
  'button-face': {
    ...{ at: 'components.0.components.0.label', code: 'BASE_TYPE_REQUIRED' },
    bad: { components: [row(button({ label: null }))] },
    good: { components: [row(button({ label: null, emoji: { name: '👋' } }))] },
  },
  'button-action': {
    ...{ at: 'components.0.components.0.custom_id', code: 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED' },
    bad: { components: [row(button({ custom_id: null }))] },
    good: { components: [row(button({ style: 5, custom_id: null, url: 'https://example.org' }))] },
  },
  'select-alone': {
    ...{ at: 'components.0.components.1', code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
    bad: { components: [row(menu(), button())] },
    good: { components: [row(menu()), row(button())] },
  },
  'option-values-unique': {
    ...{ at: 'components.0.components.0.options.1', code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
    bad: { components: [row(menu({ options: options('a', 'a') }))] },
    good: { components: [row(menu({ options: options('a', 'A') }))] },
  },
  'select-range': {
    ...{ at: 'components.0.components.0.min_values', code: 'NUMBER_TYPE_MAX' },
    bad: { components: [row(menu({ min_values: 2, max_values: 1 }))] },
    good: { components: [row(menu({ min_values: 2, max_values: 2 }))] },
  },
  'file-attached': {
    ...{ at: 'components.0.items.0.media.url', code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND' },
    bad: v2(gallery('attachment://loop.png')),
    good: v2(gallery('attachment://loop.png')),
    goodWith: { files: ['loop.png'] },
  },
  'file-is-attachment': {
    ...{ at: 'components.0.file.url', code: 'URL_TYPE_INVALID_SCHEME' },
    bad: v2({ type: 13, file: { url: 'https://example.org/a.png' } }),
    good: v2({ type: 13, file: { url: 'attachment://a.png' } }),
    goodWith: { files: ['a.png'] },
  },
  'media-scheme': {
    ...{ at: 'components.0.items.0.media.url', code: 'URL_TYPE_INVALID_SCHEME' },
    bad: v2(gallery('ftp://example.org/a.png')),
    good: v2(gallery('https://example.org/a.png')),
  },
  'attachment-known': {
    ...{ at: 'attachments.0', code: 'ATTACHMENT_NOT_FOUND' },
    bad: attach('1'),
    badWith: { files: ['a.png'] },
    good: attach('1'),
    goodWith: { files: ['a.png', 'b.png'] },
  },
  'files-10': {
    ...{ at: 'attachments', code: 'BASE_TYPE_MAX_LENGTH' },
    ...{ bad: {}, badWith: { files: files(11) }, good: {}, goodWith: { files: files(10) } },
  },
  'embeds-6000': {
    ...{ at: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED' },
    bad: { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    good: { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2000) }] },
  },
  'mentions-exclusive': {
    ...{ at: 'allowed_mentions', code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
    bad: { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    good: { content: 'x', allowed_mentions: { parse: ['roles'], users: ['1'] } },
  },
  'nonce-to-enforce': {
    ...{ at: 'nonce', code: 'BASE_TYPE_REQUIRED' },
    bad: { content: 'x', enforce_nonce: true },
    good: { content: 'x', enforce_nonce: true, nonce: 'n'.repeat(25) },
  },
}

const label = (component: object) => ({ type: 18, label: 'About', component })
const input = (more: object = {}) => ({ type: 4, style: 1, custom_id: 'words', ...more })
const modal = (...components: object[]) => ({ custom_id: 'form', title: 'Form', components })
const radio = (...chosen: boolean[]) => ({
  type: 21,
  custom_id: 'radio',
  options: chosen.map((on, n) => ({ label: `${n}`, value: `${n}`, default: on })),
})

const modals: Record<string, Example> = {
  'modal-5': {
    ...{ at: 'components', code: 'BASE_TYPE_BAD_LENGTH' },
    bad: modal(...many(6, (n) => label(input({ custom_id: `${n}` })))),
    good: modal(...many(5, (n) => label(input({ custom_id: `${n}` })))),
  },
  'modal-custom-id-unique': {
    ...{ at: 'components.1.component.custom_id', code: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
    bad: modal(label(input()), label(input())),
    good: modal(label(input()), label(input({ custom_id: 'more' }))),
  },
  'modal-option-values-unique': {
    ...{ at: 'components.0.component.options.1', code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
    bad: modal(label(menu({ options: options('a', 'a') }))),
    good: modal(label(menu({ options: options('a', 'b') }))),
  },
  'modal-range': {
    ...{ at: 'components.0.component.max_values', code: 'NUMBER_TYPE_MAX' },
    bad: modal(label(menu({ max_values: 3 }))),
    good: modal(label(menu({ max_values: 2 }))),
  },
  'modal-required-minimum': {
    ...{ at: 'components.0.component.min_values', code: 'NUMBER_TYPE_MIN' },
    bad: modal(label(menu({ min_values: 0 }))),
    good: modal(label(menu({ min_values: 0, required: false }))),
  },
  'modal-nothing-disabled': {
    ...{ at: 'components.0.component.disabled', code: 'COMPONENT_TYPE_INVALID' },
    bad: modal(label(menu({ disabled: true }))),
    good: modal(label(menu({ disabled: false }))),
  },
  'modal-row-label': {
    ...{ at: 'components.0.components.0.label', code: 'BASE_TYPE_REQUIRED' },
    bad: modal(row(input())),
    good: modal(row(input({ label: 'About' }))),
  },
  'text-input-range': {
    ...{ at: 'components.0.component.min_length', code: 'NUMBER_TYPE_MAX' },
    bad: modal(label(input({ min_length: 11, max_length: 10 }))),
    good: modal(label(input({ min_length: 10, max_length: 10 }))),
  },
  'radio-one-default': {
    ...{ at: 'components.0.component.options', code: 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES' },
    bad: modal(label(radio(true, true))),
    good: modal(label(radio(true, false))),
  },
}

const command = (more: object = {}) => ({ name: 'explain', description: 'Explains', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'topic', description: 'What', ...more })
const one = (more: object) => [command(more)]
const choice = (value: string) => ({ name: value.slice(0, 100), value })
/** An option whose choices take `size` characters. */
const heavy = (name: string, size: number) =>
  option({
    name,
    description: 'd',
    choices: many(size / 100, (n) => ({ name: `${n}`.padStart(50, '-'), value: `${n}`.padStart(50, '-') })),
  })
const commands: Record<string, Example> = {
  'command-name': {
    ...{ at: '0.name', code: 'APPLICATION_COMMAND_INVALID_NAME' },
    bad: one({ name: 'Explain' }),
    good: one({ name: 'erklär-es' }),
  },
  'command-description': {
    ...{ at: '0.description', code: 'BASE_TYPE_REQUIRED' },
    bad: one({ description: '' }),
    good: one({ type: 3, name: 'Explain This', description: '' }),
  },
  'known-locales': {
    ...{ at: '0.name_localizations', code: 'ENUM_TYPE_COERCE' },
    bad: one({ name_localizations: { en: 'explain' } }),
    good: one({ name_localizations: { 'en-GB': 'explain' } }),
  },
  'required-first': {
    ...{ at: '0.options.1', code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
    bad: one({ options: [option(), option({ name: 'second', required: true })] }),
    good: one({ options: [option({ required: true }), option({ name: 'second' })] }),
  },
  'option-names-unique': {
    ...{ at: '0.options.1', code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS' },
    bad: one({ options: [option(), option()] }),
    good: one({ options: [option(), option({ name: 'second' })] }),
  },
  'option-choices': {
    ...{ at: '0.options.0.choices.0.value', code: 'BASE_TYPE_MAX_LENGTH' },
    bad: one({ options: [option({ choices: [choice('x'.repeat(101))] })] }),
    good: one({ options: [option({ choices: [choice('x'.repeat(100))] })] }),
  },
  'option-range': {
    ...{ at: '0.options.0.min_length', code: 'NUMBER_TYPE_MAX' },
    bad: one({ options: [option({ min_length: 3, max_length: 2 })] }),
    good: one({ options: [option({ min_length: 2, max_length: 2 })] }),
  },
  'subcommands-unmixed': {
    ...{ at: '0.options', code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID' },
    bad: one({ options: [{ type: 1, name: 'sub', description: 'Sub' }, option()] }),
    good: one({ options: [{ type: 1, name: 'sub', description: 'Sub', options: [option()] }] }),
  },
  'command-8000': {
    ...{ at: '0', code: 'APPLICATION_COMMAND_TOO_LARGE' },
    bad: one({ name: 'big', ...tooBig(8001) }),
    good: one({ name: 'big', ...tooBig(8000) }),
  },
}

/** Options that make the command `big` with its description `Explains` weigh exactly `total`. */
function tooBig(total: number): object {
  const base = 'big'.length + 'Explains'.length
  const lots = many(3, (n) => heavy(`a${n}`, 2500))
  const rest = total - base - lots.length * (2500 + 'a0'.length + 'd'.length)
  const last = many(5, (n) => option({ name: `z${n}`, description: 'd'.repeat(80) }))
  const padding = rest - last.length * 82 - 'pad'.length
  return { options: [...lots, ...last, option({ name: 'pad', description: 'd'.repeat(padding) })] }
}

const commandLists: Record<string, Example> = {
  'commands-100': {
    ...{ at: '', code: 'APPLICATION_COMMANDS_MAXIMUM_REACHED' },
    bad: many(101, (n) => command({ name: `c${n}` })),
    good: many(100, (n) => command({ name: `c${n}` })),
  },
  'command-names-unique': {
    ...{ at: '1', code: 'APPLICATION_COMMANDS_DUPLICATE_NAME' },
    bad: [command(), command()],
    good: [command(), command({ type: 2, description: '' })],
  },
}

const choices: Record<string, Example> = {
  'choice-value-100': {
    ...{ at: 'choices.0.value', code: 'BASE_TYPE_MAX_LENGTH' },
    bad: { choices: [choice('x'.repeat(101))] },
    good: { choices: [choice('x'.repeat(100))] },
  },
}

/** The tree as `path: code` lines. */
function flat(tree: ErrorTree | undefined, at: readonly string[] = []): string[] {
  return Object.entries(tree ?? {}).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (Array.isArray(value)) return value.map(({ code }) => `${at.join('.')}: ${code}`)
    return flat(value, [...at, key])
  })
}

function every<Row extends Example>(
  what: string,
  rules: readonly { id: string; page: string }[],
  examples: Record<string, Row>,
  check: (body: unknown, example: Row, side: 'bad' | 'good') => ErrorTree | undefined,
) {
  describe(what, () => {
    it('has an example for every rule and a page for every rule', () => {
      expect(Object.keys(examples).sort()).toEqual(rules.map(({ id }) => id).sort())
      for (const { page } of rules) expect(page).toMatch(/^[a-z-]+(\/[a-z-]+)?(#[a-z-]+)?$/)
    })
    it.each(Object.entries(examples))('%s', (_id, example) => {
      expect(flat(check(example.bad, example, 'bad'))).toContain(`${example.at}: ${example.code}`)
      expect(flat(check(example.good, example, 'good'))).toEqual([])
    })
  })
}

every('messages', messageRules, messages, (body, { badWith, goodWith }, side) =>
  checkMessage(body, { kind: 'create', ...(side === 'bad' ? badWith : goodWith) }),
)
every('modals', modalRules, modals, (body) => checkModal(body))
every('commands', commandRules, commands, (body) => checkCommands(body))
every('lists of commands', commandListRules, commandLists, (body) => checkCommands(body))
every('suggestions', choiceRules, choices, (body) => checkChoices(body))

describe('shapes', () => {
  const refused = (body: unknown, kind: MessageContext['kind'] = 'create') => flat(checkMessage(body, { kind }))

  it('names the field deep inside, not the union around it', () => {
    expect(refused(v2({ type: 17, components: [row(button({ custom_id: '' }))] }))).toEqual([
      'components.0.components.0.components.0.custom_id: BASE_TYPE_MIN_LENGTH',
    ])
    expect(refused(v2({ type: 17, components: [{ type: 10 }] }))).toEqual([
      'components.0.components.0.content: BASE_TYPE_REQUIRED',
    ])
    expect(refused(v2({ type: 99 }))).toEqual(['components.0.type: UNION_TYPE_CHOICES'])
  })

  it('finds a misspelt field at any depth', () => {
    expect(refused({ content: 'x', flag: 64 })).toEqual(['flag: UNKNOWN_FIELD'])
    expect(refused(v2({ type: 17, accent_colour: 1, components: [text('x')] }))).toEqual([
      'components.0.accent_colour: UNKNOWN_FIELD',
    ])
  })

  it('lets pass what ordinary libraries send and Discord ignores or takes', () => {
    expect(refused({ content: 'x', tts: false, enforce_nonce: false, username: 'Bot' }, 'callback')).toEqual([])
    expect(flat(checkCommands(one({ nsfw: false, default_member_permissions: '8' })))).toEqual([])
    expect(flat(checkMessage({ attachments: [{ id: 0 }] }, { kind: 'create', files: ['a.png'] }))).toEqual([])
  })

  it('refuses what is no object at all', () => {
    expect(refused('hello')).toEqual([': MODEL_TYPE_CONVERT'])
    expect(flat(checkCommands({}))).toEqual([': LIST_TYPE_CONVERT'])
    expect(flat(checkModal(undefined))).toEqual([': BASE_TYPE_REQUIRED'])
  })

  it('knows the limits of a menu in a form', () => {
    const check = (select: object, around: object = {}) =>
      flat(checkModal(modal({ ...label(menu(select)), ...around })))
    const one = (more: object) => ({ options: [{ label: 'a', value: 'a', ...more }] })
    const full = { ...one({ label: 'l'.repeat(100), value: 'v'.repeat(100), description: 'd'.repeat(100) }) }
    const where = 'components.0.component'
    expect(check({ ...full, placeholder: 'p'.repeat(150), required: true })).toEqual([])
    expect(check({ options: options(...many(25, String)) })).toEqual([])
    expect(check({ options: options(...many(26, String)) })).toEqual([`${where}.options: BASE_TYPE_MAX_LENGTH`])
    expect(check({ options: [] })).not.toEqual([])
    expect(check(one({ label: 'l'.repeat(101) }))).toEqual([`${where}.options.0.label: BASE_TYPE_MAX_LENGTH`])
    expect(check(one({ value: 'v'.repeat(101) }))).toEqual([`${where}.options.0.value: BASE_TYPE_MAX_LENGTH`])
    expect(check(one({ description: 'd'.repeat(101) }))).toEqual([
      `${where}.options.0.description: BASE_TYPE_MAX_LENGTH`,
    ])
    expect(check({ placeholder: 'p'.repeat(151) })).toEqual([`${where}.placeholder: BASE_TYPE_MAX_LENGTH`])
    expect(check({ required: 'yes' })).toEqual([`${where}.required: BOOLEAN_TYPE_CONVERT`])
    expect(check({}, { label: 'l'.repeat(45), description: 'd'.repeat(100) })).toEqual([])
    expect(check({}, { label: 'l'.repeat(46) })).toEqual(['components.0.label: BASE_TYPE_MAX_LENGTH'])
    expect(check({}, { description: 'd'.repeat(101) })).toEqual(['components.0.description: BASE_TYPE_MAX_LENGTH'])
  })

  it('takes no menu in a form outside a label, and of a menu only as many defaults as may be chosen', () => {
    expect(flat(checkModal(modal(menu())))).toEqual(['components.0.type: UNION_TYPE_CHOICES'])
    expect(flat(checkModal(modal(row(menu()))))).not.toEqual([])
    const preset = (count: number) =>
      modal(label(menu({ options: options('a', 'b').map((one, n) => ({ ...one, default: n < count })) })))
    expect(flat(checkModal(preset(1)))).toEqual([])
    expect(flat(checkModal(preset(2)))).toEqual([
      'components.0.component.options: SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
    ])
  })

  it('counts suggestions and items of a menu', () => {
    expect(flat(checkChoices({ choices: many(26, (n) => choice(`${n}`)) }))).toEqual(['choices: BASE_TYPE_MAX_LENGTH'])
    expect(flat(checkChoices({ choices: many(25, (n) => choice(`${n}`)) }))).toEqual([])
    expect(flat(checkChoices({ choices: [{ name: 'a', value: 'a' }] }, 4))).toEqual([
      'choices.0.value: NUMBER_TYPE_COERCE',
    ])
    expect(refused({ components: [row(menu({ options: options(...many(26, String)) }))] })).toEqual([
      'components.0.components.0.options: BASE_TYPE_MAX_LENGTH',
    ])
  })
})

describe('edits', () => {
  const existing = {
    flags: 0,
    content: 'old',
    embeds: [],
    components: [],
    attachments: [{ id: '5', filename: 'old.png' }],
  }
  const check = (body: unknown, files: string[] = []) => flat(checkMessage(body, { kind: 'edit', files, existing }))

  it('may use the files that the message keeps, and only those', () => {
    expect(check({ ...v2(gallery('attachment://old.png')), content: null })).toEqual([])
    expect(check({ ...v2(gallery('attachment://old.png')), content: null, attachments: [] })).toEqual([
      'components.0.items.0.media.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ])
  })

  it('turn a message to Components V2 only when the old text goes', () => {
    expect(check(v2(text('x')))).toEqual(['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'])
    expect(check({ ...v2(text('x')), content: '' })).toEqual([])
  })

  it('leave nothing empty', () => {
    expect(check({ content: '' })).toEqual([])
    expect(check({ content: '', attachments: [] })).toEqual([': MESSAGE_EMPTY'])
  })
})
