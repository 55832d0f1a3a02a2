/** A name that is none of the settings is told wherever somebody may look for it, and what it is set to never is. */
import { expect, test } from 'vitest'
import { settingNames } from '../src/config.ts'
import { misspelt, unknown } from '../src/misspelt.ts'
import { startPractice } from '../src/practice/server.ts'
import { connected, programWith, settingsFor, start } from './process.ts'

const slips = [
  ['TRANSPROT', 'TRANSPORT'],
  ['PROT', 'PORT'],
  ['ROEL', 'ROLE'],
  ['MASTERKEY_FILE', 'MASTER_KEY_FILE'],
  ['MASTER_KEYFILE', 'MASTER_KEY_FILE'],
  ['FREETEXT', 'FREE_TEXT'],
  ['DISCORD_TOKN', 'DISCORD_TOKEN'],
  ['METRIC_PORT', 'METRICS_PORT'],
  ['DATADIR', 'DATA_DIR'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['discord_token', 'DISCORD_TOKEN'],
] as const

const sentence = ([name, meant]: readonly [name: string, meant: string]) =>
  `${name} is no setting. Did you mean ${meant}?`

test.each(slips)('%s in .env is told with %s', (name, meant) => {
  expect(misspelt({ [name]: 'canary' }, [name])).toEqual([sentence([name, meant])])
  expect(unknown([name])).toEqual([])
})

test('settings are none, nor are short names of other programs outside .env', () => {
  expect(misspelt(Object.fromEntries(settingNames.map((name) => [name, ''])), settingNames)).toEqual([])
  expect(unknown(settingNames)).toEqual([])
  expect(misspelt({ HOME: '', HOSTNAME: '', PATH: '', TERM: '', LOG_DIR: '', DATABASE_USER: '' }, [])).toEqual([])
})

test('where .env itself does not reach, as in a container, long names are still told', () => {
  expect(misspelt({ TRANSPROT: 'http', FREETEXT: 'off', PROT: '1' }, [])).toEqual([
    sentence(['TRANSPROT', 'TRANSPORT']),
    sentence(['FREETEXT', 'FREE_TEXT']),
  ])
})

test('any other name in .env is told, but no key that stands there by itself', () => {
  const key = Buffer.alloc(32, 1).toString('base64').replace('=', '')
  const told = unknown(['COLOUR', key])
  expect(told).toEqual([
    expect.stringMatching(/^COLOUR in \.env is no setting of the bot\. .*\.env\.example/),
    expect.stringMatching(/^A name of 43 signs in \.env is no setting/),
  ])
})

test('the doctor, a start that is refused and a start tell them', async () => {
  const practice = await startPractice()
  const names = slips.map(([name]) => name)
  const cwd = programWith([...names, 'COLOUR'].map((name) => `${name}=canary\n`).join(''))
  const [script, tool] = ['src/start.js', 'src/tools/doctor.ts']

  const { out: report } = await start(tool, settingsFor(practice), [], cwd, cwd).done
  for (const slip of slips) expect(report).toContain(`look   settings  ${sentence(slip)}\n`)
  expect(report).toMatch(/look +settings +COLOUR in \.env is no setting of the bot\./)

  const refused = await start(script, {}, [], cwd, cwd).done
  expect(refused.code).toBe(1)
  expect(refused.err.split('\n')).toEqual([
    expect.stringMatching(/^DISCORD_TOKEN: set it/),
    ...slips.map((slip) => sentence(slip)),
    '',
  ])

  const { child, done } = start(script, settingsFor(practice), [], cwd, cwd)
  await connected(practice)
  child.kill('SIGTERM')
  const { out: log } = await done
  const lines = log.split('\n').filter((line) => line !== '')
  const warned = lines.map((line) => JSON.parse(line).msg).filter((one) => one.includes('no setting'))
  expect(warned).toEqual(slips.map((slip) => sentence(slip)))
  for (const one of [report, refused.err, log]) expect(one).not.toContain('canary')
  await practice.close()
})
