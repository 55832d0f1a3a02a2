/**
 * The fast way out: calls that carry an interaction's own token, which are the first answer and what follows it.
 *
 * They go through one pool of kept-alive connections and not through discord.js's REST: its limit of 50 a second is not
 * meant for these routes, and it keeps a queue for each token for an hour, a third of a million of them at a hundred
 * answers a second. One answer is three calls at most, so what these routes need is little: wait where Discord says so,
 * try again where an answer got lost on the way.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { DefaultUserAgent } from '@discordjs/rest'
import { APIVersion, RESTJSONErrorCodes } from 'discord-api-types/v10'
import { type Dispatcher, Pool } from 'undici'
import type { Heard } from '../core/speaker.ts'
import { makePool } from './pool.ts'
import { codeOf, refusal } from './refusal.ts'

/** JSON and the files that go with it. */
export interface Sending {
  readonly body: unknown
  readonly files?: readonly { readonly name: string; readonly data: Uint8Array }[]
}

export interface Wire {
  /** What discord.js's REST calls over: it keeps connections as long, and no other host can be reached. */
  readonly dispatcher: Dispatcher
  /**
   * Makes a call of an interaction, at the latest at `until` on the process's own clock (`performance.now()`).
   * It is made again where Discord failed, and where its answer got lost unless that would post a message twice.
   * `late`: its time is over, somebody else has answered, or the message is gone.
   * @throws a refusal with status and code where Discord does not take it for any other reason
   */
  call(method: 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, until: number, sending?: Sending): Promise<Heard>
  /** Ends every connection, in use or not. */
  close(): Promise<void>
}

/** The time for an answer is over, or the message it speaks of is gone. */
const late = new Set<unknown>([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownMessage,
])

/** Pauses before another try where the answer got lost or Discord stumbled, in milliseconds. */
const pauses = [50, 150]
/** The shortest wait after a 429, whatever it says, in milliseconds, and how often one call waits: refused calls can ban an address. */
const leastWait = 50
const mostWaits = 5
/** The longest that one answer is waited for, in milliseconds. */
const longest = 10_000

/**
 * The fast way out to a Discord at `api`, an address without a version.
 * @param onBan hears of each call that whoever stands before Discord refuses, and for how many seconds, where that is said
 */
export function makeWire(api: string, onBan: (seconds: string | undefined) => void = () => {}): Wire {
  const address = new URL(api)
  const base = `${address.pathname.replace(/\/$/, '')}/v${APIVersion}`
  const pool = makePool(address, DefaultUserAgent)
  const dispatcher = new Pool(address.origin, {
    connections: 64,
    // Longer than people pause: an agent's default of four seconds makes each sparse call pay the handshakes again.
    keepAliveTimeout: 60_000,
    connect: { timeout: 3000 },
    maxResponseSize: 1_048_576,
  })

  async function attempt(method: 'POST' | 'PATCH' | 'DELETE', path: string, until: number, content?: Packed) {
    try {
      const most = Math.min(until, performance.now() + longest)
      const { status, retryAfter, text } = await pool.exchange({ method, path: base + path, content, until: most })
      if (status < 300) return { status, code: undefined, wait: 0 }
      const { code, retry_after } = parse(text)
      if (status === 429 && retry_after === undefined) onBan(retryAfter)
      const seconds = typeof retry_after === 'number' ? retry_after : Number(retryAfter)
      return { status, code, wait: Number.isFinite(seconds) ? seconds * 1000 : Number.POSITIVE_INFINITY }
    } catch (error) {
      return { status: 0, code: codeOf(error), wait: 0, unsent: error instanceof Error && 'unsent' in error }
    }
  }

  return {
    dispatcher,
    async call(method, path, until, sending) {
      const packed = sending && (await pack(sending))
      // Discord takes a first answer once, and an edit twice is one edit. What follows is posted as often as it is sent.
      const idempotent = !(method === 'POST' && path.startsWith('/webhooks/'))
      let lost = 0
      let waits = 0
      for (;;) {
        if (until <= performance.now()) return 'late'
        const { status, code, wait, unsent } = await attempt(method, path, until, packed)
        if (status >= 200 && status < 300) return 'heard'
        if (late.has(code)) return 'late'
        if (code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) {
          // After a repetition it is our own first try that was taken.
          return lost > 0 ? 'heard' : 'late'
        }
        const busy = status === 429
        // Where Discord says that it failed it most likely did, and help that never comes is worse than help that comes twice.
        const mayRepeat = idempotent || busy || unsent || status >= 500
        const pause = !busy ? pauses[lost] : waits < mostWaits ? Math.max(wait, leastWait) : undefined
        if (!mayRepeat || (!busy && status > 0 && status < 500) || pause === undefined) throw refusal(status, code)
        if (pause >= until - performance.now()) return 'late'
        if (busy) waits++
        else lost++
        // It holds no process that wants to end.
        await sleep(pause, undefined, { ref: false })
      }
    },
    close() {
      pool.close()
      return dispatcher.destroy()
    },
  }
}

function parse(text: string): { code?: unknown; retry_after?: unknown } {
  try {
    return Object.assign({}, JSON.parse(text))
  } catch {
    // Whoever stands before Discord answers in HTML.
    return {}
  }
}

/** A body ready to go out. */
interface Packed {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * JSON, or a multipart form with `payload_json` and `files[n]` where there are files.
 * @see https://docs.discord.com/developers/reference#uploading-files
 */
function pack(sending: Sending): Packed | Promise<Packed> {
  return sending.files?.length ? packForm(sending) : { type: 'application/json', bytes: jsonOf(sending) }
}

/** What is sent again and again is put into bytes once; it goes with its sending. */
const packed = new WeakMap<Sending, Buffer>()

/** The body as JSON in UTF-8. */
export function jsonOf(sending: Sending): Buffer {
  const known = packed.get(sending)
  if (known) return known
  const bytes = Buffer.from(JSON.stringify(sending.body))
  packed.set(sending, bytes)
  return bytes
}

async function packForm({ body, files = [] }: Sending): Promise<Packed> {
  const json = JSON.stringify(body)
  const form = new FormData()
  form.set('payload_json', json)
  for (const [at, { name, data }] of files.entries()) form.set(`files[${at}]`, new File([new Uint8Array(data)], name))
  const written = new Response(form)
  return {
    type: written.headers.get('content-type') ?? '',
    bytes: Buffer.from(await written.arrayBuffer()),
  }
}
