/** The pool of connections, against hosts that speak HTTP in every way that is allowed, and in some that are not. */
import { once } from 'node:events'
import { createServer as createHttps } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import fc from 'fast-check'
import { generate } from 'selfsigned'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Call, makePool, type Pool } from '../../src/transports/pool.ts'

const soon = () => performance.now() + 3000

/** A host that hands over each head that arrives, with the socket to answer on. Bodies are counted by their length. */
async function startHost(heard: (socket: Socket, head: string, body: string) => void) {
  const sockets: Socket[] = []
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket)
    let read = ''
    socket.setEncoding('latin1').on('error', () => {})
    socket.on('data', (chunk) => {
      read += chunk
      for (;;) {
        const end = read.indexOf('\r\n\r\n') + 4
        const length = Number(/content-length: (\d+)/.exec(read)?.[1])
        if (end < 4 || read.length < end + length) return
        const [head, body] = [read.slice(0, end), read.slice(end, end + length)]
        read = read.slice(end + length)
        heard(socket, head, body)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the host does not listen')
  return { url: new URL(`http://127.0.0.1:${address.port}`), sockets, server }
}

function poolTo(url: URL): Pool {
  const pool = makePool(url, 'test')
  onTestFinished(() => pool.close())
  return pool
}

const call = (more: Partial<Call> = {}): Call => ({ method: 'POST', path: '/x', until: soon(), ...more })
const json = (text: string) => ({ type: 'application/json', bytes: Buffer.from(text) })

test('what goes out is plain HTTP/1.1, with the length of the body in bytes', async () => {
  let seen = ''
  const { url } = await startHost((socket, head, body) => {
    seen = `${head}${Buffer.from(body, 'latin1')}`
    socket.write('HTTP/1.1 204 No Content\r\n\r\n')
  })
  const pool = poolTo(url)
  expect(await pool.exchange(call({ content: json('"Zoë"') }))).toEqual({
    status: 204,
    retryAfter: undefined,
    text: '',
  })
  expect(seen.split('\r\n')).toEqual([
    'POST /x HTTP/1.1',
    `host: ${url.host}`,
    'user-agent: test',
    'content-type: application/json',
    'content-length: 6',
    '',
    '"Zoë"',
  ])
  await pool.exchange(call({ method: 'DELETE' }))
  expect(seen).toContain('DELETE /x HTTP/1.1\r\n')
  expect(seen).toContain('content-length: 0\r\n')
})

describe('an answer is read, however it comes', () => {
  const head = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\n'
  const answer = { status: 429, retryAfter: '7', text: 'slow down' }
  test.each([
    ['with a length', `${head}Content-Length: 9\r\n\r\nslow down`, answer],
    [
      'in chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nslow \r\n4;x=y\r\ndown\r\n0\r\nEtag: 1\r\n\r\n`,
      answer,
    ],
    ['after a "go on"', `HTTP/1.1 100 Continue\r\n\r\n${head}content-length:9\r\n\r\nslow down`, answer],
    ['without a body', `${head}content-length: 0\r\n\r\n`, { ...answer, text: '' }],
    [
      'that is taken',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}',
      { status: 200, retryAfter: undefined, text: '' },
    ],
  ])('%s, cut anywhere', async (_, bytes, expected) => {
    let cuts: readonly number[] = []
    const { url, sockets } = await startHost(async (socket) => {
      const ends = [...cuts, bytes.length]
      for (const [at, end] of ends.entries()) {
        socket.write(bytes.slice(ends[at - 1] ?? 0, end))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    const pool = poolTo(url)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length)), async (places) => {
        cuts = places.toSorted((a, b) => a - b)
        expect(await pool.exchange(call())).toEqual(expected)
      }),
      { numRuns: 60 },
    )
    // One after the other, on the same connection; where an answer was taken before its end, two at times.
    expect(sockets.length).toBeLessThanOrEqual(2)
  })

  test('until the connection ends', async () => {
    const { url, sockets } = await startHost((socket) => void socket.end(`${head}\r\nslow down`))
    const pool = poolTo(url)
    expect(await pool.exchange(call())).toEqual(answer)
    expect(await pool.exchange(call())).toEqual(answer)
    expect(sockets).toHaveLength(2)
  })

  test('and the connection is not used again where the host says so', async () => {
    const { url, sockets } = await startHost(
      (socket) => void socket.write('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
    )
    const pool = poolTo(url)
    for (let n = 0; n < 3; n += 1) expect(await pool.exchange(call())).toMatchObject({ status: 204 })
    expect(sockets).toHaveLength(3)
  })
})

describe('what is no answer', () => {
  test.each<[string, (socket: Socket) => unknown, string]>([
    ['a connection that is cut', (socket) => socket.destroy(), 'ECONNRESET'],
    ['one that ends politely', (socket) => socket.end(), 'ECONNRESET'],
    ['one that is reset', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['half a head', (socket) => socket.end('HTTP/1.1 500 Intern'), 'ECONNRESET'],
    ['half a body', (socket) => socket.end('HTTP/1.1 500 x\r\ncontent-length: 9\r\n\r\nslow'), 'ECONNRESET'],
    ['no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n'), 'ECONNRESET'],
    [
      'a body without end',
      (socket) => {
        socket.write('HTTP/1.1 500 x\r\ntransfer-encoding: chunked\r\n\r\n')
        for (let n = 0; n < 20; n += 1) socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`)
      },
      'ECONNRESET',
    ],
  ])('%s rejects, and the next call has a connection of its own', async (_, respond, code) => {
    let first = true
    const { url } = await startHost((socket) => {
      if (first) respond(socket)
      else socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      first = false
    })
    const pool = poolTo(url)
    await expect(pool.exchange(call())).rejects.toMatchObject({ code })
    expect(await pool.exchange(call())).toMatchObject({ status: 204 })
  })

  test('silence rejects at the deadline', async () => {
    const { url } = await startHost(() => {})
    await expect(poolTo(url).exchange(call({ until: performance.now() + 50 }))).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
  })

  test('a host that is not there rejects every call that waits for it', async () => {
    const { url, server } = await startHost(() => {})
    server.close()
    await once(server, 'close')
    const pool = poolTo(url)
    const calls = Array.from({ length: 100 }, () => pool.exchange(call()))
    for (const { reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('a path with a line’s end goes nowhere', async () => {
    const { url, sockets } = await startHost(() => {})
    await expect(poolTo(url).exchange(call({ path: '/x\r\nhost: y' }))).rejects.toThrow('path')
    expect(sockets).toHaveLength(0)
  })
})

describe('connections', () => {
  test('a hundred calls share 64, and those that wait are answered in their order', async () => {
    const asked: string[] = []
    const open: (() => void)[] = []
    const { url, sockets } = await startHost((socket, head) => {
      asked.push(head.split(' ')[1] ?? '')
      open.push(() => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
      if (asked.length >= 64) for (const answer of open.splice(0)) answer()
    })
    const pool = poolTo(url)
    await Promise.all(Array.from({ length: 100 }, (_, n) => pool.exchange(call({ path: `/${n}` }))))
    expect(sockets).toHaveLength(64)
    expect(new Set(asked).size).toBe(100)
    expect(asked.slice(64).map((path) => Number(path.slice(1)))).toEqual(
      asked
        .slice(64)
        .map((path) => Number(path.slice(1)))
        .toSorted((a, b) => a - b),
    )
  })

  test('a call that waits for a connection waits no longer than its deadline', async () => {
    const { url, sockets } = await startHost(() => {})
    const pool = poolTo(url)
    const out = Array.from({ length: 64 }, () => pool.exchange(call({ until: performance.now() + 900 })))
    const waits = pool.exchange(call({ until: performance.now() + 50 })).catch((error: unknown) => error)
    expect(await Promise.race([waits, ...out.map((one) => one.catch(() => 'out'))])).toMatchObject({
      code: 'ETIMEDOUT',
    })
    expect(sockets.length).toBeLessThanOrEqual(64)
    await Promise.allSettled(out)
  })

  test('one that the host has closed while it rested is not used again', async () => {
    const { url, sockets } = await startHost((socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
    const pool = poolTo(url)
    await pool.exchange(call())
    const [first] = sockets
    if (!first) throw new Error('nobody came')
    first.end()
    await once(first, 'close')
    expect(await pool.exchange(call())).toMatchObject({ status: 204 })
    expect(sockets).toHaveLength(2)
  })

  test('one that has rested too long is not used again, not even before it has ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { url, sockets } = await startHost((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
    const pool = poolTo(url)
    await pool.exchange(call())
    vi.advanceTimersByTime(60_250)
    expect(await pool.exchange(call())).toMatchObject({ status: 204 })
    expect(sockets).toHaveLength(2)
  })

  test('one on which the host speaks unasked is not used again', async () => {
    const { url, sockets } = await startHost((socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
    const pool = poolTo(url)
    await pool.exchange(call())
    const [first] = sockets
    if (!first) throw new Error('nobody came')
    first.write('HTTP/1.1 500 x\r\ncontent-length: 0\r\n\r\n')
    await once(first, 'close')
    expect(await pool.exchange(call())).toMatchObject({ status: 204 })
  })

  test('all end with the pool, and nothing goes out after it', async () => {
    const { url, sockets } = await startHost(() => {})
    const pool = poolTo(url)
    const calls = Array.from({ length: 70 }, () => pool.exchange(call()))
    while (sockets.length < 64) await new Promise((resolve) => setImmediate(resolve))
    pool.close()
    for (const one of await Promise.allSettled(calls)) expect(one).toMatchObject({ reason: { code: 'ECONNABORTED' } })
    await expect(pool.exchange(call())).rejects.toMatchObject({ code: 'ECONNABORTED' })
    await Promise.all(sockets.map((socket) => socket.destroyed || once(socket, 'close')))
  })
})

describe('over TLS', () => {
  async function startSecure(name: string) {
    const made = await generate([{ name: 'commonName', value: name }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
    })
    const server = createHttps({ key: made.private, cert: made.cert }, (request, response) => {
      request.resume().once('end', () => response.writeHead(400).end(request.headers.host))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('the host does not listen')
    return { port: address.port, cert: made.cert }
  }

  function trust(cert: string): void {
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, cert])
    onTestFinished(() => setDefaultCACertificates(before))
  }

  test('a host is spoken to whose certificate is trusted and names it', async () => {
    const { port, cert } = await startSecure('localhost')
    trust(cert)
    const pool = poolTo(new URL(`https://localhost:${port}`))
    const answers = await Promise.all(Array.from({ length: 10 }, () => pool.exchange(call({ content: json('{}') }))))
    for (const answer of answers) expect(answer).toMatchObject({ status: 400, text: `localhost:${port}` })
  })

  test.each([
    ['nobody vouches for', 'localhost', false],
    ['is somebody else’s', 'example.org', true],
  ])('a certificate that %s gets no word of the call', async (_, name, trusted) => {
    const { port, cert } = await startSecure(name)
    if (trusted) trust(cert)
    const calling = poolTo(new URL(`https://localhost:${port}`)).exchange(call({ content: json('{"secret":1}') }))
    const code = trusted ? 'ERR_TLS_CERT_ALTNAME_INVALID' : 'DEPTH_ZERO_SELF_SIGNED_CERT'
    await expect(calling).rejects.toMatchObject({ code })
  })
})
