/** What the page gets, and that nobody else gets it. */
import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import type { PageEvent } from '../../src/practice/protocol.ts'
import { call, client, type Place, place, use } from './help.ts'

/** A call with headers that `fetch` would not let one choose. */
function ask(
  { practice }: Place,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(practice.url)
    const asked = request({ hostname, port, path, method, headers: { host, ...headers } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    asked.on('error', reject).end(body)
  })
}

const json = { 'content-type': 'application/json' }

it('gives the page with headers that let nothing in from elsewhere', async () => {
  const here = await place()
  const page = await ask(here, 'GET', '/')
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'self'; img-src 'self' blob: data:"),
  })
  for (const path of ['/../server.ts', '/%2e%2e/server.ts', '/..%2fserver.ts', '/no-such.js', '/']) {
    const got = await ask(here, 'GET', path)
    expect([path, got.status]).toEqual([path, path === '/' ? 200 : 404])
  }
  expect((await ask(here, 'GET', '//')).status).toBe(404)
})

it('is not open to other websites', async () => {
  const here = await place()
  const { host } = new URL(here.practice.url)
  const body = JSON.stringify({ set: 'clock', forward: 1000 })
  const set = (headers: Record<string, string>) => ask(here, 'POST', '/page/set', headers, body)
  expect((await set({ ...json, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(204)
  expect((await set({ ...json, origin: 'http://evil.example' })).status).toBe(403)
  expect((await set({ ...json, origin: 'null' })).status).toBe(403)
  expect((await set({ ...json, host: 'evil.example' })).status).toBe(403)
  expect((await set({ ...json, host: `127.0.0.1.evil.example:${host.split(':')[1]}` })).status).toBe(403)
  expect((await set({ ...json, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await set({ 'content-type': 'text/plain' })).status).toBe(415)
  for (const path of ['/page/state', '/page/events', '/', '/attachments/1/2/a.png']) {
    expect((await ask(here, 'GET', path, { host: 'evil.example' })).status).toBe(403)
  }
  for (const path of ['/page/state', '/page/events']) {
    expect((await ask(here, 'GET', path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  }
  // A link from elsewhere may open the page; nothing of it can be shown inside another.
  const linked = await ask(here, 'GET', '/', { 'sec-fetch-site': 'cross-site' })
  expect([linked.status, linked.headers['cross-origin-resource-policy']]).toEqual([200, 'same-origin'])
  expect(linked.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

it('sends who opens it by another loopback name to its own address', async () => {
  const here = await place()
  const { port } = new URL(here.practice.url)
  const { status, headers } = await ask(here, 'GET', '/', { host: `localhost:${port}` })
  expect([status, headers.location]).toEqual([302, here.practice.url])
})

it('acts over HTTP, and says what is wrong with an act or a setting', async () => {
  const here = await place()
  await client(here, (interaction) => interaction.isChatInputCommand() && interaction.reply('hello'))
  const post = async (path: string, body: unknown) => {
    const { status, text } = await ask(here, 'POST', path, json, JSON.stringify(body))
    return [status, text && JSON.parse(text)]
  }
  expect(await post('/page/act', use(here.robin, here.general))).toEqual([200, { got: 'answer' }])
  expect(await post('/page/act', { ...use(here.robin, here.general), do: 'fly' })).toEqual([
    400,
    { message: 'There is no such act.' },
  ])
  expect(await post('/page/act', use(here.robin, here.sashasDm))).toMatchObject([200, { got: 'failure' }])
  for (const forward of [-1, 0.5, 400 * 86_400_000, '1']) {
    expect(await post('/page/set', { set: 'clock', forward })).toEqual([400, { message: 'There is no such setting.' }])
  }
  const before = here.practice.now()
  const told: number[] = []
  here.practice.onClock((now) => told.push(now))
  expect(await post('/page/set', { set: 'clock', forward: 3_600_000 })).toEqual([204, ''])
  expect(told).toHaveLength(60)
  expect(told.at(-1)).toBeGreaterThanOrEqual(before + 3_600_000)
  expect(await post('/page/set', { set: 'locale', person: here.robin, locale: 'xx' })).toEqual([
    400,
    { message: 'Discord has no such locale.' },
  ])
  expect(await post('/page/set', { set: 'refusesDms', person: '1', refuses: true })).toEqual([
    400,
    { message: 'There is no such person.' },
  ])
  expect(await post('/page/set', { set: 'misbehaviour', misbehaviour: { failing: -1 } })).toEqual([
    400,
    { message: 'That is no misbehaviour.' },
  ])
  expect((await ask(here, 'POST', '/page/act', json, '{')).status).toBe(415)
  const { text } = await ask(here, 'GET', `/page/state?person=${here.robin}`)
  expect(JSON.parse(text)).toEqual({ ...here.practice.state(here.robin), now: expect.any(Number) })
  expect((await ask(here, 'GET', '/page/state?person=1')).status).toBe(404)
})

it('shows each person their own DM and both the server', async () => {
  const here = await place()
  const names = (person: string) => here.practice.state(person).channels.map(({ name, kind }) => `${kind} ${name}`)
  expect(names(here.robin)).toEqual(['server general', 'server relationships', 'dm Robin'])
  expect(names(here.sasha)).toEqual(['server general', 'server relationships', 'dm Sasha'])
})

it('streams what this person sees, as it happens', async () => {
  const here = await place()
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const watch = async (person: string) => {
    const response = await fetch(`${here.practice.url}page/events?person=${person}`, { signal: stop.signal })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    return events(response)
  }
  const robin = await watch(here.robin)
  const sasha = await watch(here.sasha)
  await call(here, 'POST', '/users/@me/channels', { recipient_id: here.robin })
  const sent = await call(here, 'POST', `/channels/${here.robinsDm}/messages`, { content: 'For Robin.' })
  const path = `/channels/${here.general}/messages`
  const { body } = await call(here, 'POST', path, { content: 'For all.' })
  await call(here, 'DELETE', `${path}/${body.id}`)
  here.practice.set({ set: 'clock', forward: 1 })
  const message = (channel: string, given: object) => ({
    type: 'message',
    channel,
    entry: { message: given, waiting: false },
  })
  const shared = [
    message(here.general, body),
    { type: 'removed', channel: here.general, id: body.id },
    { type: 'state' },
  ]
  for (const expected of [message(here.robinsDm, sent.body), ...shared])
    expect((await robin.next()).value).toEqual(expected)
  for (const expected of shared) expect((await sasha.next()).value).toEqual(expected)
})

async function* events({ body }: Response): AsyncGenerator<PageEvent> {
  let text = ''
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice('data: '.length))
  }
}

it('frees its port and leaves nothing running', async () => {
  const first = await place()
  const waiting = first.practice.act(use(first.robin, first.general))
  const { port } = new URL(first.practice.url)
  await first.practice.close()
  expect(await waiting).toMatchObject({ got: 'failure' })
  const second = await place({ port: Number(port) })
  expect(second.practice.url).toBe(first.practice.url)
  await expect(place({ port: Number(port) })).rejects.toThrow('EADDRINUSE')
})
