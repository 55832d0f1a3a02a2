/** What the page in the browser gets: its files, the state, a stream of events, and its acts; for this machine alone. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { act } from './acts.ts'
import type { Answer } from './errors.ts'
import { isRecord, number } from './json.ts'
import type { Act, PageEvent, PageMessage, PageState, Setting } from './protocol.ts'
import { locales } from './rules.ts'
import { type Entry, forward, mayEnter, now, pass, sees, type World } from './world.ts'

/** How far the clock can be moved at once, in milliseconds: a year. */
const longest = 366 * 86_400_000

const root = join(import.meta.dirname, 'page')

/** Nothing from elsewhere, and nothing of this page elsewhere. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Whether the browser was told to call this machine by its own name: a foreign name could be made to lead here. */
const isLoopback = ({ headers: { host = '' } }: IncomingMessage): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)

/** Whether the page itself calls, and not another website in the same browser. */
const isOwnPage = ({ headers: { host, origin, 'sec-fetch-site': site } }: IncomingMessage): boolean =>
  (origin === undefined || origin === `http://${host}`) && (site === undefined || /^(same-origin|none)$/.test(site))

/** Answers a call of the page, or gives one of its files. */
export async function answerPage(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const api = url.pathname.startsWith('/page/')
  if (!isLoopback(request) || (api && !isOwnPage(request))) return give(response, foreign)
  if (request.method === 'GET' && url.pathname === '/page/events') return streamEvents(world, request, response, url)
  if (api) return give(response, await answerCall(world, request, url))
  if (request.method !== 'GET' && request.method !== 'HEAD') return give(response, wrongMethod)
  return url.pathname.startsWith('/attachments/')
    ? giveAttachment(world, response, url)
    : givePageFile(world, request, response, url)
}

const foreign: Answer = { status: 403, body: { message: 'Only the practice page on this machine may ask.' } }
const wrongMethod: Answer = { status: 405, body: { message: 'There is nothing to do here.' } }

function give(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end()
  else response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function answerCall(world: World, request: IncomingMessage, url: URL): Promise<Answer> {
  const wrong = (message: string, status = 400): Answer => ({ status, body: { message } })
  const call = `${request.method} ${url.pathname}`
  if (call === 'GET /page/state') {
    const person = url.searchParams.get('person') ?? ''
    const known = world.people.has(person) || person === ''
    return known ? { status: 200, body: pageState(world, person) } : wrong('There is no such person.', 404)
  }
  if (call !== 'POST /page/act' && call !== 'POST /page/set') return wrong('There is no such call.', 404)
  const body = await readJson(request)
  if (body === undefined) return wrong('JSON is needed.', 415)
  if (call === 'POST /page/act') {
    return isAct(body) ? { status: 200, body: await act(world, body) } : wrong('There is no such act.')
  }
  if (!isSetting(body)) return wrong('There is no such setting.')
  if (body.set === 'clock') {
    await pass(world, body.forward)
    return { status: 204 }
  }
  const why = set(world, body)
  return why === undefined ? { status: 204 } : wrong(why)
}

/** What this person sees. An empty id stands for the first person. */
export function pageState(world: World, id: string): PageState {
  const person = id || (world.people.keys().next().value ?? '')
  const { application, gateway, inServer, people, rooms } = world
  const entered = [...rooms.values()].filter((room) => mayEnter(room, person))
  const commands = new Map([
    ...(world.commands.get('global') ?? []),
    ...(inServer ? (world.commands.get(world.guild.id) ?? []) : []),
  ])
  return {
    now: now(world),
    bot: {
      id: application.id,
      name: application.name,
      description: application.description,
      connected: gateway.connected || world.endpoint !== undefined,
      inServer,
    },
    people: [...people.values()],
    channels: entered.map(({ channel }) => channel),
    commands: [...commands.values()],
    invites: [...world.invites],
    messages: Object.fromEntries(
      entered.map((room) => [
        room.channel.id,
        [...room.entries.values()].filter((entry) => sees(room, entry, person)).map(pageMessage),
      ]),
    ),
    misbehaviour: world.misbehaviour,
    ...(world.notice !== undefined && { notice: world.notice }),
  }
}

const pageMessage = ({ message, seenBy, waiting, usedBy }: Entry): PageMessage => ({
  message,
  waiting,
  ...(seenBy !== undefined && { seenBy }),
  ...(usedBy && { usedBy }),
})

function streamEvents(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const person = url.searchParams.get('person') ?? ''
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
  response.write(': connected\n\n')
  const tell = (event: PageEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  const seen = (channel: string, entry: Entry) => {
    const room = world.rooms.get(channel)
    return room && sees(room, entry, person)
  }
  const onMessage = (channel: string, entry: Entry) => {
    if (seen(channel, entry)) tell({ type: 'message', channel, entry: pageMessage(entry) })
  }
  const onRemoved = (channel: string, id: string, entry: Entry) => {
    // A message put away is no longer seen, but its going must be.
    if (seen(channel, { ...entry, dismissed: false })) tell({ type: 'removed', channel, id })
  }
  const onState = () => tell({ type: 'state' })
  world.events.on('message', onMessage).on('removed', onRemoved).on('state', onState)
  request.on('close', () => world.events.off('message', onMessage).off('removed', onRemoved).off('state', onState))
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    // A form of five fields holds 20,000 characters at most.
    if (size > 1_000_000) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}

const words = (value: unknown, ...keys: string[]): boolean =>
  isRecord(value) && keys.every((key) => typeof value[key] === 'string')

function isAct(value: unknown): value is Act {
  if (!isRecord(value) || !words(value, 'person', 'channel')) return false
  switch (value.do) {
    case 'command':
      return words(value, 'name') && isRecord(value.options)
    case 'suggest':
      return words(value, 'name', 'focus') && isRecord(value.options)
    case 'press':
      return words(value, 'message', 'customId') && (value.values === undefined || areWords(value.values))
    case 'submit':
      return words(value, 'form') && isRecord(value.fields)
    case 'dismiss':
      return words(value, 'message')
    default:
      return false
  }
}

const areWords = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string')

function isSetting(value: unknown): value is Setting {
  if (!isRecord(value)) return false
  switch (value.set) {
    case 'locale':
      return words(value, 'person', 'locale')
    case 'refusesDms':
      return words(value, 'person') && typeof value.refuses === 'boolean'
    case 'botMayPost':
      return words(value, 'channel') && typeof value.may === 'boolean'
    case 'inServer':
      return typeof value.installed === 'boolean'
    case 'misbehaviour':
      return isRecord(value.misbehaviour)
    case 'drop':
      return value.how === undefined || ['cut', 'asked', 'forgotten'].includes(String(value.how))
    case 'clock':
      return Number.isInteger(value.forward) && number(value.forward) >= 0 && number(value.forward) <= longest
    default:
      return false
  }
}

/** Changes something about the world at once; gives why not, if it cannot. */
export function set(world: World, setting: Setting): string | undefined {
  switch (setting.set) {
    case 'locale':
    case 'refusesDms': {
      const person = world.people.get(setting.person)
      if (!person) return 'There is no such person.'
      if (setting.set === 'locale') {
        if (!locales.has(setting.locale)) return 'Discord has no such locale.'
        person.locale = setting.locale
      } else person.refusesDms = setting.refuses
      break
    }
    case 'botMayPost': {
      const channel = world.rooms.get(setting.channel)?.channel
      if (!channel) return 'There is no such channel.'
      channel.botMayPost = setting.may
      break
    }
    case 'inServer':
      world.inServer = setting.installed
      break
    case 'misbehaviour': {
      const { slow, rateLimited, failing, lost, expiredTokens } = { ...world.misbehaviour, ...setting.misbehaviour }
      const counts = [slow, rateLimited, failing, lost]
      if (counts.some((count) => !(number(count) >= 0)) || typeof expiredTokens !== 'boolean')
        return 'That is no misbehaviour.'
      Object.assign(world.misbehaviour, { slow, rateLimited, failing, lost, expiredTokens })
      break
    }
    case 'drop':
      world.gateway.drop(setting.how ?? 'cut')
      return undefined
    case 'clock':
      forward(world, setting.forward)
      return undefined
  }
  world.events.emit('state')
  return undefined
}

function giveAttachment(world: World, response: ServerResponse, url: URL): void {
  const id = url.pathname.split('/')[3]
  const file = world.files.get(id ?? '')
  if (!file) {
    response.writeHead(404, headers).end()
    return
  }
  const shown = file.type.startsWith('image/')
  const disposition = shown ? 'inline' : 'attachment'
  response.writeHead(200, { ...headers, 'content-type': file.type, 'content-disposition': disposition }).end(file.bytes)
}

async function givePageFile(world: World, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { host } = request.headers
  const home = new URL(world.origin)
  // Opened as localhost, the page could not show pictures, whose addresses have the number: another origin to a browser.
  if (url.pathname === '/' && host !== home.host && host?.endsWith(`:${home.port}`)) {
    response.writeHead(302, { ...headers, location: `${world.origin}/` }).end()
    return
  }
  const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1)
  const path = join(root, name)
  const type = types[extname(path)]
  // `URL` has already resolved dots and leaves escapes alone, which are names of nothing here.
  const bytes = type && path.startsWith(root + sep) ? await readFile(path).catch(() => undefined) : undefined
  if (bytes) response.writeHead(200, { ...headers, 'content-type': type }).end(bytes)
  else
    response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file.')
}
