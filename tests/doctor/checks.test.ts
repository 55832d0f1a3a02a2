/** Each check of the doctor by itself: what is well, what is worth a look, what is a fault, and that it says what to do. */
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Application, checkApplication, checkClock, readApplication } from '../../src/doctor/discord.ts'
import { type Finding, report, skip } from '../../src/doctor/finding.ts'
import { initKey, readLasting } from '../../src/doctor/init.ts'
import { checkEnvFile, checkKey } from '../../src/doctor/keys.ts'
import { checkPages, checkPorts } from '../../src/doctor/machine.ts'
import { isInside, project } from '../../src/doctor/places.ts'
import { checkAddress, checkFolder } from '../../src/doctor/store.ts'
import { exposeMetrics } from '../../src/metrics.ts'
import { makeFolder } from '../../src/stores/sqlite-files.ts'
import { takenPort } from '../process.ts'
import { newFolder } from '../stores/folder.ts'

const levels = (found: readonly Finding[], about: string) =>
  found.filter((one) => one.about === about).map(({ level }) => level)

test('a report has a line each, and a sum', () => {
  const found: Finding[] = [
    { level: 'ok', about: 'token', say: 'It is one.' },
    { level: 'fault', about: 'key file', say: 'Mend it.' },
    skip('store', ['folder', 'store'], 'the key can be read'),
  ]
  expect(report(found)).toBe(
    [
      'ok     token     It is one.',
      'fault  key file  Mend it.',
      'skip   store     Not looked at: folder, store, until the key can be read.',
      '1 ok, 0 to look at, 1 fault.\n',
    ].join('\n'),
  )
})

describe('the clock', () => {
  test.each([
    [0, 'ok'],
    [60, 'ok'],
    [61, 'fault'],
    [-61, 'fault'],
  ])('%s s apart', (apart, level) => {
    expect(checkClock(1_000_000, 1_000_000 + apart * 1000).level).toBe(level)
  })

  test('says which way, and how to set it', () => {
    expect(checkClock(0, 90_000).say).toMatch(/^It is 90 s ahead of Discord’s\. Set it: /)
    expect(checkClock(90_000, 0).say).toMatch(/^It is 90 s behind Discord’s\. /)
    expect(checkClock(Number.NaN, 0).level).toBe('look')
  })
})

describe('the application', () => {
  const well = {
    ...{ id: '1', name: 'Undercurrent', flags: 0, verify_key: 'ab', bot_public: true, bot_require_code_grant: false },
    ...{ privacy_policy_url: 'https://example.org/privacy', terms_of_service_url: 'https://example.org/terms' },
    integration_types_config: {
      0: { oauth2_install_params: { scopes: ['applications.commands', 'bot'], permissions: '274877910016' } },
      1: { oauth2_install_params: { scopes: ['applications.commands'], permissions: '0' } },
    },
  }
  const overHttp = {
    interactions_endpoint_url: 'https://example.org/interactions',
    event_webhooks_url: 'https://example.org/events',
    event_webhooks_status: 2,
    event_webhooks_types: ['APPLICATION_DEAUTHORIZED'],
  }
  const settings = { DISCORD_TOKEN: 't', DISCORD_API: 'https://discord.com/api', ROLE: 'all', keeps: true } as const
  const gateway = { ...settings, TRANSPORT: 'gateway' } as const
  const http = { ...settings, TRANSPORT: 'http' } as const

  function application(change: object = {}): Application {
    const read = readApplication({ ...well, ...change })
    if (!read) throw new Error('this is no application')
    return read
  }

  test('as docs/operating.md has it made, nothing is to be said, over the gateway and over HTTP', () => {
    for (const found of [checkApplication(application(), gateway), checkApplication(application(overHttp), http)])
      expect(found.filter(({ level }) => level !== 'ok')).toEqual([])
  })

  test('what Discord sends elsewhere does not arrive', () => {
    expect(levels(checkApplication(application(overHttp), gateway), 'endpoint')).toEqual(['fault'])
    expect(levels(checkApplication(application(), http), 'endpoint')).toEqual(['fault'])
    const elsewhere = { ...overHttp, interactions_endpoint_url: 'https://example.org/bot' }
    expect(levels(checkApplication(application(elsewhere), http), 'endpoint')).toEqual(['look'])
    expect(levels(checkApplication(application(overHttp), { ...gateway, ROLE: 'timer' }), 'endpoint')).toEqual(['ok'])
  })

  test('who removes the app is erased only if Discord tells it; where nothing is kept, it need not', () => {
    const events = (change: object, keeps = true) =>
      levels(checkApplication(application({ ...overHttp, ...change }), { ...http, keeps }), 'events')
    expect(events({ event_webhooks_url: null })).toEqual(['look'])
    expect(events({ event_webhooks_types: [] })).toEqual(['look'])
    expect(events({ event_webhooks_status: 1 })).toEqual(['look'])
    expect(events({ event_webhooks_status: 3 })).toEqual(['fault'])
    expect(events({ event_webhooks_url: null }, false)).toEqual([])
  })

  test('settings of another application', () => {
    const other = { DISCORD_APPLICATION_ID: '2', DISCORD_PUBLIC_KEY: 'cd' }
    expect(levels(checkApplication(application(), { ...gateway, ...other }), 'application')).toEqual(['fault'])
    expect(levels(checkApplication(application(), { ...http, ...other }), 'application')).toEqual(['fault', 'fault'])
    const same = { DISCORD_APPLICATION_ID: '1', DISCORD_PUBLIC_KEY: 'AB' }
    expect(levels(checkApplication(application(), { ...http, ...same }), 'application')).toEqual([])
  })

  const guild = (params: object) => ({ 0: { oauth2_install_params: params }, 1: {} })
  const scopes = ['bot', 'applications.commands']
  test.each([
    ['the code grant that nobody can pass', 'fault', /Code Grant/, { bot_require_code_grant: true }],
    ['a bot for its owner alone', 'look', /Public Bot/, { bot_public: false }],
    [
      'no install for people',
      'look',
      /User Install/,
      { integration_types_config: { 0: well.integration_types_config[0] } },
    ],
    ['no install for servers', 'look', /Guild Install is off/, { integration_types_config: { 1: {} } }],
    ['no scope', 'look', /lacks a scope/, { integration_types_config: guild({ scopes: ['bot'], permissions: '0' }) }],
    [
      'no permissions',
      'look',
      /lacks permissions/,
      { integration_types_config: guild({ scopes, permissions: '2048' }) },
    ],
    [
      'all permissions',
      'look',
      /more permissions/,
      { integration_types_config: guild({ scopes, permissions: '274877910024' }) },
    ],
  ])('install: %s', (_, level, words, change) => {
    const found = checkApplication(application(change), gateway).filter(({ about }) => about === 'install')
    expect(found).toEqual([{ level, about: 'install', say: expect.stringMatching(words) }])
  })

  test.each([12, 13, 14, 15, 18, 19])('flag %s is a privileged intent', (bit) => {
    expect(levels(checkApplication(application({ flags: 1 << bit }), gateway), 'intents')).toEqual(['look'])
  })

  test('the pages that Discord asks for', () => {
    const found = checkApplication(application({ terms_of_service_url: null }), gateway)
    expect(found.find(({ about }) => about === 'policy')?.say).toMatch(/^Not set: Terms of Service URL /)
  })
})

describe('keys', () => {
  const key = (folder: string, mode = 0o600) => {
    const file = join(folder, 'master.key')
    writeFileSync(file, '')
    chmodSync(file, mode)
    return file
  }
  const where = { dataDir: '/nowhere' }

  test.each([
    [0o600, 'ok'],
    [0o400, 'ok'],
    [0o640, 'fault'],
    [0o604, 'fault'],
  ])('a key file of mode %o', (mode, level) => {
    const [found] = checkKey({ MASTER_KEY_FILE: key(newFolder(), mode) }, where)
    expect(found?.level).toBe(level)
    if (level === 'fault') expect(found?.say).toMatch(/Run: chmod 600 /)
  })

  test('a key beside the data, also by way of a link, is a fault', () => {
    const folder = newFolder()
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    symlinkSync(dataDir, join(folder, 'link'))
    key(dataDir)
    for (const name of ['data', 'link'])
      expect(checkKey({ MASTER_KEY_FILE: join(folder, name, 'master.key') }, { dataDir })[0]?.level).toBe('fault')
    expect(isInside(join(project, 'src', 'not', 'there'), project)).toBe(true)
    expect(isInside(`${folder}-beside`, folder)).toBe(false)
  })

  test('a key in a variable is worth a look, and is not repeated', () => {
    const [found] = checkKey({ MASTER_KEY: 'canary' }, where)
    expect(found?.level).toBe('look')
    expect(found?.say).not.toMatch(/canary/)
  })

  test.each([
    [0o600, 'ok'],
    [0o640, 'ok'],
    [0o644, 'fault'],
  ])('an .env of mode %o', (mode, level) => {
    const file = join(newFolder(), '.env')
    expect(checkEnvFile(file)).toEqual([])
    writeFileSync(file, '')
    chmodSync(file, mode)
    expect(checkEnvFile(file)[0]?.level).toBe(level)
  })

  test('a new key is put into .env by a line, unless .env says it already', async () => {
    const folder = newFolder()
    const env = join(folder, '.env')
    const lineOf = async (name: string, lasting: string) => {
      const file = join(folder, name)
      writeFileSync(env, lasting && `# of the bot\nMASTER_KEY_FILE=${join(folder, lasting)}\n`)
      const { done, said } = await initKey(
        { MASTER_KEY_FILE: file },
        { dataDir: join(folder, 'data') },
        readLasting({ MASTER_KEY_FILE: file }, env),
      )
      expect(done).toBe(true)
      return said.includes(`put this line into .env:\n\n  MASTER_KEY_FILE=${file}\n`)
    }
    expect(await lineOf('one.key', 'one.key')).toBe(false)
    expect(await lineOf('two.key', 'other.key')).toBe(true)
    expect(await lineOf('three.key', '')).toBe(true)
    expect(readLasting({ MASTER_KEY_FILE: 'x' }, join(folder, 'none'))).toEqual({})
    // Nobody can make a file there, so whatever set this sets it again.
    expect(readLasting({ MASTER_KEY_FILE: 'x' }, join(folder, 'none', '.env'))).toEqual({ MASTER_KEY_FILE: 'x' })
  })
})

describe('the store’s place', () => {
  test('a folder or a file that others can read is a fault, with the line that mends it', () => {
    const folder = newFolder()
    expect(levels(checkFolder(folder), 'folder')).toEqual(['ok'])
    writeFileSync(join(folder, 'kept.db'), '')
    chmodSync(join(folder, 'kept.db'), 0o644)
    chmodSync(folder, 0o755)
    const [found] = checkFolder(folder)
    expect(found).toMatchObject({ level: 'fault' })
    expect(found?.say).toContain(`chmod 700 ${folder} && chmod 600 ${join(folder, 'kept.db')}`)
  })

  test('a folder that holds other things is left as it is', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'somebody-elses.txt'), '')
    chmodSync(folder, 0o755)
    expect(checkFolder(folder)[0]).toMatchObject({
      level: 'fault',
      say: expect.stringMatching(/a folder of its own\.$/),
    })
    makeFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o755)
    rmSync(join(folder, 'somebody-elses.txt'))
    makeFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test.each([
    ['postgres://a:canary@127.0.0.1/name', 0],
    ['postgres://a:canary@localhost:5432/name', 0],
    ['postgres://a:canary@db.example.org/name', 1],
    ['postgres://a:canary@db.example.org/name?sslmode=prefer', 1],
    ['postgres://a:canary@db.example.org/name?sslmode=verify-full', 0],
    ['postgres:///name?host=db.example.org&password=canary', 1],
    ['postgres://localhost/name?host=db.example.org&password=canary', 1],
    ['postgres://db.example.org/name?host=127.0.0.1&password=canary', 0],
    ['postgres:///name?host=/var/run/postgresql', 0],
    ['postgres://%2Fvar%2Frun%2Fpostgresql/name', 0],
    ['postgres://a:canary@[::1]/name', 0],
  ])('%s', (url, count) => {
    const found = checkAddress(url)
    expect(found).toHaveLength(count)
    expect(JSON.stringify(found)).not.toMatch(/canary/)
  })
})

describe('ports and pages', () => {
  const ports = { TRANSPORT: 'gateway', ROLE: 'all', HOST: '127.0.0.1', PORT: 0, METRICS_HOST: '127.0.0.1' } as const

  test('over the gateway no port is needed', async () => {
    expect(await checkPorts(ports)).toEqual([{ level: 'ok', about: 'metrics', say: 'Off.' }])
  })

  test('a port of another program is a fault, one of the bot itself is well', async () => {
    const other = await takenPort()
    const own = await exposeMetrics('127.0.0.1', 0)
    own.metrics.timed('sent')
    const metrics = async (METRICS_PORT: number) => (await checkPorts({ ...ports, METRICS_PORT }))[0]?.level
    expect(await metrics(own.port)).toBe('ok')
    await own.close()
    expect(await metrics(own.port)).toBe('ok')
    expect(await metrics(other.port)).toBe('fault')
    await other.close()
  })

  test('what others could reach is worth a look', async () => {
    const open = { ...ports, TRANSPORT: 'http', HOST: '0.0.0.0', METRICS_HOST: '0.0.0.0', METRICS_PORT: 0 } as const
    const found = await checkPorts(open)
    expect([levels(found, 'port'), levels(found, 'metrics')]).toEqual([
      ['ok', 'look'],
      ['ok', 'look'],
    ])
  })

  test('one port cannot serve both, and an address must be of this machine', async () => {
    const same = { ...ports, TRANSPORT: 'http', PORT: 9, METRICS_PORT: 9, ROLE: 'answer' } as const
    expect(levels(await checkPorts(same), 'metrics')).toEqual(['fault'])
    const elsewhere = { ...ports, METRICS_HOST: '192.0.2.1', METRICS_PORT: 9464 }
    expect(levels(await checkPorts(elsewhere), 'metrics')).toEqual(['fault', 'look'])
  })

  test.each(['privacy', 'terms'])(
    'the template of /%s is marked where it must be filled in, and loads nothing',
    (name) => {
      const html = readFileSync(new URL(`../../docs/pages/${name}.html`, import.meta.url), 'utf8')
      expect(checkPages({ TRANSPORT: 'http', ROLE: 'all' }, () => html)[0]?.level).toBe('fault')
      expect(html.match(/\[\[/g)?.length).toBe(html.match(/\]\]/g)?.length)
      expect(html).not.toMatch(/<(script|link|img|iframe|form|object)|\bon[a-z]+=|url\(|@import/i)
    },
  )

  test('pages are needed over HTTP alone, with every place filled in', () => {
    expect(checkPages({ TRANSPORT: 'gateway', ROLE: 'all' })).toEqual([])
    const shown = new Map([['privacy', '<p>[[ your name ]]</p>']])
    const found = checkPages({ TRANSPORT: 'http', ROLE: 'all' }, (name) => shown.get(name))
    expect(found.map(({ level }) => level)).toEqual(['fault', 'look'])
    expect(checkPages({ TRANSPORT: 'http', ROLE: 'all' }, () => '<p>Jo</p>').every(({ level }) => level === 'ok')).toBe(
      true,
    )
  })
})
