/** Discord takes our commands, and they are sent again only when something of ours changed. */
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Command, command, type Options } from '../../src/core/command.ts'
import type { Library, Shelf } from '../../src/core/library.ts'
import { toYou } from '../../src/core/reply.ts'
import { differs, registration } from '../../src/discord/register.ts'
import { checkCommands } from '../../src/practice/rules.ts'

const shelf = (language: string, words: Record<string, string>): Shelf => ({
  language,
  words,
  cards: new Map(),
  flows: new Map(),
  find: () => [],
  titled: () => [],
  ask: () => ({ kind: 'none', named: [], fits: 0, cards: [] }),
})
const library = (...shelves: Shelf[]): Library => ({
  shelves: new Map(shelves.map((one) => [one.language, one])),
  sources: new Map(),
  helplines: { directories: [], countries: [] },
})
const withOptions = (options: Options, manages = false): Command =>
  command({ options, manages, answer: () => ({ say: toYou() }) })

const option = fc.record(
  {
    type: fc.constantFrom('string' as const, 'integer' as const, 'boolean' as const),
    required: fc.boolean(),
    suggest: fc.boolean(),
    most: fc.integer({ min: -3, max: 9000 }),
  },
  { requiredKeys: ['type'] },
)
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/).filter((one) => !['type', 'constructor'].includes(one))
const spec = fc.record({
  options: fc.dictionary(name, option, { maxKeys: 5, noNullPrototype: true }),
  manages: fc.boolean(),
})
const specs = fc.dictionary(name, spec, { minKeys: 1, maxKeys: 6, noNullPrototype: true })
const languages = fc.subarray(['de', 'es', 'es-ES', 'pt-BR', 'fr', 'tlh'])
const description = fc.oneof(
  fc.stringMatching(/^[a-z]{1,20}$/),
  fc.stringMatching(/^[a-z]{90,130}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300, size: 'max' }).map((text) => `x${text}`),
)

/** Commands of any kind with words in any languages, as they are registered. */
const registered = fc.tuple(specs, languages).chain(([spec, others]) => {
  const keys = Object.entries(spec).flatMap(([one, { options }]) => [
    `commands.${one}.description`,
    ...Object.keys(options).map((key) => `commands.${one}.options.${key}`),
  ])
  const wordsFor = (language: string) =>
    fc
      .array(description, { minLength: keys.length, maxLength: keys.length })
      .map((all) => shelf(language, Object.fromEntries(keys.map((key, at) => [key, all[at] ?? 'x']))))
  const commands = new Map(
    Object.entries(spec).map(([one, { options, manages }]) => [one, withOptions(options, manages)]),
  )
  return fc.tuple(wordsFor('en'), ...others.map(wordsFor)).map((shelves) => registration(commands, library(...shelves)))
})

describe('a registration', () => {
  it('is one that Discord takes, whatever the commands and the words', () => {
    fc.assert(
      fc.property(registered, (list) => {
        expect(checkCommands(JSON.parse(JSON.stringify(list)))).toBeUndefined()
      }),
    )
  })

  it('holds the words, required options first', () => {
    const explain = withOptions({
      deep: { type: 'boolean' },
      pattern: { type: 'string', required: true, suggest: true, most: 100 },
    })
    const english = shelf('en', {
      'commands.explain.description': 'Explain a pattern',
      'commands.explain.options.deep': 'With its loop',
      'commands.explain.options.pattern': 'Which one',
    })
    const german = shelf('de', {
      'commands.explain.description': 'Ein Muster erklären',
      'commands.explain.options.deep': 'With its loop',
    })
    expect(registration(new Map([['explain', explain]]), library(english, german))).toEqual([
      {
        type: 1,
        name: 'explain',
        description: 'Explain a pattern',
        description_localizations: { de: 'Ein Muster erklären' },
        options: [
          { type: 3, name: 'pattern', description: 'Which one', required: true, max_length: 100, autocomplete: true },
          { type: 5, name: 'deep', description: 'With its loop' },
        ],
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ])
  })

  it('gives a language to every locale that it serves', () => {
    const words = (text: string) => ({ 'commands.help.description': text })
    const [help] = registration(
      new Map([['help', withOptions({})]]),
      library(shelf('en', words('Help')), shelf('es', words('Ayuda'))),
    )
    expect(help).toMatchObject({ description_localizations: { 'es-ES': 'Ayuda', 'es-419': 'Ayuda' } })
  })

  it('keeps what only managers use for them, inside servers', () => {
    const words = { 'commands.settings.description': 'The settings of this server' }
    expect(registration(new Map([['settings', withOptions({}, true)]]), library(shelf('en', words)))).toEqual([
      {
        type: 1,
        name: 'settings',
        description: 'The settings of this server',
        options: [],
        default_member_permissions: '32',
        contexts: [0],
        integration_types: [0],
      },
    ])
  })

  it('without English words is a bug', () => {
    expect(() => registration(new Map([['help', withOptions({})]]), library(shelf('en', {})))).toThrow(
      'commands.help.description',
    )
  })
})

const shuffled = (value: unknown) =>
  Array.isArray(value) ? [...value.slice(1), ...value.slice(0, 1)].reverse() : value

/** As Discord gives it back: ids and defaults added, empty lists left out or null, keys and commands in another order. */
const asDiscordGives = (list: RESTPutAPIApplicationCommandsJSONBody, empties: boolean): unknown =>
  JSON.parse(JSON.stringify(list))
    .map((one: Record<string, unknown>, at: number) => ({
      version: `99${at}`,
      id: `11${at}`,
      application_id: '1',
      default_member_permissions: null,
      dm_permission: true,
      name_localizations: null,
      nsfw: false,
      ...(empties && { description_localizations: null, some_new_field: { a: 1 } }),
      ...Object.fromEntries(Object.entries(one).reverse()),
      contexts: shuffled(one.contexts),
      integration_types: shuffled(one.integration_types),
      options: (Array.isArray(one.options) ? one.options : []).map((option: Record<string, unknown>) => ({
        required: false,
        ...(empties && { autocomplete: false, choices: [], name_localizations: {}, channel_types: null }),
        ...option,
      })),
    }))
    .map((one: Record<string, unknown>) =>
      Array.isArray(one.options) && one.options.length === 0 && empties ? { ...one, options: undefined } : one,
    )
    .reverse()

describe('commands that Discord has already', () => {
  it('do not differ, whatever Discord adds', () => {
    fc.assert(
      fc.property(registered, fc.boolean(), (list, empties) => {
        expect(differs(list, asDiscordGives(list, empties))).toBe(false)
      }),
    )
  })

  it('differ when any leaf that we send is another', () => {
    const changed = registered.chain((list) => {
      const theirs = asDiscordGives(list, false)
      const sent = leaves(list)
      return fc.tuple(fc.constant(list), fc.constant(theirs), fc.constantFrom(...sent))
    })
    fc.assert(
      fc.property(changed, ([list, theirs, { path, value }]) => {
        const [command, ...rest] = path
        const name = list[Number(command)]?.name
        const target = (Array.isArray(theirs) ? theirs : []).find((one) => one.name === name)
        put(target, rest, typeof value === 'string' ? `${value}x` : typeof value === 'number' ? value + 7 : !value)
        expect(differs(list, theirs)).toBe(true)
      }),
    )
  })

  it('differ when a command was taken from the managers, or given to them', () => {
    const [theirs, ours] = [false, true].map((manages) =>
      registration(
        new Map([['settings', withOptions({}, manages)]]),
        library(shelf('en', { 'commands.settings.description': 'x' })),
      ),
    )
    if (!theirs || !ours) throw new Error('no registration')
    expect(differs(ours, asDiscordGives(theirs, false))).toBe(true)
    expect(differs(theirs, asDiscordGives(ours, false))).toBe(true)
  })

  it('differ when one is missing, added, or there twice', () => {
    fc.assert(
      fc.property(registered, (list) => {
        expect(differs(list, list.slice(1))).toBe(true)
        expect(differs(list, [...list, { type: 1, name: 'old-one', description: 'x' }])).toBe(true)
        expect(differs(list, [...list, ...list.slice(0, 1)])).toBe(true)
      }),
    )
  })

  it('differ when Discord has more than we say', () => {
    fc.assert(
      fc.property(
        registered,
        fc.constantFrom(
          { nsfw: true },
          { default_member_permissions: '0' },
          { name_localizations: { de: 'alt' } },
          { contexts: null },
          { description_localizations: { ko: 'x' } },
        ),
        (list, more) => {
          expect(differs(list, [{ ...list[0], ...more }, ...list.slice(1)])).toBe(true)
        },
      ),
    )
  })

  it('differ when what came is no list of commands', () => {
    fc.assert(
      fc.property(registered, fc.anything(), (list, junk) => {
        expect(differs(list, junk)).toBe(true)
      }),
    )
  })
})

interface Leaf {
  readonly path: string[]
  readonly value: unknown
}

function leaves(value: unknown, path: string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
}

function put(root: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (typeof root !== 'object' || root === null) return
  if (rest.length > 0) put(Reflect.get(root, key), rest, value)
  else Reflect.set(root, key, value)
}
