/** What stands before everything that is kept: nothing is saved without a yes to the words that were shown. */
import { describe, expect, test } from 'vitest'
import { consentPress, withConsent, withYes } from '../../src/core/consent.ts'
import { shelf, words } from '../../src/core/library.ts'
import { hasConsent, newPerson, type Person } from '../../src/core/person.ts'
import { instead, type Reply, toYou } from '../../src/core/reply.ts'
import type { RequestOf, Room } from '../../src/core/request.ts'
import type { World } from '../../src/core/world.ts'
import { content } from '../../src/inputs.ts'
import { inDm, inServer, labelsOf, noon, textOf } from '../house.ts'
import { adult, busy } from './persons.ts'

const library = content()
if (!library) throw new Error('the content has faults')
const books = shelf(library, 'en')
const world = (change: Partial<World> = {}): World => ({
  version: '0',
  project: 'https://example.org',
  freeText: true,
  commands: [],
  now: noon,
  library,
  keeping: 'ready',
  posting: 'free',
  times: () => 0,
  ...change,
})
const pressOf = (address: readonly string[], room: Room = inServer): RequestOf<'press'> => {
  const [first = '', ...rest] = address
  const asker = { id: '1', user: '1', locale: 'de', manages: false, room }
  return { ...asker, kind: 'press', address: [first, ...rest], values: [], on: 'own' }
}
const minor: Person = { ...newPerson('en-US'), age: 'under-18' }
const goOn = () => ({ say: toYou({ kind: 'text', text: 'on we go' }) })
const press = (address: readonly string[], change: Partial<World> = {}, room: Room = inServer) => {
  const outcome = consentPress({ ...pressOf(address, room), locale: 'en-US' }, world(change), goOn)
  if (!outcome || !('blocks' in outcome.say)) throw new Error('no reply')
  return { ...outcome, say: outcome.say }
}
const ask = (change: Partial<World> = {}, tail: readonly string[] = []) =>
  withConsent({ locale: 'en-US' }, world(change), 'one', goOn, tail)
const addressOn = (reply: Reply, key: string) => {
  const buttons = reply.blocks.flatMap((block) => (block.kind === 'buttons' ? [...block.buttons] : []))
  const button = buttons.find(({ label }) => label === words(books, key))
  if (!button || !('to' in button)) throw new Error(`no button ${key}`)
  return button.to
}

describe('before anything is kept', () => {
  test('the age comes first, by two equal buttons; then what, where, how long, how to erase, what stays visible', () => {
    const age = ask().say
    expect(age).toMatchObject({ to: 'new', seenBy: 'you' })
    expect(labelsOf(age)).toEqual(['18 or older', 'Under 18', 'Hide', 'Help'])
    const consent = press(addressOn(age, 'age.adult'))
    expect(consent.person).toBeUndefined()
    for (const lead of ['What', 'Where', 'How long', 'How to erase it', 'What stays visible', 'Whom you trust'])
      expect(textOf(consent.say)).toContain(`**${lead}:**`)
    expect(labelsOf(consent.say)).toEqual(['Yes, keep it', 'No, keep nothing', 'Hide', 'Help'])
  })

  test('a yes saves what the screen said, and what the person was about goes along', () => {
    const consent = press(addressOn(ask({}, ['a', 'b']).say, 'age.adult'))
    const yes = addressOn(consent.say, 'consent.yes')
    expect(yes.slice(2)).toEqual(['a', 'b'])
    const { person, say } = press(yes)
    expect(person).toEqual({ ...newPerson('en-US'), age: 'adult', consent: { version: 1, at: noon } })
    expect(say).toEqual(instead({ kind: 'text', text: 'on we go' }))
  })

  test('a no saves nothing', () => {
    const consent = press(addressOn(ask().say, 'age.adult'))
    const { person, say } = press(addressOn(consent.say, 'consent.no'))
    expect(person).toBeUndefined()
    expect(textOf(say)).toBe('Fine. I kept nothing. Everything that needs no keeping still works.')
  })

  test('under 18: that answer and nothing else, whatever was there, and no yes after it', () => {
    const under = press(addressOn(ask().say, 'age.minor'), { person: busy(noon) })
    expect(under.person).toEqual(minor)
    const yes = addressOn(press(addressOn(ask().say, 'age.adult')).say, 'consent.yes')
    const again = press(yes, { person: minor })
    expect(again.person).toBeUndefined()
    expect(textOf(again.say)).toMatch(/only the answer that you are under 18/)
    expect(textOf(ask({ person: minor }).say)).toMatch(/only the answer/)
  })

  test('a yes that stood on the screen for long, or to other words, asks again', () => {
    const yes = addressOn(press(addressOn(ask().say, 'age.adult')).say, 'consent.yes')
    const forged = [
      ['one', 'q3'],
      ['one', 'q3.1'],
      ['one', 'q3.2.zzzz'],
      ['one', yes[1]?.replace('.1.', '.2.') ?? ''],
    ]
    for (const address of forged) expect(press(address).person, address.join('/')).toBeUndefined()
    expect(press(yes, { now: noon + 14 * 60_000 }).person).toBeDefined()
    const late = press(yes, { now: noon + 16 * 60_000 })
    expect(late.person).toBeUndefined()
    expect(labelsOf(late.say)).toContain('18 or older')
    expect(press(yes, { now: noon - 2 * 60_000 }).person).toBeUndefined()
  })

  test('other words than those that were agreed to ask again; a no then says what stays', () => {
    const person: Person = { ...busy(noon), consent: { version: 0, at: noon } }
    expect(hasConsent(person)).toBe(false)
    const consent = ask({ person }).say
    expect(textOf(consent)).toContain('**What:**')
    expect(textOf(press(addressOn(consent, 'consent.no'), { person }).say)).toMatch(/said yes to before stays/)
    expect(press(addressOn(consent, 'consent.yes'), { person }).person).toMatchObject({
      consent: { version: 1 },
      checks: person.checks,
    })
  })

  test('a store that is off or down is told, and nothing is saved', () => {
    for (const keeping of ['off', 'down'] as const) {
      expect(textOf(ask({ keeping }).say)).toMatch(keeping === 'off' ? /not set a key/ : /does not answer/)
      for (const part of ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'])
        expect(press(['one', part], { keeping }).person, part).toBeUndefined()
    }
  })

  test('no other part of a command is taken', () => {
    for (const part of [undefined, 'start', 'q7', 'q'])
      expect(consentPress(pressOf(part === undefined ? ['one'] : ['one', part]), world(), goOn)).toBeUndefined()
  })
})

describe('a DM that took no message', () => {
  const person: Person = { ...busy(noon), refusedAt: noon - 1 }

  test('is told at the next command that needs it, and only there', () => {
    const said = ask({ person }).say
    expect(textOf(said)).toMatch(/did not arrive, so I paused everything/)
    expect(labelsOf(said)).toEqual(['Send me a message', 'See what is kept', 'Hide', 'Help'])
    const { say } = withYes({ locale: 'en-US' }, world({ person }), 'one', goOn)
    expect(textOf(say)).toBe('on we go')
  })

  test('works again with a press in it, and only there', () => {
    const sent = press(addressOn(ask({ person }).say, 'consent.reach'), { person })
    expect(sent.person).toBeUndefined()
    const opening = sent.dm?.send
    if (!opening) throw new Error('no message')
    expect(textOf(opening)).toBe('Here is what you asked for.')
    const here = addressOn(opening, 'consent.here')
    const back = press(here, { person }, inDm)
    expect(back.person).toMatchObject({ dm: inDm.channel, locale: 'en-US' })
    expect(back.person).not.toHaveProperty('refusedAt')
    expect(press(here, { person }).person).toBeUndefined()
  })

  test('without a yes, its buttons ask and send nothing', () => {
    for (const part of ['q5', 'q6']) {
      for (const room of [inServer, inDm]) {
        const { say, dm, person: saved } = press(['one', part], {}, room)
        expect([dm, saved]).toEqual([undefined, undefined])
        expect(labelsOf(say)).toContain('18 or older')
      }
    }
  })

  test('the chosen language stays', () => {
    const chosen = { ...adult(noon), locale: 'fr', refusedAt: noon }
    const address = ['one', 'q6']
    const outcome = consentPress(pressOf(address, inDm), world({ person: chosen }), goOn)
    expect(outcome?.person).toMatchObject({ locale: 'fr' })
  })
})
