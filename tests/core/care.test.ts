/** The screen reads what a person typed in a form, and not what they chose there. */
import { expect, test } from 'vitest'
import { withCare } from '../../src/core/care.ts'
import type { Library, Shelf } from '../../src/core/library.ts'
import { toYou } from '../../src/core/reply.ts'
import type { RequestOf } from '../../src/core/request.ts'
import type { World } from '../../src/core/world.ts'

const english: Shelf = {
  language: 'en',
  words: new Proxy({}, { get: (_, key) => `the words for ${String(key)}` }),
  cards: new Map(),
  flows: new Map(),
  find: () => [],
  titled: () => [],
  ask: () => ({ kind: 'none', named: [], fits: 0, cards: [] }),
}
const library: Library = {
  shelves: new Map([['en', english]]),
  sources: new Map(),
  helplines: { directories: [], countries: [] },
}
const world: World = {
  now: 0,
  version: '0',
  project: 'https://example.org',
  freeText: true,
  commands: ['try'],
  keeping: 'ready',
  posting: 'free',
  library,
  times: () => 0,
}
const danger = 'i want to die, i have the pills here'
const form = (fields: Record<string, string>, picks: Record<string, string>): RequestOf<'form'> => ({
  id: '1',
  user: '1',
  locale: 'en-US',
  manages: false,
  room: { kind: 'dm', channel: '1', mayPost: false },
  kind: 'form',
  address: ['try'],
  fields,
  picks,
  on: 'none',
})
const handled = { say: toYou({ kind: 'text', text: 'handled' }) }
const answer = (request: RequestOf<'form'>) => withCare(request, world, () => handled)

test('danger in what was typed comes first', () => {
  expect(JSON.stringify(answer(form({ wish: danger }, { often: 'daily' })))).toContain('support.title')
})

test('what was chosen are our own words, and pass', () => {
  expect(answer(form({ wish: 'a hand' }, { often: danger }))).toBe(handled)
  expect(answer(form({}, { often: danger }))).toBe(handled)
})
