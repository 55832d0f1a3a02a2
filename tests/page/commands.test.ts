/** Slash commands as the practice page offers and fills them. */
import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { describe, expect, it } from 'vitest'
import { formatTime } from '../../src/practice/page/clock.js'
import { inviting, readOption, searchCommands, usableCommands, whyNot } from '../../src/practice/page/commands.js'

const command = (name: string, more: Partial<APIApplicationCommand> = {}): APIApplicationCommand => ({
  id: '1',
  application_id: '1',
  version: '1',
  type: 1,
  name,
  description: `About ${name}`,
  default_member_permissions: null,
  ...more,
})
const names = (commands: APIApplicationCommand[]) => commands.map(({ name }) => name)

describe('usable commands', () => {
  const commands = [
    command('both', { contexts: [0, 1], integration_types: [0, 1] }),
    command('any'),
    command('dm', { contexts: [1], integration_types: [1] }),
    command('guild', { contexts: [0], integration_types: [0] }),
    command('menu', { type: 2, description: '' }),
  ]
  const administrator = `${1n << 3n}`
  const manager = `${(1n << 5n) | (1n << 11n)}`
  const member = `${1n << 11n}`

  it('depend on the place and on how the bot is installed', () => {
    expect(names(usableCommands(commands, 'server', true, member))).toEqual(['any', 'both', 'guild'])
    expect(names(usableCommands(commands, 'server', false, member))).toEqual(['any', 'both'])
    expect(names(usableCommands(commands, 'dm', false, member))).toEqual(['any', 'both', 'dm'])
  })

  it('depend in the server on what the person may do', () => {
    const restricted = [
      command('all', { default_member_permissions: '2048' }),
      command('both', { default_member_permissions: `${0x20 | 0x2000}` }),
      command('manage', { default_member_permissions: '32' }),
      command('none', { default_member_permissions: '0' }),
    ]
    const offered = (permissions: string) => names(usableCommands(restricted, 'server', true, permissions))
    expect(offered('0')).toEqual([])
    expect(offered(member)).toEqual(['all'])
    expect(offered(manager)).toEqual(['all', 'manage'])
    expect(offered(administrator)).toEqual(['all', 'both', 'manage', 'none'])
    expect(names(usableCommands(restricted, 'dm', true, '0'))).toEqual(['all', 'both', 'manage', 'none'])
  })

  it('have their subcommands unfolded, in both languages', () => {
    const nested = command('keep', {
      name_localizations: { de: 'behalten' },
      options: [
        { type: 1, name: 'off', description: 'Stop', name_localizations: { de: 'aus' } },
        { type: 2, name: 'more', description: 'More', options: [{ type: 1, name: 'on', description: 'Go' }] },
      ],
    })
    const unfolded = usableCommands([nested], 'dm', true, member)
    expect(names(unfolded)).toEqual(['keep more on', 'keep off'])
    expect(unfolded[1]?.name_localizations?.de).toBe('behalten aus')
  })

  it('are found by the beginning of the name first, then by a part of it, then by the description', () => {
    const all = [command('told', { description: 'help' }), command('behelp'), command('help')]
    expect(names(searchCommands(all, 'help', 'de'))).toEqual(['help', 'behelp', 'told'])
    expect(searchCommands(all, 'zzz', 'de')).toEqual([])
  })
})

it('offers first what invites, then the others as they stood', () => {
  const all = [command('about'), command('ask'), command('browse'), command('keep off'), command('explain')]
  const invites = ['gone', 'explain', 'ask', 'keep']
  expect(names(inviting(all, invites))).toEqual(['explain', 'ask', 'keep off', 'about', 'browse'])
  expect(names(inviting(all, []))).toEqual(names(all))
})

describe('a command that cannot be used here', () => {
  const sub = { type: 1 as const, name: 'off', description: 'Stop' }
  const commands = [
    command('ask', { contexts: [0, 1, 2], integration_types: [0, 1] }),
    command('any'),
    command('server', { contexts: [0], integration_types: [0], default_member_permissions: '32', options: [sub] }),
    command('ban', { default_member_permissions: '4' }),
    command('dm', { contexts: [1, 2], name_localizations: { de: 'nachricht' } }),
    command('guild', { integration_types: [0] }),
    command('menu', { type: 2, description: '', contexts: [1] }),
  ]
  it.each([
    ['server', 'dm', true, '/server works in servers only.'],
    ['server', 'server', true, '/server is only for people who manage the server.'],
    ['server', 'server', false, '/server works only in servers that have the bot.'],
    ['ban', 'server', true, '/ban is only for people who may do more in the server.'],
    ['dm', 'server', true, '/dm works in direct messages with the bot and direct messages between people only.'],
    ['guild', 'server', false, '/guild works only in servers that have the bot.'],
    ['guild', 'dm', false, undefined],
    ['ask', 'dm', true, undefined],
    ['any', 'server', true, undefined],
    ['menu', 'server', true, undefined],
    ['nothing', 'dm', true, undefined],
  ] as const)('/%s in the %s, the bot in the server: %s', (name, kind, inServer, why) => {
    expect(whyNot(commands, name, kind, inServer, '2048', 'en-US')).toBe(why)
  })

  it('is known by its name in the person’s language too', () => {
    expect(whyNot(commands, 'nachricht', 'server', true, '2048', 'de')).toMatch(/^\/nachricht works in direct/)
    expect(whyNot(commands, 'nachricht', 'server', true, '2048', 'fr')).toBeUndefined()
    expect(whyNot(commands, 'server', 'server', true, '32', 'de')).toBeUndefined()
  })
})

describe('what was typed for an option', () => {
  const option = (more: object): APIApplicationCommandBasicOption =>
    Object.assign({ type: 3 as const, name: 'a', description: 'b' }, more)

  it.each([
    ['picked', option({}), { text: 'Shown', value: 'sent' }, { value: 'sent' }],
    ['plain words', option({}), { text: ' words ' }, { value: 'words' }],
    ['nothing, optional', option({}), { text: '' }, undefined],
    ['nothing, required', option({ required: true }), { text: ' ' }, { trouble: 'This option is required.' }],
    ['too long', option({ max_length: 2 }), { text: 'abc' }, { trouble: 'Write at most 2 characters.' }],
    ['a whole number', option({ type: 4 }), { text: '3' }, { value: 3 }],
    ['half a number', option({ type: 4 }), { text: '3.5' }, { trouble: 'Write a whole number.' }],
    ['too small', option({ type: 10, min_value: 1 }), { text: '0.5' }, { trouble: 'At least 1.' }],
    ['a choice by name', option({ choices: [{ name: 'One', value: '1' }] }), { text: 'one' }, { value: '1' }],
    [
      'no choice',
      option({ choices: [{ name: 'One', value: '1' }] }),
      { text: 'x' },
      { trouble: 'Choose one from the list.' },
    ],
    ['not a person', option({ type: 6 }), { text: 'Rob' }, { trouble: 'Choose one from the list.' }],
  ])('%s', (_, asked, typed, expected) => {
    expect(readOption(asked, typed)).toEqual(expected)
  })
})

it.each([
  [7_260_000, 'R', 'in 2 hours'],
  [-86_400_000, 'R', 'yesterday'],
  [0, 'D', 'January 1, 2026'],
  [Number.NaN, 'F', 'Invalid date'],
])('writes %i ms from now in the style %s', (ahead, style, words) => {
  const now = Date.UTC(2026, 0, 1, 12)
  expect(formatTime(now + ahead, style, 'en-US', now)).toBe(words)
})
