/**
 * What exists on the practice server: one server, two people, their channels, messages, commands and interactions,
 * the clock, and the ways to misbehave. Plain data; the functions here keep it consistent and bounded.
 */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import type { APIApplicationCommand, APIAttachment } from 'discord-api-types/v10'
import { remember } from './json.ts'
import { MANAGE_GUILD, MEMBER } from './permissions.ts'
import type { Channel, Misbehaviour, PageMessage, Person } from './protocol.ts'

/** Messages kept in each channel; the oldest go first. */
const MESSAGES_KEPT = 500
/** Interactions that can still be answered or edited; far more than a person makes, enough for a load run. */
const INTERACTIONS_KEPT = 20_000
/** Calls kept in the log. */
const CALLS_KEPT = 500
/** How far the clock moves at once while time passes, in milliseconds: less than anything that comes may be late. */
const STEP = 60_000

export interface StoredFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** A message as it is kept. */
export interface Entry extends PageMessage {
  channel: string
  /** All files of the message; `message.attachments` leaves out those that a component shows, as Discord does. */
  attachments: APIAttachment[]
  /** Put away by the person who saw it; the token still reaches it. */
  dismissed: boolean
}

export interface Room {
  channel: Channel
  /** Whether the bot knows the channel: a DM only once it was opened from either side. */
  open: boolean
  entries: Map<string, Entry>
}

export interface Interaction {
  id: string
  token: string
  kind: 'command' | 'suggest' | 'press' | 'submit'
  person: string
  channel: string
  /** By the practice clock. */
  made: number
  answered: number | undefined
  /** The message that `@original` means. */
  original: string | undefined
  /** Whether the original still says "is thinking". */
  deferred: boolean
  /** Follow-ups and the original. */
  messages: Set<string>
  followUps: number
  /** The message that was pressed, or from which the form came. */
  source: string | undefined
  /** For `interaction_metadata` of what is said. */
  metadata: Record<string, unknown>
  /** `/name` for answers to a command. */
  command: string | undefined
  /** The kind of the option in focus, for suggestions. */
  focusType: 3 | 4 | 10
  owners: Record<string, string>
  /** The act that waits for the answer. */
  pending: { answer(result: FirstAnswerResult): void; refused(why: string): void; close(): void } | undefined
}

/** What came of an interaction for the person who made it. */
export type FirstAnswerResult =
  | { type: 'answer' }
  | { type: 'form'; data: unknown }
  | { type: 'choices'; choices: readonly unknown[] }

/** A form on a person's screen. */
export interface OpenForm {
  person: string
  channel: string
  source: string | undefined
  trigger: Record<string, unknown>
  data: Record<string, unknown>
}

/** One REST call as the log has it: the route with its parts named, never an id or a token. */
export interface CallLog {
  method: string
  route: string
  status: number
}

export interface WorldEvents {
  message: [channel: string, entry: Entry]
  removed: [channel: string, id: string, entry: Entry]
  state: []
  call: [CallLog]
}

/** Told each time the clock was moved. Where time passes, it stands until the promise is settled. */
export type ClockListener = (now: number) => unknown

export interface World {
  /** `http://127.0.0.1:PORT`, known once listening. */
  origin: string
  application: { id: string; name: string; description: string; token: string }
  /** What is sent over HTTP is signed with this key. */
  signing: { secret: KeyObject; verifyKey: string }
  /** Where interactions and events are posted; without it interactions go to the gateway. */
  endpoint: { interactions: string; events: string } | undefined
  guild: { id: string; name: string }
  inServer: boolean
  people: Map<string, Person>
  rooms: Map<string, Room>
  /** By guild id, `global` for the application's own. */
  commands: Map<string, Map<string, APIApplicationCommand>>
  interactions: Map<string, Interaction>
  forms: Map<string, OpenForm>
  files: Map<string, StoredFile>
  /** Enforced nonces of the last minutes. */
  nonces: Map<string, { entry: Entry; at: number }>
  misbehaviour: Misbehaviour
  notice: string | undefined
  invites: readonly string[]
  /** How far the practice clock runs ahead, in milliseconds. */
  ahead: number
  clockListeners: Set<ClockListener>
  /** Ends when all the time that somebody let pass has passed. */
  passing: Promise<void>
  /** Times of POST /users/@me/channels in the last minute. */
  dmOpens: number[]
  opensPerMinute: number
  events: EventEmitter<WorldEvents>
  calls: { total: number; invalid: number; log: CallLog[] }
  /** Hands an interaction to the bot, whichever way it listens. */
  deliver(interaction: Interaction, payload: unknown): void
  gateway: {
    connected: boolean
    send(event: string, data: unknown): void
    /** Loses the connection: cut; asked to reconnect; or cut and the session forgotten. */
    drop(how: 'cut' | 'asked' | 'forgotten'): void
  }
  timers: Set<NodeJS.Timeout>
  lastId: bigint
}

export interface WorldOptions {
  profile?: { name: string; description: string }
  botToken?: string
  applicationId?: string
  /** POST /users/@me/channels within a minute of the practice clock before 40003; 60 by default. */
  opensPerMinute?: number
  /** Ordinary members besides Robin and Sasha. */
  members?: number
  /** The commands that the page offers first, by name and in this order. */
  invites?: readonly string[]
}

const DISCORD_EPOCH = 1_420_070_400_000

export function newWorld(options: WorldOptions): World {
  const world: World = {
    origin: '',
    application: {
      id: '',
      name: options.profile?.name ?? 'Practice',
      description: options.profile?.description ?? '',
      token: '',
    },
    guild: { id: '', name: 'Practice server' },
    signing: newKeys(),
    endpoint: undefined,
    inServer: true,
    people: new Map(),
    rooms: new Map(),
    commands: new Map(),
    interactions: new Map(),
    forms: new Map(),
    files: new Map(),
    nonces: new Map(),
    misbehaviour: { slow: 0, rateLimited: 0, failing: 0, lost: 0, expiredTokens: false },
    notice: undefined,
    invites: options.invites ?? [],
    ahead: 0,
    clockListeners: new Set(),
    passing: Promise.resolve(),
    dmOpens: [],
    opensPerMinute: options.opensPerMinute ?? 60,
    events: new EventEmitter(),
    calls: { total: 0, invalid: 0, log: [] },
    deliver: () => {},
    gateway: { connected: false, send: () => {}, drop: () => {} },
    timers: new Set(),
    lastId: 0n,
  }
  // One listener each page and each waiting test: Node's warning at ten would be noise.
  world.events.setMaxListeners(0)
  world.application.id = options.applicationId ?? newId(world)
  world.application.token = options.botToken ?? botToken(world.application.id)
  world.guild.id = newId(world)
  for (const name of ['general', 'relationships'])
    addRoom(world, { id: newId(world), name, kind: 'server', botMayPost: true })
  // Robin manages the server, Sasha is an ordinary member.
  for (const [name, permissions] of [
    ['Robin', `${MEMBER | MANAGE_GUILD}`],
    ['Sasha', `${MEMBER}`],
    ...Array.from({ length: options.members ?? 0 }, (_, at) => [`Member ${at + 1}`, `${MEMBER}`] as const),
  ] as const) {
    const person: Person = { id: newId(world), name, locale: 'en-US', permissions, refusesDms: false }
    world.people.set(person.id, person)
    addRoom(world, { id: newId(world), name, kind: 'dm', person: person.id, botMayPost: true })
  }
  return world
}

function newKeys(): World['signing'] {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  return { secret: privateKey, verifyKey: raw.toString('hex') }
}

/** Shaped like a real one, because some programs read the application id out of it. */
const botToken = (applicationId: string): string =>
  [
    Buffer.from(applicationId).toString('base64url'),
    ...[4, 28].map((bytes) => randomBytes(bytes).toString('base64url')),
  ].join('.')

function addRoom(world: World, channel: Channel): void {
  world.rooms.set(channel.id, { channel, open: channel.kind === 'server', entries: new Map() })
}

/** The practice clock, in milliseconds since 1970. */
export const now = (world: World): number => Date.now() + world.ahead

/** A snowflake: rising, and made at the practice clock. */
export function newId(world: World): string {
  const earliest = BigInt(now(world) - DISCORD_EPOCH) << 22n
  world.lastId = world.lastId >= earliest ? world.lastId + 1n : earliest
  return world.lastId.toString()
}

/** Moves the practice clock at once and tells who listens; nothing happens in between. Backwards is not possible. */
export function forward(world: World, milliseconds: number): void {
  move(world, milliseconds)
  world.events.emit('state')
}

/**
 * Lets time pass: the clock moves in small steps, and who listens finishes what is due at each before the next. So all
 * comes that would have come meanwhile, at its time. What several let pass at once, passes one after the other.
 */
export function pass(world: World, milliseconds: number): Promise<void> {
  const passed = world.passing.then(async () => {
    for (let left = milliseconds; left > 0; left -= STEP) {
      await Promise.all(move(world, Math.min(STEP, left)))
      // For what listens to no clock: the connections.
      await turn()
    }
    world.events.emit('state')
  })
  world.passing = passed.catch(() => {})
  return passed
}

function move(world: World, milliseconds: number): unknown[] {
  world.ahead += Math.max(0, milliseconds)
  return [...world.clockListeners].map((listener) => listener(now(world)))
}

/** Runs `then` after real milliseconds unless the server closes first; gives a function that calls it off. */
export function later(world: World, milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(() => {
    world.timers.delete(timer)
    then()
  }, milliseconds)
  world.timers.add(timer)
  return () => {
    clearTimeout(timer)
    world.timers.delete(timer)
  }
}

export const rememberInteraction = (world: World, interaction: Interaction): void =>
  remember(world.interactions, interaction.token, interaction, INTERACTIONS_KEPT)

export function addEntry(world: World, room: Room, entry: Entry): void {
  room.entries.set(entry.message.id, entry)
  world.events.emit('message', room.channel.id, entry)
  if (room.entries.size <= MESSAGES_KEPT) return
  const oldest = room.entries.keys().next()
  if (!oldest.done) removeEntry(world, room, oldest.value)
}

export function removeEntry(world: World, room: Room, id: string): void {
  const entry = room.entries.get(id)
  if (!entry) return
  room.entries.delete(id)
  for (const { id: file } of entry.attachments) world.files.delete(file)
  world.events.emit('removed', room.channel.id, id, entry)
}

/** Whether this person has this message on their screen. */
export const sees = (room: Room, entry: Entry, person: string): boolean =>
  mayEnter(room, person) && !entry.dismissed && (entry.seenBy === undefined || entry.seenBy === person)

export const mayEnter = (room: Room, person: string): boolean =>
  room.channel.kind === 'server' || room.channel.person === person

export function logCall(world: World, call: CallLog): void {
  const { calls } = world
  calls.total++
  if ([401, 403, 429].includes(call.status)) calls.invalid++
  calls.log.push(call)
  // Trimmed in halves: shifting one off a full list at each call would cost more than the call.
  if (calls.log.length > 2 * CALLS_KEPT) calls.log.splice(0, CALLS_KEPT)
  world.events.emit('call', call)
}

/** The commands that a channel offers: those of the server before the application's own. */
export function* commandsIn(world: World, room: Room): Generator<APIApplicationCommand> {
  if (room.channel.kind === 'server' && world.inServer) yield* world.commands.get(world.guild.id)?.values() ?? []
  yield* world.commands.get('global')?.values() ?? []
}
