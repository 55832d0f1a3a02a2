/**
 * How interactions arrive over HTTP: Discord posts them, signed, to an address of ours. The same server tells whether the
 * bot is well, hears who removed it, and shows the pages that Discord wants linked.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type APIInteraction,
  ApplicationWebhookEventType,
  ApplicationWebhookType,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10'
import { LRUCache } from 'lru-cache'
import type { Heard } from '../core/speaker.ts'
import { read } from '../discord/read.ts'
import { makeBanTeller } from './refusal.ts'
import { application, makeRest, ownAccount } from './rest.ts'
import { makeSignatureCheck } from './signature.ts'
import { byCallback, byWebhook, type First, type Follow, firstAnswer, makeSpeaker } from './speaker.ts'
import { type Answering, makeUnderWay, type Transport } from './transport.ts'
import { jsonOf, makeWire, type Sending } from './wire.ts'

export interface HttpOptions {
  readonly token: string
  /** REST base without a version. */
  readonly api: string
  /** Where to listen. A server that ends TLS stands before it. */
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** 64 hexadecimal digits; asked of Discord where absent. */
  readonly publicKey?: string
  /** Hears Discord's code of every refused DM or message. */
  readonly onRefused?: (code: number) => void
  /** Hears that Discord does not accept the token any more. What needs none goes on: answers. */
  readonly onTokenRefused?: (why: Error) => void
  /** Milliseconds that only go forward; the process's own by default. */
  readonly clock?: () => number
}

const pong: Sending = { body: { type: InteractionResponseType.Pong } }

/** What the server tells and hears beside interactions. */
export interface Site {
  /** One word on why the bot is not ready to answer (`store`), or nothing. */
  unready(): Promise<string | undefined> | string | undefined
  /** A page as HTML, if there is one. */
  page(name: 'privacy' | 'terms'): string | undefined
  /** A person has removed the app. Discord tells it again later if this rejects. */
  onDeauthorized(user: string): Promise<void>
}

export interface Http extends Transport {
  /** The port it listens on; 0 before it does. */
  port(): number
}

/** The largest body that is read, in bytes: a form of five long fields is 100 kB at most. */
const largest = 1_000_000
/** How long an interaction's id is remembered, in milliseconds, and how many at most. */
const remembered = 15 * 60_000
const mostRemembered = 100_000
/** Pauses before asking again about a token that Discord does not know yet, in milliseconds. */
const settling = [150, 400, 1000]

/** An HTTP server that does not listen yet; its REST side works at once. */
export function makeHttp(options: HttpOptions, site: Site, onTrouble: (error: unknown) => void): Http {
  const { token, api, host, port, publicKey, onRefused, onTokenRefused = () => {} } = options
  const { clock = () => performance.now() } = options
  const onBan = makeBanTeller(onTrouble)
  const wire = makeWire(api, onBan)
  const { dispatcher } = wire
  const rest = makeRest({ token, api, dispatcher, onTokenRefused, onBan })
  const underWay = makeUnderWay()
  const isNew = makeMemory(clock)
  const responses = new Set<ServerResponse>()
  let closing = false
  let isSigned: ReturnType<typeof makeSignatureCheck> = () => false
  let answer: Answering = async () => {}

  const posts = new Map([
    ['/', interaction],
    ['/interactions', interaction],
    ['/events', event],
  ])
  const gets = new Map([
    ['/health', async (response: ServerResponse) => say(response, 200, 'ok')],
    ['/ready', ready],
    ['/privacy', async (response: ServerResponse) => show(response, site.page('privacy'))],
    ['/terms', async (response: ServerResponse) => show(response, site.page('terms'))],
  ])

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    if (closing) isLast(response)
    // From its first byte: one whose body is still on its way was taken, too.
    underWay.add(serve(request, response))
  })
  // Longer than proxies keep a connection, so that it is never the server that closes one in use.
  server.keepAliveTimeout = 75_000

  /** Resolves when the response is on its way, or cut, and nothing more is being done for it. */
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new Promise<void>((resolve) => response.once('close', resolve))
    responses.add(response)
    try {
      await respond(request, response)
    } catch (error) {
      // A caller who hangs up in the middle is no fault of ours.
      if (!(request.destroyed && !request.complete)) onTrouble(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
    await gone
    responses.delete(response)
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?')
    const get = gets.get(path)
    const post = posts.get(path)
    const { method } = request
    if (get) return method === 'GET' || method === 'HEAD' ? get(response) : say(response, 405, 'wrong method')
    if (!post) return say(response, 404, 'not found')
    if (method !== 'POST') return say(response, 405, 'wrong method')
    const body = await bodyOf(request)
    if (!body) return say(response, 413, 'too large')
    const { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp } = request.headers
    if (!isSigned(signature, timestamp, body, Date.now())) return say(response, 401, 'bad signature')
    return post(JSON.parse(body.toString()), response)
  }

  async function interaction(raw: APIInteraction, response: ServerResponse): Promise<void> {
    if (raw.type === InteractionType.Ping) return void (await give(response, pong))
    // A 202 is what Discord takes for "answered elsewhere", which is what has become of the first delivery.
    if (!isNew(raw.id)) return void response.writeHead(202).end()
    const { first, follow } = ways(raw, response)
    await answer(read(raw), makeSpeaker(raw, first, follow))
    // Nothing was said in time, or at all.
    if (!response.headersSent) response.writeHead(500).end()
  }

  /**
   * The first answer goes out in the response, which saves a journey. Not so where a call to the webhook comes right after
   * it, because Discord may not know the token yet, and not where files go with it, which Discord does not always take from
   * a response: then the response says 202, and the callback carries the answer.
   * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback
   */
  function ways(raw: APIInteraction, response: ServerResponse): { first: First; follow: Follow } {
    const arrived = clock()
    const asked = performance.now()
    const call = byCallback(wire, raw, asked)
    const webhook = byWebhook(wire, asked)
    let given = Number.NEGATIVE_INFINITY
    return {
      async first(callback, follows) {
        if (response.headersSent) return call(callback)
        if (response.closed || clock() - arrived >= firstAnswer) return 'late'
        if (follows || callback.files?.length) {
          response.writeHead(202).end()
          return call(callback)
        }
        given = clock()
        return give(response, callback)
      },
      async follow(...args) {
        for (const pause of settling) {
          const heard = await webhook(...args)
          if (heard === 'heard' || clock() - given > firstAnswer) return heard
          await sleep(pause, undefined, { ref: false })
        }
        return webhook(...args)
      },
    }
  }

  async function event(raw: unknown, response: ServerResponse): Promise<void> {
    const { type, event } = Object.assign({ type: undefined, event: undefined }, raw)
    if (type === ApplicationWebhookType.Event) {
      const user = removedBy(event)
      if (user !== undefined) await site.onDeauthorized(user)
    }
    response.writeHead(204, { 'content-type': 'application/json' }).end()
  }

  async function ready(response: ServerResponse): Promise<void> {
    const why = await site.unready()
    say(response, why === undefined ? 200 : 503, why ?? 'ready')
  }

  return {
    ...ownAccount(rest, onRefused),
    port: () => {
      const address = server.address()
      return typeof address === 'object' && address !== null ? address.port : 0
    },
    async open(answering) {
      answer = answering
      isSigned = makeSignatureCheck(publicKey ?? (await application(rest)).verify_key)
      server.listen(port, host)
      await once(server, 'listening')
      server.on('error', onTrouble)
    },
    async close(other = Promise.resolve()) {
      closing = true
      for (const response of responses) isLast(response)
      underWay.add(other)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await underWay.done()
      server.closeAllConnections()
      await closed
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
      await wire.close()
    },
  }
}

/** Nothing comes after this response: a connection that is kept would bring requests that nobody answers. */
function isLast(response: ServerResponse): void {
  response.shouldKeepAlive = false
}

/** Whether an id was not seen in the last quarter of an hour. */
function makeMemory(clock: () => number): (id: string) => boolean {
  const seen = new LRUCache<string, true>({
    max: mostRemembered,
    ttl: remembered,
    ttlResolution: 0,
    perf: { now: clock },
  })
  return (id) => {
    if (seen.has(id)) return false
    seen.set(id, true)
    return true
  }
}

/** The whole body; undefined where it is too large. It is read to its end even then, or the caller could not read why. */
function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largest) chunks.push(chunk)
    })
    request.on('end', () => resolve(size <= largest ? Buffer.concat(chunks) : undefined))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the caller hung up')))
  })
}

/** Sends JSON. `late`: the connection broke before all of it was on its way. */
function give(response: ServerResponse, sending: Sending): Promise<Heard> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? 'heard' : 'late'))
    const bytes = jsonOf(sending)
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length }
    response.writeHead(200, headers).end(bytes)
  })
}

const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

function say(response: ServerResponse, status: number, words: string): void {
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...common, ...type, ...(status === 405 && { allow: 'GET, POST' }) }).end(`${words}\n`)
}

const pageHeaders = {
  ...common,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** A page that loads nothing and runs nothing. */
function show(response: ServerResponse, html: string | undefined): void {
  if (html === undefined) say(response, 404, 'not found')
  else response.writeHead(200, pageHeaders).end(html)
}

/** Who has removed the app, if that is what the event tells. */
function removedBy(event: unknown): string | undefined {
  const { type, data } = Object.assign({ type: undefined, data: undefined }, event)
  if (type !== ApplicationWebhookEventType.ApplicationDeauthorized) return undefined
  const { user } = Object.assign({ user: undefined }, data)
  const { id } = Object.assign({ id: undefined }, user)
  return typeof id === 'string' ? id : undefined
}
