/** The screens of `/checkin`: Discord takes each, *Hide* and *Help* stand last, and lines tell nothing. */
import { describe, expect, test } from 'vitest'
import { writeAddress } from '../../src/core/address.ts'
import { followUp } from '../../src/core/agenda.ts'
import { zones } from '../../src/core/calendar.ts'
import {
  answerForm,
  clockBlocks,
  dueReply,
  followForm,
  historyBlocks,
  hubBlocks,
  lastBlocks,
  laterBlocks,
  numbersScreen,
  openingReply,
  planForm,
  readAnswer,
  readFollow,
  setBlocks,
  zoneBlocks,
} from '../../src/core/checkin.ts'
import { shelf } from '../../src/core/library.ts'
import { nameOf, type Person } from '../../src/core/person.ts'
import type { Block, Reply } from '../../src/core/reply.ts'
import { picked, type Running, running, scheduled, usualWish } from '../../src/core/schedule.ts'
import { form, message } from '../../src/discord/write.ts'
import { content } from '../../src/inputs.ts'
import { checkMessage, checkModal } from '../../src/practice/rules.ts'
import { adult } from './persons.ts'

const library = content()
if (!library) throw new Error('the content has faults')
const books = shelf(library, 'en')
const noon = Date.UTC(2026, 10, 22, 12)
const today = noon / (24 * 60 * 60 * 1000) - 0.5
const locales = ['en-US', 'en-GB', 'de', 'ja', 'es-419']
const asking = { books, locale: 'en-US', now: noon }

const begun = scheduled(
  { ...adult(noon), dm: '900' },
  'zzzzzzzzzzzzz',
  usualWish,
  'America/Argentina/Buenos_Aires',
  noon,
)
const entry = begun && running(begun, noon)
if (!begun || !entry) throw new Error('it did not begin')
const checks = Array.from({ length: 90 }, (_, n) => ({
  id: `${entry.id}~${n}`,
  day: today - n,
  worry: n % 5,
  close: (n * 3) % 5,
  plain: n % 4,
}))
const full: Person = { ...begun, checks, follows: [{ id: 'f', flow: 'one-plan', day: today, answer: 1 }] }

const labels = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? [block.buttons.map(({ label }) => label)] : []))
const textOf = ({ blocks }: Reply) => blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join('\n')
/** The whole of it is written: no button is lost, nothing is cut. */
function judge(reply: Reply, kind: 'callback' | 'create') {
  const { body, files } = message(reply, new Map(), kind === 'create' ? 'post' : 'answer')
  expect(checkMessage(body, { kind, files: files.map(({ name }) => name) })).toBeUndefined()
  const written = JSON.stringify(body.components)
  for (const label of labels(reply.blocks).flat()) expect(written).toContain(JSON.stringify(label))
  expect(written).not.toContain('…')
}

const places = zoneBlocks(asking, '120', ['w', 'kind-word'])
const screens: Record<string, Block[]> = {
  'nobody yet': hubBlocks(asking, undefined, undefined),
  'a zone given': hubBlocks(asking, undefined, undefined, { zone: 'Europe/Berlin' }),
  going: hubBlocks(asking, full, entry, { zone: 'Asia/Kolkata', note: 'checkin.stopped' }),
  resting: hubBlocks(asking, full, { ...entry, paused: true }),
  clock: clockBlocks(asking, ['s']),
  places: typeof places === 'string' ? [] : places,
  set: setBlocks(asking, entry, 'Europe/Berlin'),
  history: historyBlocks(asking, full),
  'no history': historyBlocks(asking, adult(noon)),
  numbers: numbersScreen(asking, full, 0),
  'numbers, further': numbersScreen(asking, full, 2),
  summary: lastBlocks(asking, full, `${entry.id}~12`),
  later: laterBlocks(asking, noon, 'Europe/Berlin', 90),
}

describe.each(Object.entries(screens))('%s', (_, blocks) => {
  test('is taken by Discord; Hide begins the last row and Help ends it', () => {
    judge({ blocks, to: 'new', seenBy: 'you' }, 'callback')
    const last = labels(blocks).at(-1)
    expect(last?.[0]).toBe('Hide')
    expect(last?.at(-1)).toBe('Help')
  })
})

describe('forms', () => {
  test.each(locales)('the plan fits, with all hours as %s writes them', (locale) => {
    for (const zone of ['Europe/Berlin', 'America/Argentina/ComodRivadavia']) {
      const asked = planForm({ ...asking, locale }, zone, entry, true)
      expect(checkModal(form(asked))).toBeUndefined()
      const hours = asked.fields.flatMap((field) =>
        field.kind === 'pick' && field.name === picked.hour ? field.choices : [],
      )
      expect(new Set(hours.map(({ label }) => label)).size).toBe(24)
      const night = hours.filter(({ about }) => about !== undefined).map(({ value }) => Number(value))
      expect(night.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 22, 23])
    }
  })

  test('every menu of a plan has a choice made already, one that it offers', () => {
    for (const of of [undefined, entry, { ...entry, about: 'of a later version' }])
      for (const field of planForm(asking, 'UTC', of, false).fields) {
        if (field.kind !== 'pick') throw new Error('not a menu')
        expect(field.choices.map(({ value }) => value)).toContain(field.chosen)
      }
  })

  test('the answers of a check-in come back as they were offered, and nothing else does', () => {
    const asked = answerForm(books, nameOf(entry), entry)
    expect(checkModal(form(asked))).toBeUndefined()
    const values = asked.fields.map((field) => (field.kind === 'pick' ? field.choices.map(({ value }) => value) : []))
    const [one = [], two = [], three = []] = values
    expect([one, two, three].map(({ length }) => length)).toEqual([5, 5, 4])
    for (const worry of one)
      for (const close of two)
        for (const plain of three)
          expect(readAnswer({ one: worry, two: close, three: plain })).toEqual({
            worry: Number(worry),
            close: Number(close),
            plain: Number(plain),
          })
    for (const picks of [
      {},
      { one: '1', two: '1' },
      { one: '5', two: '1', three: '1' },
      { one: '01', two: '1', three: '1' },
    ])
      expect(readAnswer(picks)).toBeUndefined()
  })

  test('a follow-up offers less, the same and more', () => {
    for (const flow of books.flows.values()) {
      if (!flow.followUp) continue
      expect(checkModal(form(followForm(books, `${flow.id}-20786~0`, flow, flow.followUp.ask)))).toBeUndefined()
    }
    expect(['less', 'same', 'more', 'x'].map((one) => readFollow({ one }))).toEqual([-1, 0, 1, undefined])
  })
})

describe('lines in the DM', () => {
  const due = (plan: 'message' | 'stop' | 'close', of: Running = entry) => dueReply(books, of, plan)
  const follow = followUp('one-plan-20779', 'one-plan', 7, noon, 'UTC')

  test.each([
    ['a check-in', due('message'), nameOf(entry)],
    ['the fourth', due('message', { ...entry, turn: 3 }), `${entry.id}~3`],
    ['the stop', due('stop'), nameOf(entry)],
    ['the closing', due('close'), nameOf(entry)],
    ['a follow-up', dueReply(books, follow, 'message'), nameOf(follow)],
  ])('%s: neutral, with Help, and found again by its name', (_, reply, name) => {
    if (!reply) throw new Error('nothing is said')
    judge(reply, 'create')
    expect(reply).toMatchObject({ to: 'new', seenBy: 'room' })
    expect(labels(reply.blocks)[0]?.[0]).toBe('Open')
    expect(labels(reply.blocks).flat()).toContain('Help')
    expect(textOf(reply)).not.toMatch(/worry|close\b|partner|feel|check-in|reflect|love|safe/i)
    const addresses = reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    expect(addresses.some((button) => 'to' in button && button.to.includes(name))).toBe(true)
  })

  test('only the fourth asks whether this is still fine', () => {
    const texts = [0, 1, 2, 3, 4, 7].map((turn) =>
      textOf(due('message', { ...entry, turn }) ?? openingReply(books, 'a', usualWish, 'UTC')),
    )
    expect(texts.map((text) => text.includes('still fine'))).toEqual([false, false, false, true, false, true])
  })

  test('a reflection that is no longer there asks nothing', () => {
    expect(dueReply(books, { ...follow, flow: 'zzz' }, 'message')).toBeUndefined()
    expect(dueReply(books, { ...follow, flow: 'pause' }, 'message')).toBeUndefined()
  })

  test('the opening carries any zone', () => {
    for (const zone of zones()) {
      const reply = openingReply(books, 'z'.repeat(13), { ...usualWish, weeks: 12 }, zone)
      for (const block of reply.blocks)
        if (block.kind === 'buttons')
          for (const button of block.buttons) if ('to' in button) expect(() => writeAddress(button.to)).not.toThrow()
    }
  })
})
