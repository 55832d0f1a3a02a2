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
import { codeOf, refusal } from './refusal.ts'

/** JSON and the files that go with it. */
export interface Sending {
  readonly body: unknown
  readonly files?: readonly { readonly name: string; readonly data: Uint8Array }[]
}

export interface Wire {
  /** The connections, for discord.js's REST too: a check-in finds one open, and no other host can be reached. */
  readonly dispatcher: Dispatcher
  /**
   * Makes a call of an interaction, at the latest at `until` on the process's own clock (`performance.now()`).
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
/** The longest that one answer is waited for, in milliseconds. */
const longest = 10_000

/** The fast way out to a Discord at `api`, an address without a version. */
export function makeWire(api: string): Wire {
  const { origin, pathname } = new URL(api)
  const base = `${pathname.replace(/\/$/, '')}/v${APIVersion}`
  const pool = new Pool(origin, {
    connections: 64,
    // Longer than people pause: an agent's default of four seconds makes each sparse call pay the handshakes again.
    keepAliveTimeout: 60_000,
    pipelining: 1,
    connect: { timeout: 3000 },
    maxResponseSize: 1_048_576,
  })

  async function attempt(method: 'POST' | 'PATCH' | 'DELETE', path: string, left: number, packed: Packed | undefined) {
    // In steps of half a second: a connection keeps its timer as long as the time is the same.
    const most = Math.ceil(Math.min(left, longest) / 500) * 500
    try {
      const { status, retryAfter, text } = await exchange(pool, {
        method,
        path: base + path,
        headers: { 'user-agent': DefaultUserAgent, ...(packed && { 'content-type': packed.type }) },
        body: packed?.bytes ?? null,
        headersTimeout: most,
        bodyTimeout: most,
      })
      if (status < 300) return { status, code: undefined, wait: 0 }
      const { code, retry_after } = parse(text)
      const seconds = typeof retry_after === 'number' ? retry_after : Number(retryAfter)
      return { status, code, wait: Number.isFinite(seconds) ? seconds * 1000 : Number.POSITIVE_INFINITY }
    } catch (error) {
      return { status: 0, code: codeOf(error), wait: 0 }
    }
  }

  return {
    dispatcher: pool,
    async call(method, path, until, sending) {
      const packed = sending && (await pack(sending))
      let lost = 0
      for (;;) {
        const left = until - performance.now()
        if (left <= 0) return 'late'
        const { status, code, wait } = await attempt(method, path, left, packed)
        if (status >= 200 && status < 300) return 'heard'
        if (late.has(code)) return 'late'
        if (code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) {
          // After a repetition it is our own first try that was taken.
          return lost > 0 ? 'heard' : 'late'
        }
        const busy = status === 429
        const pause = busy ? wait : pauses[lost]
        if ((!busy && status > 0 && status < 500) || pause === undefined) throw refusal(status, code)
        if (pause >= until - performance.now()) return 'late'
        if (!busy) lost++
        // It holds no process that wants to end.
        await sleep(pause, undefined, { ref: false })
      }
    },
    close: () => pool.destroy(),
  }
}

/** One call and its answer. Not `pool.request`: a stream for each empty answer is a fifth of what an answer costs. */
function exchange(pool: Pool, options: Dispatcher.DispatchOptions) {
  return new Promise<{ status: number; retryAfter: string | undefined; text: string }>((resolve, reject) => {
    let status = 0
    let retryAfter: string | undefined
    const chunks: Buffer[] = []
    pool.dispatch(options, {
      onConnect() {},
      onHeaders(code, headers) {
        status = code
        // Taken is taken, even if the rest of the answer, which nobody reads, is lost.
        if (code >= 200 && code < 300) resolve({ status, retryAfter, text: '' })
        else retryAfter = headerOf('retry-after', headers)
        return true
      },
      onData(chunk) {
        if (status >= 300) chunks.push(chunk)
        return true
      },
      onComplete: () => resolve({ status, retryAfter, text: Buffer.concat(chunks).toString() }),
      onError: reject,
    })
  })
}

/** A header's value in undici's flat list of names and values. */
function headerOf(name: string, headers: readonly Buffer[]): string | undefined {
  const at = headers.findIndex((header, place) => place % 2 === 0 && header.toString('latin1').toLowerCase() === name)
  return at < 0 ? undefined : headers[at + 1]?.toString('latin1')
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
