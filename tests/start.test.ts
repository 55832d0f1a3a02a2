/** What prevents a start is told in one sentence that says what to do; what the bot can do without does not prevent it. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { consentVersion, newPerson, type Person } from '../src/core/person.ts'
import { saving } from '../src/keeping.ts'
import { type Practice, startPractice } from '../src/practice/server.ts'
import { openKeeper, type Where } from '../src/stores/open.ts'
import { someone } from './pair.ts'
import { connected, type Env, freePort, says, settingsFor, start, takenPort } from './process.ts'
import { newFolder } from './stores/folder.ts'
import { startServer } from './stores/server.ts'
import { give, startPeer } from './transports/peer.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice.close())

/** Ends with this one sentence and status 1, nothing before it and no stack behind it. */
async function refuses(env: Env, sentence: RegExp): Promise<void> {
  const { code, out, err } = await start('src/start.js', { LOG_LEVEL: 'silent', ...settingsFor(practice), ...env }).done
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
  expect(out).toBe('')
  expect(code).toBe(1)
}

const day = 24 * 60 * 60_000
const newKey = () => randomBytes(32).toString('base64')

async function storedWith(key: string): Promise<string> {
  const dataDir = join(newFolder(), 'data')
  const opening = await openKeeper({ dataDir }, Buffer.from(key, 'base64'))
  if (!('keeper' in opening)) throw new Error('the store did not open')
  await opening.keeper.save({ person: '1' }, { value: {}, revision: 0, due: undefined })
  await opening.close()
  return dataDir
}

describe('one sentence and status 1', () => {
  test('without a token', () => refuses({ DISCORD_TOKEN: '' }, /^DISCORD_TOKEN: set it/))

  test('with a token that was copied with its quotes', () =>
    refuses({ DISCORD_TOKEN: `“${practice.token}”` }, /^DISCORD_TOKEN: has signs that no token has.*Reset Token/))

  test('with a token that Discord refuses', () =>
    refuses(
      { DISCORD_TOKEN: 'wrong' },
      /^Undercurrent could not start: Discord does not accept the token\. To see what is wrong, run: npm run doctor$/,
    ))

  test('with a token that Discord refuses, over HTTP', () =>
    refuses({ DISCORD_TOKEN: 'wrong', TRANSPORT: 'http', PORT: '0' }, /Discord does not accept the token\. /))

  test('where Discord cannot be reached', async () => {
    const { port, close } = await takenPort()
    await close()
    await refuses(
      { DISCORD_API: `http://127.0.0.1:${port}/api` },
      /^Undercurrent could not start: Discord could not be/,
    )
  })

  test.each(['METRICS_PORT', 'PORT'])('where another program has %s', async (name) => {
    const { port, close } = await takenPort()
    await refuses({ TRANSPORT: 'http', PORT: '0', [name]: `${port}` }, new RegExp(`has port ${port}; .*${name}`))
    await close()
  })

  test('with an address of another machine', async () => {
    await refuses(
      { TRANSPORT: 'http', PORT: '0', HOST: '192.0.2.1' },
      /: 192\.0\.2\.1 is no address of this machine; set HOST/,
    )
    await refuses(
      { METRICS_HOST: '192.0.2.1', METRICS_PORT: '0' },
      /: 192\.0\.2\.1 is no address of this machine; set HOST/,
    )
    await refuses(
      { TRANSPORT: 'http', PORT: '0', HOST: '300.1.1.1' },
      /: 300\.1\.1\.1 is no address of this machine; set HOST/,
    )
  })

  test('on a Node that is too old, before anything that it cannot read', async () => {
    const old = join(newFolder(), 'old.cjs')
    writeFileSync(
      old,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })",
    )
    await refuses({ NODE_OPTIONS: `--require ${old}` }, /^Undercurrent needs Node 24 or newer, .*npm ci --include=dev/)
  })

  test('with keys that open none of the documents', async () => {
    const [key, other] = [newKey(), newKey()]
    const [DATA_DIR, alien] = [await storedWith(key), await storedWith(other)]
    copyFileSync(join(alien, 'kept.db'), join(DATA_DIR, 'kept.db'))
    await refuses({ DATA_DIR, MASTER_KEY: key }, /None of the stored documents has a key here.*keys\.db/)
  })

  test('with another master key than that of the documents', async () => {
    const DATA_DIR = await storedWith(newKey())
    await refuses({ DATA_DIR, MASTER_KEY: newKey() }, /The key in MASTER_KEY_FILE or MASTER_KEY is not the one that/)
  })

  test('with documents and no key', async () => {
    await refuses(
      { DATA_DIR: await storedWith(newKey()) },
      /There are stored documents, but neither MASTER_KEY_FILE nor MASTER_KEY is set/,
    )
  })

  test('with a key file that is not there, or holds no key', async () => {
    const file = join(newFolder(), 'master.key')
    await refuses(
      { MASTER_KEY_FILE: file },
      /MASTER_KEY_FILE: \/.*master\.key is not there\. .*npm run doctor -- --init$/,
    )
    writeFileSync(file, 'canary')
    await refuses({ MASTER_KEY_FILE: file }, /MASTER_KEY_FILE: must be 32 bytes in base64(?!.*canary)/)
  })

  // Their metrics want the same port, but that is not to blame.
  test('with two bots at one store', async () => {
    const both = {
      MASTER_KEY: newKey(),
      DATA_DIR: join(newFolder(), 'data'),
      LOG_LEVEL: 'silent',
      METRICS_PORT: `${await freePort()}`,
    }
    const first = start('src/start.js', { ...settingsFor(practice), ...both })
    await connected(practice)
    await refuses(both, /another process with this store is connected already; stop it first/)
    const overHttp = { ...both, TRANSPORT: 'http', PORT: '0' }
    await refuses(overHttp, /another process with this store is connected already; stop it first/)
    first.child.kill('SIGTERM')
    expect(await first.done).toMatchObject({ code: 0, err: '' })
  })
})

test('the ports that were asked for as any free ones are told in the log', async () => {
  const alone = await startPractice()
  const any = { TRANSPORT: 'http', PORT: '0', METRICS_PORT: '0' }
  const { child, done } = start('src/start.js', { ...settingsFor(alone), ...any })
  let log = ''
  while (!log.includes('"msg":"ready"')) log += (await once(child.stdout, 'data'))[0]
  const { ports } = JSON.parse(log.split('\n').find((line) => line.includes('"msg":"ready"')) ?? '{}')
  expect((await fetch(`http://127.0.0.1:${ports.http}/health`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${ports.metrics}/metrics`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await done).toMatchObject({ code: 0, err: '' })
  await alone.close()
})

test('a store out of reach is told in the log, and what needs no store goes on', async () => {
  const alone = await startPractice()
  const DATA_DIR = join(newFolder(), 'data')
  writeFileSync(DATA_DIR, 'a file where the folder should be')
  const { child, done } = start('src/start.js', { ...settingsFor(alone), DATA_DIR, MASTER_KEY: newKey() })
  await connected(alone)
  const robin = someone(alone, alone.state('').people[0]?.id ?? '')
  expect(await robin.use('support')).toEqual({ got: 'answer' })
  expect(await robin.use('privacy')).toEqual({ got: 'answer' })
  await robin.reads(/cannot read what I keep just now/)
  child.kill('SIGTERM')
  const { code, err, out } = await done
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const told = out.split('\n').filter((line) => line.includes('the store is out of reach'))
  expect(JSON.parse(told[0] ?? '{}')).toMatchObject({
    err: { name: 'StoreDown', message: expect.stringMatching(/^The database cannot be reached\. See that/) },
  })
  await alone.close()
})

test('without a key the log says that nothing is kept, also where the database cannot be reached', async () => {
  const alone = await startPractice()
  const DATABASE_URL = `postgres://a:canary@127.0.0.1:${await freePort()}/c`
  const { child, done } = start('src/start.js', { ...settingsFor(alone), DATABASE_URL })
  await connected(alone)
  expect(await someone(alone, alone.state('').people[0]?.id ?? '').use('support')).toEqual({ got: 'answer' })
  child.kill('SIGTERM')
  const { code, err, out } = await done
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/"msg":"Neither MASTER_KEY_FILE nor MASTER_KEY is set: nothing is kept\./)
  expect(out).toMatch(/"keeps":false/)
  expect(out).not.toMatch(/out of reach|canary/)
  await alone.close()
})

test('a store that comes back belongs to another bot: one sentence and status 1', async () => {
  const [one, other] = [await startPractice(), await startPractice()]
  const MASTER_KEY = newKey()
  const held = join(newFolder(), 'data')
  const first = start('src/start.js', { ...settingsFor(one), DATA_DIR: held, MASTER_KEY })
  await connected(one)
  const away = join(newFolder(), 'data')
  writeFileSync(away, 'a file where the folder should be')
  const second = start('src/start.js', { ...settingsFor(other), DATA_DIR: away, MASTER_KEY, LOG_LEVEL: 'silent' })
  await connected(other)
  rmSync(away)
  symlinkSync(held, away)
  const { code, err } = await second.done
  expect(err.trim()).toMatch(/^Undercurrent has stopped: another process with this store is connected already/)
  expect(code).toBe(1)
  first.child.kill('SIGTERM')
  await first.done
  await Promise.all([one.close(), other.close()])
})

/** The same Discord at the same address, after it was away. */
async function comesBack(before: Practice, botToken: string): Promise<Practice> {
  const port = Number(new URL(before.url).port)
  await before.close()
  return startPractice({ port, applicationId: before.applicationId, botToken })
}

test('a connection that was lost is one line in the log, and is made again', async () => {
  const before = await startPractice()
  const { child, done } = start('src/start.js', settingsFor(before))
  await connected(before)
  const after = await comesBack(before, before.token)
  await after.until(() => after.state('').bot.connected)
  child.kill('SIGTERM')
  const { code, err, out } = await done
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const trouble = out.split('\n').filter((line) => line.includes('the connection to Discord has trouble'))
  expect(trouble.map((line) => JSON.parse(line).err.message)).toEqual(['it was lost, and is made again'])
  await after.close()
})

/** A store with somebody whose next check-in comes now. */
async function withSomeoneDue(where: Where, MASTER_KEY: string): Promise<void> {
  const opening = await openKeeper(where, Buffer.from(MASTER_KEY, 'base64'))
  if (!('keeper' in opening)) throw new Error('the store did not open')
  const now = Date.now()
  const schedule = { about: 'us', often: 'daily', hour: new Date(now).getUTCHours(), quiet: true } as const
  const times = { at: now, begun: now - day, until: now + 28 * day }
  const entry = { id: 'one', kind: 'check-in', turn: 0, answered: false, unanswered: 0, ...schedule, ...times } as const
  const person: Person = {
    ...newPerson('en-US'),
    ...{ age: 'adult', consent: { version: consentVersion, at: now }, dm: '3', zone: 'UTC', agenda: [entry] },
  }
  await opening.keeper.save({ person: '1' }, saving(person, 0, now, true))
  await opening.close()
}

/** Told to end, and then it is over soon: a service manager waits ten seconds and kills. */
async function endsAtOnce({ child, done }: ReturnType<typeof start>): Promise<void> {
  child.kill('SIGTERM')
  expect(await done).toMatchObject({ code: 0, signal: null, err: '' })
}

test('told to end while Discord is away, it ends', async () => {
  const away = await startPractice()
  const bot = start('src/start.js', settingsFor(away))
  await connected(away)
  const lost = says(bot, 'the connection to Discord has trouble')
  await away.close()
  await lost
  await endsAtOnce(bot)
})

/** A Discord that has no commands yet, and gives this answer to every message. */
const discordThat = (answers: (response: ServerResponse) => void) =>
  startPeer((response, _, { method, url }) => {
    if (method === 'POST') answers(response)
    else give(response, 200, url?.includes('commands') ? [] : { id: '1', name: 'bot' })
  })
/** Over HTTP, where no gateway needs to be played. */
const overHttp = { DISCORD_TOKEN: 'token', TRANSPORT: 'http', PORT: '0', DISCORD_PUBLIC_KEY: '0'.repeat(64) }

test('told to end while Discord makes a message wait for ten minutes, it ends', async () => {
  const [DATA_DIR, MASTER_KEY] = [join(newFolder(), 'data'), newKey()]
  await withSomeoneDue({ dataDir: DATA_DIR }, MASTER_KEY)
  const { promise: waits, resolve: nowItWaits } = Promise.withResolvers<void>()
  const { api } = await discordThat((response) => {
    const limit = { message: 'You are being rate limited.', retry_after: 600, global: false }
    give(response.setHeader('retry-after', '600'), 429, limit)
    nowItWaits()
  })
  const bot = start('src/start.js', { ...overHttp, DISCORD_API: api, DATA_DIR, MASTER_KEY })
  await waits
  await endsAtOnce(bot)
})

const unauthorized = (response: ServerResponse) => give(response, 401, { message: '401: Unauthorized', code: 0 })

test('a token that is reset while the bot runs over HTTP is told once, and answers go on', async () => {
  const [DATA_DIR, MASTER_KEY, PORT] = [join(newFolder(), 'data'), newKey(), `${await freePort()}`]
  await withSomeoneDue({ dataDir: DATA_DIR }, MASTER_KEY)
  const { api } = await discordThat(unauthorized)
  const bot = start('src/start.js', { ...overHttp, PORT, DISCORD_API: api, DATA_DIR, MASTER_KEY })
  await says(bot, 'nothing is sent any more but answers')
  expect((await fetch(`http://127.0.0.1:${PORT}/health`)).status).toBe(200)
  await endsAtOnce(bot)
  const { out } = await bot.done
  expect(out.match(/nothing is sent any more/g)).toHaveLength(1)
  expect(out).not.toContain('Expected token')
})

test('a token that is reset while a timer runs ends it with one sentence and status 1', async () => {
  const database = await startServer()
  onTestFinished(() => database.stop())
  const { api } = await discordThat(unauthorized)
  for (const TRANSPORT of ['gateway', 'http']) {
    const [DATABASE_URL, MASTER_KEY] = [await database.newDatabase(), newKey()]
    await withSomeoneDue({ databaseUrl: DATABASE_URL }, MASTER_KEY)
    const role = { ROLE: 'timer', TRANSPORT, DATABASE_URL, MASTER_KEY, LOG_LEVEL: 'silent' }
    expect(await start('src/start.js', { ...overHttp, ...role, DISCORD_API: api }).done).toMatchObject({
      code: 1,
      err: 'Undercurrent has stopped: Discord does not accept the token\n',
    })
  }
})

test('a token that is reset while the bot runs ends it with one sentence and status 1', async () => {
  const before = await startPractice()
  const { done } = start('src/start.js', { ...settingsFor(before), LOG_LEVEL: 'silent' })
  await connected(before)
  const after = await comesBack(before, `${before.token}-new`)
  expect(await done).toMatchObject({
    code: 1,
    out: '',
    err: 'Undercurrent has stopped: Discord does not accept the token\n',
  })
  await after.close()
})
