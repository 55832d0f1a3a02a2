/** The gateway, frame by frame. */
import { expect, it } from 'vitest'
import { call, identified, identity, place, use, wire } from './help.ts'

it('greets, checks the token, and tells where to resume', async () => {
  const here = await place({ botToken: 'secret', applicationId: '42' })
  const opened = wire(here)
  expect(await opened.frame()).toMatchObject({ op: 10, d: { heartbeat_interval: expect.any(Number) } })
  opened.send(1, null)
  expect(await opened.frame()).toEqual({ op: 11 })
  opened.send(2, identity(here))
  const { body } = await call(here, 'GET', '/gateway/bot')
  expect(await opened.frame()).toMatchObject({
    ...{ op: 0, t: 'READY', s: 1 },
    d: { v: 10, user: { id: '42', bot: true }, application: { id: '42' }, resume_gateway_url: body.url },
  })
})

it.each([
  ['a wrong token', 4004, 2, { token: 'wrong', intents: 0, properties: {} }],
  ['a wrong token on resuming', 4004, 6, { token: 'wrong', session_id: 'x', seq: 1 }],
  ['no intents', 4002, 2, undefined],
  ['an unknown opcode', 4001, 99, {}],
  ['anything before identifying', 4003, 3, {}],
])('closes on %s with %d', async (_what, code, op, data) => {
  const here = await place()
  const opened = wire(here)
  await opened.frame()
  opened.send(op, data ?? { token: here.practice.token })
  expect(await opened.closed).toBe(code)
})

it('closes on a second IDENTIFY', async () => {
  const here = await place()
  const opened = await identified(here)
  opened.send(2, identity(here))
  expect(await opened.closed).toBe(4005)
})

it('replays on RESUME exactly what was missed, in order', async () => {
  const here = await place()
  const first = await identified(here)
  first.cut()
  await here.practice.until(() => !here.practice.state(here.robin).bot.connected)
  const acts = ['explain', 'server'].map((name) => here.practice.act(use(here.robin, here.general, name)))
  const second = wire(here)
  await second.frame()
  second.send(6, { token: here.practice.token, session_id: first.ready.d.session_id, seq: 1 })
  const frames = [await second.frame(), await second.frame(), await second.frame()]
  expect(frames.map(({ t, s, d }) => [t, s, Object.assign({ name: '' }, d.data).name])).toEqual([
    ['INTERACTION_CREATE', 2, 'explain'],
    ['INTERACTION_CREATE', 3, 'server'],
    ['RESUMED', 4, ''],
  ])
  await here.practice.close()
  expect(await Promise.all(acts)).toMatchObject([{ got: 'failure' }, { got: 'failure' }])
})

it.each(['another session', 'a number that never was', 'a forgotten session'])('refuses to resume %s', async (what) => {
  const here = await place()
  const { ready, cut } = await identified(here)
  if (what === 'a forgotten session') here.practice.set({ set: 'drop', how: 'forgotten' })
  else cut()
  const second = wire(here)
  await second.frame()
  const session_id = what === 'another session' ? 'other' : ready.d.session_id
  second.send(6, { token: here.practice.token, session_id, seq: what === 'a number that never was' ? 99 : 1 })
  expect(await second.frame()).toEqual({ op: 9, d: false })
})

it('asks to reconnect', async () => {
  const here = await place()
  const opened = await identified(here)
  here.practice.set({ set: 'drop', how: 'asked' })
  expect(await opened.frame()).toEqual({ op: 7, d: null })
})
