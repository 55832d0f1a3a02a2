/** Addresses survive Discord: what is written is read back, and nothing else is read. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, longestAddress, readAddress, writeAddress } from '../../src/core/address.ts'

const segment = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9._~-]{0,11}$/)
const address = fc
  .tuple(
    segment,
    fc.array(fc.oneof({ weight: 5, arbitrary: segment }, { weight: 1, arbitrary: fc.constant('') }), { maxLength: 6 }),
  )
  .map(([first, rest]): Address => [first, ...rest])

describe('an address', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(readAddress(writeAddress(given))).toEqual(given)
      }),
    )
  })

  it('is a custom_id that Discord takes', () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(writeAddress(given)).toMatch(/^[\x21-\x7e]{1,100}$/)
      }),
    )
  })

  it('is read from any text without trouble, and only from what could have been written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z/.]{0,110}$/)),
        (text) => {
          const read = readAddress(text)
          if (read) expect(writeAddress(read)).toBe(text)
        },
      ),
    )
  })

  it.each(['', '/a', 'a b', 'a//-', '-a', 'a/ü', 'a\n', `a/${'b'.repeat(longestAddress)}`])(
    'is not read from %j',
    (text) => {
      expect(readAddress(text)).toBeUndefined()
    },
  )

  it.each<[string, Address]>([
    ['a space', ['reflect', 'two words']],
    ['a slash', ['reflect', 'a/b']],
    ['no command', ['', 'a']],
    ['too many characters', ['reflect', 'x'.repeat(93)]],
  ])('with %s is a bug', (_, bad) => {
    expect(() => writeAddress(bad)).toThrow()
  })
})
