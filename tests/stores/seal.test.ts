import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newKey, pseudonym, seal, unseal, unwrap, wrap } from '../../src/stores/seal.ts'

const key = newKey()
const row = fc.string({ minLength: 1, maxLength: 43 })
const revision = fc.nat()

test('what is sealed opens as the same value', () => {
  const property = fc.property(fc.jsonValue(), row, revision, (value, of, at) => {
    expect(unseal(key, seal(key, value, of, at), of, at)).toEqual({ value: JSON.parse(JSON.stringify(value)) })
  })
  fc.assert(property)
})

test('with any bit changed, cut short or made longer it does not open', () => {
  const sealed = seal(key, { a: 'word' }, 'row', 3)
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
      const changed = sealed.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte))
      expect(unseal(key, changed, 'row', 3)).toBeUndefined()
      expect(unseal(key, sealed.subarray(0, at), 'row', 3)).toBeUndefined()
      expect(unseal(key, Buffer.concat([sealed, Buffer.alloc(bit + 1)]), 'row', 3)).toBeUndefined()
    }),
  )
  expect(unseal(key, sealed, 'row', 3)).toEqual({ value: { a: 'word' } })
})

test('it opens in no other row, at no other revision and under no other key', () => {
  const sealed = seal(key, 'word', 'row 1', 3)
  expect(unseal(key, sealed, 'row 2', 3)).toBeUndefined()
  expect(unseal(key, sealed, 'row 1', 2)).toBeUndefined()
  expect(unseal(key, sealed, 'row', 13)).toBeUndefined()
  expect(unseal(newKey(), sealed, 'row 1', 3)).toBeUndefined()
})

test('a wrapped key opens under its own name alone, and not with a bit changed', () => {
  const wrapped = wrap(key, newKey(), 'robin')
  expect(unwrap(key, wrapped, 'robin')?.export()).toHaveLength(32)
  expect(unwrap(key, wrapped, 'sam')).toBeUndefined()
  for (const at of wrapped.keys())
    expect(
      unwrap(
        key,
        wrapped.map((byte, place) => (place === at ? byte ^ 1 : byte)),
        'robin',
      ),
    ).toBeUndefined()
})

test('the same value is sealed differently each time, and its size tells little', () => {
  const [one, other] = [seal(key, 'same', 'row', 1), seal(key, 'same', 'row', 1)]
  expect(Buffer.compare(one, other)).not.toBe(0)
  const sizes = new Set(Array.from({ length: 250 }, (_, length) => seal(key, 'x'.repeat(length), 'row', 1).length))
  expect(sizes.size).toBe(1)
})

test('a pseudonym tells apart by kind and by every part', () => {
  const names = [
    pseudonym(key, 'person', '1'),
    pseudonym(key, 'place', '1'),
    pseudonym(key, 'person', '11'),
    pseudonym(key, 'nonce', '1', '1'),
    pseudonym(key, 'nonce', '11'),
  ]
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[\w-]{43}$/)
  expect(pseudonym(newKey(), 'person', '1')).not.toBe(names[0])
})
