/** Nothing is kept that is not told: each value of a document that words can tell, changed alone, changes what is told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inParts, keptAbout } from '../../src/core/kept.ts'
import { shelf } from '../../src/core/library.ts'
import { longestKept, newPerson, type Person } from '../../src/core/person.ts'
import { namesBlocks } from '../../src/core/privacy.ts'
import { content } from '../../src/inputs.ts'
import { busy, person } from './persons.ts'

const library = content()
if (!library) throw new Error('the content has faults')
const books = shelf(library, 'en')
const told = (of: Person) => JSON.stringify(keptAbout(books, of))

type Path = readonly (string | number)[]

/** Every value in a document that is no list and no object, and where it lies. */
function leaves(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => leaves(one, [...path, at]))
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
}

const changedAt = (value: unknown, [key, ...rest]: Path, to: unknown): unknown => {
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((one, at) => (at === key ? changedAt(one, rest, to) : one))
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, one]) => [name, name === key ? changedAt(one, rest, to) : one]),
  )
}

const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  age: { adult: 'under-18', 'under-18': 'adult' },
  often: { taper: 'daily', daily: 'other-day', 'other-day': 'weekly', weekly: 'taper' },
  act: { asked: 'waited', waited: 'soothed', soothed: 'said', said: 'asked' },
  kind: { trim: 'end', end: 'trim' },
  locale: { 'en-US': 'de', 'en-GB': 'de', de: 'pt-BR', 'pt-BR': 'de' },
  zone: { UTC: 'Asia/Tokyo' },
}
const instants = new Set(['at', 'begun', 'until', 'claimed', 'refusedAt'])
/** Names of ours and Discord's numbers: that they are there is told, and the export has them. */
const numbers = new Set(['id', 'dm', 'message', 'moment', 'channel', 'before'])
const most: Readonly<Record<string, number>> = {
  worry: 4,
  close: 4,
  plain: 3,
  answer: 1,
  step: 3,
  keepDays: longestKept,
}
const least: Readonly<Record<string, number>> = { answer: -1, step: 2 }

/** Another value that may stand there. */
function other(path: Path, value: unknown): unknown {
  const key = String(path.findLast((part) => typeof part === 'string'))
  if (numbers.has(key)) return undefined
  if (typeof value === 'boolean') return !value
  if (value === null) return 5
  if (typeof value === 'number') {
    if (instants.has(key)) return value + 1000
    return value === most[key] ? (least[key] ?? 0) : value + 1
  }
  const text = String(value)
  if (key === 'kind') return others.kind?.[text]
  if (key === 'zone') return text === 'UTC' ? 'Asia/Tokyo' : 'UTC'
  return others[key]?.[text] ?? `${text}x`
}

describe('what is kept', () => {
  test('is told to the last value: each one, changed alone, changes the words', () => {
    fc.assert(
      fc.property(person, (one) => {
        for (const { path, value } of leaves(one)) {
          const to = other(path, value)
          if (to === undefined) continue
          expect(told(changedAt(one, path, to) as Person), path.join('.')).not.toBe(told(one))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('is told where it is there, and not where it is not', () => {
    fc.assert(
      fc.property(person, (one) => {
        for (const key of Object.keys(newPerson('en')).concat('age', 'consent', 'dm', 'zone', 'sent', 'refusedAt')) {
          const { [key as keyof Person]: value, ...rest } = one
          const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0)
          const required = key === 'locale' || key === 'discreet' || key === 'keepDays'
          if (required) continue
          const without = Array.isArray(value) ? { ...one, [key]: [] } : (rest as Person)
          expect(told(without) === told(one), key).toBe(isEmpty)
        }
      }),
    )
  })

  test('is told in parts that fit, with nothing lost', () => {
    fc.assert(
      fc.property(person, fc.integer({ min: 500, max: 4000 }), (one, room) => {
        const all = keptAbout(books, one)
        const parts = inParts(all, room)
        const lines = (of: typeof all) => of.flatMap(({ title, lines }) => lines.map((line) => `${title}: ${line}`))
        expect(parts.flatMap(lines)).toEqual(lines(all))
        for (const part of parts) {
          const size = part.reduce((sum, { title, lines }) => sum + title.length + lines.join('').length, 0)
          expect(size <= room || part.flatMap((group) => group.lines).length === 1).toBe(true)
        }
      }),
    )
    expect(inParts(keptAbout(books, busy(Date.UTC(2026, 10, 22))), 3000).length).toBeGreaterThan(2)
  })

  test('each name of it is explained beside the export, and no other', () => {
    fc.assert(
      fc.property(person, (one) => {
        const [list] = namesBlocks(books, one).flatMap((block) => (block.kind === 'list' ? [block.items] : []))
        const explained = list?.map((item) => item.split('`')[1])
        const names = leaves(one).flatMap(({ path }) => path.filter((part) => typeof part === 'string'))
        const empty = Object.keys(one).filter((name) => !names.includes(name))
        expect(new Set(explained)).toEqual(new Set([...names, ...empty]))
      }),
    )
  })

  test('reads as sentences', () => {
    const lines = keptAbout(books, busy(Date.UTC(2026, 10, 22, 12))).flatMap((group) => group.lines)
    expect(lines).toContain('Your time zone is `Europe/Berlin`.')
    expect(lines.find((line) => line.includes('check-in'))).toMatch(
      /^\*\*Your check-ins\.\*\* Time of the next one: <t:\d+:f>\. Sent so far: 12\. They are about this: `day`\. They come every day\. They come at 19:00 on your clock\. They come without a sound\./,
    )
  })
})
