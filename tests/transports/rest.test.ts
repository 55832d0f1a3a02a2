/** The bot's own account, and what every way out has in common, against peers that answer as Discord might. */
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { toYou } from '../../src/core/reply.ts'
import { makeGateway } from '../../src/transports/gateway.ts'
import { makeHttp } from '../../src/transports/http.ts'
import { makeBanTeller } from '../../src/transports/refusal.ts'
import { makeWire } from '../../src/transports/wire.ts'
import { give, startPeer } from './peer.ts'

afterEach(() => vi.restoreAllMocks())

const hello = toYou({ kind: 'text', text: 'hello' })
const site = { unready: () => undefined, page: () => undefined, onDeauthorized: async () => {} }
type Hear = (why: Error) => void

test.each([
  ['the gateway', (api: string, onEnded: Hear) => makeGateway({ token: 'old', api, onEnded }, () => {})],
  [
    'HTTP',
    (api: string, onTokenRefused: Hear) =>
      makeHttp({ token: 'old', api, host: '127.0.0.1', port: 0, onTokenRefused }, site, () => {}),
  ],
])('over %s a token that was reset is told in our own words, also of the calls after it', async (_, make) => {
  const peer = await startPeer((response) => give(response, 401, { message: '401: Unauthorized', code: 0 }))
  const told: string[] = []
  const transport = make(peer.api, ({ message }) => told.push(message))
  onTestFinished(() => transport.close())
  for (let tries = 0; tries < 2; tries++)
    await expect(transport.direct.send('1', hello)).rejects.toMatchObject({
      message: 'Discord does not accept the token',
      status: 401,
    })
  expect(told).toEqual(['Discord does not accept the token'])
  expect(peer.calls).toHaveLength(1)
})

describe('a ban of the address', () => {
  const wall = () =>
    startPeer((response) => {
      response
        .writeHead(429, { 'content-type': 'text/html', 'retry-after': '3600' })
        .end('<html>error code: 1015</html>')
    })
  const sentence = 'Discord takes no call from this address for 3600 seconds: too many were refused'

  test('is told in one sentence, however many calls meet it and whichever way they go', async () => {
    const peer = await wall()
    const troubles: unknown[] = []
    const gateway = makeGateway({ token: 'token', api: peer.api }, (error) => troubles.push(error))
    onTestFinished(() => gateway.close())
    const sends = ['1', '2'].map((channel) => gateway.direct.send(channel, hello, { signal: AbortSignal.timeout(200) }))
    await Promise.allSettled(sends)
    expect(troubles).toEqual([expect.objectContaining({ message: sentence, status: 429 })])
  })

  test('is told of answers, too, and again when it is over and comes again', async () => {
    const peer = await wall()
    const told: string[] = []
    const wire = makeWire(
      peer.api,
      makeBanTeller(({ message }) => told.push(message)),
    )
    onTestFinished(() => wire.close())
    const call = () => wire.call('POST', '/interactions/1/token/callback', performance.now() + 3000, { body: {} })
    expect([await call(), await call()]).toEqual(['late', 'late'])
    expect(told).toEqual([sentence])
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000)
    expect(await call()).toBe('late')
    expect(told).toEqual([sentence, sentence])
  })

  test('is not what an ordinary limit is', async () => {
    const limit = { message: 'You are being rate limited.', retry_after: 4, global: false }
    const peer = await startPeer((response) => give(response.setHeader('retry-after', '4'), 429, limit))
    const troubles: unknown[] = []
    const gateway = makeGateway({ token: 'token', api: peer.api }, (error) => troubles.push(error))
    onTestFinished(() => gateway.close())
    const wire = makeWire(peer.api, (seconds) => troubles.push(seconds))
    onTestFinished(() => wire.close())
    expect(await wire.call('PATCH', '/webhooks/1/token/messages/2', performance.now() + 3000)).toBe('late')
    await expect(gateway.direct.send('1', hello, { signal: AbortSignal.timeout(200) })).rejects.toThrow()
    expect(troubles).toEqual([])
  })
})
