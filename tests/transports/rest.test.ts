/** The bot's own account, against peers that answer as Discord might. */
import { expect, onTestFinished, test } from 'vitest'
import { toYou } from '../../src/core/reply.ts'
import { makeGateway } from '../../src/transports/gateway.ts'
import { makeHttp } from '../../src/transports/http.ts'
import { give, startPeer } from './peer.ts'

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
