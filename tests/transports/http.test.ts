/** The signed endpoint: the contract, and what the world may throw at it. */

import { generateKeyPairSync, sign } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { toYou } from '../../src/core/reply.ts'
import type { Speaker } from '../../src/core/speaker.ts'
import { makeHttp, type Site } from '../../src/transports/http.ts'
import { makeSignatureCheck } from '../../src/transports/signature.ts'
import { registered, transportContract } from '../contracts/transport.ts'
import { give, startPeer } from './peer.ts'

const quiet: Site = { unready: () => undefined, page: () => undefined, onDeauthorized: async () => {} }

transportContract('HTTP', async (practice, answer, onRefused) => {
  const { token, api } = practice
  const http = makeHttp({ token, api, host: '127.0.0.1', port: 0, onRefused, clock: practice.now }, quiet, (error) => {
    throw error
  })
  await http.register(practice.applicationId, registered)
  await http.open(answer)
  await practice.deliverTo(`http://127.0.0.1:${http.port()}/`)
  return { direct: http.direct, close: () => http.close() }
})

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const hex = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
const seconds = (ago = 0) => `${Math.floor(Date.now() / 1000) - ago}`

function signed(body: string, timestamp = seconds()): Record<string, string> {
  const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString('hex')
  return { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp }
}

const ping = JSON.stringify({ type: 1, id: '1', token: 'token', application_id: '7' })
const command = (id: string) => {
  const data = { id: '5', name: 'try', type: 1 }
  return JSON.stringify({ type: 2, id, token: 'token', application_id: '7', data, user: { id: '9' }, channel_id: '3' })
}
const say = (words: string) => toYou({ kind: 'text', text: words })

interface Opened {
  readonly url: string
  readonly troubles: unknown[]
  post(body: string, headers?: Record<string, string>, path?: string): Promise<Response>
  close(): Promise<void>
}

async function opened(
  answer: (speaker: Speaker) => Promise<void> = async () => {},
  site: Partial<Site> = {},
  api = 'http://127.0.0.1:1/api',
): Promise<Opened> {
  const troubles: unknown[] = []
  const options = { token: 'token', api, host: '127.0.0.1', port: 0, publicKey: hex }
  const http = makeHttp(options, { ...quiet, ...site }, (error) => troubles.push(error))
  onTestFinished(() => http.close())
  await http.open((_, speaker) => answer(speaker))
  const url = `http://127.0.0.1:${http.port()}`
  return {
    url,
    troubles,
    post: (body, headers = signed(body), path = '/') => fetch(url + path, { method: 'POST', body, headers }),
    close: () => http.close(),
  }
}

describe('the signature', () => {
  test('a PING is acknowledged on both paths', async () => {
    const { post } = await opened()
    for (const path of ['/', '/interactions']) {
      const pong = await post(ping, signed(ping), path)
      expect([pong.status, pong.headers.get('content-type'), await pong.json()]).toEqual([
        200,
        'application/json',
        { type: 1 },
      ])
    }
  })

  test.each([
    ['none', {}],
    ['no timestamp', { 'x-signature-ed25519': signed(ping)['x-signature-ed25519'] ?? '' }],
    ['no signature', { 'x-signature-timestamp': seconds() }],
    ['one of another body', signed(`${ping} `)],
    ['one too old', signed(ping, seconds(900))],
    ['one too new', signed(ping, seconds(-900))],
    ['a timestamp that is no number', signed(ping, 'NaN')],
    ['one too short', { ...signed(ping), 'x-signature-ed25519': 'ab' }],
  ])('%s is refused, and nothing is answered', async (_, headers) => {
    let answered = 0
    const { post } = await opened(async () => void answered++)
    for (const path of ['/', '/interactions', '/events']) expect((await post(ping, headers, path)).status).toBe(401)
    expect(answered).toBe(0)
  })

  test('no single changed byte of it, of the timestamp or of the body passes', () => {
    const isSigned = makeSignatureCheck(hex)
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (...args) => {
          const [body, place, flip] = args
          const timestamp = '1700000000'
          const now = 1_700_000_000_000
          const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), privateKey)
          const check = (s: Uint8Array, t: Uint8Array, b: Uint8Array) =>
            isSigned(Buffer.from(s).toString('hex'), Buffer.from(t).toString('latin1'), b, now)
          const flipped = (bytes: Uint8Array) =>
            bytes.map((byte, at) => (at === place % bytes.length ? byte ^ flip : byte))
          const given = Buffer.from(timestamp)
          expect(check(signature, given, body)).toBe(true)
          expect(check(flipped(signature), given, body)).toBe(false)
          expect(check(signature, flipped(given), body)).toBe(false)
          expect(check(signature, given, flipped(body))).toBe(false)
        },
      ),
    )
  })

  test('holds for five minutes, whichever clock is behind', () => {
    const isSigned = makeSignatureCheck(hex)
    const { 'x-signature-ed25519': signature } = signed(ping, '1700000000')
    const at = (seconds: number) =>
      isSigned(signature, '1700000000', Buffer.from(ping), (1_700_000_000 + seconds) * 1000)
    expect([-301, -300, 0, 300, 301].map(at)).toEqual([false, true, true, true, false])
  })

  test('what is no key keeps the server from opening', async () => {
    const http = makeHttp(
      { token: 't', api: 'http://127.0.0.1:1/api', host: '127.0.0.1', port: 0, publicKey: 'no' },
      quiet,
      () => {},
    )
    await expect(http.open(async () => {})).rejects.toThrow('the public key must be 64 hexadecimal digits')
    await http.close()
  })
})

describe('an interaction', () => {
  test('is answered in the response, without a call to Discord', async () => {
    const peer = await startPeer((response) => give(response, 204))
    const { post } = await opened(async (speaker) => void (await speaker.say(say('hi'), new Map())), {}, peer.api)
    const response = await post(command('1'))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ type: 4, data: { components: [{ content: 'hi' }] } })
    expect(peer.calls).toEqual([])
  })

  test('is answered by the callback where more is sure to follow', async () => {
    const peer = await startPeer((response) => give(response, 204))
    const { post, close } = await opened(
      async (speaker) => {
        await speaker.wait('new', 'you')
        await speaker.say(say('hi'), new Map())
      },
      {},
      peer.api,
    )
    const response = await post(command('1'))
    expect([response.status, await response.text()]).toEqual([202, ''])
    await close()
    expect(peer.calls).toEqual([
      'POST /api/v10/interactions/1/token/callback',
      'PATCH /api/v10/webhooks/7/token/messages/%40original',
    ])
  })

  test('is followed up even where Discord learns of the token a moment after the response', async () => {
    const peer = await startPeer((response, before) =>
      before < 2 ? give(response, 404, { code: 10015 }) : give(response, 200, {}),
    )
    const heard: string[] = []
    const { post, close } = await opened(
      async (speaker) => {
        heard.push(await speaker.say(say('one'), new Map()))
        heard.push(await speaker.say(say('two'), new Map()))
      },
      {},
      peer.api,
    )
    expect((await post(command('1'))).status).toBe(200)
    await close()
    expect(heard).toEqual(['heard', 'heard'])
    expect(peer.calls).toHaveLength(3)
  })

  test('is answered once, however often it is delivered', async () => {
    let answered = 0
    const { post } = await opened(async (speaker) => {
      answered++
      await speaker.say(say('hi'), new Map())
    })
    const [first, second, other] = [await post(command('1')), await post(command('1')), await post(command('2'))]
    expect([first.status, second.status, await second.text(), other.status]).toEqual([200, 202, '', 200])
    expect(answered).toBe(2)
  })

  test('whose caller has hung up is late', async () => {
    const responses: ServerResponse[] = []
    const starts = channel('http.server.request.start')
    const seen = (message: unknown) => void responses.push((message as { response: ServerResponse }).response)
    starts.subscribe(seen)
    onTestFinished(() => void starts.unsubscribe(seen))
    const { promise: heard, resolve } = Promise.withResolvers<string>()
    const body = command('1')
    const { url } = await opened(async (speaker) => {
      const [response] = responses
      if (!response) throw new Error('there is no response')
      const closed = once(response, 'close')
      caller.destroy()
      await closed
      resolve(await speaker.say(say('hi'), new Map()))
    })
    const caller = request(url, { method: 'POST', headers: signed(body) }).on('error', () => {})
    caller.end(body)
    expect(await heard).toBe('late')
  })

  test('that nobody answers is told as a failure', async () => {
    const { post } = await opened()
    expect((await post(command('1'))).status).toBe(500)
  })
})

describe('the server', () => {
  test('reads a million bytes and no more, announced or not', async () => {
    const { post, url } = await opened()
    const body = (size: number) => `${ping}${' '.repeat(size - ping.length)}`
    expect((await post(body(1_000_000))).status).toBe(200)
    expect((await post(body(1_000_001))).status).toBe(413)
    const chunked = request(url, { method: 'POST', headers: signed('') })
    for (let n = 0; n < 20; n++) chunked.write(' '.repeat(100_000))
    chunked.end()
    const [{ statusCode }] = await once(chunked, 'response')
    expect(statusCode).toBe(413)
  })

  test('knows its paths and their methods', async () => {
    const { url } = await opened()
    const status = async (method: string, path: string) => (await fetch(url + path, { method })).status
    expect(await status('GET', '/')).toBe(405)
    expect(await status('POST', '/health')).toBe(405)
    expect(await status('HEAD', '/health')).toBe(200)
    expect(await status('GET', '/health?x=1')).toBe(200)
    expect(await status('GET', '/nothing')).toBe(404)
    expect(await status('GET', '/health/')).toBe(404)
  })

  test('is ready when the bot says so', async () => {
    let why: string | undefined = 'store'
    const { url } = await opened(undefined, { unready: () => why })
    const ready = async () => {
      const response = await fetch(`${url}/ready`)
      return [response.status, await response.text()]
    }
    expect(await ready()).toEqual([503, 'store\n'])
    why = undefined
    expect(await ready()).toEqual([200, 'ready\n'])
  })

  test('shows the pages that there are, which may load nothing', async () => {
    const { url } = await opened(undefined, { page: (name) => (name === 'privacy' ? '<h1>Privacy</h1>' : undefined) })
    const page = await fetch(`${url}/privacy`)
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<h1>Privacy</h1>',
    ])
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await fetch(`${url}/terms`)).status).toBe(404)
  })

  test('is not kept open by a caller who never finishes', async () => {
    const { url, close, troubles } = await opened()
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    const gone = once(socket, 'close')
    await once(socket, 'connect')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
    // The server has it once it answers another caller on a later connection.
    await fetch(`${url}/health`)
    await close()
    await gone
    expect(troubles).toEqual([])
  })
})

describe('closing', () => {
  /** A caller as a proxy is one: a connection that is kept, on which requests are written piece by piece. */
  async function calling(url: string) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const heard = text(socket)
    await once(socket, 'connect')
    return { socket, heard }
  }
  const head = (body: string) =>
    Object.entries({ host: 'x', 'content-length': `${body.length}`, ...signed(body) }).reduce(
      (lines, [name, value]) => `${lines}${name}: ${value}\r\n`,
      'POST / HTTP/1.1\r\n',
    )
  /** Resolves when the server has all that was sent before: later callers have their answer. */
  const arrived = (url: string) => fetch(`${url}/health`)

  test('answers what has begun to come, though its body is still on the way', async () => {
    const { url, close } = await opened((speaker) => speaker.say(say('hi'), new Map()).then(() => {}))
    const { socket, heard } = await calling(url)
    const body = command('1')
    socket.write(`${head(body)}\r\n`)
    await arrived(url)
    const closed = close()
    socket.write(body)
    expect(await heard).toMatch(/^HTTP\/1\.1 200 .*"content":"hi"/s)
    await closed
  })

  test('tells a caller whose answer is under way that nothing more is taken on this connection', async () => {
    const { promise: waiting, resolve: go } = Promise.withResolvers<void>()
    const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>()
    const { url, close } = await opened(async (speaker) => {
      onAsked()
      await waiting
      await speaker.say(say('hi'), new Map())
    })
    const { socket, heard } = await calling(url)
    const body = command('1')
    socket.write(`${head(body)}\r\n${body}`)
    await asked
    const closed = close()
    go()
    expect(await heard).toMatch(/^HTTP\/1\.1 200 .*connection: close/is)
    await closed
  })
})

describe('an event', () => {
  const event = (type: string) =>
    JSON.stringify({ version: 1, application_id: '7', type: 1, event: { type, data: { user: { id: '9' } } } })
  const tell = async ({ post }: Opened, body: string) => (await post(body, signed(body), '/events')).status

  test('of somebody who removed the app is heard; others are only acknowledged', async () => {
    const gone: string[] = []
    const there = await opened(undefined, { onDeauthorized: async (user) => void gone.push(user) })
    expect(await tell(there, JSON.stringify({ version: 1, type: 0 }))).toBe(204)
    expect(await tell(there, event('APPLICATION_AUTHORIZED'))).toBe(204)
    expect(await tell(there, JSON.stringify({ type: 1, event: { type: 'APPLICATION_DEAUTHORIZED' } }))).toBe(204)
    expect(gone).toEqual([])
    expect(await tell(there, event('APPLICATION_DEAUTHORIZED'))).toBe(204)
    expect(gone).toEqual(['9'])
  })

  test('that could not be heeded is not acknowledged, so that Discord tells it again', async () => {
    const trouble = new Error('the store is out of reach')
    const there = await opened(undefined, { onDeauthorized: () => Promise.reject(trouble) })
    expect(await tell(there, event('APPLICATION_DEAUTHORIZED'))).toBe(500)
    expect(there.troubles).toEqual([trouble])
  })
})
