import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Runs the log in a process of its own, since it writes to standard output; gives the lines that it wrote. */
function lines(code: string): Record<string, unknown>[] {
  const script = `import { makeLog } from './src/log.ts'; import { DiscordAPIError } from 'discord.js'
    import { StoreDown } from './src/stores/trouble.ts'
    const log = makeLog('debug'); ${code}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: new URL('..', import.meta.url),
    encoding: 'utf8',
  })
  expect(stderr).not.toMatch(/Error/)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** The one line that it wrote. */
function logged(code: string): Record<string, unknown> {
  const [line = {}, ...others] = lines(code)
  expect(others).toEqual([])
  return line
}

test('a bug is told with its message and its place', () => {
  const line = logged(`log.error({ err: new Error('no such step'), reference: 'R1' }, 'an answer broke')`)
  expect(line).toMatchObject({
    msg: 'an answer broke',
    reference: 'R1',
    err: { name: 'Error', message: 'no such step' },
  })
  expect(JSON.stringify(line.err)).toContain('eval')
})

test.each([
  `new Intl.DateTimeFormat('en', { timeZone: 'canary' })`,
  `'use strict'; const words = 'canary'; words.step = 1`,
  `'x' in 'canary'`,
  `JSON.parse('canary')`,
])('what the language itself quotes is not told: %s', (code) => {
  const line = logged(`try { ${code} } catch (err) { log.error({ err }, 'an answer broke') }`)
  expect(line).toMatchObject({ err: { name: expect.stringContaining('Error') } })
  expect(JSON.stringify(line.err)).toContain('eval')
  expect(JSON.stringify(line)).not.toContain('canary')
})

test('no line of a message passes for a place', () => {
  const told = logged(`class Foreign extends Error { name = 'Foreign' }
    log.error({ err: new Foreign('so\\n    at home she said canary (x:1:1)\\nand') }, 'x')`)
  expect(JSON.stringify(told)).not.toContain('canary')
  expect(JSON.stringify(told.err)).toContain('eval')
})

test('a refusal of Discord is told by its numbers: no address, no token, no text', () => {
  const line =
    logged(`log.error({ err: new DiscordAPIError({ code: 50035, message: 'Invalid canary-text' }, 50035, 400, 'POST',
    'https://discord.com/api/v10/interactions/1/canary-token/callback', { body: { content: 'canary-text' }, files: [] }) }, 'x')`)
  expect(line).toMatchObject({ err: { code: 50035, status: 400 } })
  expect(JSON.stringify(line)).not.toMatch(/canary/)
})

test('what was thrown without being an error is told by its type alone', () => {
  expect(logged(`log.error({ err: 'canary' }, 'x')`)).toMatchObject({ err: { name: 'string' } })
})

test('a line holds no host name and no process number', () => {
  expect(Object.keys(logged(`log.info({ changed: true }, 'x')`)).toSorted()).toEqual([
    'changed',
    'level',
    'msg',
    'time',
  ])
})

test('a store that stays away is told of once for each reason, and each time where a person was given a reference', () => {
  const told = lines(`for (const press of [1, 2, 3]) {
    log.warn({ err: new StoreDown('unreachable') }, 'the store did not load')
    log.error({ err: new StoreDown('unreachable'), reference: 'R' + press }, 'an answer broke')
    log.error({ err: new Error('a bug') }, 'the store did not load')
  }
  log.warn({ err: new StoreDown('full') }, 'the store did not load')`)
  const reasons = told.map(({ err, reference }) => (reference ?? Object(err).code ?? 'bug') as string)
  expect(reasons.toSorted()).toEqual(['R1', 'R2', 'R3', 'bug', 'bug', 'bug', 'full', 'unreachable'])
})
