/** Finding a time zone: by words, by what the clock shows, and as one segment of an address. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress, writeAddress } from '../../src/core/address.ts'
import { changesAfter, isZone, offsetOf, zones } from '../../src/core/calendar.ts'
import { cityOf, clockChoices, readZone, writeZone, zoneChoices, zonesAt, zonesFor } from '../../src/core/zones.ts'

const winter = Date.UTC(2026, 10, 22, 12, 5)
const summer = Date.UTC(2027, 6, 1, 12, 5)

describe('what was typed', () => {
  test.each([
    ['berlin', 'en-US', 'Europe/Berlin'],
    ['new york', 'en-US', 'America/New_York'],
    ['Germany', 'en-US', 'Europe/Berlin'],
    ['Deutschland', 'de', 'Europe/Berlin'],
    ['deutschl', 'de', 'Europe/Berlin'],
    ['Japón', 'es-ES', 'Asia/Tokyo'],
    ['India', 'en-GB', 'Asia/Kolkata'],
    ['Kiev', 'en-GB', 'Europe/Kyiv'],
    ['kyiv', 'en-GB', 'Europe/Kyiv'],
    ['sao paulo', 'pt-BR', 'America/Sao_Paulo'],
    ['buenos_aires', 'en-US', 'America/Argentina/Buenos_Aires'],
    ['Europe/Paris', 'fr', 'Europe/Paris'],
    ['EUROPE/PARIS', 'fr', 'Europe/Paris'],
    ['Asia/Calcutta', 'en-GB', 'Asia/Kolkata'],
    ['utc', 'en-GB', 'UTC'],
    ['UK', 'en-GB', 'Europe/London'],
    ['USA', 'en-US', 'America/New_York'],
    ['japan', 'en-US', 'Asia/Tokyo'],
    ['Turkey', 'en-US', 'Europe/Istanbul'],
    ['gb', 'en-US', 'Europe/London'],
  ])('%s (%s) finds %s first', (typed, locale, zone) => {
    expect(zonesFor(typed, locale)[0]).toBe(zone)
  })

  test('nothing typed: where most people live; no such place: nothing', () => {
    expect(zonesFor('', 'en-US').length).toBeGreaterThan(25)
    expect(zonesFor('Atlantis', 'en-US')).toEqual([])
  })

  test('each suggestion shows the place and the time there; whatever is typed, all are zones', () => {
    expect(zoneChoices('berl', 'en-GB', winter, 25)).toEqual([
      { label: 'Berlin (Europe) · 13:05', value: 'Europe/Berlin' },
    ])
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.constantFrom('en-US', 'de', 'ja', 'es-419'), (typed, locale) => {
        const found = zoneChoices(typed, locale, winter, 25)
        expect(found.length).toBeLessThanOrEqual(25)
        expect(found.every(({ value, label }) => isZone(value) && label.length <= 100)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('what the clock shows', () => {
  test.each([winter, summer])('one choice for each time, up to 25, and each leads to zones with that time', (now) => {
    const choices = clockChoices('en-US', now, 25)
    expect(choices).toHaveLength(25)
    expect(new Set(choices.map(({ label }) => label)).size).toBe(25)
    for (const { value, about } of choices) {
      const places = zonesAt(value, now)
      expect(places.length, about).toBeGreaterThan(0)
      for (const place of places) expect(offsetOf(now, place.value)).toBe(Number(value))
      const years = places.map((place) => JSON.stringify(changesAfter(now, place.value)))
      expect(new Set(years).size, about).toBe(years.length)
    }
  })

  test('places are told apart where their clocks go on in other ways', () => {
    expect(zonesAt('60', winter)).toEqual([
      { label: 'Berlin, Paris, Madrid', value: 'Europe/Berlin' },
      { label: 'Lagos, Algiers', value: 'Africa/Lagos' },
    ])
    expect(zonesAt('330', winter)).toEqual([{ label: 'Kolkata', value: 'Asia/Kolkata' }])
    expect(zonesAt('61', winter)).toEqual([])
  })
})

describe('a zone in an address', () => {
  test('every one that the machine knows comes back as it was', () => {
    for (const zone of [...zones(), 'Asia/Kolkata', 'UTC', 'Etc/GMT+5', 'Etc/GMT-14']) {
      const address = readAddress(writeAddress(['checkin', 's', writeZone(zone)]))
      expect(readZone(address?.[2]), zone).toBe(zone)
    }
  })

  test('nothing else is one', () => {
    for (const text of [undefined, '', 'Berlin', 'a.b.c', 'constructor', `Etc.${'a'.repeat(60)}`])
      expect(readZone(text)).toBeUndefined()
  })
})

test('cities are written for people', () => {
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(cityOf('Asia/Calcutta')).toBe('Kolkata')
  expect(cityOf('UTC')).toBe('UTC')
})
