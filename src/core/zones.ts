/** Finds a person's time zone: by the city or the country that they type, or by what their clock shows now. */
import { changesAfter, clockOf, isZone, offsetOf, zoneNamed, zones } from './calendar.ts'
import { beginsLike, countriesFor, fold } from './countries.ts'
import type { Instant } from './instant.ts'
import type { Choice, MenuChoice } from './reply.ts'

/**
 * Places that a clock's time is shown with, those where most people live first. Of each way to change the clocks in a
 * year there is at least one.
 */
const places = [
  ...['America/New_York', 'Europe/London', 'Asia/Kolkata', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Shanghai'],
  ...['America/Chicago', 'America/Sao_Paulo', 'Asia/Tokyo', 'Asia/Jakarta', 'Africa/Lagos', 'Europe/Istanbul'],
  ...['Australia/Sydney', 'America/Mexico_City', 'Asia/Karachi', 'Asia/Dhaka', 'Africa/Cairo', 'Africa/Johannesburg'],
  ...['Asia/Dubai', 'America/Bogota', 'America/Denver', 'Europe/Athens', 'Asia/Tehran', 'America/Santiago'],
  ...['Pacific/Auckland', 'America/Phoenix', 'America/Halifax', 'America/Caracas', 'Africa/Abidjan', 'Asia/Kathmandu'],
  ...['Asia/Yangon', 'Australia/Brisbane', 'Australia/Adelaide', 'Pacific/Honolulu', 'America/Anchorage'],
  ...['Asia/Kabul', 'Asia/Jerusalem', 'America/St_Johns', 'Atlantic/Azores', 'Asia/Beirut', 'Asia/Almaty'],
  ...['Africa/Casablanca', 'America/Asuncion', 'America/Havana', 'Europe/Chisinau', 'Australia/Darwin'],
  ...['Atlantic/Cape_Verde', 'Asia/Vladivostok', 'Pacific/Guam', 'Pacific/Noumea', 'Pacific/Fiji', 'Pacific/Tongatapu'],
  ...['Pacific/Pago_Pago', 'Pacific/Norfolk', 'Pacific/Chatham', 'Australia/Lord_Howe', 'America/Nuuk'],
  ...[
    'Europe/Paris',
    'America/Toronto',
    'Asia/Manila',
    'Europe/Moscow',
    'America/Argentina/Buenos_Aires',
    'Asia/Seoul',
  ],
  ...['Africa/Nairobi', 'Europe/Madrid', 'Europe/Dublin', 'America/Vancouver', 'Asia/Singapore', 'Asia/Bangkok'],
  ...['America/Lima', 'Europe/Kyiv', 'Europe/Helsinki', 'Asia/Riyadh', 'Europe/Lisbon', 'Africa/Algiers'],
  ...['Australia/Perth', 'Australia/Melbourne', 'America/Guatemala', 'America/La_Paz', 'Asia/Tashkent', 'Africa/Accra'],
]

/** Names under which the machine knows a place that has another one by now. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

const presentName = (zone: string): string => renamed[zone] ?? zone

/** A zone as one segment of an address. */
export const writeZone = (zone: string): string => zone.replaceAll('/', '.').replaceAll('+', '~')

/** Reads it back; undefined where there is no such zone. */
export function readZone(segment: string | undefined): string | undefined {
  const zone = segment?.replaceAll('.', '/').replaceAll('~', '+')
  return zone !== undefined && zone.length <= longestZone && isZone(zone) ? zone : undefined
}

/** The longest name of a zone has 32 characters; the rest is room. */
const longestZone = 40

/** A zone's city for people to read: `Buenos Aires`. */
export const cityOf = (zone: string): string => presentName(zone).split('/').at(-1)?.replaceAll('_', ' ') ?? zone

/** Its city and where that is: `Berlin (Europe)`. */
function placeOf(zone: string): string {
  const around = presentName(zone).split('/').slice(0, -1).reverse().join(', ').replaceAll('_', ' ')
  return around === '' ? cityOf(zone) : `${cityOf(zone)} (${around})`
}

const rank = new Map(places.map((zone, at) => [zone, at]))
const byRank = (a: string, b: string) => (rank.get(a) ?? places.length) - (rank.get(b) ?? places.length)

/** Zones for what was typed: a zone's own name, a city, a country in the person's language or in English; best first. */
export function zonesFor(typed: string, locale: string): readonly string[] {
  const wanted = fold(typed)
  if (wanted === '') return places
  const all = zones().map((zone) => ({ zone: presentName(zone), city: fold(cityOf(zone)), text: fold(zone) }))
  const named = all.filter(({ zone, text }) => beginsLike(`${text} ${fold(zone)}`, wanted))
  const countries = countriesFor(typed, locale)
  const within = (codes: readonly string[]) =>
    codes.flatMap((code) => new Intl.Locale(`und-${code}`).getTimeZones() ?? []).map(presentName)
  const own = zoneNamed(typed.trim())
  const groups = [
    own === undefined ? [] : [presentName(own)],
    named.filter(({ city }) => city === wanted).map(({ zone }) => zone),
    within(countries.named),
    named.filter(({ city }) => city.startsWith(wanted)).map(({ zone }) => zone),
    within(countries.begun),
    named.map(({ zone }) => zone),
  ]
  return [...new Set(groups.flatMap((found) => found.toSorted(byRank)))]
}

/** Up to `most` suggestions, each with the time there now. */
export const zoneChoices = (typed: string, locale: string, now: Instant, most: number): Choice[] =>
  zonesFor(typed, locale)
    .slice(0, most)
    .map((zone) => ({ label: `${placeOf(zone)} · ${clockOf(now, zone, locale)}`, value: zone }))

/** Cities that stand beside a time. */
const mostCities = 4

const citiesOf = (found: readonly string[]): string => found.slice(0, mostCities).map(cityOf).join(', ')

/** What clocks show now, from the earliest on: up to `most` times, each with some cities. The value is for `zonesAt`. */
export function clockChoices(locale: string, now: Instant, most: number): MenuChoice[] {
  const byOffset = Map.groupBy(places, (zone) => offsetOf(now, zone))
  return [...byOffset]
    .slice(0, most)
    .sort(([one], [other]) => one - other)
    .map(([offset, found]) => {
      const [zone = 'UTC'] = found
      const day = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone }).format(now)
      return { label: `${day} ${clockOf(now, zone, locale)}`, value: String(offset), about: citiesOf(found) }
    })
}

/**
 * The places whose clocks show this now, one for each way in which they go on through the year: all the same, and one is
 * enough. The value is a zone.
 * @param offset a value of `clockChoices`
 */
export function zonesAt(offset: string, now: Instant): MenuChoice[] {
  const same = places.filter((zone) => String(offsetOf(now, zone)) === offset)
  const groups = Map.groupBy(same, (zone) => JSON.stringify(changesAfter(now, zone)))
  return [...groups.values()].flatMap((found) => {
    const [zone] = found
    return zone === undefined ? [] : [{ label: citiesOf(found), value: zone }]
  })
}
