import { expect, test } from 'vitest'
import { makeRefusals } from '../src/refusals.ts'

const minute = 60_000

test('a hundred refusals in ten minutes are too many; ten minutes later it goes on', () => {
  let now = 0
  const refusals = makeRefusals(() => now)
  for (let n = 0; n < 99; n += 1) refusals.note(50_007)
  expect(refusals.resting()).toBe(false)
  now = 9 * minute
  refusals.note(50_007)
  expect(refusals.resting()).toBe(true)
  expect(refusals.tooManyDms()).toBe(false)
  now = 10 * minute
  expect(refusals.resting()).toBe(false)
})

test('a hundred over a long time are not', () => {
  let now = 0
  const refusals = makeRefusals(() => now)
  for (let n = 0; n < 500; n += 1) {
    refusals.note(50_007)
    now += minute
  }
  expect(refusals.resting()).toBe(false)
})

test('of DMs opened too fast one is enough', () => {
  let now = 0
  const refusals = makeRefusals(() => now)
  refusals.note(40_003)
  expect([refusals.resting(), refusals.tooManyDms()]).toEqual([true, true])
  now = 10 * minute
  expect([refusals.resting(), refusals.tooManyDms()]).toEqual([false, false])
})
