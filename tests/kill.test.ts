/**
 * One small machine that dies at random moments: the whole bot on the gateway with SQLite, ended by SIGKILL while people
 * save things and check-ins go out. Nothing confirmed is lost, nothing is sent twice, nobody is left out.
 *
 * `KILLS=1000 npx vitest run tests/kill.test.ts` runs as long as you like (some three seconds a kill); `SEED` repeats the
 * choices of a run, though not its moments.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPractice } from '../src/practice/server.ts'
import { openKeeper } from '../src/stores/open.ts'
import { makeChance, makeCrowd } from './crowd.ts'
import { liveADay, makeMachine, nothingWrong } from './machines.ts'
import { newFolder } from './stores/folder.ts'

const kills = Number(process.env.KILLS ?? 20)
const killsADay = 4
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))

test(`${kills} kills, seed ${seed}`, { timeout: 60_000 + kills * 15_000 }, async () => {
  const chance = makeChance(seed)
  const practice = await startPractice({ members: 10, opensPerMinute: 1000 })
  onTestFinished(() => practice.close())
  const [DATA_DIR, key] = [join(newFolder(), 'data'), randomBytes(32)]
  const opening = await openKeeper({ dataDir: DATA_DIR }, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  onTestFinished(() => opening.close())
  const { keeper } = opening
  const crowd = makeCrowd(practice, chance)
  await crowd.seed(keeper)
  const machine = makeMachine(practice, {
    DATA_DIR,
    MASTER_KEY: key.toString('base64'),
    FREE_TEXT: 'off',
    LOG_LEVEL: 'silent',
  })
  await machine.start()
  onTestFinished(() => machine.kill())

  const mend = async () => {
    if (!machine.runs()) await machine.start()
  }
  const living = { practice, crowd, keeper, machines: [machine], chance, kill: machine.kill, mend, mendAll: mend }
  for (let left = kills; left > 0; left -= killsADay)
    expect(await liveADay(living, Math.min(left, killsADay))).toEqual(nothingWrong)

  // There was something to lose.
  const { sent, confirmed } = crowd.counts()
  if (process.env.KILLS) console.info(`${confirmed} saves confirmed, ${sent} messages sent, no fault`)
  expect(sent).toBeGreaterThan(kills)
  expect(confirmed).toBeGreaterThan(kills)
})
