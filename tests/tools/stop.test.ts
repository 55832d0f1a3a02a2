/** A stop in the middle of the work: what was begun is finished and told, what was confirmed is kept, and all within five seconds. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Keeper } from '../../src/core/keep.ts'
import { type Person, readPerson } from '../../src/core/person.ts'
import { startPractice } from '../../src/practice/server.ts'
import { openKeeper } from '../../src/stores/open.ts'
import { someone } from '../pair.ts'
import { connected, freePort, settingsFor, start } from '../process.ts'
import { newFolder } from '../stores/folder.ts'

/** Answers of Discord that take this long are still in time, and far slower than the bot. */
const slow = 1500
/** What every service manager waits at least before it kills, in milliseconds. */
const patience = 5000

test('SIGTERM in the middle of slow answers', async () => {
  const practice = await startPractice()
  const DATA_DIR = join(newFolder(), 'data')
  const key = randomBytes(32)
  const metricsPort = await freePort()
  const { child, done } = start('src/start.js', {
    ...settingsFor(practice),
    DATA_DIR,
    MASTER_KEY: key.toString('base64'),
    METRICS_PORT: `${metricsPort}`,
  })
  await connected(practice)
  const [robin, sasha] = practice.state('').people.map(({ id }) => someone(practice, id))
  if (!robin || !sasha) throw new Error('the practice server has no two people')

  await robin.use('settings')
  await sasha.use('moment')
  await sasha.press('Note one')
  for (const one of [robin, sasha]) {
    await one.press('18 or older')
    await one.press('Yes, keep it')
  }
  const form = await sasha.press('Note one')
  if (form.got !== 'form') throw new Error('there is no form')

  /** Saves that the bot says it has made. */
  const saves = async () => {
    const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((response) => response.text())
    return Number(/^undercurrent_store_seconds_count\{call="save",outcome="done"\} (\d+)$/m.exec(metrics)?.[1])
  }
  const before = await saves()
  practice.set({ set: 'misbehaviour', misbehaviour: { slow } })
  const answers = Promise.all([
    robin.press('Turn discreet mode on'),
    sasha.submit(form.form, { before: '8', act: 'waited', after: '3' }),
  ])
  // Both are saved, and both answers are on their way.
  while ((await saves()) < before + 2) await new Promise(setImmediate)
  child.kill('SIGTERM')
  const tooLate = setTimeout(() => child.kill('SIGKILL'), patience)
  expect(await done).toMatchObject({ code: 0, signal: null, err: '' })
  clearTimeout(tooLate)
  expect(await answers).toEqual([{ got: 'answer' }, { got: 'answer' }])
  await practice.close()

  const opening = await openKeeper({ dataDir: DATA_DIR }, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  expect(await personOf(opening.keeper, robin.id)).toMatchObject({ discreet: true })
  expect(await personOf(opening.keeper, sasha.id)).toMatchObject({
    moments: [{ act: 'waited', strengths: [8, 3, null, null] }],
  })
  await opening.close()
})

const personOf = async (keeper: Keeper, person: string): Promise<Person | undefined> =>
  readPerson((await keeper.load({ person }))?.value)
