/** The fast way out, against peers that answer as Discord might. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { REST } from 'discord.js'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { toYou } from '../../src/core/reply.ts'
import { startPractice } from '../../src/practice/server.ts'
import { makeDirect } from '../../src/transports/rest.ts'
import { makeWire } from '../../src/transports/wire.ts'
import { give, startPeer } from './peer.ts'

afterEach(() => vi.useRealTimers())

const path = '/interactions/1/token/callback'
const soon = () => performance.now() + 3000

function wireTo({ api }: { api: string }) {
  const wire = makeWire(api)
  onTestFinished(() => wire.close())
  return wire
}

test.each([
  ['no such interaction any more', 404, 10062, 'late'],
  ['no such webhook any more', 404, 10015, 'late'],
  ['an expired token', 401, 50027, 'late'],
  ['a message that is gone', 404, 10008, 'late'],
  ['an answer that somebody else has given', 400, 40060, 'late'],
])('%s is late, asked once', async (_, status, code, heard) => {
  const peer = await startPeer((response) => give(response, status, { code, message: '' }))
  expect(await wireTo(peer).call('POST', path, soon(), { body: {} })).toBe(heard)
  expect(peer.calls).toEqual([`POST /api/v10${path}`])
})

test('an answer already given, after its own answer got lost, was heard', async () => {
  const peer = await startPeer((response, before) =>
    before === 0 ? response.destroy() : give(response, 400, { code: 40060 }),
  )
  expect(await wireTo(peer).call('POST', path, soon(), { body: {} })).toBe('heard')
  expect(peer.calls).toHaveLength(2)
})

test('after a 429 it waits as long as Discord says, and an answer already given is still somebody else’s', async () => {
  const peer = await startPeer((response, before) =>
    before === 0 ? give(response, 429, { retry_after: 0.01 }) : give(response, 400, { code: 40060 }),
  )
  expect(await wireTo(peer).call('POST', path, soon(), { body: {} })).toBe('late')
  expect(peer.calls).toHaveLength(2)
})

test('a 429 that outlasts the time is late, and Discord is not asked again', async () => {
  const peer = await startPeer((response) => give(response, 429, { retry_after: 4 }))
  expect(await wireTo(peer).call('POST', path, soon(), { body: {} })).toBe('late')
  // One that says nothing of how long: whoever stands before Discord has enough of us.
  const wall = await startPeer((response) => void response.writeHead(429).end('<html>'))
  expect(await wireTo(wall).call('POST', path, soon(), { body: {} })).toBe('late')
  expect([peer.calls.length, wall.calls.length]).toEqual([1, 1])
})

test('a 429 that says nothing of time is no reason to ask on and on', async () => {
  const peer = await startPeer((response) => give(response, 429, { retry_after: 0 }))
  const calling = wireTo(peer).call('PATCH', path, performance.now() + 60_000, { body: {} })
  await expect(calling).rejects.toMatchObject({ status: 429 })
  expect(peer.calls).toHaveLength(6)
})

test('a failing Discord is asked three times in all, and then it is an error with the status alone', async () => {
  const peer = await startPeer((response) => void response.writeHead(502).end('<html>token</html>'))
  const error = await wireTo(peer)
    .call('POST', path, soon(), { body: {} })
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ message: 'Discord answered 502', status: 502 })
  expect(peer.calls).toHaveLength(3)
})

describe('a message that follows', () => {
  const followUp = '/webhooks/1/token'
  const post = (discord: { api: string }) => wireTo(discord).call('POST', followUp, soon(), { body: {} })

  test('whose answer gets lost is not sent again: it may have been posted', async () => {
    const peer = await startPeer((response) => void response.destroy())
    await expect(post(peer)).rejects.toMatchObject({ status: 0 })
    expect(peer.calls).toHaveLength(1)
  })

  test('that Discord says it failed is sent again', async () => {
    const peer = await startPeer((response, before) => (before === 0 ? give(response, 503) : give(response, 200, {})))
    expect(await post(peer)).toBe('heard')
    expect(peer.calls).toHaveLength(2)
  })

  test('is sent again where Discord makes it wait', async () => {
    const peer = await startPeer((response, before) =>
      before === 0 ? give(response, 429, { retry_after: 0.01 }) : give(response, 200, {}),
    )
    expect(await post(peer)).toBe('heard')
    expect(peer.calls).toHaveLength(2)
  })

  test('is sent again where it cannot have arrived, since no connection was made', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      // Before the handshake has ended.
      socket.on('error', () => {}).destroy()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(post({ api: `https://127.0.0.1:${port}/api` })).rejects.toMatchObject({ status: 0 })
    expect(connections).toBe(3)
  })
})

test('an answer that Discord refuses is an error at once', async () => {
  const peer = await startPeer((response) => give(response, 400, { code: 50035, errors: { secret: {} } }))
  await expect(wireTo(peer).call('POST', path, soon(), { body: {} })).rejects.toMatchObject({
    message: 'Discord answered 400 (50035)',
    status: 400,
    code: 50035,
  })
  expect(peer.calls).toHaveLength(1)
})

test('a peer that hangs holds no answer longer than its time', async () => {
  const peer = await startPeer(() => {})
  expect(await wireTo(peer).call('POST', path, performance.now() + 200, { body: {} })).toBe('late')
})

test('a peer that is not there is an error', async () => {
  await expect(wireTo({ api: 'http://127.0.0.1:1/api' }).call('POST', path, soon())).rejects.toMatchObject({
    message: 'Discord could not be reached (ECONNREFUSED)',
  })
})

test('a call whose time is over before it begins is not made', async () => {
  const peer = await startPeer((response) => give(response, 204))
  expect(await wireTo(peer).call('POST', path, performance.now() - 1)).toBe('late')
  expect(peer.calls).toEqual([])
})

test('calls of interactions do not wait for the fifty a second of the others', async () => {
  const practice = await startPractice()
  onTestFinished(() => practice.close())
  const wire = wireTo(practice)
  const rest = new REST({ api: practice.api }).setToken(practice.token).setAgent(wire.dispatcher)
  const calls = (part: string) => practice.requests.log.filter(({ route }) => route.startsWith(part)).length
  // The limiter reads the date: while that stands still, it lets fifty through and no more, however long one waits.
  vi.useFakeTimers({ toFake: ['Date'] })
  const direct = makeDirect(rest)
  const posts = Array.from({ length: 51 }, (_, n) => direct.send(`${n + 1}`, toYou({ kind: 'text', text: 'x' })))
  await practice.until(() => calls('/channels') === 50)
  const edits = Array.from({ length: 200 }, () =>
    wire.call('PATCH', '/webhooks/1/token/messages/@original', soon() + 60_000, { body: {} }),
  )
  expect(new Set(await Promise.all(edits))).toEqual(new Set(['late']))
  expect([calls('/webhooks'), calls('/channels')]).toEqual([200, 50])
  vi.useRealTimers()
  expect(new Set(await Promise.all(posts))).toEqual(new Set(['refused']))
  expect(calls('/channels')).toBe(51)
})
