/** Turns a raw interaction into a `Request`. Whatever arrives, it answers: what we do not know is `unknown`. */
import {
  type APIInteraction,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import { readAddress } from '../core/address.ts'
import type { Asker, OptionValue, Request, RequestOf, Room } from '../core/request.ts'

/**
 * Reads one interaction; never throws, since a forged or newer payload is ordinary trouble.
 * PING is the transport's business and reads as `unknown`, as does an interaction without a person or an id.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function read(raw: APIInteraction): Request {
  const user = text(at(raw, 'member', 'user', 'id')) ?? text(at(raw, 'user', 'id')) ?? ''
  const { ManageGuild, Administrator } = PermissionFlagsBits
  const manages = (permissions(at(raw, 'member', 'permissions')) & (ManageGuild | Administrator)) !== 0n
  const asker: Asker = { id: id(raw), user, locale: locale(raw), manages, room: room(raw) }
  const request = user === '' || asker.id === '' ? undefined : readers.get(at(raw, 'type'))?.(asker, raw)
  return request ?? { ...asker, kind: 'unknown' }
}

const readers = new Map<unknown, (asker: Asker, raw: unknown) => Request | undefined>([
  [InteractionType.ApplicationCommand, command],
  [InteractionType.ApplicationCommandAutocomplete, suggest],
  [InteractionType.MessageComponent, press],
  [InteractionType.ModalSubmit, form],
])

function command(asker: Asker, raw: unknown): RequestOf<'command'> | undefined {
  const name = text(at(raw, 'data', 'name'))
  if (name === undefined || at(raw, 'data', 'type') !== ApplicationCommandType.ChatInput) return undefined
  const options = list(at(raw, 'data', 'options')).flatMap((option) => {
    const key = text(at(option, 'name'))
    const value = at(option, 'value')
    return key !== undefined && isOptionValue(value) ? [[key, value] as const] : []
  })
  return { ...asker, kind: 'command', name, options: Object.fromEntries(options) }
}

function suggest(asker: Asker, raw: unknown): RequestOf<'suggest'> | undefined {
  const typing = list(at(raw, 'data', 'options')).find((option) => at(option, 'focused') === true)
  const focus = text(at(typing, 'name'))
  const asked = command(asker, raw)
  return asked && focus !== undefined ? { ...asked, kind: 'suggest', focus } : undefined
}

function press(asker: Asker, raw: unknown): RequestOf<'press'> | undefined {
  const address = readAddress(text(at(raw, 'data', 'custom_id')) ?? '')
  if (!address) return undefined
  const values = list(at(raw, 'data', 'values')).filter((value) => typeof value === 'string')
  return { ...asker, kind: 'press', address, values, on: on(asker, raw) }
}

/** Whether only the asker sees the message that was used. */
function on(asker: Asker, raw: unknown): 'own' | 'public' {
  const flags = at(raw, 'message', 'flags')
  const ephemeral = typeof flags === 'number' && (flags & MessageFlags.Ephemeral) !== 0
  return ephemeral || asker.room.kind === 'dm' ? 'own' : 'public'
}

function form(asker: Asker, raw: unknown): RequestOf<'form'> | undefined {
  const address = readAddress(text(at(raw, 'data', 'custom_id')) ?? '')
  if (!address) return undefined
  // Discord sends labels; rows are what forms of older messages still hold.
  const inputs = list(at(raw, 'data', 'components')).flatMap((part) => [
    at(part, 'component'),
    ...list(at(part, 'components')),
  ])
  return {
    ...asker,
    kind: 'form',
    address,
    fields: answers(inputs, ComponentType.TextInput, (input) => at(input, 'value')),
    picks: answers(inputs, ComponentType.StringSelect, (input) => text(list(at(input, 'values'))[0])),
    on: isObject(at(raw, 'message')) ? on(asker, raw) : 'none',
  }
}

/** What was put into the inputs of one type, under their names; those without an answer are left out. */
function answers(inputs: readonly unknown[], type: ComponentType, answer: (input: unknown) => unknown) {
  const given = inputs.flatMap((input) => {
    const name = text(at(input, 'custom_id'))
    const value = at(input, 'type') === type ? answer(input) : undefined
    return name !== undefined && typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(given)
}

const largestSnowflake = 2n ** 64n - 1n

/** The interaction's id in base 36; empty where there is none. */
function id(raw: unknown): string {
  const given = at(raw, 'id')
  if (typeof given !== 'string' || !/^\d{1,20}$/.test(given)) return ''
  const snowflake = BigInt(given)
  return snowflake <= largestSnowflake ? snowflake.toString(36) : ''
}

function room(raw: unknown): Room {
  const kind = roomKind(raw)
  const channel = text(at(raw, 'channel_id')) ?? text(at(raw, 'channel', 'id')) ?? ''
  const server = kind === 'server' ? text(at(raw, 'guild_id')) : undefined
  return { kind, channel, ...(server !== undefined && { server }), mayPost: kind === 'server' && mayPost(raw) }
}

function roomKind(raw: unknown): Room['kind'] {
  switch (at(raw, 'context')) {
    case InteractionContextType.Guild:
      return 'server'
    case InteractionContextType.BotDM:
      return 'dm'
    case InteractionContextType.PrivateChannel:
      return 'group'
  }
  if (text(at(raw, 'guild_id')) !== undefined) return 'server'
  // Two people's DM has the same channel type; only in the bot's own does Discord give the owner "0".
  const owned = at(raw, 'authorizing_integration_owners', `${ApplicationIntegrationType.GuildInstall}`) === '0'
  return owned && at(raw, 'channel', 'type') === ChannelType.DM ? 'dm' : 'group'
}

const threads = new Set<unknown>([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])

/** Whether the bot is installed in the server and may see and write in the channel. */
function mayPost(raw: unknown): boolean {
  if (at(raw, 'authorizing_integration_owners', `${ApplicationIntegrationType.GuildInstall}`) === undefined)
    return false
  const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits
  const needed = ViewChannel | (threads.has(at(raw, 'channel', 'type')) ? SendMessagesInThreads : SendMessages)
  return (permissions(at(raw, 'app_permissions')) & needed) === needed
}

/** A permission bit field; what is none permits nothing. */
const permissions = (value: unknown): bigint =>
  typeof value === 'string' && /^\d{1,40}$/.test(value) ? BigInt(value) : 0n

function locale(raw: unknown): string {
  const given = at(raw, 'locale')
  return typeof given === 'string' && /^[a-z]{2,3}(-[A-Za-z\d]{2,4})?$/.test(given) ? given : 'en-US'
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What lies at a path of own keys, or undefined. */
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((here, key) => (isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined), value)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const isOptionValue = (value: unknown): value is OptionValue => ['string', 'number', 'boolean'].includes(typeof value)
