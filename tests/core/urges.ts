/** People and moments for the tests of `/moment`. */
import fc from 'fast-check'
import type { Library, Shelf } from '../../src/core/library.ts'
import { shelf } from '../../src/core/library.ts'
import { acts, consentVersion, type Moment, newPerson, type Person } from '../../src/core/person.ts'
import type { Block } from '../../src/core/reply.ts'
import { content } from '../../src/inputs.ts'

/** Noon in Berlin. */
export const noon = Date.UTC(2026, 10, 22, 11)
export const minute = 60_000
export const hour = 60 * minute

/** Somebody who said yes, with a DM that works. */
export const someone: Person = {
  ...newPerson('en-US'),
  age: 'adult',
  consent: { version: consentVersion, at: noon },
  dm: '5',
  zone: 'Europe/Berlin',
}

export function library(): Library {
  const read = content()
  if (!read) throw new Error('the content has faults')
  return read
}

export const english = (): Shelf => shelf(library(), 'en')

const strength = fc.integer({ min: 0, max: 10 })
const perhaps = fc.option(strength, { freq: 2 })

/** Moments of the last weeks, in no order. */
export const someMoments = (least: number, most: number): fc.Arbitrary<Moment[]> =>
  fc.uniqueArray(
    fc.record({
      id: fc.nat({ max: 36 ** 6 }).map((number) => number.toString(36)),
      at: fc.integer({ min: noon - 80 * 24 * hour, max: noon }),
      act: fc.constantFrom(...acts),
      strengths: fc.tuple(strength, strength, perhaps, perhaps),
    }),
    { minLength: least, maxLength: most, selector: ({ id }) => id },
  )

/** Everything that can be read on a screen, a picture in words. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      switch (block.kind) {
        case 'list':
          return block.items.join('\n')
        case 'picture':
          return block.alt
        case 'buttons':
          return block.buttons.map(({ label }) => `[${label}]`).join(' ')
        case 'menu':
        case 'line':
          return ''
        default:
          return block.text
      }
    })
    .join('\n')
