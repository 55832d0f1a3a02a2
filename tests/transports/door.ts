/** The door of a gateway: it says hello, lets everybody in and tells them nothing more. A test can keep it shut. */
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

/** Somebody who waits before the door. */
export interface Knock {
  letIn(): void
  turnAway(): void
}

export interface Door {
  readonly api: string
  readonly port: number
  /** Who came in so far, by their tokens. */
  readonly came: readonly string[]
  /** The next who waits. */
  knock(): Promise<Knock>
  /** The next who is in. */
  entered(): Promise<WebSocket>
  /** The next who says who they are. */
  introduced(): Promise<WebSocket>
  close(): Promise<void>
}

/** @param how `port`: 0 for any free one; `shut`: nobody gets in before the test says so */
export async function openDoor({ port = 0, shut = false } = {}): Promise<Door> {
  const came: string[] = []
  const events = new EventEmitter<{ knock: [Knock]; entered: [WebSocket]; introduced: [WebSocket] }>()
  const server = createServer((_, response) => {
    const limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ url: `ws://${place()}`, shards: 1, session_start_limit: limit }))
  })
  const place = () => {
    const address = server.address()
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    const letIn = () => sockets.handleUpgrade(request, socket, head, greet)
    if (shut) events.emit('knock', { letIn, turnAway: () => socket.destroy() })
    else letIn()
  })
  function greet(socket: WebSocket): void {
    const send = (message: object) => socket.send(JSON.stringify(message))
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw))
      if (op !== 2 && op !== 6) return
      came.push(d.token)
      const ready = { session_id: 'one', resume_gateway_url: `ws://${place()}` }
      send(op === 2 ? { op: 0, s: 1, t: 'READY', d: ready } : { op: 0, s: 2, t: 'RESUMED', d: {} })
      events.emit('introduced', socket)
    })
    events.emit('entered', socket)
    send({ op: 10, d: { heartbeat_interval: 41_250 } })
  }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    api: `http://${place()}/api`,
    port: Number(place().split(':')[1]),
    came,
    knock: () => new Promise((resolve) => void events.once('knock', resolve)),
    entered: () => new Promise((resolve) => void events.once('entered', resolve)),
    introduced: () => new Promise((resolve) => void events.once('introduced', resolve)),
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
