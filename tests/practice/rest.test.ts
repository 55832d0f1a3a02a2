/** What the practice server refuses and how, call by call, without any client. */
import { expect, it } from 'vitest'
import { button, call, commands, identified, type Place, place, screen, use, type Wire } from './help.ts'

const MINUTE = 60_000

/** A person uses a command; gives the interaction as the bot gets it, and what the person will see of it. */
async function asked({ here, bot }: { here: Place; bot: Wire }, act: Parameters<Place['practice']['act']>[0]) {
  const result = here.practice.act(act)
  const { d } = await bot.frame()
  const callback = `/interactions/${d.id}/${d.token}/callback`
  const answer = (type: number, data?: unknown, query = '') =>
    call(here, 'POST', `${callback}${query}`, { type, ...(data !== undefined && { data }) }, {})
  const webhook = (method: string, path = '', body?: unknown) =>
    call(here, method, `/webhooks/${here.practice.applicationId}/${d.token}${path}`, body, {})
  return { d, result, answer, webhook }
}

async function started(options = {}) {
  const here = await place(options)
  return { here, bot: await identified(here) }
}

const code = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code]

it('wants the token, the version, the path and the method', async () => {
  const here = await place()
  expect(await call(here, 'GET', '/users/@me', undefined, {})).toMatchObject({
    status: 401,
    body: { message: '401: Unauthorized', code: 0 },
  })
  expect(code(await call(here, 'GET', '/users/@me', undefined, { authorization: 'Bot wrong' }))).toEqual([401, 0])
  expect(await call(here, 'GET', '/nothing')).toMatchObject({
    status: 404,
    body: { message: '404: Not Found', code: 0 },
  })
  expect(code(await call(here, 'DELETE', '/users/@me'))).toEqual([405, 0])
  const old = await fetch(`${here.practice.api}/v5/users/@me`)
  expect([old.status, await old.json()]).toEqual([400, { message: 'Invalid API version', code: 50041 }])
  const broken = await fetch(`${here.practice.api}/v10/users/@me/channels`, {
    method: 'POST',
    body: '{',
    headers: { authorization: `Bot ${here.practice.token}`, 'content-type': 'application/json' },
  })
  expect([broken.status, await broken.json()]).toMatchObject([400, { code: 50109 }])
})

it('sends an interaction as Discord does: in the server, in the DM, and without the app in the server', async () => {
  const { here, bot } = await started()
  const { d } = await asked({ here, bot }, use(here.robin, here.general, 'explain', { topic: 'loop' }))
  expect(d).toMatchObject({
    ...{
      type: 2,
      version: 1,
      context: 0,
      locale: 'en-US',
      guild_locale: 'en-US',
      channel_id: here.general,
      entitlements: [],
    },
    application_id: here.practice.applicationId,
    data: { name: 'explain', type: 1, options: [{ name: 'topic', type: 3, value: 'loop' }] },
    member: { user: { id: here.robin, username: 'robin' }, permissions: expect.any(String) },
    channel: { id: here.general, type: 0 },
    guild: { id: d.guild_id },
    authorizing_integration_owners: { 0: d.guild_id, 1: here.robin },
  })
  expect(d).not.toHaveProperty('user')
  const may = (permissions: unknown, bit: number) => (BigInt(String(permissions)) & (1n << BigInt(bit))) !== 0n
  expect([10, 11].map((bit) => may(d.app_permissions, bit))).toEqual([true, true])

  here.practice.set({ set: 'botMayPost', channel: here.general, may: false })
  here.practice.set({ set: 'locale', person: here.robin, locale: 'de' })
  const closed = await asked({ here, bot }, use(here.robin, here.general))
  expect(closed.d.locale).toBe('de')
  expect([10, 11].map((bit) => may(closed.d.app_permissions, bit))).toEqual([true, false])

  const dm = await asked({ here, bot }, use(here.robin, here.robinsDm))
  expect(dm.d).toMatchObject({
    ...{ context: 1, user: { id: here.robin }, channel: { type: 1 } },
    authorizing_integration_owners: { 0: '0', 1: here.robin },
  })
  expect(dm.d).not.toHaveProperty('member')
  expect(dm.d).not.toHaveProperty('guild_id')

  here.practice.set({ set: 'inServer', installed: false })
  const alone = await asked({ here, bot }, use(here.robin, here.general))
  expect(alone.d.authorizing_integration_owners).toEqual({ 1: here.robin })
  expect([10, 11].map((bit) => may(alone.d.app_permissions, bit))).toEqual([false, false])
  expect(await here.practice.act(use(here.robin, here.general, 'server'))).toEqual({
    got: 'failure',
    why: 'This command is not offered here.',
  })
})

it('takes a first answer once, and only in time', async () => {
  const { here, bot } = await started()
  const first = await asked({ here, bot }, use(here.robin, here.general))
  expect(code(await first.webhook('POST', '', { content: 'too early' }))).toEqual([404, 10015])
  const taken = await first.answer(4, { content: 'x' })
  expect([taken.status, taken.headers.get('content-type')]).toEqual([204, null])
  expect(code(await first.answer(4, { content: 'x' }))).toEqual([400, 40060])
  expect(code(await call(here, 'POST', `/interactions/1/${first.d.token}/callback`, { type: 4 }, {}))).toEqual([
    404, 10062,
  ])
  expect(code(await call(here, 'POST', `/interactions/${first.d.id}/wrong/callback`, { type: 4 }, {}))).toEqual([
    404, 10062,
  ])

  const late = await asked({ here, bot }, use(here.robin, here.general))
  here.practice.set({ set: 'clock', forward: 3000 })
  expect(await late.result).toEqual({ got: 'failure', why: 'The application did not respond.' })
  expect(code(await late.answer(4, { content: 'x' }))).toEqual([404, 10062])
})

it('counts three real seconds too', async () => {
  const { here, bot } = await started()
  const { result, answer } = await asked({ here, bot }, use(here.robin, here.general))
  expect(await result).toEqual({ got: 'failure', why: 'The application did not respond.' })
  expect(code(await answer(4, { content: 'x' }))).toEqual([404, 10062])
})

it('tells the person when what the bot said was refused, unless it finds better words in time', async () => {
  const { here, bot } = await started()
  const mended = await asked({ here, bot }, use(here.robin, here.general))
  expect((await mended.answer(4, { content: 'x'.repeat(2001) })).body).toEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      data: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    },
  })
  await mended.answer(4, { content: 'x' })
  expect(await mended.result).toEqual({ got: 'answer' })
  const lost = await asked({ here, bot }, use(here.robin, here.general))
  expect(code(await lost.answer(4, { content: '' }))).toEqual([400, 50006])
  here.practice.set({ set: 'clock', forward: 3000 })
  expect(await lost.result).toMatchObject({
    got: 'failure',
    why: expect.stringContaining('Cannot send an empty message'),
  })
})

it('knows which answer fits which interaction', async () => {
  const { here, bot } = await started()
  const form = { custom_id: 'form', title: 'Form', components: [{ type: 10, content: 'x' }] }
  const wrong = async (
    act: Parameters<Place['practice']['act']>[0],
    types: number[],
    right: number,
    data?: unknown,
  ) => {
    const { answer, result } = await asked({ here, bot }, act)
    for (const type of types) expect([type, ...code(await answer(type, { content: 'x' }))]).toEqual([type, 400, 50035])
    expect((await answer(right, data)).status).toBe(204)
    return await result
  }
  await wrong(use(here.robin, here.general), [1, 6, 7, 8, 0], 4, { content: 'x', components: [button('go')] })
  await wrong({ ...use(here.robin, here.general), do: 'suggest', focus: 'topic' }, [4, 5, 6, 7, 9], 8, { choices: [] })
  const pressed = {
    person: here.robin,
    channel: here.general,
    do: 'press',
    message: screen(here, here.robin, here.general)[0]?.id ?? '',
    customId: 'go',
  } as const
  await wrong(pressed, [8], 6)
  const fromMessage = await wrong(pressed, [], 9, form)
  const fromCommand = await wrong(use(here.robin, here.general), [], 9, form)
  if (fromMessage.got !== 'form' || fromCommand.got !== 'form') throw new Error('There is no form.')
  const submit = (id: string) =>
    ({ person: here.robin, channel: here.general, do: 'submit', form: id, fields: {} }) as const
  await wrong(submit(fromMessage.form), [8, 9], 7, { content: 'changed' })
  await wrong(submit(fromCommand.form), [6, 7, 8, 9], 4, { content: 'x' })
  const { answer } = await asked({ here, bot }, use(here.robin, here.general))
  expect((await answer(4)).body).toMatchObject({ errors: { data: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } })
})

it('keeps of a deferred answer only whether it is ephemeral', async () => {
  const { here, bot } = await started()
  const { answer, webhook } = await asked({ here, bot }, use(here.robin, here.general))
  const { body } = await answer(5, { content: 'early', flags: 64 | (1 << 15) }, '?with_response=true')
  expect(body).toMatchObject({
    interaction: { type: 2, response_message_loading: true, response_message_ephemeral: true },
    resource: { type: 5, message: { content: '', flags: 64 | 128 } },
  })
  expect((await webhook('PATCH', '/messages/%40original', { content: 'there' })).body).toMatchObject({
    content: 'there',
    flags: 64,
  })
  expect((await webhook('GET', '/messages/@original')).body).toMatchObject({ content: 'there' })
})

it('lets a token live a quarter of an hour', async () => {
  const { here, bot } = await started()
  const { answer, webhook } = await asked({ here, bot }, use(here.robin, here.general))
  await answer(4, { content: 'x' })
  here.practice.set({ set: 'clock', forward: 14 * MINUTE })
  expect((await webhook('POST', '', { content: 'in time' })).status).toBe(200)
  here.practice.set({ set: 'misbehaviour', misbehaviour: { expiredTokens: true } })
  expect(code(await webhook('POST', '', { content: 'x' }))).toEqual([401, 50027])
  here.practice.set({ set: 'misbehaviour', misbehaviour: { expiredTokens: false } })
  here.practice.set({ set: 'clock', forward: MINUTE })
  expect(code(await webhook('POST', '', { content: 'late' }))).toEqual([401, 50027])
  expect(code(await call(here, 'POST', `/webhooks/1/${'x'}`, { content: 'x' }, {}))).toEqual([404, 10015])
})

it('reaches by a token only what that token made or pressed', async () => {
  const { here, bot } = await started()
  const one = await asked({ here, bot }, use(here.robin, here.general))
  await one.answer(4, { content: 'one', components: [button('go')] })
  const two = await asked({ here, bot }, use(here.robin, here.general))
  await two.answer(4, { content: 'two' })
  const [first, second] = screen(here, here.robin, here.general)
  expect(code(await two.webhook('GET', `/messages/${first?.id}`))).toEqual([404, 10008])
  expect((await two.webhook('GET', `/messages/${second?.id}`)).status).toBe(200)
  const act = {
    person: here.sasha,
    channel: here.general,
    do: 'press',
    message: first?.id ?? '',
    customId: 'go',
  } as const
  const press = await asked({ here, bot }, act)
  expect(press.d).toMatchObject({ type: 3, message: { id: first?.id }, data: { custom_id: 'go', component_type: 2 } })
  await press.answer(6)
  expect((await press.webhook('DELETE', '/messages/@original')).status).toBe(204)
  expect(screen(here, here.robin, here.general).map(({ content }) => content)).toEqual(['two'])
  expect(code(await press.webhook('GET', '/messages/@original'))).toEqual([404, 10008])
})

it('hides an ephemeral message from the other person and from the channel', async () => {
  const { here, bot } = await started()
  const { answer } = await asked({ here, bot }, use(here.robin, here.general))
  await answer(4, { content: 'for you', flags: 64, components: [button('hide')] })
  const [message] = screen(here, here.robin, here.general)
  expect(message?.flags).toBe(64)
  expect(screen(here, here.sasha, here.general)).toEqual([])
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const body = method === 'PATCH' ? { content: 'x' } : undefined
    expect(code(await call(here, method, `/channels/${here.general}/messages/${message?.id}`, body))).toEqual([
      404, 10008,
    ])
  }
  expect(Object.keys((await call(here, 'GET', `/channels/${here.general}/messages`)).body)).toEqual([])
  const press = {
    person: here.sasha,
    channel: here.general,
    do: 'press',
    message: message?.id ?? '',
    customId: 'hide',
  } as const
  expect(await here.practice.act(press)).toEqual({ got: 'failure', why: 'That message is gone.' })
  const dismiss = { person: here.robin, channel: here.general, do: 'dismiss', message: message?.id ?? '' } as const
  expect(await here.practice.act(dismiss)).toEqual({ got: 'answer' })
  expect(screen(here, here.robin, here.general)).toEqual([])
})

it('limits follow-ups where the app is installed for the person alone', async () => {
  const { here, bot } = await started()
  here.practice.set({ set: 'inServer', installed: false })
  const { answer, webhook } = await asked({ here, bot }, use(here.robin, here.general))
  await answer(4, { content: 'x' })
  const statuses = []
  for (let n = 0; n < 6; n++) statuses.push(code(await webhook('POST', '', { content: 'x' })))
  expect(statuses).toEqual([...Array(5).fill([200, undefined]), [400, 40094]])
})

it('guards channels: unknown, closed, out of reach, refused', async () => {
  const here = await place({ opensPerMinute: 2 })
  const post = (channel: string) => call(here, 'POST', `/channels/${channel}/messages`, { content: 'x' })
  const open = () => call(here, 'POST', '/users/@me/channels', { recipient_id: here.robin })
  expect(code(await post('1'))).toEqual([404, 10003])
  expect(code(await post(here.robinsDm))).toEqual([404, 10003])
  expect((await open()).body).toMatchObject({ id: here.robinsDm, type: 1, recipients: [{ id: here.robin }] })
  expect((await post(here.robinsDm)).status).toBe(200)
  expect(code(await post(here.sashasDm))).toEqual([404, 10003])
  here.practice.set({ set: 'refusesDms', person: here.robin, refuses: true })
  expect(code(await post(here.robinsDm))).toEqual([403, 50007])
  expect((await open()).status).toBe(200)
  expect(code(await open())).toEqual([403, 40003])
  here.practice.set({ set: 'clock', forward: MINUTE })
  expect((await open()).status).toBe(200)
  expect(code(await call(here, 'POST', '/users/@me/channels', { recipient_id: '1' }))).toEqual([400, 50033])
  here.practice.set({ set: 'botMayPost', channel: here.general, may: false })
  expect(code(await post(here.general))).toEqual([403, 50013])
  expect((await call(here, 'GET', `/channels/${here.general}/messages`)).status).toBe(200)
  here.practice.set({ set: 'inServer', installed: false })
  expect(code(await post(here.general))).toEqual([403, 50001])
  expect(here.practice.requests).toMatchObject({ invalid: 4 })
})

it('reads a channel in pages, newest first', async () => {
  const here = await place()
  const path = `/channels/${here.general}/messages`
  for (let n = 0; n < 5; n++) await call(here, 'POST', path, { content: `${n}` })
  const ids = screen(here, here.robin, here.general).map(({ id }) => id)
  const read = async (query: string) =>
    Object.values((await call(here, 'GET', `${path}?${query}`)).body).map(
      (one) => Object.assign({ content: '' }, one).content,
    )
  expect(await read('limit=2')).toEqual(['4', '3'])
  expect(await read(`limit=2&before=${ids[3]}`)).toEqual(['2', '1'])
  expect(await read(`limit=2&after=${ids[0]}`)).toEqual(['2', '1'])
  expect(code(await call(here, 'GET', `${path}?limit=101`))).toEqual([400, 50035])
})

it('forgets the oldest messages of a full channel, and their files', async () => {
  const here = await place()
  const form = new FormData()
  form.set('payload_json', JSON.stringify({ content: 'oldest' }))
  form.set('files[0]', new File(['hello'], 'a b.txt', { type: 'text/html' }))
  const sent = await fetch(`${here.practice.api}/v10/channels/${here.general}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${here.practice.token}` },
    body: form,
  })
  const { attachments } = Object.assign({ attachments: [] }, await sent.json())
  const { url, filename } = Object.assign({ url: '', filename: '' }, attachments[0])
  expect(filename).toBe('a_b.txt')
  const file = await fetch(url)
  expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/octet-stream', 'hello'])
  for (let n = 0; n < 500; n++) await call(here, 'POST', `/channels/${here.general}/messages`, { content: `${n}` })
  const left = screen(here, here.robin, here.general)
  expect([left.length, left[0]?.content]).toEqual([500, '0'])
  expect((await fetch(url)).status).toBe(404)
})

it('gives commands back as Discord keeps them, with the same id as long as the name stays', async () => {
  const here = await place()
  const path = `/applications/${here.practice.applicationId}/commands`
  const put = async (body: unknown) =>
    Object.values((await call(here, 'PUT', path, body)).body).map((one) => Object.assign({ id: '', version: '' }, one))
  const localised = { ...commands[0], description_localizations: { de: 'Erklärt ein Muster' } }
  const [before] = await put([localised])
  expect(before).toMatchObject({
    type: 1,
    nsfw: false,
    description_localizations: { de: 'Erklärt ein Muster' },
    application_id: here.practice.applicationId,
  })
  const [same] = await put([localised])
  expect(same).toEqual(before)
  const [changed] = await put([commands[0]])
  expect(changed?.id).toBe(before?.id)
  expect(changed?.version).not.toBe(before?.version)
  expect((await call(here, 'GET', path)).body[0]).not.toHaveProperty('description_localizations')
  expect((await call(here, 'GET', `${path}?with_localizations=true`)).body[0]).toHaveProperty(
    'description_localizations',
  )
  expect((await call(here, 'POST', path, { name: 'more', description: 'More' })).status).toBe(201)
  expect((await call(here, 'POST', path, { name: 'more', description: 'Still more' })).status).toBe(200)
  expect((await call(here, 'PATCH', `${path}/${before?.id}`, { description: 'New' })).body).toMatchObject({
    name: 'explain',
    description: 'New',
  })
  expect((await call(here, 'DELETE', `${path}/${before?.id}`)).status).toBe(204)
  expect(code(await call(here, 'DELETE', `${path}/${before?.id}`))).toEqual([404, 10063])
  expect(code(await call(here, 'GET', '/applications/1/commands'))).toEqual([403, 20012])
  expect((await call(here, 'PUT', path, [{ name: 'Bad', description: 'x' }])).body).toMatchObject({
    errors: { 0: { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } } },
  })
  const guild = here.practice.state(here.robin)
  expect(guild.commands.map(({ name }) => name)).toEqual(['more'])
})

it('logs calls by their route, never with an id or a token', async () => {
  const { here, bot } = await started()
  const { answer } = await asked({ here, bot }, use(here.robin, here.general))
  await answer(4, { content: 'x' })
  expect(here.practice.requests.log.at(-1)).toEqual({
    method: 'POST',
    route: '/interactions/:interaction/:token/callback',
    status: 204,
  })
})

it('says 429 and 503 as Discord does', async () => {
  const here = await place()
  here.practice.set({ set: 'misbehaviour', misbehaviour: { rateLimited: 1, failing: 1 } })
  const limited = await call(here, 'GET', '/users/@me')
  expect(limited).toMatchObject({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 0.5, global: false },
  })
  expect(Object.fromEntries(limited.headers)).toMatchObject({
    'retry-after': '1',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-scope': 'user',
  })
  expect((await call(here, 'GET', '/users/@me')).status).toBe(503)
  expect((await call(here, 'GET', '/users/@me')).status).toBe(200)
})

it('moves its clock forward, tells who listens, and dates messages by it', async () => {
  const here = await place()
  const told: number[] = []
  const stop = here.practice.onClock((now) => told.push(now))
  const day = 24 * 60 * MINUTE
  const before = here.practice.now()
  here.practice.set({ set: 'clock', forward: day })
  stop()
  here.practice.set({ set: 'clock', forward: day })
  expect(told).toHaveLength(1)
  expect(told[0]).toBeGreaterThanOrEqual(before + day)
  const { body } = await call(here, 'POST', `/channels/${here.general}/messages`, { content: 'x' })
  expect(Date.parse(String(body.timestamp))).toBeGreaterThanOrEqual(before + 2 * day)
})

it('lets time pass in steps, each of which waits for who listens', async () => {
  const here = await place()
  const told: number[] = []
  let busy = 0
  here.practice.onClock(async (now) => {
    expect(busy++).toBe(0)
    await call(here, 'POST', `/channels/${here.general}/messages`, { content: 'due' })
    told.push(now)
    busy--
  })
  const states: number[] = []
  here.practice.events.on('state', () => states.push(told.length))
  const before = here.practice.now()
  // Two at once: one after the other.
  await Promise.all([here.practice.pass(10 * MINUTE), here.practice.pass(2.5 * MINUTE)])
  expect(here.practice.now()).toBeGreaterThanOrEqual(before + 12.5 * MINUTE)
  expect(told).toHaveLength(13)
  expect(states).toEqual([10, 13])
  const dated = screen(here, here.robin, here.general).map(({ timestamp }) => Date.parse(timestamp))
  dated.forEach((at, step) => {
    expect(at).toBeGreaterThanOrEqual(before + Math.min(step + 1, 12.5) * MINUTE)
  })
})

it('lets no more time pass once somebody who listens has failed, and then again', async () => {
  const here = await place()
  const stop = here.practice.onClock(() => Promise.reject(new Error('no')))
  const before = here.practice.now()
  await expect(here.practice.pass(3 * MINUTE)).rejects.toThrow('no')
  expect(here.practice.now()).toBeLessThan(before + 2 * MINUTE)
  stop()
  await here.practice.pass(3 * MINUTE)
  expect(here.practice.now()).toBeGreaterThanOrEqual(before + 4 * MINUTE)
})
