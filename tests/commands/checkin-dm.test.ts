/** A check-in all the way: on the practice server, with the store on disk and the clock moved on. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { planCheckins } from '../checkins.ts'
import { isEphemeral, labels, type Pair, startPair, text } from '../pair.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.close())

const day = 24 * 60 * 60 * 1000

test('from the first yes to an answered check-in: at the end nothing of it stays in the DM', async () => {
  const { robin, practice } = pair
  await planCheckins(robin)
  await robin.reads(/Press \*Turn reminders on\* there/)
  await robin.reads(/Here is what you asked for/, 'dm')
  await robin.press('Turn reminders on', 'dm')
  await robin.reads(/The first one comes on/, 'dm')
  expect(await pair.look()).toBe(0)

  // At noon, at the latest a day from now, at the latest five minutes late.
  for (let quarters = 0; quarters < 100 && !robin.seen('dm').some((one) => /no hurry/.test(text(one))); quarters += 1) {
    practice.set({ set: 'clock', forward: day / 96 })
    await pair.look()
  }
  const line = await robin.reads(/There is no hurry/, 'dm')
  expect(isEphemeral(line)).toBe(false)
  expect(labels(line)).toEqual(['Open', 'Stop these', 'Help'])
  const asked = await robin.press('Open', 'dm')
  if (asked.got !== 'form') throw new Error('no form')
  await robin.submit(asked.form, { one: '2', two: '3', three: '1' }, 'dm')
  const lasting = () => robin.seen('dm').filter((one) => !isEphemeral(one))
  await practice.until(() => lasting().length === 1)
  expect(lasting().map(text)).toEqual(['Set.'])
  const kept = await robin.reads(/Your answer is kept/, 'dm')
  expect(isEphemeral(kept)).toBe(true)
  expect(labels(kept)).toEqual(['See how it went', 'Hide', 'Help'])

  await robin.use('checkin')
  await robin.reads(/The next one comes on/)
  await robin.press('History')
  await robin.reads(/From two check-ins on/)
  await robin.press('As numbers')
  await robin.reads(/worry 2, closeness 3, said plainly: partly/)
  const before = robin.seen('server').length
  await robin.press('History')
  await robin.reads(/From two check-ins on/)
  expect(robin.seen('server')).toHaveLength(before)
})
