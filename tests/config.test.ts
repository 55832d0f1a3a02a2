import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

describe('the settings', () => {
  test('the token alone is enough', () => {
    expect(readConfig({ DISCORD_TOKEN: 't' })).toEqual({
      config: { DISCORD_TOKEN: 't', DISCORD_API: 'https://discord.com/api', LOG_LEVEL: 'info', FREE_TEXT: 'on' },
    })
  })

  test('an empty variable counts as absent, other variables of the machine are left alone', () => {
    expect(readConfig({ DISCORD_TOKEN: 't', LOG_LEVEL: '', HOME: '/somewhere' })).toEqual(
      readConfig({ DISCORD_TOKEN: 't' }),
    )
  })

  test('without a token, the sentence says what to set and that the demo needs nothing', () => {
    expect(readConfig({})).toEqual({ faults: [expect.stringMatching(/^DISCORD_TOKEN: set it .*npm run demo/)] })
  })

  test('every fault is told at once, each with its variable', () => {
    const read = readConfig({
      DISCORD_APPLICATION_ID: 'abc',
      DISCORD_API: 'https://discord.com/api/v10',
      LOG_LEVEL: 'loud',
      FREE_TEXT: 'yes',
    })
    const named = 'faults' in read ? read.faults.map((fault) => fault.split(':')[0]) : []
    expect(named.toSorted()).toEqual([
      'DISCORD_API',
      'DISCORD_APPLICATION_ID',
      'DISCORD_TOKEN',
      'FREE_TEXT',
      'LOG_LEVEL',
    ])
  })

  test.each([
    ['ftp://discord.com/api', 'DISCORD_API'],
    ['discord.com', 'DISCORD_API'],
    ['http://localhost:1/api/v10/', 'DISCORD_API'],
  ])('%s is no REST base', (DISCORD_API, name) => {
    const read = readConfig({ DISCORD_TOKEN: 't', DISCORD_API })
    expect('faults' in read && read.faults[0]).toContain(name)
  })

  test('a closing slash of the REST base does not matter', () => {
    const read = readConfig({ DISCORD_TOKEN: 't', DISCORD_API: 'http://127.0.0.1:8080/api/' })
    expect('config' in read && read.config.DISCORD_API).toBe('http://127.0.0.1:8080/api')
  })
})
