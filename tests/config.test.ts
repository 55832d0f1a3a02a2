import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { fromProject } from '../src/environment.ts'
import { readMasterKey } from '../src/stores/settings.ts'

const token = { DISCORD_TOKEN: 't' }
const key = Buffer.alloc(32, 250).toString('base64')

/** The variables that are at fault. */
const faulty = (env: Readonly<Record<string, string>>): string[] => {
  const read = readConfig({ ...token, ...env })
  return 'faults' in read ? read.faults.map(({ setting }) => setting).toSorted() : []
}

describe('the settings', () => {
  test('the token alone is enough: the bot keeps nothing, opens no port, and talks to Discord alone', () => {
    expect(readConfig(token)).toEqual({
      config: {
        DISCORD_TOKEN: 't',
        DISCORD_API: 'https://discord.com/api',
        LOG_LEVEL: 'info',
        FREE_TEXT: 'on',
        DATA_DIR: fileURLToPath(new URL('../data', import.meta.url)),
        TRANSPORT: 'gateway',
        ROLE: 'all',
        HOST: '127.0.0.1',
        PORT: 8787,
        METRICS_HOST: '127.0.0.1',
      },
    })
  })

  test('an empty variable counts as absent, other variables of the machine are left alone', () => {
    expect(readConfig({ ...token, LOG_LEVEL: '', PORT: '', METRICS_PORT: '', HOME: '/somewhere' })).toEqual(
      readConfig(token),
    )
  })

  test('without a token, the sentence says what to set and that the demo needs nothing', () => {
    expect(readConfig({})).toEqual({
      faults: [{ setting: 'DISCORD_TOKEN', say: expect.stringMatching(/^set it .*npm run demo/) }],
    })
  })

  test.each(['“abc.def”', '"abc.def"', 'abc…', 'abc def', 'abc\ndef', 'Bot abc.def', 'abc\u200b'])(
    '%j is no token: the sentence says why and does not repeat it',
    (DISCORD_TOKEN) => {
      const read = readConfig({ DISCORD_TOKEN })
      expect(read).toEqual({
        faults: [{ setting: 'DISCORD_TOKEN', say: expect.stringMatching(/^has signs that no token has.*Reset Token/) }],
      })
      expect(JSON.stringify(read)).not.toContain('abc')
    },
  )

  test.each(['~/data', '/project/~/data', '~'])('%s is no path here, though it is one in a shell', (text) => {
    for (const setting of ['DATA_DIR', 'MASTER_KEY_FILE'])
      expect(readConfig({ ...token, [setting]: text })).toEqual({
        faults: [{ setting, say: expect.stringMatching(/write the whole path/) }],
      })
    expect(readConfig({ ...token, DATA_DIR: '/srv/data~1' })).toHaveProperty('config')
  })

  test('blanks and line breaks around a token do not matter; a blank alone is no token', () => {
    expect(readConfig({ DISCORD_TOKEN: ' MTIz.G-_x.ab \n' })).toMatchObject({
      config: { DISCORD_TOKEN: 'MTIz.G-_x.ab' },
    })
    expect(readConfig({ DISCORD_TOKEN: ' ' })).toEqual(readConfig({}))
  })

  test('every fault is told at once, each with its variable', () => {
    const env = {
      DISCORD_TOKEN: '',
      DISCORD_APPLICATION_ID: 'abc',
      DISCORD_API: 'https://discord.com/api/v10',
      LOG_LEVEL: 'loud',
      FREE_TEXT: 'yes',
      DATABASE_URL: 'mysql://127.0.0.1/undercurrent',
      MASTER_KEY: 'secret',
      TRANSPORT: 'pigeon',
      ROLE: 'boss',
      PORT: '65536',
      DISCORD_PUBLIC_KEY: 'abc',
      METRICS_PORT: 'some',
    }
    expect(faulty(env)).toEqual(Object.keys(env).toSorted())
  })

  test.each([
    ['ftp://discord.com/api', 'DISCORD_API'],
    ['discord.com', 'DISCORD_API'],
    ['http://localhost:1/api/v10/', 'DISCORD_API'],
  ])('%s is no REST base', (DISCORD_API, name) => {
    expect(faulty({ DISCORD_API })).toEqual([name])
  })

  test('a closing slash of the REST base does not matter', () => {
    const read = readConfig({ ...token, DISCORD_API: 'http://127.0.0.1:8080/api/' })
    expect('config' in read && read.config.DISCORD_API).toBe('http://127.0.0.1:8080/api')
  })
})

describe('where things are kept', () => {
  test.each([
    'postgres://a:b@127.0.0.1:5432/undercurrent',
    'postgresql://host/name?sslmode=verify-full',
    'postgres://a:b%40%2F%23%3F@host/name',
    'postgres://a:b@c@host/name',
    'postgres://a:b@[::1]/name',
    'postgres:///name?host=db.example.org',
    'postgres://%2Fvar%2Frun%2Fpostgresql/name',
    'postgres://c@db/name?user=a@b',
  ])('%j is an address of a database', (DATABASE_URL) => expect(faulty({ DATABASE_URL })).toEqual([]))

  const encoded = /write @ as %40, \/ as %2F, # as %23 and \? as %3F$/
  test.each([
    ['mysql://a:canary@host/name', /^must be an address such as postgres:/],
    ['host/canary', /^must be an address such as postgres:/],
    ['"postgres://a:canary@host/name"', /^must be an address such as postgres:/],
    ['postgres://a:can/ary@host/name', encoded],
    ['postgres://a:can#ary@host/name', encoded],
    ['postgres://a:1/canary@host/name', encoded],
    ['postgres://a:1#canary@host/name', encoded],
    ['postgres://a:1?canary@host/name', encoded],
    ['postgres://a:/canary@host/name', encoded],
    ['postgres://a:canary@/name', encoded],
    ['postgres://a:can ary@host/name', encoded],
    ['postgres://a:canary@host/name ', encoded],
    ['postgres:///canary', /^names no host; write one, such as /],
    ['postgres://a:canary@host/name?sslmode=on', /^has an unknown sslmode; it must be one of disable, .*verify-full/],
    ['postgres://a:canary@host/name?sslmode=', /^has an unknown sslmode/],
  ])('%s is none: the sentence says what to do and quotes nothing', (DATABASE_URL, say) => {
    const read = readConfig({ ...token, DATABASE_URL })
    expect(read).toEqual({ faults: [{ setting: 'DATABASE_URL', say: expect.stringMatching(say) }] })
    expect(JSON.stringify(read)).not.toMatch(/canary|ary@/)
  })

  test.each([key, key.slice(0, -1), key.replaceAll('+', '-').replaceAll('/', '_')])('%s is a key', (MASTER_KEY) =>
    expect(faulty({ MASTER_KEY })).toEqual([]),
  )

  test('blanks around a key count as little for the bot as for the tools', () => {
    const given = ` ${key}\n`
    expect(readConfig({ ...token, MASTER_KEY: given })).toMatchObject({ config: { MASTER_KEY: key } })
    expect(readMasterKey({ MASTER_KEY: given })).toEqual(readMasterKey({ MASTER_KEY: key }))
    expect(faulty({ MASTER_KEY: ' ' })).toEqual(['MASTER_KEY'])
    expect(readMasterKey({ MASTER_KEY: ' ' }).fault).toMatch(/^MASTER_KEY: /)
  })

  test.each(['secret', key.slice(0, -2), `${key}AA`])('%s is no key, and is not repeated', (MASTER_KEY) => {
    const read = readConfig({ ...token, MASTER_KEY })
    const [fault] = 'faults' in read ? read.faults : []
    expect(fault).toEqual({ setting: 'MASTER_KEY', say: expect.stringContaining('npm run doctor -- --init') })
    expect(fault?.say).not.toContain(MASTER_KEY)
  })

  test('one of the two ways to give a key, not both', () => {
    expect(faulty({ MASTER_KEY_FILE: '/etc/undercurrent/master.key' })).toEqual([])
    expect(faulty({ MASTER_KEY_FILE: '/etc/undercurrent/master.key', MASTER_KEY: key })).toEqual(['MASTER_KEY_FILE'])
  })
})

describe('how it is reached and what it does', () => {
  const DATABASE_URL = 'postgres://127.0.0.1/undercurrent'

  test.each(['answer', 'timer'])('the role %s shares its work, so it needs the database that is shared', (ROLE) => {
    expect(faulty({ ROLE, MASTER_KEY: key })).toEqual(['ROLE'])
    expect(faulty({ ROLE, MASTER_KEY: key, DATABASE_URL })).toEqual([])
  })

  test('a timer has nothing to do without a key; who answers has', () => {
    expect(faulty({ ROLE: 'timer', DATABASE_URL })).toEqual(['ROLE'])
    expect(faulty({ ROLE: 'timer', DATABASE_URL, MASTER_KEY_FILE: '/etc/undercurrent/master.key' })).toEqual([])
    for (const ROLE of ['all', 'answer']) expect(faulty({ ROLE, DATABASE_URL })).toEqual([])
    // Both that it lacks are told at once.
    expect(faulty({ ROLE: 'timer' })).toEqual(['ROLE', 'ROLE'])
  })

  test.each(['PORT', 'METRICS_PORT'])('%s is a number up to 65535; 0 is any free one', (name) => {
    for (const good of ['0', '1', '65535']) expect(faulty({ [name]: good })).toEqual([])
    for (const bad of ['-1', '65536', '1.5', 'http', '8787a', ' ', '0x1F90', '1e3', '+80'])
      expect(faulty({ [name]: bad }), bad).toEqual([name])
    const read = readConfig({ ...token, [name]: '9464' })
    expect(read).toMatchObject({ config: { [name]: 9464 } })
  })

  test('a public key is 64 hexadecimal digits', () => {
    expect(faulty({ DISCORD_PUBLIC_KEY: 'aB3'.padEnd(64, '0') })).toEqual([])
    expect(faulty({ DISCORD_PUBLIC_KEY: 'g'.repeat(64) })).toEqual(['DISCORD_PUBLIC_KEY'])
    expect(faulty({ DISCORD_PUBLIC_KEY: 'a'.repeat(63) })).toEqual(['DISCORD_PUBLIC_KEY'])
  })
})

test('the example names every setting, and its defaults are the real ones', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const lines = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const)
  const read = readConfig(token)
  const defaults = 'config' in read ? Object.entries(read.config) : []
  const shown = new Map(Object.entries(fromProject(Object.fromEntries(lines))))
  for (const [name, value] of defaults) if (name !== 'DISCORD_TOKEN') expect(shown.get(name), name).toBe(String(value))
  for (const name of ['DISCORD_APPLICATION_ID', 'DATABASE_URL', 'MASTER_KEY', 'MASTER_KEY_FILE', 'DISCORD_PUBLIC_KEY'])
    expect(shown.has(name), name).toBe(true)
  const filled = Object.fromEntries(lines.filter(([name]) => name !== 'MASTER_KEY'))
  expect(faulty({ ...filled, ...token })).toEqual([])
})
