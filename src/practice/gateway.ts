/**
 * Gateway v10: one session for the bot, which can be dropped and resumed.
 *
 * Uncompressed JSON only, which is what discord.js asks for by default. Guild events are not played: a client
 * without intents, the only kind this server is for, would not get them.
 *
 * @see https://docs.discord.com/developers/events/gateway
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { isRecord, type Json, number, record, text } from './json.ts'
import { botUser } from './objects.ts'
import type { World } from './world.ts'

const op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalidSession: 9, hello: 10, ack: 11 }
const close = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  alreadyAuthenticated: 4005,
}

/** Dispatches that can be replayed; a client that missed more has to identify anew. */
const DISPATCHES_KEPT = 2000

interface Session {
  id: string
  sequence: number
  /** The last dispatches, ready to send; the last one has number `sequence`. */
  sent: string[]
  socket: WebSocket | undefined
}

export interface Gateway {
  /** Takes over a socket that was opened at the gateway's address. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function openGateway(world: World): Gateway {
  const server = new WebSocketServer({ noServer: true })
  let session: Session | undefined

  const connected = (now: boolean) => {
    if (world.gateway.connected === now) return
    world.gateway.connected = now
    world.events.emit('state')
  }

  const dispatch = (to: Session, event: string, data: unknown) => {
    to.sequence++
    const frame = JSON.stringify({ op: op.dispatch, s: to.sequence, t: event, d: data })
    to.sent.push(frame)
    if (to.sent.length > 2 * DISPATCHES_KEPT) to.sent.splice(0, DISPATCHES_KEPT)
    to.socket?.send(frame)
  }

  const attach = (to: Session, socket: WebSocket) => {
    to.socket?.terminate()
    to.socket = socket
    connected(true)
  }

  const identify = (socket: WebSocket, data: Json) => {
    if (text(data.token).replace(/^Bot /, '') !== world.application.token)
      return socket.close(close.badToken, 'Authentication failed.')
    if (typeof data.intents !== 'number' || !isRecord(data.properties))
      return socket.close(close.decodeError, 'Error while decoding payload.')
    session?.socket?.close(4000)
    session = { id: randomBytes(16).toString('hex'), sequence: 0, sent: [], socket: undefined }
    attach(session, socket)
    dispatch(session, 'READY', {
      v: 10,
      user: { ...botUser(world), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: [],
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: `${world.origin.replace('http', 'ws')}/gateway`,
      shard: Array.isArray(data.shard) ? data.shard : [0, 1],
      application: { id: world.application.id, flags: 0 },
      _trace: [],
    })
  }

  const resume = (socket: WebSocket, data: Json) => {
    if (text(data.token).replace(/^Bot /, '') !== world.application.token)
      return socket.close(close.badToken, 'Authentication failed.')
    const missed = session ? session.sequence - number(data.seq) : -1
    if (!session || data.session_id !== session.id || missed < 0 || missed > session.sent.length) {
      return socket.send(JSON.stringify({ op: op.invalidSession, d: false }))
    }
    attach(session, socket)
    if (missed > 0) for (const frame of session.sent.slice(-missed)) socket.send(frame)
    dispatch(session, 'RESUMED', { _trace: [] })
  }

  const receive = (socket: WebSocket, raw: RawData) => {
    const message = parse(raw)
    if (!message) return socket.close(close.decodeError, 'Error while decoding payload.')
    const known = session?.socket === socket
    switch (message.op) {
      case op.heartbeat:
        return socket.send(JSON.stringify({ op: op.ack }))
      case op.identify:
        return known
          ? socket.close(close.alreadyAuthenticated, 'Already authenticated.')
          : identify(socket, record(message.d))
      case op.resume:
        return known
          ? socket.close(close.alreadyAuthenticated, 'Already authenticated.')
          : resume(socket, record(message.d))
      // Presence, voice and member requests: taken and without effect here.
      case 3:
      case 4:
      case 8:
        return known ? undefined : socket.close(close.notAuthenticated, 'Not authenticated.')
      default:
        return socket.close(close.unknownOpcode, 'Unknown opcode.')
    }
  }

  const lost = (socket: WebSocket) => {
    if (session?.socket !== socket) return
    session.socket = undefined
    connected(false)
  }

  server.on('connection', (socket) => {
    socket.on('message', (raw) => receive(socket, raw))
    socket.on('close', () => lost(socket))
    // A client that vanishes is a closed socket, which is handled; without a listener the error would be thrown.
    socket.on('error', () => socket.terminate())
    socket.send(JSON.stringify({ op: op.hello, d: { heartbeat_interval: 41_250, _trace: [] } }))
  })

  world.gateway.send = (event, data) => {
    if (session) dispatch(session, event, data)
  }
  world.gateway.drop = (how) => {
    const socket = session?.socket
    if (how === 'asked') return socket?.send(JSON.stringify({ op: op.reconnect, d: null }))
    if (socket) lost(socket)
    if (how === 'forgotten') session = undefined
    socket?.terminate()
  }

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function parse(raw: RawData): Json | undefined {
  try {
    const message: unknown = JSON.parse(raw.toString())
    return isRecord(message) ? message : undefined
  } catch {
    return undefined
  }
}
