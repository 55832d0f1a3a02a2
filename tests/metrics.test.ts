/** The numbers for the operator: what they count, who can read them, and that their labels are words of the program. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exposeMetrics } from '../src/metrics.ts'
import { type Pair, startPair } from './pair.ts'
import { freePort } from './process.ts'

let pair: Pair
let base: string
beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  pair = await startPair(undefined, { METRICS_PORT: `${port}` })
})
afterAll(() => pair.close())

const scrape = () => fetch(`${base}/metrics`).then((response) => response.text())

/** What a series says now; 0 where there is none yet. */
async function value(series: string): Promise<number> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

const answers = (kind: string, outcome: string) =>
  `undercurrent_answer_seconds_count{kind="${kind}",outcome="${outcome}"}`

test('each interaction is counted by its kind and its end', async () => {
  const before = await value(answers('command', 'answered'))
  await pair.robin.use('explain', { topic: 'jealousy' })
  await pair.robin.suggest('explain', { topic: 'jea' }, 'topic')
  await pair.robin.press('Related')
  expect(await value(answers('command', 'answered'))).toBe(before + 1)
  expect(await value(answers('suggest', 'answered'))).toBe(1)
  expect(await value(answers('press', 'answered'))).toBe(1)
  expect(await value('undercurrent_answer_seconds_sum{kind="command",outcome="answered"}')).toBeGreaterThan(0)
})

test('calls to the store are counted by what they were for and how they ended', async () => {
  await pair.robin.use('settings')
  await pair.robin.press('18 or older')
  await pair.robin.press('Yes, keep it')
  expect(await value('undercurrent_store_seconds_count{call="load",outcome="done"}')).toBeGreaterThanOrEqual(3)
  expect(await value('undercurrent_store_seconds_count{call="save",outcome="done"}')).toBe(1)
  await pair.robin.use('clear')
  await pair.robin.press('Erase everything')
  const erased = await value('undercurrent_store_seconds_count{call="erase",outcome="done"}')
  const noted = await value('undercurrent_store_seconds_count{call="save",outcome="done"}')
  expect(erased + noted).toBe(2)
})

test('labels are words of the program, whatever was asked for', async () => {
  await pair.robin.use('explain', { topic: 'canary' })
  const words = {
    kind: ['command', 'suggest', 'press', 'form', 'unknown'],
    outcome: ['answered', 'late', 'broken', 'unsaved', 'done', 'stale', 'down', 'sent', 'skipped', 'refused', 'failed'],
    call: ['load', 'save', 'erase'],
  }
  const known = new Set(Object.entries(words).flatMap(([label, all]) => all.map((word) => `${label}="${word}"`)))
  const labels = (await scrape())
    .split('\n')
    .filter((line) => line.startsWith('undercurrent_'))
    .flatMap((line) => line.match(/\w+="[^"]*"/g) ?? [])
    .filter((label) => !label.startsWith('le='))
  expect(labels.length).toBeGreaterThan(10)
  for (const label of labels) expect(known).toContain(label)
})

test('there is nothing but the one page, and it only tells', async () => {
  expect((await fetch(`${base}/`)).status).toBe(404)
  expect((await fetch(`${base}/metrics?who=1`)).status).toBe(404)
  expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).toBe(404)
  const shown = await fetch(`${base}/metrics`)
  expect(shown.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
})

test('what the timer did, and how late it was', async () => {
  const { metrics, port, close } = await exposeMetrics('127.0.0.1', 0)
  metrics.timed('sent')
  metrics.timed('skipped')
  metrics.queueAge(20)
  const told = await fetch(`http://127.0.0.1:${port}/metrics`).then((response) => response.text())
  await close()
  expect(told).toContain('undercurrent_timer_messages_total{outcome="sent"} 1')
  expect(told).toContain('undercurrent_timer_messages_total{outcome="skipped"} 1')
  expect(told).toContain('undercurrent_timer_queue_age_seconds_bucket{le="10"} 0')
  expect(told).toContain('undercurrent_timer_queue_age_seconds_bucket{le="30"} 1')
})

test('a port that is taken is a fault of the start, not a silence', async () => {
  const first = await exposeMetrics('127.0.0.1', 0)
  await expect(exposeMetrics('127.0.0.1', first.port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})
