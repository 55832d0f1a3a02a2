/** The demo as a newcomer meets it: commands offered in a good order, time that passes, content that is edited meanwhile. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { load } from '../../src/content/load.ts'
import { type Demo, startDemo } from '../../src/tools/start-demo.ts'
import { planCheckins } from '../checkins.ts'
import { labels, someone, text } from '../pair.ts'

let folder: string
let demo: Demo
let told: string[] = []
let robin: ReturnType<typeof someone>
const card = () => join(folder, 'en/mechanisms/jealousy.md')
let original: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'))
  await cp(fileURLToPath(new URL('../../content/', import.meta.url)), folder, { recursive: true })
  original = await readFile(card(), 'utf8')
  const started = await startDemo(load(folder).library, folder, (lines) => told.push(lines))
  if (!started) throw new Error('the demo did not start')
  demo = started
  robin = someone(demo.practice, demo.practice.state('').people[0]?.id ?? '')
})
afterAll(async () => {
  await demo.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  told = []
})

test('the commands that invite come first, and all of them are named', () => {
  const { commands, invites } = demo.practice.state('')
  expect(invites.slice(0, 5)).toEqual(['ask', 'explain', 'reflect', 'checkin', 'moment'])
  expect(invites.toSorted()).toEqual(commands.map(({ name }) => name).sort())
})

describe('time that passes', () => {
  const day = 24 * 60 * 60 * 1000
  /** As the page's buttons do. */
  const pass = (forward: number) =>
    fetch(`${demo.practice.url}page/set`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ set: 'clock', forward }),
    })
  const times = (words: RegExp) =>
    robin.seen('dm').flatMap((one) => (words.test(text(one)) ? [Date.parse(one.message.timestamp)] : []))

  test('a day later the check-in has come, at its hour', async () => {
    await planCheckins(robin)
    const [begin = ''] = labels(await robin.reads(/Here is what you asked for/, 'dm'))
    await robin.press(begin, 'dm')
    await robin.reads(/The first one comes on/, 'dm')

    const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: 'numeric', timeZone: 'Europe/Berlin' })
    const before = demo.practice.now()
    expect((await pass(day)).status).toBe(204)
    const [first = 0, ...more] = times(/There is no hurry/)
    expect(more).toEqual([])
    expect(first).toBeGreaterThan(before)
    // Up to five minutes that differ from one check-in to the next, and a step of the clock.
    expect(clock.format(first)).toMatch(/^12:0\d$/)

    // The next takes its place; after a week without an answer they have stopped by themselves.
    expect((await pass(day)).status).toBe(204)
    const [second = 0] = times(/There is no hurry/)
    expect(clock.format(second)).toMatch(/^12:0\d$/)
    expect(Math.round((second - first) / day)).toBe(1)
    await pass(7 * day)
    expect(demo.practice.now()).toBeGreaterThanOrEqual(before + 9 * day)
    expect(times(/There is no hurry/)).toEqual([])
  })
})

const notice = () => demo.practice.state('').notice
const title = () => demo.library().shelves.get('en')?.cards.get('jealousy')?.title
const titled = (words: string) => original.replace(/^title: .*$/m, `title: ${words}`)

test('a saved change shows at the next command', async () => {
  const registered = demo.practice.requests.log.filter(({ method }) => method === 'PUT').length
  await writeFile(card(), titled('A title of this test'))
  await demo.practice.until(() => title() === 'A title of this test')
  await robin.use('explain', { topic: 'jealousy' })
  expect(text(robin.last('server'))).toContain('## A title of this test')
  expect(notice()).toBeUndefined()
  expect(demo.practice.requests.log.filter(({ method }) => method === 'PUT')).toHaveLength(registered)
})

test('with faults the last good version stays, and the faults are told until they are mended', async () => {
  await writeFile(card(), titled('A good version'))
  await demo.practice.until(() => title() === 'A good version')
  await writeFile(card(), titled('A bad version').replace('grade:', 'grad:'))
  const shown = await demo.practice.until(notice)
  expect(shown).toMatch(
    /content\/en\/mechanisms\/jealousy\.md:\d+ front-matter: "grad" is not known here \(did you mean/,
  )
  expect(told.at(-1)).toBe(shown)
  await robin.use('explain', { topic: 'jealousy' })
  expect(text(robin.last('server'))).toContain('## A good version')
  await writeFile(card(), titled('Mended'))
  await demo.practice.until(() => notice() === undefined)
  expect(title()).toBe('Mended')
})

test('what only the rules find is told beside the new version', async () => {
  const unkind = titled('Toxic')
  await writeFile(card(), unkind)
  expect(await demo.practice.until(notice)).toMatch(
    /^The content is shown as it is\..* \(1\)\.\ncontent\/en\/mechanisms\/jealousy\.md:2 kind-words: "Toxic" \(/,
  )
  expect(title()).toBe('Toxic')
  expect(told.at(-1)).toBe(notice())
  await writeFile(card(), original)
  await demo.practice.until(() => notice() === undefined)
  await demo.review()
  expect(notice()).toBeUndefined()
})

test('of many faults the first are listed and the others counted', async () => {
  const sources = join(folder, 'sources.json')
  await writeFile(sources, JSON.stringify(JSON.parse(await readFile(sources, 'utf8')).slice(0, 1)))
  const lines = (await demo.practice.until(notice)).split('\n')
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toMatch(/^And \d+ more\.$/)
})
