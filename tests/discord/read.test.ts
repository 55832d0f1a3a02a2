/** Interactions as Discord sends them become requests; whatever else arrives becomes `unknown`, never a throw. */
import type { APIInteraction } from 'discord-api-types/v10'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress } from '../../src/core/address.ts'
import { read } from '../../src/discord/read.ts'

/** Tests hand over what no type describes. */
const readAny = (raw: unknown) => read(raw as APIInteraction)

const administrator = 1n << 3n
const manageServer = 1n << 5n
const viewChannel = 1n << 10n
const sendMessages = 1n << 11n
const sendInThreads = 1n << 38n

const user = { id: '80351110224678912', username: 'sam', discriminator: '0', avatar: null, global_name: 'Sam' }
const common = {
  id: '1100000000000000001',
  application_id: '1100000000000000002',
  token: 'token',
  version: 1,
  entitlements: [],
  attachment_size_limit: 10485760,
}
const inServer = {
  ...common,
  guild_id: '1100000000000000003',
  guild: { id: '1100000000000000003', locale: 'de', features: [] },
  guild_locale: 'de',
  channel_id: '1100000000000000004',
  channel: { id: '1100000000000000004', type: 0, name: 'general', permissions: '0' },
  member: {
    user,
    roles: [],
    joined_at: '2025-01-01T00:00:00.000Z',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: '0',
  },
  locale: 'en-GB',
  app_permissions: String(viewChannel | sendMessages),
  authorizing_integration_owners: { '0': '1100000000000000003' },
  context: 0,
}
const inDm = {
  ...common,
  channel_id: '1100000000000000005',
  channel: { id: '1100000000000000005', type: 1 },
  user,
  locale: 'es-419',
  app_permissions: String(viewChannel | sendMessages),
  authorizing_integration_owners: { '0': '0' },
  context: 1,
}
const commandData = {
  id: '1100000000000000006',
  name: 'explain',
  type: 1,
  options: [
    { name: 'pattern', type: 3, value: 'reassurance' },
    { name: 'most', type: 4, value: 3 },
    { name: 'loop', type: 5, value: true },
  ],
}
const press = {
  ...inServer,
  type: 3,
  message: { id: '1', channel_id: inServer.channel_id, flags: 1 << 15, content: '', components: [] },
  data: { component_type: 2, custom_id: 'explain/reassurance/loop', id: 4 },
}
const submit = {
  ...inDm,
  type: 5,
  data: {
    custom_id: 'reflect/a/say',
    components: [
      { type: 10, id: 1 },
      { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'need', value: 'to be held' } },
      { type: 1, id: 4, components: [{ type: 4, id: 5, custom_id: 'fear', value: '' }] },
      { type: 18, id: 6, component: { type: 3, id: 7, custom_id: 'menu', values: ['a'] } },
      { type: 18, id: 8, component: { type: 3, id: 9, custom_id: 'left', values: [] } },
    ],
  },
}
const examples = [{ ...inServer, type: 2, data: commandData }, { ...inDm, type: 4, data: commandData }, press, submit]

describe('a command', () => {
  it('is its name and its values', () => {
    expect(readAny({ ...inServer, type: 2, data: commandData })).toEqual({
      kind: 'command',
      name: 'explain',
      options: { pattern: 'reassurance', most: 3, loop: true },
      id: '8cv1gfspn1fl',
      user: user.id,
      locale: 'en-GB',
      manages: false,
      room: { kind: 'server', channel: inServer.channel_id, server: inServer.guild_id, mayPost: true },
    })
  })

  it('may have no options', () => {
    expect(readAny({ ...inDm, type: 2, data: { id: '1', name: 'help', type: 1 } })).toMatchObject({
      kind: 'command',
      options: {},
    })
  })

  it('on a user or a message is not ours', () => {
    expect(readAny({ ...inServer, type: 2, data: { ...commandData, type: 2 } }).kind).toBe('unknown')
  })
})

describe('a suggestion', () => {
  it('knows which option is being typed', () => {
    const [first, ...rest] = commandData.options
    const data = { ...commandData, options: [...rest, { ...first, value: 'reas', focused: true }] }
    expect(readAny({ ...inDm, type: 4, data })).toMatchObject({
      kind: 'suggest',
      name: 'explain',
      focus: 'pattern',
      options: { pattern: 'reas' },
    })
  })

  it('without one is unknown', () => {
    expect(readAny({ ...inDm, type: 4, data: commandData }).kind).toBe('unknown')
  })
})

describe('a press', () => {
  it('is an address', () => {
    expect(readAny(press)).toMatchObject({
      kind: 'press',
      address: ['explain', 'reassurance', 'loop'],
      values: [],
      on: 'public',
    })
  })

  it('in a menu has values', () => {
    const data = { component_type: 3, custom_id: 'browse', values: ['a', 'b'] }
    expect(readAny({ ...press, data })).toMatchObject({ address: ['browse'], values: ['a', 'b'] })
  })

  it('on an ephemeral message or in the own DM is on an own message', () => {
    expect(readAny({ ...press, message: { ...press.message, flags: (1 << 15) | (1 << 6) } })).toMatchObject({
      on: 'own',
    })
    expect(readAny({ ...press, ...inDm })).toMatchObject({ on: 'own' })
    expect(readAny({ ...press, ...inDm, context: 2 })).toMatchObject({ on: 'public' })
  })

  it('on an address that we could not have written is unknown', () => {
    expect(readAny({ ...press, data: { ...press.data, custom_id: 'not an address' } }).kind).toBe('unknown')
  })
})

describe('a form', () => {
  it('is an address and what was typed, under labels and in rows, apart from what was chosen', () => {
    const request = readAny(submit)
    expect(request).toMatchObject({ kind: 'form', address: ['reflect', 'a', 'say'], on: 'none' })
    if (request.kind !== 'form') throw new Error(request.kind)
    expect(request.fields).toEqual({ need: 'to be held', fear: '' })
    expect(request.picks).toEqual({ menu: 'a' })
  })

  it.each([
    ['of several choices the first', ['b', 'a'], { menu: 'b' }],
    ['no empty choice', [''], {}],
    ['no choice that is no text', [7, 'a'], {}],
    ['no choices that are no list', 'a', {}],
  ])('has %s', (_, values, picks) => {
    const components = [{ type: 18, component: { type: 3, custom_id: 'menu', values } }]
    expect(readAny({ ...submit, data: { ...submit.data, components } })).toMatchObject({ fields: {}, picks })
  })

  it('takes no other kind of answer for a typed or a chosen one', () => {
    const components = [
      { type: 18, component: { type: 5, custom_id: 'person', values: ['80351110224678912'] } },
      { type: 18, component: { type: 3, custom_id: 'menu', value: 'typed' } },
      { type: 18, component: { type: 4, custom_id: 'need', values: ['chosen'] } },
    ]
    const request = readAny({ ...submit, data: { ...submit.data, components } })
    expect(request.kind === 'form' && [request.fields, request.picks]).toEqual([{}, {}])
  })

  it('knows whether it was opened from a message', () => {
    expect(readAny({ ...submit, message: press.message })).toMatchObject({ on: 'own' })
  })
})

describe('the asker', () => {
  const command = { ...inServer, type: 2, data: commandData }
  const permitted = (permissions: unknown) => readAny({ ...command, member: { ...command.member, permissions } })

  it('has a name for this interaction, fit for an address, the same each time and unlike any other', () => {
    const snowflake = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
    fc.assert(
      fc.property(snowflake, snowflake, (one, other) => {
        const [first, again, second] = [one, one, other].map((id) => readAny({ ...command, id: `${id}` }))
        expect(first?.kind).toBe('command')
        expect(first?.id).toMatch(/^[a-z0-9]{1,13}$/)
        expect(readAddress(`check/${first?.id}`)).toEqual(['check', first?.id])
        expect(again?.id).toBe(first?.id)
        expect(second?.id === first?.id).toBe(one === other)
      }),
    )
    expect(readAny({ ...command, id: `${2n ** 64n - 1n}` }).id).toHaveLength(13)
  })

  it.each([undefined, '', 7, 'x', '-1', '1.5', `${2n ** 64n}`, '9'.repeat(400)])('is not known by the id %s', (id) => {
    expect(readAny({ ...command, id })).toMatchObject({ kind: 'unknown', id: '' })
  })

  it.each([
    ['who may manage the server', manageServer | viewChannel, true],
    ['who may do everything', administrator, true],
    ['who may do all else', (2n ** 60n - 1n) & ~(manageServer | administrator), false],
  ])('manages the server: %s', (_, permissions, manages) => {
    expect(permitted(`${permissions}`).manages).toBe(manages)
  })

  it.each([undefined, null, 32, '0x20', '-32', ''])('manages nothing with the rights %s', (permissions) => {
    expect(permitted(permissions).manages).toBe(false)
  })

  it('manages nothing in a DM', () => {
    expect(readAny({ ...inDm, type: 2, data: commandData }).manages).toBe(false)
  })
})

describe('the room', () => {
  const roomOf = (raw: object) => readAny({ ...raw, type: 2, data: commandData }).room

  it('is told by the context', () => {
    expect(roomOf(inDm)).toEqual({ kind: 'dm', channel: inDm.channel_id, mayPost: false })
    expect(roomOf({ ...inDm, context: 2 })).toMatchObject({ kind: 'group', mayPost: false })
  })

  it('is told by the rest where there is no context', () => {
    expect(roomOf({ ...inServer, context: undefined })).toMatchObject({ kind: 'server', mayPost: true })
    expect(roomOf({ ...inDm, context: undefined })).toMatchObject({ kind: 'dm' })
    const twoPeople = { ...inDm, context: undefined, authorizing_integration_owners: { '1': user.id } }
    expect(roomOf(twoPeople)).toMatchObject({ kind: 'group' })
    expect(roomOf({ ...inDm, context: undefined, channel: { id: '5', type: 3 } })).toMatchObject({ kind: 'group' })
  })

  it('names its server, and elsewhere none', () => {
    expect(roomOf(inServer).server).toBe(inServer.guild_id)
    expect(roomOf({ ...inServer, guild_id: undefined })).not.toHaveProperty('server')
    for (const context of [1, 2]) expect(roomOf({ ...inServer, context })).not.toHaveProperty('server')
  })

  it.each([
    ['without the server having installed the bot', { authorizing_integration_owners: { '1': user.id } }],
    ['without the right to see', { app_permissions: String(sendMessages) }],
    ['without the right to write', { app_permissions: String(viewChannel) }],
    ['in a thread with the right for channels', { channel: { id: '4', type: 11 } }],
    ['with rights that are no number', { app_permissions: '0x7fffffff' }],
    ['with rights that are not text', { app_permissions: 3072 }],
    ['with negative rights', { app_permissions: '-1' }],
    ['without rights', { app_permissions: undefined }],
  ])('is not for posting %s', (_, change) => {
    expect(roomOf({ ...inServer, ...change }).mayPost).toBe(false)
  })

  it.each([10, 11, 12])('of type %i needs the right for threads', (type) => {
    const thread = {
      ...inServer,
      channel: { id: '4', type },
      app_permissions: String(viewChannel | sendInThreads | (1n << 60n)),
    }
    expect(roomOf(thread).mayPost).toBe(true)
  })
})

describe('anything', () => {
  const isRequest = (raw: unknown) => {
    const request = readAny(raw)
    expect(['command', 'suggest', 'press', 'form', 'unknown']).toContain(request.kind)
    expect(request.id).toMatch(/^[a-z0-9]{0,13}$/)
    expect(typeof request.user).toBe('string')
    expect(typeof request.manages).toBe('boolean')
    if ('server' in request.room) expect(request.room).toMatchObject({ kind: 'server', server: expect.any(String) })
    expect(request.locale).toMatch(/^[a-z]{2,3}(-\w{2,4})?$/)
    expect(['server', 'dm', 'group']).toContain(request.room.kind)
    if (request.kind === 'command' || request.kind === 'suggest') {
      for (const value of Object.values(request.options))
        expect(['string', 'number', 'boolean']).toContain(typeof value)
    }
    if (request.kind === 'press' || request.kind === 'form')
      expect(readAddress(request.address.join('/'))).toEqual(request.address)
    if (request.kind === 'form') {
      for (const value of Object.values(request.fields)) expect(typeof value).toBe('string')
      for (const value of Object.values(request.picks)) expect(value).toEqual(expect.stringMatching(/./su))
    }
    if (request.kind !== 'unknown') expect([request.user, request.id]).not.toContain('')
  }
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  })

  it('is read without a throw', () => {
    fc.assert(fc.property(anything, isRequest), { numRuns: 1000 })
  })

  it('is read without a throw in any place of a real interaction', () => {
    const spoilt = fc.constantFrom(...examples).chain((example) =>
      fc
        .array(fc.tuple(fc.constantFrom(...paths(example)), fc.oneof(anything, fc.constant(undefined))), {
          minLength: 1,
          maxLength: 4,
        })
        .map((changes) => {
          const raw: unknown = structuredClone(example)
          for (const [path, value] of changes) put(raw, path, value)
          return raw
        }),
    )
    fc.assert(fc.property(spoilt, isRequest), { numRuns: 1000 })
  })

  it('without a person, of a new type, or a PING is unknown', () => {
    expect(readAny({ ...press, member: undefined }).kind).toBe('unknown')
    expect(readAny({ ...press, type: 9 }).kind).toBe('unknown')
    expect(readAny({ ...common, type: 1 }).kind).toBe('unknown')
  })

  it('named like a part of every object stays a name', () => {
    const data = JSON.parse(
      '{"type":1,"name":"explain","options":[{"name":"__proto__","value":"x"},{"name":"constructor","value":"y"}]}',
    )
    const request = readAny({ ...inDm, type: 2, data })
    expect(request.kind === 'command' && Object.keys(request.options)).toEqual(['__proto__', 'constructor'])
    expect(readAny({ ...press, data: Object.create(press.data) }).kind).toBe('unknown')
  })

  it('has a locale that is a locale', () => {
    for (const locale of [undefined, '', 7, 'x'.repeat(99), '../de', 'DE'])
      expect(readAny({ ...press, locale }).locale).toBe('en-US')
  })
})

/** The path of every value in a tree. */
function paths(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [...(path.length > 0 ? [path] : []), ...inner.flatMap(([key, part]) => paths(part, [...path, key]))]
}

function put(root: unknown, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (typeof root !== 'object' || root === null || !Object.isExtensible(root)) return
  if (rest.length > 0) put(Reflect.get(root, key), rest, value)
  else Reflect.set(root, key, value)
}
