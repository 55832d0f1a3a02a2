/** Delivery over HTTP: what the practice server sends, what it refuses, how it judges an answer. */
import { createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { call, commands, type Place, place, screen, use } from './help.ts'

interface Posted {
  readonly path: string
  readonly signed: boolean
  readonly body: Record<string, unknown>
}

/** An endpoint that checks signatures and acknowledges PINGs; everything else goes to `answer`. */
async function endpoint(here: Place, answer: (posted: Posted, response: ServerResponse) => void) {
  const { body: application } = await call(here, 'GET', '/applications/@me')
  const x = Buffer.from(String(application.verify_key), 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const posts: Posted[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const raw = await text(request)
    const { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp } = request.headers
    const signed = verify(null, Buffer.from(`${timestamp}${raw}`), key, Buffer.from(String(signature), 'hex'))
    const posted = { path: request.url ?? '', signed, body: JSON.parse(raw) }
    posts.push(posted)
    answer(posted, response)
  }
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return { url: `http://127.0.0.1:${address.port}/interactions`, posts }
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** As Discord wants it: 401 to a forged signature, PINGs acknowledged. */
const proper =
  (answer: (posted: Posted, response: ServerResponse) => void = () => {}) =>
  (posted: Posted, response: ServerResponse) => {
    if (!posted.signed) return void response.writeHead(401).end()
    if (posted.path === '/events') return void response.writeHead(204).end()
    return posted.body.type === 1 ? json(response, { type: 1 }) : answer(posted, response)
  }

async function delivered(answer: (posted: Posted, response: ServerResponse) => void) {
  const here = await place()
  await call(here, 'PUT', `/applications/${here.practice.applicationId}/commands`, commands)
  const there = await endpoint(here, proper(answer))
  await here.practice.deliverTo(there.url)
  return { here, posts: there.posts }
}

it('takes an endpoint that acknowledges PINGs and refuses forged signatures, and shows it', async () => {
  const here = await place()
  const { url, posts } = await endpoint(here, proper())
  await here.practice.deliverTo(url)
  expect(posts.map(({ path, signed, body }) => [path, signed, body.type])).toEqual([
    ['/interactions', true, 1],
    ['/events', true, 0],
    ['/interactions', false, 1],
    ['/events', false, 0],
  ])
  expect((await call(here, 'GET', '/applications/@me')).body.interactions_endpoint_url).toBe(url)
  expect(here.practice.state('').bot.connected).toBe(true)
})

it.each([
  ['takes every signature', 'forged', (_: Posted, response: ServerResponse) => json(response, { type: 1 })],
  ['does not answer PINGs', 'PING', (_: Posted, response: ServerResponse) => json(response, {})],
  ['refuses everything', 'PING', (_: Posted, response: ServerResponse) => json(response, {}, 401)],
])('refuses an endpoint that %s', async (_, why, answer) => {
  const here = await place()
  const { url } = await endpoint(here, (posted, response) =>
    posted.path === '/events' ? response.writeHead(posted.signed ? 204 : 401).end() : answer(posted, response),
  )
  await expect(here.practice.deliverTo(url)).rejects.toThrow(why)
  expect((await call(here, 'GET', '/applications/@me')).body.interactions_endpoint_url).toBeNull()
})

it('takes the answer out of the response, and judges it like a callback', async () => {
  const { here, posts } = await delivered((_, response) => json(response, { type: 4, data: { content: 'hi' } }))
  expect(await here.practice.act(use(here.robin, here.general))).toEqual({ got: 'answer' })
  expect(screen(here, here.robin, here.general).map(({ content }) => content)).toEqual(['hi'])
  expect(posts.at(-1)?.body).toMatchObject({ type: 2, data: { name: 'explain' } })
  const { id, token } = Object.assign({ id: '', token: '' }, posts.at(-1)?.body)
  const again = await call(
    here,
    'POST',
    `/interactions/${id}/${token}/callback`,
    { type: 4, data: { content: 'x' } },
    {},
  )
  expect(again.body.code).toBe(40060)
})

it('waits for the callback after a 202', async () => {
  const { here } = await delivered(({ body: { id, token } }, response) => {
    response.writeHead(202).end()
    void call(here, 'POST', `/interactions/${id}/${token}/callback`, { type: 4, data: { content: 'hi' } }, {})
  })
  expect(await here.practice.act(use(here.robin, here.general))).toEqual({ got: 'answer' })
})

it.each([
  ['with an error', 'answered 500', (response: ServerResponse) => json(response, {}, 500)],
  [
    'with what Discord refuses',
    'empty message',
    (response: ServerResponse) => json(response, { type: 4, data: { content: '' } }),
  ],
  ['by hanging up', 'gave no answer', (response: ServerResponse) => void response.destroy()],
])('tells the person where the endpoint answers %s', async (_, why, answer) => {
  const { here } = await delivered((_, response) => answer(response))
  expect(await here.practice.act(use(here.robin, here.general))).toMatchObject({
    got: 'failure',
    why: expect.stringContaining(why),
  })
})

it('hangs up when the time is over', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { here } = await delivered((_, response) => {
    response.once('close', resolve)
    arrive()
  })
  const result = here.practice.act(use(here.robin, here.general))
  await arrived
  here.practice.set({ set: 'clock', forward: 3000 })
  expect(await result).toMatchObject({ got: 'failure' })
  await closed
})

it('tells the bot who removed it', async () => {
  const { here, posts } = await delivered(() => {})
  expect(await here.practice.deauthorize(here.sasha)).toBe(true)
  expect(posts.at(-1)).toMatchObject({
    path: '/events',
    signed: true,
    body: { type: 1, event: { type: 'APPLICATION_DEAUTHORIZED', data: { user: { id: here.sasha } } } },
  })
})

it('keeps what a person wrote from the bot’s hands, and one nonce to one message wherever it is sent', async () => {
  const here = await place()
  const id = here.practice.write(here.robin, here.general, 'mine')
  const change = (method: string, body?: unknown) =>
    call(here, method, `/channels/${here.general}/messages/${id}`, body)
  expect((await change('DELETE')).body.code).toBe(50013)
  expect((await change('PATCH', { content: 'x' })).body.code).toBe(50005)
  await call(here, 'POST', '/users/@me/channels', { recipient_id: here.robin })
  const send = async (channel: string) =>
    (await call(here, 'POST', `/channels/${channel}/messages`, { content: 'x', nonce: 'n', enforce_nonce: true })).body
      .id
  expect(await send(here.robinsDm)).toBe(await send(here.general))
})
