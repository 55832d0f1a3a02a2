/**
 * REST v10: the endpoints that a bot of this kind calls, with Discord's answers and refusals.
 *
 * One table of routes; the interaction endpoints stand in `callbacks.ts`.
 */
import { isDeepStrictEqual } from 'node:util'
import type { APIApplicationCommand } from 'discord-api-types/v10'
import type { Call, Route } from './call.ts'
import { answerInteraction, webhookRoutes } from './callbacks.ts'
import { type Answer, invalidForm, no } from './errors.ts'
import { type Json, list, record, remember, text, trusted } from './json.ts'
import { changeMessage, existing, fileNames, writeMessage } from './messages.ts'
import { applicationOf, botUser, channelOf, userOf } from './objects.ts'
import { commandFaults, commandsFaults, messageFaults } from './rules.ts'
import { shapeFaults } from './shape.ts'
import { type Entry, newId, now, type Room, removeEntry, type World } from './world.ts'

const bot = (method: string, path: string, run: Route['run']): Route => ({ method, path, token: true, run })

export const routes: readonly Route[] = [
  bot('GET', '/gateway', ({ world }) => ok({ url: gatewayUrl(world) })),
  bot('GET', '/gateway/bot', ({ world }) =>
    ok({
      url: gatewayUrl(world),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
    }),
  ),
  bot('GET', '/users/@me', ({ world }) => ok(botUser(world))),
  bot('GET', '/users/:user', ({ world, parts: [id = ''] }) => {
    const person = world.people.get(id)
    return person ? ok(userOf(person)) : no('unknownUser')
  }),
  bot('POST', '/users/@me/channels', openDm),
  bot('GET', '/applications/@me', ({ world }) => ok(applicationOf(world))),
  bot('PATCH', '/applications/@me', changeApplication),
  ...commandRoutes('/applications/:application/commands'),
  ...commandRoutes('/applications/:application/guilds/:guild/commands'),
  bot('GET', '/channels/:channel', (call) => inChannel(call, ({ world, room }) => ok(channelOf(world, room)))),
  bot('GET', '/channels/:channel/messages', (call) => inChannel(call, readMessages)),
  bot('POST', '/channels/:channel/messages', (call) => inChannel(call, postMessage)),
  bot('GET', '/channels/:channel/messages/:message', (call) => onMessage(call, ({ entry }) => ok(entry.message))),
  bot('PATCH', '/channels/:channel/messages/:message', (call) => onMessage(call, patchMessage)),
  bot('DELETE', '/channels/:channel/messages/:message', (call) =>
    onMessage(call, ({ world, room, entry }) => {
      // In a server it would take a permission, which this bot never has; in a DM none helps.
      if (!isOwn(world, entry)) return no(room.channel.kind === 'dm' ? 'notForDms' : 'missingPermissions')
      removeEntry(world, room, entry.message.id)
      return done
    }),
  ),
  { method: 'POST', path: '/interactions/:interaction/:token/callback', token: false, run: answerInteraction },
  ...webhookRoutes,
]

const ok = (body: unknown, status = 200): Answer => ({ status, body })
const done: Answer = { status: 204 }

const gatewayUrl = (world: World): string => `${world.origin.replace('http', 'ws')}/gateway`

function openDm({ world, body }: Call): Answer {
  const faults = shapeFaults('openDm', body)
  if (faults.length > 0) return invalidForm(faults)
  const person = world.people.get(text(record(body).recipient_id))
  const room = [...world.rooms.values()].find(({ channel }) => channel.kind === 'dm' && channel.person === person?.id)
  if (!person || !room) return no('invalidRecipient')
  world.dmOpens = world.dmOpens.filter((at) => at > now(world) - 60_000)
  if (world.dmOpens.length >= world.opensPerMinute) return no('opensTooFast')
  world.dmOpens.push(now(world))
  room.open = true
  return ok(channelOf(world, room))
}

function changeApplication({ world, body }: Call): Answer {
  // The published form is that of another endpoint: PATCH /applications/@me takes the description as plain text.
  const { description } = record(body)
  if (description !== undefined && (typeof description !== 'string' || description.length > 400)) {
    return invalidForm([
      { at: ['description'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 400 or fewer in length.' },
    ])
  }
  if (typeof description === 'string' && description !== world.application.description) {
    world.application.description = description
    world.events.emit('state')
  }
  return ok(applicationOf(world))
}

/** The same endpoints for the application's own commands and for those of a server. */
function commandRoutes(path: string): Route[] {
  const scoped = (run: (call: Call & { scope: Scope; id: string }) => Answer) => (call: Call) => {
    const [application, ...rest] = call.parts
    if (application !== call.world.application.id) return no('otherApplication')
    const guild = path.includes('/guilds/') ? rest.shift() : undefined
    if (guild !== undefined && (guild !== call.world.guild.id || !call.world.inServer)) return no('missingAccess')
    const key = guild ?? 'global'
    const commands = call.world.commands.get(key) ?? new Map()
    call.world.commands.set(key, commands)
    return run({ ...call, scope: { key, guild, commands }, id: rest[0] ?? '' })
  }
  const one = (run: (call: Call & { scope: Scope; command: APIApplicationCommand }) => Answer) =>
    scoped((call) => {
      const command = call.scope.commands.get(call.id)
      return command ? run({ ...call, command }) : no('unknownCommand')
    })
  return [
    bot(
      'GET',
      path,
      scoped(({ scope, query }) => {
        const all = [...scope.commands.values()]
        return ok(query.get('with_localizations') === 'true' ? all : all.map(withoutLocalizations))
      }),
    ),
    bot(
      'PUT',
      path,
      scoped(({ world, scope, body }) => {
        const faults = commandsFaults(body)
        if (faults.length > 0) return invalidForm(faults)
        const next = list(body).map((given) => commandOf(world, scope, record(given)))
        scope.commands.clear()
        for (const command of next) scope.commands.set(command.id, command)
        world.events.emit('state')
        return ok(next)
      }),
    ),
    bot(
      'POST',
      path,
      scoped(({ world, scope, body }) => {
        const faults = commandFaults(body)
        if (faults.length > 0) return invalidForm(faults)
        const command = commandOf(world, scope, record(body))
        const known = scope.commands.has(command.id)
        scope.commands.set(command.id, command)
        world.events.emit('state')
        return ok(command, known ? 200 : 201)
      }),
    ),
    bot(
      'GET',
      `${path}/:command`,
      one(({ command }) => ok(command)),
    ),
    bot(
      'PATCH',
      `${path}/:command`,
      one(({ world, scope, command, body }) => {
        const { id: _id, application_id: _app, version: _version, guild_id: _guild, ...before } = command
        const merged = { ...before, ...record(body) }
        const faults = [...shapeFaults('commandEdit', body), ...commandFaults(merged)]
        if (faults.length > 0) return invalidForm(faults)
        const changed = { ...commandOf(world, scope, merged), id: command.id }
        scope.commands.set(command.id, changed)
        world.events.emit('state')
        return ok(changed)
      }),
    ),
    bot(
      'DELETE',
      `${path}/:command`,
      one(({ world, scope, command }) => {
        scope.commands.delete(command.id)
        world.events.emit('state')
        return done
      }),
    ),
  ]
}

interface Scope {
  key: string
  guild: string | undefined
  commands: Map<string, APIApplicationCommand>
}

/** A command as Discord gives it back: with an id, defaults filled in, and without what says nothing. */
function commandOf(world: World, { guild, commands }: Scope, given: Json): APIApplicationCommand {
  const { options, nsfw, id: _id, default_member_permissions: permissions, ...rest } = given
  const type = rest.type ?? 1
  const before = [...commands.values()].find((one) => one.name === rest.name && one.type === type)
  const written = {
    application_id: world.application.id,
    ...(guild === undefined ? { dm_permission: rest.dm_permission ?? true } : { guild_id: guild }),
    ...rest,
    type,
    description: rest.description ?? '',
    name_localizations: rest.name_localizations ?? null,
    description_localizations: rest.description_localizations ?? null,
    default_member_permissions: permissions === undefined || permissions === null ? null : String(permissions),
    nsfw: nsfw === true,
    integration_types: rest.integration_types ?? [0],
    contexts: rest.contexts ?? null,
    ...(list(options).length > 0 && { options: list(options).map(optionOf) }),
  }
  if (before && isDeepStrictEqual({ ...before, id: '', version: '' }, { ...written, id: '', version: '' }))
    return before
  return trusted({ ...written, id: before?.id ?? newId(world), version: newId(world) })
}

/** An option as Discord gives it back: what is false or empty is left out. */
function optionOf(given: unknown): Json {
  const { options, ...rest } = record(given)
  const said = Object.entries(rest).filter(
    ([key, value]) =>
      value !== null && value !== undefined && !(value === false && ['required', 'autocomplete'].includes(key)),
  )
  const kept = Object.fromEntries(said.filter(([, value]) => !Array.isArray(value) || value.length > 0))
  return list(options).length > 0 ? { ...kept, options: list(options).map(optionOf) } : kept
}

function withoutLocalizations(node: object): Json {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = record(node)
  for (const key of ['options', 'choices']) {
    if (Array.isArray(rest[key])) rest[key] = rest[key].map(withoutLocalizations)
  }
  return rest
}

/** A call in a channel that the bot knows and may see. */
function inChannel(call: Call, run: (call: Call & { room: Room }) => Answer): Answer {
  const { world, parts } = call
  const room = world.rooms.get(parts[0] ?? '')
  if (!room?.open) return no('unknownChannel')
  if (room.channel.kind === 'server' && !world.inServer) return no('missingAccess')
  return run({ ...call, room })
}

function onMessage(call: Call, run: (call: Call & { room: Room; entry: Entry }) => Answer): Answer {
  return inChannel(call, (inside) => {
    const entry = inside.room.entries.get(call.parts[1] ?? '')
    // An ephemeral message does not exist for the channel, not even for the bot that made it.
    return entry && entry.seenBy === undefined ? run({ ...inside, entry }) : no('unknownMessage')
  })
}

const isOwn = (world: World, { message }: Entry): boolean => message.author.id === world.application.id

function readMessages({ room, query }: Call & { room: Room }): Answer {
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return invalidForm([
      { at: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 100.' },
    ])
  }
  const [before, after] = ['before', 'after'].map((key) => snowflake(query.get(key)))
  const found = [...room.entries.values()].filter(
    ({ seenBy, message: { id } }) =>
      seenBy === undefined &&
      (before === undefined || BigInt(id) < before) &&
      (after === undefined || BigInt(id) > after),
  )
  const page = after === undefined ? found.slice(-limit) : found.slice(0, limit)
  return ok(page.reverse().map(({ message }) => message))
}

const snowflake = (given: string | null): bigint | undefined =>
  given && /^\d+$/.test(given) ? BigInt(given) : undefined

/** "The past few minutes" of `enforce_nonce`. */
const NONCE_MILLISECONDS = 5 * 60_000
const NONCES_KEPT = 1000

function postMessage({ world, room, body, uploads }: Call & { room: Room }): Answer {
  if (!room.channel.botMayPost) return no('missingPermissions')
  const given = record(body)
  const faults = messageFaults(given, { kind: 'create', files: fileNames(given, uploads) })
  if (faults.length > 0) return invalidForm(faults)
  const person = world.people.get(room.channel.person ?? '')
  if (person?.refusesDms) return no('dmRefused')
  const nonce = given.enforce_nonce === true ? String(given.nonce) : undefined
  if (nonce !== undefined) {
    // By the author alone: the same nonce in another channel finds the first message too.
    const first = world.nonces.get(nonce)
    const room = world.rooms.get(first?.entry.channel ?? '')
    const there = first && room?.entries.has(first.entry.message.id)
    if (there && first.at > now(world) - NONCE_MILLISECONDS) return ok(first.entry.message)
  }
  const entry = writeMessage(world, room, { body: given, uploads })
  if (nonce !== undefined) {
    world.nonces.delete(nonce)
    remember(world.nonces, nonce, { entry, at: now(world) }, NONCES_KEPT)
  }
  return ok(entry.message)
}

function patchMessage({ world, room, entry, body, uploads }: Call & { room: Room; entry: Entry }): Answer {
  if (!isOwn(world, entry)) return no('notYourMessage')
  const given = record(body)
  const faults = messageFaults(given, { kind: 'edit', files: fileNames(given, uploads), existing: existing(entry) })
  if (faults.length > 0) return invalidForm(faults)
  changeMessage(world, room, entry, given, uploads)
  return ok(entry.message)
}
