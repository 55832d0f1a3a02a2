/** Writing, changing and finding messages: what a body of REST becomes as Discord's message JSON. */
import { extname } from 'node:path'
import type { APIAttachment, APIMessage } from 'discord-api-types/v10'
import { isRecord, type Json, list, number, record, text } from './json.ts'
import { botUser } from './objects.ts'
import {
  COMPONENTS_V2,
  EPHEMERAL,
  type Existing,
  keeps,
  LOADING,
  SUPPRESS_EMBEDS,
  SUPPRESS_NOTIFICATIONS,
} from './rules.ts'
import { addEntry, type Entry, newId, now, type Room, type World } from './world.ts'

/** A file sent along, at the place of its number in `files[n]`. */
export interface Upload {
  name: string
  type: string
  bytes: Uint8Array
}

export interface Writing {
  body: Json
  uploads: readonly Upload[]
  /** Fields that only the server can know: type, interaction metadata, reference. */
  extra?: Json
  seenBy?: string
  usedBy?: Entry['usedBy']
  /** A deferred answer: it holds nothing yet. */
  waiting?: boolean
}

/** Adds a message of the bot to a channel. The body must have passed the rules. */
export function writeMessage(world: World, room: Room, writing: Writing): Entry {
  const { body, uploads, seenBy, usedBy, waiting = false } = writing
  const id = newId(world)
  const message: APIMessage = {
    id,
    channel_id: room.channel.id,
    author: botUser(world),
    content: '',
    timestamp: new Date(now(world)).toISOString(),
    edited_timestamp: null,
    tts: body.tts === true,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    type: 0,
    flags: number(body.flags) & (SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2),
    ...(body.nonce !== undefined && body.nonce !== null && { nonce: String(body.nonce) }),
  }
  Object.assign(message, writing.extra)
  if (seenBy !== undefined) message.flags = number(message.flags) | EPHEMERAL
  if (waiting) message.flags = number(message.flags) | LOADING
  const entry: Entry = {
    message,
    channel: room.channel.id,
    attachments: [],
    dismissed: false,
    waiting,
    ...(seenBy !== undefined && { seenBy }),
    ...(usedBy && { usedBy }),
  }
  fill(world, entry, body, uploads)
  addEntry(world, room, entry)
  return entry
}

/** Changes a message: fields that the body leaves out stay, null empties. The body must have passed the rules. */
export function changeMessage(world: World, room: Room, entry: Entry, body: Json, uploads: readonly Upload[]): void {
  const { message } = entry
  const kept = number(message.flags) & ~LOADING
  message.flags =
    body.flags === undefined || body.flags === null
      ? kept
      : (kept & ~SUPPRESS_EMBEDS) | (number(body.flags) & (SUPPRESS_EMBEDS | COMPONENTS_V2))
  // The first edit of a deferred answer is its arrival, not a change to it.
  if (!entry.waiting) message.edited_timestamp = new Date(now(world)).toISOString()
  entry.waiting = false
  fill(world, entry, body, uploads)
  world.events.emit('message', room.channel.id, entry)
}

/** What an edit is judged against. */
export const existing = ({ message, attachments }: Entry): Existing => ({
  flags: number(message.flags),
  content: message.content,
  embeds: message.embeds,
  components: message.components ?? [],
  attachments,
})

/** The names under which uploads will be stored, in order. */
export const fileNames = (body: Json, uploads: readonly Upload[]): string[] =>
  uploads.map(({ name }, index) => storedName(text(described(body, String(index)).filename) || name))

/** Discord keeps letters, digits, dashes, dots and underscores: a reference to any other name finds nothing. */
const storedName = (name: string): string => name.replace(/\s/g, '_').replace(/[^\p{L}\p{N}._-]/gu, '') || 'file'

const described = (body: Json, id: string): Json =>
  record(list(body.attachments).find((one) => String(record(one).id) === id))

function fill(world: World, entry: Entry, body: Json, uploads: readonly Upload[]): void {
  const { message } = entry
  for (const { id } of entry.attachments) if (!keeps(body, id)) world.files.delete(id)
  const names = fileNames(body, uploads)
  const added = uploads.map((upload, index) =>
    store(world, entry, { ...upload, name: names[index] ?? upload.name }, described(body, String(index))),
  )
  entry.attachments = [...entry.attachments.filter(({ id }) => keeps(body, id)), ...added]
  const byUrl = new Map(entry.attachments.map((one) => [`attachment://${one.filename}`, one]))
  if (body.content !== undefined) message.content = text(body.content).trim()
  if (body.embeds !== undefined)
    Object.assign(message, { embeds: list(body.embeds).map((one) => dressEmbed(record(one), byUrl)) })
  if (body.components !== undefined) Object.assign(message, { components: dress(list(body.components), byUrl) })
  if (entry.attachments.length === 0) message.attachments = []
  else {
    const shown = JSON.stringify(message.components)
    message.attachments = entry.attachments.filter(({ url }) => !shown.includes(url))
  }
}

function store(world: World, entry: Entry, { name, type, bytes }: Upload, { description, title }: Json): APIAttachment {
  const id = newId(world)
  // What the sender says about a file's type is ignored: Discord goes by the file, and a page must not be served from here.
  const known = imageTypes[extname(name).toLowerCase()]
  world.files.set(id, { name, type: known ?? 'application/octet-stream', bytes })
  const url = `${world.origin}/attachments/${entry.channel}/${id}/${encodeURIComponent(name)}`
  return {
    id,
    filename: name,
    size: bytes.byteLength,
    url,
    proxy_url: url,
    content_type: known ?? type,
    ...pngSize(bytes),
    ...(typeof description === 'string' && { description }),
    ...(typeof title === 'string' && { title }),
    ...(entry.seenBy !== undefined && { ephemeral: true }),
  }
}

const imageTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
}

/** Width and height out of a PNG's header, https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

type Attachments = ReadonlyMap<string, APIAttachment>

/** Components as Discord gives them back: numbered, with defaults, media unfurled. */
export function dress(components: readonly unknown[], attachments: Attachments = new Map()): Json[] {
  const taken = new Set<number>()
  collectIds(components, taken)
  let next = 1
  const numbered = (id: unknown): number => {
    if (typeof id === 'number' && id > 0) return id
    while (taken.has(next)) next++
    return next++
  }
  const one = (node: Json): Json => {
    const dressed: Json = { ...defaults[number(node.type)], ...node, id: numbered(node.id) }
    for (const key in dressed) if (dressed[key] === null && key !== 'accent_color') delete dressed[key]
    if (Array.isArray(node.components)) dressed.components = node.components.map((inner) => one(record(inner)))
    if (isRecord(node.component)) dressed.component = one(node.component)
    if (isRecord(node.accessory)) dressed.accessory = one(node.accessory)
    if (node.type === 11) dressed.media = unfurl(node.media, attachments)
    if (node.type === 12) {
      dressed.items = list(node.items).map((item) => {
        const { media, ...rest } = record(item)
        return { description: null, spoiler: false, ...rest, media: unfurl(media, attachments) }
      })
    }
    if (node.type === 13) {
      const file = attachments.get(text(record(node.file).url))
      Object.assign(dressed, {
        file: unfurl(node.file, attachments),
        name: file?.filename ?? null,
        size: file?.size ?? null,
      })
    }
    return dressed
  }
  return components.map((node) => one(record(node)))
}

const menu = { min_values: 1, max_values: 1, disabled: false }
const defaults: Record<number, Json> = {
  ...{ 3: menu, 5: menu, 6: menu, 7: menu, 8: menu },
  11: { spoiler: false },
  13: { spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
}

function collectIds(components: readonly unknown[], into: Set<number>): void {
  for (const node of components.map(record)) {
    if (typeof node.id === 'number') into.add(node.id)
    collectIds(list(node.components), into)
    collectIds([node.accessory, node.component].filter(isRecord), into)
  }
}

function unfurl(media: unknown, attachments: Attachments): Json {
  const given = record(media)
  const file = attachments.get(text(given.url))
  if (!file) return { proxy_url: given.url, width: null, height: null, content_type: null, ...given }
  const { id, url, proxy_url, content_type, width = null, height = null } = file
  return { id, url, proxy_url, width, height, content_type, attachment_id: id }
}

function dressEmbed(embed: Json, attachments: Attachments): Json {
  const dressed: Json = { ...embed, type: 'rich' }
  for (const field of ['image', 'thumbnail']) {
    if (isRecord(embed[field])) dressed[field] = unfurl(embed[field], attachments)
  }
  return dressed
}
