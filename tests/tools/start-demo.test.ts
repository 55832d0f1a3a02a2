/** Content that is edited while the bot runs: a copy of the real one, real files, the bot on its practice server. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { load } from '../../src/content/load.ts'
import { type Demo, startDemo } from '../../src/tools/start-demo.ts'
import { someone, text } from '../pair.ts'

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

test('of many faults the first are listed and the others counted', async () => {
  await writeFile(join(folder, 'sources.json'), '[]')
  const lines = (await demo.practice.until(notice)).split('\n')
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toMatch(/^And \d+ more\.$/)
})
