/**
 * One kept-alive HTTP/1.1 connection: calls go out one at a time, and http-parser-js reads their answers.
 *
 * It knows no retries, no limits and no queue; `pool.ts` has those that every host needs, `wire.ts` those that are Discord's.
 */
import { type Socket, connect as tcp } from 'node:net'
import { connect as tls } from 'node:tls'
import { type HeaderInfo, HTTPParser } from 'http-parser-js'

/** A call as it goes out: everything before the body, and the body. */
export interface Outgoing {
  /** ASCII, up to and with the empty line. */
  readonly head: string
  readonly body: Uint8Array | undefined
}

export interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  /** The body of an answer from 300 on; of others it is not kept. */
  readonly text: string
}

/** Hears what becomes of the connection. */
export interface Hearer {
  /** The answer to the call that is out. The rest of the body of one below 300, which nobody reads, may still be on its way. */
  answered(answer: Answer): void
  /** The next call may go out. */
  free(): void
  /** It is over, and so is the call that was out. Told once. `made`: before that it was made, so the call may have arrived. */
  gone(error: Error, made: boolean): void
}

export interface Connection {
  /** Only while none is out. */
  send(call: Outgoing): void
  /** `error` says why, to the call that is out. */
  end(error: Error): void
}

/** How long a connection may take to be made, in milliseconds. */
const patience = 3000
/** The longest body of an answer that is read, in bytes: an error of Discord's has some hundred. */
const longest = 1_048_576

/** Opens a connection to this host, over TLS where the address says https. Calls may be sent at once. */
export function connect(origin: URL, hearer: Hearer): Connection {
  const socket = open(origin, () => {
    made = true
  })
  const parser = new HTTPParser(HTTPParser.RESPONSE)
  let read: Reading | undefined
  let why: Error | undefined
  let made = false

  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers, shouldKeepAlive }: HeaderInfo) => {
    // An answer to nothing, or a mere "go on".
    if (!read || statusCode < 200) return
    read.status = statusCode
    read.stays = shouldKeepAlive
    // Taken is taken, even if the rest of the answer is lost.
    if (statusCode < 300) hearer.answered({ status: statusCode, retryAfter: undefined, text: '' })
    else read.retryAfter = headerOf('retry-after', headers)
  }
  parser[HTTPParser.kOnBody] = (chunk: Buffer) => {
    if (!read) return
    read.length += chunk.length
    if (read.length > longest) socket.destroy(broken('the answer is too long'))
    else if (read.status >= 300) read.chunks.push(chunk)
  }
  parser[HTTPParser.kOnMessageComplete] = () => {
    if (read?.status === 0) return
    if (!read) return void socket.destroy()
    const { status, retryAfter, chunks, stays } = read
    read = undefined
    if (status >= 300) hearer.answered({ status, retryAfter, text: Buffer.concat(chunks).toString() })
    if (stays) hearer.free()
    else socket.destroy()
  }
  socket
    .on('data', (chunk) => {
      const left = parser.execute(chunk)
      if (left instanceof Error) socket.destroy(broken('the answer is no HTTP'))
    })
    // An answer without a length ends with the connection.
    .on('end', () => void parser.finish())
    .on('error', (error) => {
      why ??= error
    })
    .on('close', () => hearer.gone(why ?? broken('the connection was closed'), made))

  return {
    send({ head, body }) {
      read = { status: 0, retryAfter: undefined, length: 0, chunks: [], stays: false }
      const whole = Buffer.allocUnsafe(head.length + (body?.length ?? 0))
      whole.write(head, 'latin1')
      if (body) whole.set(body, head.length)
      socket.write(whole)
    },
    end(error) {
      why ??= error
      socket.destroy()
    },
  }
}

/** What was read of the answer to the call that is out; `status` is 0 until its headers are complete. */
interface Reading {
  status: number
  retryAfter: string | undefined
  length: number
  readonly chunks: Buffer[]
  stays: boolean
}

function open({ protocol, hostname, port }: URL, onMade: () => void): Socket {
  // The brackets of an IPv6 address belong to the URL alone.
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const secure = protocol === 'https:'
  const to = { host, port: Number(port) || (secure ? 443 : 80) }
  const socket = secure ? tls({ ...to, servername: host, ALPNProtocols: ['http/1.1'] }) : tcp(to)
  const late = () => socket.destroy(Object.assign(new Error('it took too long to connect'), { code: 'ETIMEDOUT' }))
  return socket
    .setNoDelay(true)
    .setTimeout(patience, late)
    .once(secure ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0)
      onMade()
    })
}

function headerOf(name: string, headers: readonly string[]): string | undefined {
  const at = headers.findIndex((header, place) => place % 2 === 0 && header.toLowerCase() === name)
  return at < 0 ? undefined : headers[at + 1]
}

const broken = (why: string): Error => Object.assign(new Error(why), { code: 'ECONNRESET' })
