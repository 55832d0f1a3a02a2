/** A practice server for one test, with a plain discord.js client on it if asked for. */
import { Client, type ClientEvents, type Interaction } from 'discord.js'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/server.ts'

export interface Place {
  practice: Practice
  robin: string
  sasha: string
  /** The server's first channel. */
  general: string
  /** Robin's DM with the bot. */
  robinsDm: string
  sashasDm: string
}

export async function place(options: PracticeOptions = {}): Promise<Place> {
  const practice = await startPractice(options)
  onTestFinished(() => practice.close())
  const people = practice.state('').people.map(({ id }) => id)
  const [robin = '', sasha = ''] = people
  const channels = people.flatMap((id) => practice.state(id).channels)
  const dm = (person: string) => channels.find((channel) => channel.person === person)?.id ?? ''
  const general = channels.find(({ kind }) => kind === 'server')?.id ?? ''
  return { practice, robin, sasha, general, robinsDm: dm(robin), sashasDm: dm(sasha) }
}

/** The commands the tests use. */
export const commands = [
  {
    name: 'explain',
    description: 'Explains a pattern',
    integration_types: [0, 1],
    contexts: [0, 1, 2],
    options: [{ type: 3, name: 'topic', description: 'Which one', autocomplete: true }],
  },
  { name: 'server', description: 'Only in servers', integration_types: [0], contexts: [0] },
]

/** An unmodified client that answers with `answer`; its commands are registered. */
export async function client(
  { practice }: Place,
  answer: (interaction: Interaction) => unknown = () => {},
): Promise<Client<true>> {
  const made = new Client({ intents: [], rest: { api: practice.api } })
  onTestFinished(() => made.destroy())
  const ready = next(made, 'clientReady')
  await made.login(practice.token)
  const [inside] = await ready
  await inside.rest.put(`/applications/${practice.applicationId}/commands`, { body: commands })
  made.on('interactionCreate', answer)
  return inside
}

export const next = <Event extends keyof ClientEvents>(from: Client, event: Event): Promise<ClientEvents[Event]> =>
  new Promise((resolve) => from.once(event, (...values) => resolve(values)))

/** A REST call without any client. */
export async function call(
  { practice }: Place,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bot ${practice.token}` },
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${practice.api}/v10${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json: unknown = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}
  return { status: response.status, body: Object.assign({}, json), headers: response.headers }
}

/** What a person sees in a channel, as Discord's message JSON. */
export const screen = ({ practice }: Place, person: string, channel: string) =>
  (practice.state(person).messages[channel] ?? []).map(({ message }) => message)

export const use = (person: string, channel: string, name = 'explain', options: Record<string, string> = {}) =>
  ({ person, channel, do: 'command', name, options }) as const

export const button = (customId: string) => ({
  type: 1 as const,
  components: [{ type: 2 as const, style: 1 as const, label: 'Go', custom_id: customId }],
})

/** A gateway connection without any client. */
export interface Wire {
  /** The next frame that came and was not asked for yet. */
  frame(): Promise<Frame>
  send(op: number, d: unknown): void
  /** The code of the close frame, once there is one. */
  closed: Promise<number>
  cut(): void
}

export interface Frame {
  op: number
  t?: string | null
  s?: number
  d: Record<string, unknown>
}

export function wire({ practice }: Place): Wire {
  const socket = new WebSocket(`${practice.api.replace('http', 'ws').replace('/api', '/gateway')}/?v=10&encoding=json`)
  onTestFinished(() => socket.terminate())
  const came: Frame[] = []
  const asked: ((frame: Frame) => void)[] = []
  socket.on('message', (raw) => {
    const frame: Frame = JSON.parse(raw.toString())
    const first = asked.shift()
    if (first) first(frame)
    else came.push(frame)
  })
  return {
    frame: () => {
      const first = came.shift()
      return first ? Promise.resolve(first) : new Promise((resolve) => asked.push(resolve))
    },
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    closed: new Promise((resolve) => socket.once('close', resolve)),
    cut: () => socket.terminate(),
  }
}

export const identity = ({ practice }: Place) => ({ token: practice.token, intents: 0, properties: { os: 'linux' } })

/** A connection that has identified, with the commands registered. */
export async function identified(here: Place): Promise<Wire & { ready: Frame }> {
  const opened = wire(here)
  await opened.frame()
  opened.send(2, identity(here))
  const ready = await opened.frame()
  await call(here, 'PUT', `/applications/${here.practice.applicationId}/commands`, commands)
  return { ...opened, ready }
}
