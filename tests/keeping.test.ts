/** What is known of a server while the store is slow, out of reach or being written to. */
import { createSecretKey } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Keeper } from '../src/core/keep.ts'
import { makeKeeping } from '../src/keeping.ts'
import { makeLog } from '../src/log.ts'
import { noMetrics } from '../src/metrics.ts'
import { makeKeeper } from '../src/stores/keeper.ts'
import { openMemory } from '../src/stores/memory.ts'

const minute = 60_000
const forbidden = { showCards: false }

/** A server that keeps cards private, known to a bot that has just started; `store` is what the bot's readings meet. */
async function justStarted() {
  const keeper = await makeKeeper(openMemory(), createSecretKey(Buffer.alloc(32, 1)))
  if (!keeper) throw new Error('no keeper')
  await keeper.save({ place: 's' }, { value: forbidden, revision: 0, due: undefined })
  const store = { wait: 0, down: false, readings: 0 }
  const troubled: Keeper = {
    ...keeper,
    async load(whose) {
      store.readings += 1
      const { wait, down } = store
      const read = await keeper.load(whose)
      await sleep(wait)
      if (down) throw new Error('the store is down')
      return read
    },
  }
  return { store, keeping: makeKeeping(troubled, makeLog('silent'), noMetrics) }
}

test('all who ask at the same moment hear what was set, from one reading', async () => {
  const { keeping, store } = await justStarted()
  store.wait = 20
  const asked = Array.from({ length: 5 }, () => keeping.place('s', 0))
  expect(new Set(await Promise.all(asked))).toEqual(new Set([forbidden]))
  expect(store.readings).toBe(1)
})

test('what a slow store has not told yet is unknown, not allowed, and is known once it is there', async () => {
  const { keeping, store } = await justStarted()
  store.wait = 300
  expect(await keeping.place('s', 0)).toBe('unknown')
  await sleep(300)
  expect(await keeping.place('s', 1)).toEqual(forbidden)
})

test('after the store was down it is asked again in seconds, and what was known before stands', async () => {
  const { keeping, store } = await justStarted()
  store.down = true
  expect(await keeping.place('s', 0)).toBe('unknown')
  store.down = false
  expect(await keeping.place('s', 6_000)).toEqual(forbidden)
  store.down = true
  await keeping.place('s', 2 * minute)
  await sleep(10)
  expect(await keeping.place('s', 3 * minute)).toEqual(forbidden)
})

test('an old reading does not undo a newer save', async () => {
  const { keeping, store } = await justStarted()
  store.wait = 250
  void keeping.place('s', 0)
  await sleep(10)
  store.wait = 0
  expect(await keeping.savePlace('s', { showCards: true }, 0)).toBe('saved')
  expect(await keeping.place('s', 1)).toEqual({ showCards: true })
  await sleep(300)
  expect(await keeping.place('s', 2)).toEqual({ showCards: true })
})

test('a server that set nothing, and a bot that keeps nothing, have the plain settings', async () => {
  const { keeping } = await justStarted()
  expect(await keeping.place('other', 0)).toEqual({ showCards: true })
  expect(await makeKeeping(undefined, makeLog('silent'), noMetrics).place('s', 0)).toEqual({ showCards: true })
})
