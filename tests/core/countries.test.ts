/** Which country somebody means: never another one's emergency number for a part of a word. */
import { describe, expect, test } from 'vitest'
import { countriesFor, countryName } from '../../src/core/countries.ts'

describe('beyond doubt', () => {
  test.each([
    ['UK', 'en-US', 'GB'],
    ['u.k.', 'en-GB', 'GB'],
    ['England', 'en-GB', 'GB'],
    ['Northern Ireland', 'en-GB', 'GB'],
    ['Großbritannien', 'de', 'GB'],
    ['Écosse', 'fr', 'GB'],
    ['USA', 'en-US', 'US'],
    ['us', 'en-US', 'US'],
    ['the States', 'en-US', 'US'],
    ['EE. UU.', 'es-ES', 'US'],
    ['EUA', 'pt-BR', 'US'],
    ['Czech Republic', 'en-US', 'CZ'],
    ['Holland', 'de', 'NL'],
    ['Korea', 'en-US', 'KR'],
    ['Ireland', 'en-GB', 'IE'],
    ['irland', 'de', 'IE'],
    ['Österreich', 'de', 'AT'],
    ['osterreich', 'de', 'AT'],
    ['austria', 'de', 'AT'],
    ['de', 'en-US', 'DE'],
    ['in', 'en-US', 'IN'],
    ['Niger', 'en-US', 'NE'],
  ])('%s (%s) is %s', (typed, locale, code) => {
    expect(countriesFor(typed, locale).named).toEqual([code])
  })

  test('every country by its code and by its name in five languages', () => {
    for (const locale of ['en-US', 'de', 'es-ES', 'fr', 'pt-BR']) {
      for (const code of countriesFor('', 'en').begun) {
        const name = countryName(code, locale) ?? ''
        expect(countriesFor(name, locale).named, name).toContain(code)
      }
    }
  })
})

describe('what may be meant', () => {
  test.each([
    ['aus', 'en-US', ['AU', 'AT']],
    ['cze', 'en-US', ['CZ']],
    ['germ', 'en-US', ['DE']],
    ['zeal', 'en-US', ['NZ']],
    ['Atlantis', 'en-US', []],
    ['kraine', 'en-US', []],
  ])('%s (%s) may be %s', (typed, locale, codes) => {
    const { named, begun } = countriesFor(typed, locale)
    expect(named).toEqual([])
    expect(new Set(begun)).toEqual(new Set(codes))
  })

  test('nothing typed: all', () => {
    expect(countriesFor(' ', 'en-US').begun.length).toBeGreaterThan(240)
  })
})
