/**
 * The practice server: a Discord small enough to run beside the bot.
 *
 * REST v10 and gateway v10 on loopback for an unmodified discord.js client, and a page to use the bot from.
 */
import { createServer } from 'node:http'
import { act } from './acts.ts'
import { deauthorize, deliverByPost, setEndpoint } from './endpoint.ts'
import { openGateway } from './gateway.ts'
import { answerRest } from './http.ts'
import { writeMessage } from './messages.ts'
import { userOf } from './objects.ts'
import { answerPage, pageState, set } from './page-api.ts'
import type { Act, ActResult, PageState, Setting } from './protocol.ts'
import { type ClockListener, type Entry, newWorld, now, pass, type World, type WorldOptions } from './world.ts'

export interface PracticeOptions extends WorldOptions {
  /** 0 or absent: any free one. */
  port?: number
  /** Where to listen; 127.0.0.1 by default. The page answers loopback names only, wherever it listens. */
  host?: string
}

/** A running practice server. */
export interface Practice {
  /** The base for `DISCORD_API`, without a version. */
  api: string
  /** The page. */
  url: string
  /** The bot's token. */
  token: string
  applicationId: string
  /** The same as POST /page/act. */
  act(act: Act): Promise<ActResult>
  /** What this person sees now; the same as GET /page/state. An empty id stands for the first person. */
  state(person: string): PageState
  /** The same as POST /page/set, but the clock jumps. Throws on a person or channel that is not there. */
  set(setting: Setting): void
  /**
   * Posts interactions to this address instead of sending them over the gateway, and events to the other; by default
   * `/events` beside it. Rejects where they fail the checks that Discord makes.
   */
  deliverTo(interactions: string, events?: string): Promise<void>
  /** A person removes the app, and the bot is told. Whether it took notice. */
  deauthorize(person: string): Promise<boolean>
  /** A person writes an ordinary message; gives its id. The bot gets no event of it. */
  write(person: string, channel: string, words: string): string
  /** Shows these lines at the top of the page until others replace them; without lines it takes them away. */
  notice(text?: string): void
  /** Fires `message`, `removed`, `state` and `call` (a REST call was answered). */
  events: World['events']
  /** Waits until `look` finds something; it is asked now and after every event. */
  until<Found>(look: () => Found | undefined | false): Promise<Found>
  /** The message once it is there and no longer "is thinking". */
  settled(messageId: string): Promise<Entry>
  /** REST calls: how many, how many with 401, 403 or 429, and the latest ones, oldest first. */
  requests: Readonly<World['calls']>
  /** The practice clock, in milliseconds since 1970. */
  now(): number
  /** Lets milliseconds pass on it: in small steps, at each of which who listens to it finishes first. */
  pass(milliseconds: number): Promise<void>
  /** Tells each time the clock is moved on; gives a function that stops it. */
  onClock(listener: ClockListener): () => void
  /** Frees the port, cuts every connection, fails what still waits. */
  close(): Promise<void>
}

/** Starts a practice server. Rejects when the port is taken. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { port = 0, host = '127.0.0.1' } = options
  const world = newWorld(options)
  const gateway = openGateway(world)
  world.deliver = (interaction, payload) => {
    if (world.endpoint) void deliverByPost(world, world.endpoint.interactions, interaction, payload)
    else world.gateway.send('INTERACTION_CREATE', payload)
  }
  const server = createServer((request, response) => {
    const url = URL.parse(`http://practice${request.url}`)
    if (!url) return void response.writeHead(400).end()
    const answer = url.pathname.startsWith('/api/') ? answerRest : answerPage
    answer(world, request, response, url).catch((fault: unknown) => {
      // A caller who hangs up in the middle is no fault of ours.
      if (request.destroyed && !request.complete) return
      console.error('The practice server has a bug:', fault)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  // Longer than any client keeps a connection, so that it is never the server that closes one in use.
  server.keepAliveTimeout = 120_000
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/gateway')) gateway.upgrade(request, socket, head)
    else socket.destroy()
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  // Everywhere has no address of its own: loopback is one that reaches it.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  world.origin = `http://${name}:${address.port}`

  return {
    api: `${world.origin}/api`,
    url: `${world.origin}/`,
    token: world.application.token,
    applicationId: world.application.id,
    act: (deed) => act(world, deed),
    state: (person) => structuredClone(pageState(world, person)),
    set: (setting) => {
      const why = set(world, setting)
      if (why !== undefined) throw new Error(why)
    },
    deliverTo: (interactions, events = new URL('/events', interactions).href) =>
      setEndpoint(world, interactions, events),
    deauthorize: (person) => deauthorize(world, person),
    write: (personId, channel, words) => {
      const person = world.people.get(personId)
      const room = world.rooms.get(channel)
      if (!person || !room) throw new Error('There is no such person or channel.')
      const writing = { body: { content: words }, uploads: [], extra: { author: userOf(person) } }
      return writeMessage(world, room, writing).message.id
    },
    notice: (text) => {
      world.notice = text
      world.events.emit('state')
    },
    events: world.events,
    until: (look) => until(world, look),
    settled: (id) =>
      until(world, () => {
        for (const { entries } of world.rooms.values()) {
          const entry = entries.get(id)
          if (entry && !entry.waiting) return entry
        }
        return undefined
      }),
    requests: world.calls,
    now: () => now(world),
    pass: (milliseconds) => pass(world, milliseconds),
    onClock: (listener) => {
      world.clockListeners.add(listener)
      return () => world.clockListeners.delete(listener)
    },
    close: async () => {
      gateway.close()
      for (const { pending } of world.interactions.values()) pending?.close()
      for (const timer of world.timers) clearTimeout(timer)
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
      world.events.removeAllListeners()
    },
  }
}

const watched = ['message', 'removed', 'state', 'call'] as const

function until<Found>({ events }: World, look: () => Found | undefined | false): Promise<Found> {
  return new Promise((resolve) => {
    const check = () => {
      const found = look()
      if (found === undefined || found === false) return
      for (const event of watched) events.off(event, check)
      resolve(found)
    }
    for (const event of watched) events.on(event, check)
    check()
  })
}
