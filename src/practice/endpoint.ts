/**
 * Delivery over HTTP: interactions and events posted to an address of the bot's, signed as Discord signs them.
 *
 * @see https://docs.discord.com/developers/interactions/overview
 * @see https://docs.discord.com/developers/events/webhook-events
 */
import { sign } from 'node:crypto'
import { isLate } from './acts.ts'
import { answerInteraction } from './callbacks.ts'
import { readForm } from './http.ts'
import { record } from './json.ts'
import { userOf } from './objects.ts'
import { type Interaction, newId, now, type World } from './world.ts'

/** How long the bot may take to answer a post, in milliseconds. */
const PATIENCE = 3000

/** Posts a body with Discord's headers; `forge` spoils the signature. */
async function post(
  { signing }: World,
  url: string,
  payload: unknown,
  { forge = false, signal }: { forge?: boolean; signal?: AbortSignal } = {},
): Promise<Response> {
  const body = JSON.stringify(payload)
  // Real time, not the practice clock: the bot holds it against its own.
  const timestamp = `${Math.floor(Date.now() / 1000)}`
  const signature = sign(null, Buffer.from(`${timestamp}${forge ? '0' : ''}${body}`), signing.secret)
  return fetch(url, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])]),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      'x-signature-ed25519': signature.toString('hex'),
      'x-signature-timestamp': timestamp,
    },
  })
}

/**
 * Delivers to these addresses from now on, after the checks that Discord makes when they are entered.
 * Rejects, and changes nothing, where one of them does not acknowledge a PING or lets a forged signature pass.
 */
export async function setEndpoint(world: World, interactions: string, events: string): Promise<void> {
  const about = { version: 1, application_id: world.application.id }
  const ping = { ...about, id: newId(world), token: 'ping', type: 1, entitlements: [] }
  const pong = await post(world, interactions, ping)
  if (pong.status !== 200 || record(await pong.json().catch(() => ({}))).type !== 1) {
    throw new Error(`The interactions endpoint did not acknowledge the PING: ${pong.status}.`)
  }
  const heard = await post(world, events, { ...about, type: 0 })
  if (heard.status !== 204) throw new Error(`The events endpoint did not acknowledge the PING: ${heard.status}.`)
  for (const [url, payload] of [
    [interactions, ping],
    [events, { ...about, type: 0 }],
  ] as const) {
    const { status } = await post(world, url, payload, { forge: true })
    if (status !== 401) throw new Error(`An endpoint answered a forged signature with ${status} instead of 401.`)
  }
  world.endpoint = { interactions, events }
  world.events.emit('state')
}

/** Posts an interaction; what the response carries is judged like a callback. */
export async function deliverByPost(
  world: World,
  url: string,
  interaction: Interaction,
  payload: unknown,
): Promise<void> {
  const over = new AbortController()
  const onClock = () => {
    if (isLate(world, interaction)) over.abort()
  }
  world.clockListeners.add(onClock)
  try {
    const response = await post(world, url, payload, { signal: over.signal })
    const bytes = Buffer.from(await response.arrayBuffer())
    // 202 without a body: the bot answers by the callback.
    if (response.status === 202 && bytes.byteLength === 0) return
    const form = response.status === 200 ? await readForm(response.headers.get('content-type') ?? '', bytes) : undefined
    if (!form) interaction.pending?.refused(`Its endpoint answered ${response.status}.`)
    else {
      const parts = [interaction.id, interaction.token]
      answerInteraction({ world, parts, query: new URLSearchParams(), ...form })
    }
  } catch {
    interaction.pending?.refused('Its endpoint gave no answer.')
  } finally {
    world.clockListeners.delete(onClock)
  }
}

/** A person removes the app. Whether the bot took notice. */
export async function deauthorize(world: World, personId: string): Promise<boolean> {
  const person = world.people.get(personId)
  if (!world.endpoint || !person) throw new Error('There is no endpoint, or no such person.')
  const event = {
    type: 'APPLICATION_DEAUTHORIZED',
    timestamp: new Date(now(world)).toISOString(),
    data: { user: userOf(person) },
  }
  const response = await post(world, world.endpoint.events, {
    version: 1,
    application_id: world.application.id,
    type: 1,
    event,
  })
  return response.status === 204
}
