/**
 * A pool of kept-alive connections to one host, for calls that each hurry: any number of calls in, their answers out.
 *
 * undici does the same, more generally, at a third more for a whole answer: docs/decisions/0013-connections-of-our-own.md.
 */
import { type Answer, type Connection, connect, type Outgoing } from './connection.ts'

export interface Call {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  /** ASCII without white space, as in a URL. */
  readonly path: string
  readonly content?: { readonly type: string; readonly bytes: Uint8Array } | undefined
  /** The latest time for the answer, on the process's own clock (`performance.now()`), kept to a quarter of a second. */
  readonly until: number
}

export interface Pool {
  /**
   * Resolves with whatever was answered. Rejects with the system's code (such as `ECONNRESET`) where nothing was, and with
   * `unsent` where there was not even a connection.
   */
  exchange(call: Call): Promise<Answer>
  /** Ends every connection, in use or not. */
  close(): void
}

/** Connections at most. What is more waits. */
const most = 64
/** How long a connection may rest, in milliseconds: longer than people pause, since a new one pays for the handshakes. */
const rest = 60_000
/** How often deadlines are looked at, in milliseconds: one clock for all, where each call would set and clear a timer. */
const often = 250

/** A pool for the host of this address; `userAgent` goes with every call. */
export function makePool({ origin, host }: URL, userAgent: string): Pool {
  const common = `host: ${host}\r\nuser-agent: ${userAgent}\r\n`
  const lanes = new Set<Lane>()
  /** The latest used last, so that those that are not needed get old. */
  const idle: Lane[] = []
  let waiting: Waiting[] = []
  let clock: NodeJS.Timeout | undefined
  let over: Error | undefined

  /** A connection, and the call that is out on it. */
  interface Lane {
    readonly connection: Connection
    out: Waiting | undefined
    /** When it is ended: the deadline of what is out, or the end of its rest. */
    until: number
  }

  function openLane(): Lane {
    const lane: Lane = {
      connection: connect(new URL(origin), {
        answered(answer) {
          lane.out?.resolve(answer)
          lane.out = undefined
        },
        free: () => use(lane),
        gone(error, made) {
          lanes.delete(lane)
          const at = idle.indexOf(lane)
          if (at >= 0) idle.splice(at, 1)
          lane.out?.reject(made ? error : Object.assign(error, { unsent: true }))
          if (waiting.length > 0) use(openLane())
          else if (lanes.size === 0) stopClock()
        },
      }),
      out: undefined,
      until: 0,
    }
    lanes.add(lane)
    clock ??= setInterval(look, often).unref()
    return lane
  }

  /** Sends what has waited longest, or lets it rest. */
  function use(lane: Lane): void {
    const next = waiting.shift()
    lane.out = next
    lane.until = next?.until ?? performance.now() + rest
    if (next) lane.connection.send(next)
    else idle.push(lane)
  }

  function look(): void {
    const now = performance.now()
    for (const lane of lanes) {
      if (lane.until > now) continue
      // It is told that it is gone a moment later, and nobody may take it meanwhile.
      const at = idle.indexOf(lane)
      if (at >= 0) idle.splice(at, 1)
      lane.connection.end(timedOut())
    }
    if (waiting.every(({ until }) => until > now)) return
    for (const { until, reject } of waiting) if (until <= now) reject(timedOut())
    waiting = waiting.filter(({ until }) => until > now)
  }

  function stopClock(): void {
    clearInterval(clock)
    clock = undefined
  }

  return {
    exchange: ({ method, path, content, until }) =>
      new Promise((resolve, reject) => {
        if (over) throw over
        // What is in a path comes from outside, and a line's end in it would begin another header.
        if (!/^[\x21-\x7e]+$/.test(path)) throw new TypeError('the path is not of a URL')
        const about = content
          ? `content-type: ${content.type}\r\ncontent-length: ${content.bytes.length}\r\n`
          : 'content-length: 0\r\n'
        const head = `${method} ${path} HTTP/1.1\r\n${common}${about}\r\n`
        waiting.push({ head, body: content?.bytes, until, resolve, reject })
        const lane = idle.pop() ?? (lanes.size < most ? openLane() : undefined)
        if (lane) use(lane)
      }),
    close() {
      over = Object.assign(new Error('the pool was closed'), { code: 'ECONNABORTED' })
      for (const { reject } of waiting) reject(over)
      waiting = []
      for (const { connection } of lanes) connection.end(over)
    },
  }
}

/** A call that is not out yet. */
interface Waiting extends Outgoing {
  readonly until: number
  resolve(answer: Answer): void
  reject(error: Error): void
}

const timedOut = (): Error => Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })
