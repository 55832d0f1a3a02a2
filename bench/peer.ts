/**
 * The other side of every benchmark: a Discord that costs almost nothing. It speaks just enough of the gateway and of REST
 * for a bot to start, sends interactions with a fixed number of them unanswered, and times the answers.
 *
 * Runs in a process of its own and is told what to do by messages. HTTP is read straight from the socket, since a web
 * framework here would be slower than the bots that are measured.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { applicationId, interaction, type What } from './payload.ts'

export type Order =
  /** How many servers the next bot that connects is told of. */
  | { do: 'servers'; count: number }
  /** Sends `count` interactions, `flight` of them unanswered at a time. */
  | { do: 'load'; what: What; count: number; flight: number; way: 'gateway' | { http: number } }
  /** Sends one interaction every `every` milliseconds; each answer is held back by half the round trip both ways. */
  | { do: 'sparse'; what: What; count: number; every: number; trip: number }
  /** Sends one interaction every `every` milliseconds, answered or not, and times its edit. */
  | { do: 'edits'; count: number; every: number }
  /** Waits for so many messages in channels; tells how long it took from the first to the last. */
  | { do: 'messages'; count: number }
  /** The round trip that every call pays from now on, in milliseconds; connecting pays it too. */
  | { do: 'trip'; trip: number }

export type News = { ready: true; rest: number; publicKey: string } | { connected: true } | { result: Result }

export interface Result {
  readonly answers: number
  readonly seconds: number
  /** Milliseconds from sending the interaction to its answer. */
  readonly middle: number
  readonly p99: number
  /** Calls to the REST side besides the first answers: edits, follow-ups, messages. */
  readonly others: number
}

const keys = generateKeyPairSync('ed25519')
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
let bot: WebSocket | undefined
let servers = 0
let trip = 0
let others = 0
const waiting = new Map<string, number>()
let answered: (id: string) => void = () => undefined
let edited: (id: string) => void = () => undefined
let posted: () => void = () => undefined

const gateway = new WebSocketServer({ port: 0, host: '127.0.0.1' })
gateway.on('connection', (socket) => {
  let sequence = 0
  const dispatch = (t: string, d: unknown) => socket.send(JSON.stringify({ op: 0, t, s: ++sequence, d }))
  socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }))
  socket.on('message', (data) => {
    const { op } = JSON.parse(String(data))
    if (op === 1) socket.send(JSON.stringify({ op: 11 }))
    if (op !== 2) return
    dispatch('READY', {
      v: 10,
      user: { id: applicationId, username: 'bench', discriminator: '0000', avatar: null, bot: true, flags: 0 },
      guilds: Array.from({ length: servers }, (_, at) => ({ id: serverId(at), unavailable: true })),
      session_id: 'bench',
      resume_gateway_url: gatewayUrl(),
      application: { id: applicationId, flags: 0 },
      shard: [0, 1],
    })
    for (let at = 0; at < servers; at += 1) dispatch('GUILD_CREATE', guild(at))
    bot = socket
    tell({ connected: true })
  })
})

const serverId = (at: number) => String(BigInt('900000000000000000') + BigInt(at))

/** A server of ordinary size: what Discord tells a bot without privileged intents. */
const guild = (at: number) => ({
  id: serverId(at),
  name: `Server ${at}`,
  owner_id: '800000000000000001',
  member_count: 120,
  large: false,
  unavailable: false,
  joined_at: '2026-01-01T00:00:00.000Z',
  features: [],
  emojis: Array.from({ length: 15 }, (_, n) => ({
    id: `${serverId(at)}${n}`,
    name: `emoji${n}`,
    roles: [],
    animated: false,
    available: true,
    managed: false,
    require_colons: true,
  })),
  stickers: [],
  roles: Array.from({ length: 12 }, (_, n) => ({
    id: n === 0 ? serverId(at) : `${BigInt(serverId(at)) * 100n + BigInt(n)}`,
    name: `role ${n}`,
    color: 0,
    hoist: false,
    position: n,
    permissions: '1071698660929',
    managed: false,
    mentionable: false,
    flags: 0,
  })),
  channels: Array.from({ length: 20 }, (_, n) => ({
    id: `${BigInt(serverId(at)) * 100n + BigInt(50 + n)}`,
    type: 0,
    name: `channel-${n}`,
    position: n,
    permission_overwrites: [],
    topic: 'What this channel is for',
    nsfw: false,
  })),
  members: [],
  presences: [],
  voice_states: [],
  threads: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
  verification_level: 1,
  default_message_notifications: 1,
  explicit_content_filter: 2,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  preferred_locale: 'en-US',
  system_channel_flags: 0,
})

const portOf = (server: { address(): unknown }) => (server.address() as { port: number }).port
const gatewayUrl = () => `ws://127.0.0.1:${portOf(gateway)}`

const empty = 'HTTP/1.1 204 No Content\r\n\r\n'
const json = (value: unknown) => {
  const body = JSON.stringify(value)
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
let messages = 0
const message = () =>
  json({
    id: String(BigInt('700000000000000000') + BigInt(++messages)),
    channel_id: '600000000000000001',
    author: { id: applicationId },
    content: '',
    timestamp: '2026-01-01T00:00:00.000Z',
    type: 0,
    attachments: [],
    embeds: [],
    components: [],
    mentions: [],
    mention_roles: [],
    pinned: false,
    tts: false,
    mention_everyone: false,
    edited_timestamp: null,
  })

/** The answer to one call. Discord's callbacks are answered with 204, messages with the message. */
function respond(method: string, path: string): string {
  if (path.endsWith('/callback')) {
    const from = path.indexOf('/interactions/') + 14
    answered(path.slice(from, path.indexOf('/', from)))
    return empty
  }
  if (path.endsWith('/gateway/bot'))
    return json({
      url: gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
    })
  if (path.endsWith('/applications/@me'))
    return json({ id: applicationId, name: 'bench', description: '', verify_key: publicKey, bot_public: true })
  if (path.endsWith('/users/@me'))
    return json({ id: applicationId, username: 'bench', discriminator: '0000', bot: true })
  if (path.includes('/commands')) return json([])
  others += 1
  if (method === 'PATCH') edited(/\/webhooks\/\d+\/aW50ZXJhY3Rpb246(\d+)/.exec(path)?.[1] ?? '')
  if (method === 'POST' && path.endsWith('/messages')) posted()
  if (method === 'DELETE') return empty
  if (path.endsWith('/channels')) return json({ id: '600000000000000001', type: 1, recipients: [] })
  return message()
}

const rest = createServer((socket) => {
  socket.setNoDelay(true)
  let rest: Buffer = Buffer.alloc(0)
  // A new connection costs two trips before the first call (TCP and TLS), as it does on the way to Discord.
  let opened = trip === 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, 2 * trip))
  socket.on('error', () => undefined)
  socket.on('data', (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (;;) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = rest.toString('latin1', 0, end)
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length < end + 4 + length) return
      rest = rest.subarray(end + 4 + length)
      const [method = '', path = ''] = head.split(' ', 2)
      if (trip === 0) socket.write(respond(method, path.split('?')[0] ?? ''))
      else opened = opened.then(() => later(socket, method, path))
    }
  })
})

async function later(socket: Socket, method: string, path: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, trip / 2))
  const answer = respond(method, path.split('?')[0] ?? '')
  setTimeout(() => socket.write(answer), trip / 2)
}

let next = 0n
const newId = () => String(1_200_000_000_000_000_000n + ++next)

async function load({ what, count, flight, way }: Extract<Order, { do: 'load' }>): Promise<Result> {
  const took: number[] = []
  others = 0
  waiting.clear()
  const bodies = way === 'gateway' ? [] : signed(what, count, keys.privateKey)
  const agent = new Agent({ keepAlive: true, maxSockets: flight })
  const began = performance.now()
  await new Promise<void>((done) => {
    let sent = 0
    const send = () => {
      if (sent >= count) return
      sent += 1
      if (way === 'gateway') {
        const id = newId()
        waiting.set(id, performance.now())
        bot?.send(`{"op":0,"t":"INTERACTION_CREATE","s":${sent},"d":${interaction(id, what)}}`)
        return
      }
      const one = bodies[sent - 1]
      if (!one) return
      const at = performance.now()
      const call = httpRequest(
        { agent, host: '127.0.0.1', port: way.http, method: 'POST', path: '/interactions', headers: one.headers },
        (response) => {
          response.resume()
          response.on('end', () => settle(at))
        },
      )
      call.end(one.body)
    }
    const settle = (at: number) => {
      took.push(performance.now() - at)
      if (took.length === count) done()
      else send()
    }
    answered = (id) => {
      const at = waiting.get(id)
      if (at === undefined) return
      waiting.delete(id)
      settle(at)
    }
    for (let at = 0; at < flight; at += 1) send()
  })
  agent.destroy()
  return resultOf(took, (performance.now() - began) / 1000)
}

async function sparse({ what, count, every, trip: round }: Extract<Order, { do: 'sparse' }>): Promise<Result> {
  const took: number[] = []
  trip = round
  const began = performance.now()
  for (let sent = 0; sent < count; sent += 1) {
    const id = newId()
    const at = performance.now()
    const answer = new Promise<void>((resolve) => {
      answered = (one) => {
        if (one === id) resolve()
      }
    })
    // The interaction itself is half a trip on its way, and so is the answer when it is counted.
    await new Promise((resolve) => setTimeout(resolve, round / 2))
    bot?.send(`{"op":0,"t":"INTERACTION_CREATE","s":${sent + 1},"d":${interaction(id, what)}}`)
    await answer
    took.push(performance.now() - at)
    await new Promise((resolve) => setTimeout(resolve, every))
  }
  trip = 0
  return resultOf(took, (performance.now() - began) / 1000)
}

async function edits({ count, every }: Extract<Order, { do: 'edits' }>): Promise<Result> {
  const took: number[] = []
  const asked = new Map<string, number>()
  const began = performance.now()
  await new Promise<void>((done) => {
    edited = (id) => {
      const at = asked.get(id)
      if (at === undefined) return
      asked.delete(id)
      took.push(performance.now() - at)
      if (took.length === count) done()
    }
    let sent = 0
    const timer = setInterval(() => {
      // As many as should have gone out by now: a timer is late now and then.
      for (; sent < Math.min(count, (performance.now() - began) / every); sent += 1) {
        const id = newId()
        asked.set(id, performance.now())
        bot?.send(`{"op":0,"t":"INTERACTION_CREATE","s":${sent + 1},"d":${interaction(id, 'explain')}}`)
      }
      if (sent === count) clearInterval(timer)
    }, 1)
  })
  return resultOf(took, (performance.now() - began) / 1000)
}

async function messagesIn({ count }: Extract<Order, { do: 'messages' }>): Promise<Result> {
  const at: number[] = []
  others = 0
  await new Promise<void>((done) => {
    posted = () => {
      at.push(performance.now())
      if (at.length === count) done()
    }
  })
  const [first = 0] = at
  return resultOf(
    at.slice(1).map((one, index) => one - (at[index] ?? one)),
    ((at.at(-1) ?? first) - first) / 1000,
  )
}

function signed(what: What, count: number, key: KeyObject) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  return Array.from({ length: count }, () => {
    const body = Buffer.from(interaction(newId(), what))
    const signature = sign(
      null,
      Buffer.concat([Buffer.from(timestamp), body]),
      createPrivateKey(key.export({ format: 'pem', type: 'pkcs8' })),
    ).toString('hex')
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
    }
  })
}

function resultOf(took: number[], seconds: number): Result {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { answers: took.length, seconds, middle: at(0.5), p99: at(0.99), others }
}

const tell = (news: News) => process.send?.(news)

process.on('message', (order: Order) => {
  if (order.do === 'servers') servers = order.count
  if (order.do === 'trip') trip = order.trip
  if (order.do === 'load') void load(order).then((result) => tell({ result }))
  if (order.do === 'edits') void edits(order).then((result) => tell({ result }))
  if (order.do === 'messages') void messagesIn(order).then((result) => tell({ result }))
  if (order.do === 'sparse') void sparse(order).then((result) => tell({ result }))
})
process.on('disconnect', () => process.exit())
rest.listen(0, '127.0.0.1', () => tell({ ready: true, rest: portOf(rest), publicKey }))
