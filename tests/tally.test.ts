import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noMetrics } from '../src/metrics.ts'
import { makeTally } from '../src/tally.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const hour = 60 * 60_000

function tally() {
  const told: { level: string; facts: unknown; what: string }[] = []
  const at = (level: string) => (facts: unknown, what: string) => void told.push({ level, facts, what })
  const made = makeTally(noMetrics, { debug: at('debug'), info: at('info') })
  const sums = () => told.filter(({ level }) => level === 'info')
  return { ...made, told, sums }
}

test('an hour’s sum is one line of counts and longest times, and the next begins at nothing', () => {
  const { metrics, sums } = tally()
  metrics.answered('press', 'answered', 0.01)
  metrics.answered('command', 'answered', 0.1234)
  metrics.answered('form', 'late', 0.02)
  metrics.timed('sent')
  metrics.queueAge(12)
  metrics.stored('load', 'done', 0.004)
  metrics.stored('save', 'down', 0.7)
  expect(sums()).toEqual([])
  vi.advanceTimersByTime(hour)
  const counts = { answered: 2, late: 1, 'timer sent': 1, 'store save down': 1 }
  const longest = { answer: 0.123, 'queue age': 12, store: 0.7 }
  expect(sums()).toEqual([{ level: 'info', facts: { counts, longest }, what: 'the last hour' }])
  metrics.answered('press', 'broken', 0.5)
  vi.advanceTimersByTime(hour)
  expect(sums().at(-1)).toMatchObject({ facts: { counts: { broken: 1 }, longest: { answer: 0.5 } } })
})

test('an hour in which nothing happened has no line, and a stop tells what came last', async () => {
  const { metrics, sums, close } = tally()
  vi.advanceTimersByTime(3 * hour)
  expect(sums()).toEqual([])
  metrics.timed('refused')
  await close()
  expect(sums()).toMatchObject([{ facts: { counts: { 'timer refused': 1 } } }])
})

test('everything is handed on', () => {
  const heard: unknown[][] = []
  const hear =
    (call: string) =>
    (...given: unknown[]) =>
      void heard.push([call, ...given])
  const inner = {
    answered: hear('answered'),
    timed: hear('timed'),
    queueAge: hear('queueAge'),
    stored: hear('stored'),
  }
  const { metrics } = makeTally(inner, { debug() {}, info() {} })
  metrics.answered('press', 'late', 1)
  metrics.timed('failed')
  metrics.queueAge(2)
  metrics.stored('erase', 'done', 3)
  expect(heard).toEqual([
    ['answered', 'press', 'late', 1],
    ['timed', 'failed'],
    ['queueAge', 2],
    ['stored', 'erase', 'done', 3],
  ])
})
