/** The steps of measuring an urge: one record whatever is delivered twice, questions that end, and answers in time. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sent, tidy } from '../../src/core/agenda.ts'
import { guardOff } from '../../src/core/guard.ts'
import { curveBlocks, momentForm, numbersBlocks } from '../../src/core/moment.ts'
import { acts, type Entry, type Moment, type Person } from '../../src/core/person.ts'
import {
  askedLater,
  forgotten,
  isOften,
  isTimely,
  measured,
  met,
  momentOf,
  noted,
  readNoted,
  readStrength,
  unasked,
  waiting,
} from '../../src/core/urge.ts'
import { english, hour, minute, noon, someMoments, someone, textOf } from './urges.ts'

const books = english()
const one = { act: 'waited', before: 8, after: 5 } as const
const begun = (now = noon, person = someone): Person => askedLater(noted(person, 'a1', one, now), 'a1', now)
const steps = (person: Person) => waiting(person).map(({ step }) => step)
const named = (person: Person): Moment => {
  const moment = momentOf(person, 'a1')
  if (!moment) throw new Error('no moment a1')
  return moment
}

describe('what a form was answered with', () => {
  test('is what its menus offer, and nothing else', () => {
    const form = momentForm(books, 'a1')
    const choices = (name: string) =>
      form.fields.flatMap((field) =>
        field.kind === 'pick' && field.name === name ? field.choices.map(({ value }) => value) : [],
      )
    const chosen = fc.record({
      before: fc.constantFrom(...choices('before')),
      act: fc.constantFrom(...choices('act')),
      after: fc.constantFrom(...choices('after')),
    })
    fc.assert(
      fc.property(chosen, (picks) => {
        expect(readNoted(picks)).toEqual({
          before: Number(picks.before),
          act: picks.act,
          after: Number(picks.after),
        })
      }),
    )
    expect(choices('before')).toHaveLength(11)
    expect(choices('act')).toEqual(acts)
  })

  test('a forged answer is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (text) => {
        const strength = readStrength(text)
        expect(strength === undefined || (Number.isInteger(strength) && strength >= 0 && strength <= 10)).toBe(true)
      }),
    )
    for (const text of ['', ' ', '11', '-1', '5.5', '1e1', ' 5', '0x5']) expect(readStrength(text)).toBeUndefined()
    expect(readStrength(undefined)).toBeUndefined()
    expect(readNoted({ before: '3', act: 'constructor', after: '3' })).toBeUndefined()
    expect(readNoted({ before: '3', act: 'asked' })).toBeUndefined()
  })
})

describe('a moment', () => {
  test('is one record, however often it is delivered, and keeps what was measured since', () => {
    const first = begun()
    const later = measured(first, named(first), 2, 3)
    const again = noted(later, 'a1', one, noon + hour)
    expect(again.moments).toEqual([{ id: 'a1', at: noon, act: 'waited', strengths: [8, 5, 3, null] }])
  })

  test('is asked about after two hours and the next day, where the DM is known', () => {
    expect(steps(begun())).toEqual([2, 3])
    const { dm: _, ...unknown } = someone
    expect(steps(begun(noon, unknown))).toEqual([])
    expect(steps(begun(noon, { ...someone, discreet: true }))).toEqual([])
  })

  test('is asked about only while the answer would be kept, and only about what lies ahead', () => {
    expect(steps(begun(noon, { ...someone, keepDays: 1 }))).toEqual([2])
    const noted1 = noted(someone, 'a1', one, noon)
    expect(steps(askedLater(noted1, 'a1', noon + 3 * hour))).toEqual([3])
    expect(steps(askedLater(noted1, 'a1', noon + 48 * hour))).toEqual([])
    expect(steps(askedLater(noted1, 'other', noon))).toEqual([])
    const done = measured(noted1, named(noted1), 3, 0)
    expect(steps(askedLater(done, 'a1', noon))).toEqual([2])
  })

  test('is measured at the point that was asked about, and at no other', () => {
    const person = begun()
    expect(named(measured(person, named(person), 2, 4)).strengths).toEqual([8, 5, 4, null])
    expect(named(measured(person, named(person), 3, 1)).strengths).toEqual([8, 5, null, 1])
  })

  test('goes with the questions about it, and leaves the others', () => {
    const two = askedLater(noted(begun(), 'b2', one, noon + minute), 'b2', noon + minute)
    const left = forgotten(two, 'a1')
    expect(left.moments.map(({ id }) => id)).toEqual(['b2'])
    expect(waiting(left).map(({ moment }) => moment)).toEqual(['b2', 'b2'])
    expect(waiting(unasked(two))).toEqual([])
    expect(unasked(two).moments).toEqual(two.moments)
  })

  test('does not let the document grow without end', () => {
    let person = someone
    for (let at = 0; at < 300; at += 1) person = tidy(noted(person, `m${at}`, one, noon + at), noon + at, true)
    expect(person.moments).toHaveLength(200)
    expect(person.moments.at(-1)?.id).toBe('m299')
  })

  test('other entries stay what they are', () => {
    const checkIn: Entry = {
      id: 'c',
      kind: 'check-in',
      about: 'calm',
      often: 'daily',
      hour: 9,
      quiet: true,
      turn: 0,
      at: noon,
      begun: noon,
      until: noon + 99 * hour,
      answered: false,
      unanswered: 0,
    }
    const person = begun(noon, { ...someone, agenda: [checkIn] })
    for (const left of [unasked(person), forgotten(person, 'a1')]) expect(left.agenda).toEqual([checkIn])
  })
})

describe('an answer counts', () => {
  const moment = named(begun())

  test('after two hours: for an hour and a half', () => {
    const [ping] = waiting(begun())
    expect(isTimely(moment, 2, someone, ping?.at ?? 0)).toBe(true)
    expect(isTimely(moment, 2, someone, noon + 3.5 * hour)).toBe(true)
    expect(isTimely(moment, 2, someone, noon + 3.5 * hour + 1)).toBe(false)
  })

  test('the next day: until midnight where the person is', () => {
    const midnight = Date.UTC(2026, 10, 23, 23)
    expect(isTimely(moment, 3, someone, midnight - 1)).toBe(true)
    expect(isTimely(moment, 3, someone, midnight)).toBe(false)
    expect(isTimely(moment, 3, { ...someone, zone: 'America/Los_Angeles' }, midnight)).toBe(true)
  })

  test('whenever its question comes by itself and in time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: noon - 200 * 24 * hour, max: noon + 200 * 24 * hour }),
        fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Chatham', 'America/Sao_Paulo'),
        (now, zone) => {
          const person = begun(now, { ...someone, zone })
          for (const { at, step } of waiting(person)) expect(isTimely(named(person), step, person, at)).toBe(true)
        },
      ),
    )
  })

  test('though its entry is gone once it was sent', () => {
    const person = begun()
    const after = waiting(person).reduce((left, ping) => sent(left, ping, 'message', '77', ping.at), person)
    expect(waiting(after)).toEqual([])
    expect(named(measured(after, named(after), 3, 2)).strengths).toEqual([8, 5, null, 2])
  })
})

describe('the loop guard', () => {
  const world = { now: noon, times: () => 0 }
  const several = (ages: readonly number[]): Person => ({
    ...someone,
    moments: ages.map((age, at) => ({ ...named(begun()), id: `m${at}`, at: noon - age })),
  })

  test('speaks from the fourth on within a day', () => {
    expect(isOften(several([0, hour]), world)).toBe(false)
    expect(isOften(several([0, hour, 23 * hour]), world)).toBe(true)
    expect(isOften(several([0, hour, 24 * hour]), world)).toBe(false)
  })

  test('is silent where it was switched off for the day', () => {
    const off = { ...world, times: (about: string) => (about === guardOff ? 1 : 0) }
    expect(isOften(several([0, 1, 2]), off)).toBe(false)
  })
})

describe('who is written to', () => {
  test('is met in a DM, unless they want to be discreet', () => {
    const { dm: _, ...unknown } = someone
    const dm = { kind: 'dm', channel: '9', mayPost: false } as const
    expect(met(unknown, dm, noon).dm).toBe('9')
    expect(met({ ...unknown, discreet: true }, dm, noon).dm).toBeUndefined()
    expect(met(unknown, { ...dm, kind: 'server' }, noon).dm).toBeUndefined()
  })
})

describe('the screens of the curve', () => {
  const caution = 'this cannot show that what you did caused it'

  test('have a picture from five moments on, and the caution with every number', () => {
    fc.assert(
      fc.property(someMoments(0, 12), (moments) => {
        const person = { ...someone, moments }
        const curve = curveBlocks(books, person)
        expect(curve.some(({ kind }) => kind === 'picture')).toBe(moments.length >= 5)
        expect(textOf(curve).includes(caution)).toBe(moments.length >= 5)
        expect(textOf(numbersBlocks(books, person)).includes(caution)).toBe(moments.length > 0)
        if (moments.length > 1 && moments.length < 5) expect(textOf(curve)).toContain(`${moments.length} moments`)
      }),
    )
  })

  test('praise nothing and blame nothing', () => {
    const said = Object.entries(books.words)
      .filter(([key]) => key.startsWith('moment.'))
      .map(([, text]) => text)
      .join('\n')
    expect(said).not.toMatch(
      /well done|great|good job|proud|congrat|streak|fail|wrong(?!\. Asking)|should|better than asking|relapse/i,
    )
  })
})
