/** The screens of help: people to reach, by country, and what to expect of them. The same for everyone who asks. */
import { countriesFor, countryName } from './countries.ts'
import { type Country, type Helpline, type Shelf, sentence, words } from './library.ts'
import { asKnown, shownContact } from './place.ts'
import { type Block, type Button, type Reply, row, type Tone } from './reply.ts'
import type { World } from './world.ts'

/** What these screens need to know. */
export interface Asking {
  readonly books: Shelf
  readonly locale: string
  readonly world: Pick<World, 'library' | 'now' | 'place'>
}

/** A menu holds 25; the last place is for *Another country*. */
const perMenu = 24

/** A number checked longer ago than this is shown with its day, and after the directory. */
const fresh = 180 * 24 * 60 * 60 * 1000

/** The kinds of which a country's screen shows one service each; the menu below has the rest. */
const mostNeeded = ['suicide-crisis', 'domestic-violence']

const notes = ['what', 'phone', 'friend', 'worry'] as const
export type Note = (typeof notes)[number]
export const isNote = (text: string): text is Note => notes.some((note) => note === text)

/** What *Hide* leaves for the moment until the message is gone. */
export const hidden = (books: Shelf): Reply => ({
  blocks: [sentence(books, 'support.hidden')],
  to: 'gone',
  seenBy: 'you',
})

/**
 * Before a country is chosen: the emergency line of where you are, the choice, the directories.
 * @param from where in the list of countries the menu begins
 * @param first countries that stand before all others
 */
export const firstScreen = (asking: Asking, from = 0, first: readonly Country[] = []): Block[] => [
  { kind: 'heading', text: words(asking.books, 'support.title') },
  sentence(asking.books, from > 0 ? 'support.further' : 'support.opening'),
  ...people(asking, from, first),
  pictures(asking),
  ...ofServer(asking),
  row(toHide(asking.books), ...notes.map((note) => toNote(asking.books, note))),
]

/** What was said of calls for more than people to talk to: pictures that must not spread, or what one fears to do oneself. */
export interface Needs {
  readonly pictures?: boolean
  readonly worry?: boolean
}

/** Help in answer to something said: `opening` first, then people; `further` buttons stand behind *Hide*. */
export const openedScreen = (
  asking: Asking,
  opening: readonly string[],
  further: readonly Button[],
  needs: Needs = {},
): Block[] => [
  { kind: 'heading', text: words(asking.books, 'support.title') },
  ...opening.map((text): Block => ({ kind: 'text', text })),
  ...people(asking, 0),
  ...(needs.pictures ? [pictures(asking)] : []),
  ...ofServer(asking),
  row(
    toHide(asking.books),
    ...further,
    toNote(asking.books, 'what'),
    toNote(asking.books, 'phone'),
    ...(needs.worry ? [toNote(asking.books, 'worry')] : []),
  ),
]

/** One country: its emergency numbers, a service or two, the rest by kind. */
export function countryScreen({ books, world }: Asking, country: Country): Block[] {
  const place = { country: nameOf(books, country) }
  const first = mostNeeded.flatMap((kind) => country.lines.find((line) => line.kind === kind) ?? [])
  const services = ofKinds(books, world, first)
  const directory = anywhere(books, world, 1)
  const kinds = kindsOf(country)
  const own = kinds.includes('own-behaviour') ? [toNote(books, 'worry', country)] : []
  return [
    { kind: 'heading', text: words(books, 'support.in', place) },
    { kind: 'text', text: emergencyOf(books, country) },
    ...(first.some((line) => isOld(line, world)) ? [directory, ...services] : [...services, directory]),
    {
      kind: 'menu',
      to: ['support', 'kind', country.code],
      hint: words(books, 'support.more'),
      choices: kinds.map((kind) => ({ label: words(books, `kinds.${kind}`), value: kind })),
    },
    { kind: 'text', text: `${words(books, 'support.change')} ${words(books, 'support.careful')}`, small: true },
    ...ofServer({ books, world }),
    row(toHide(books), toNote(books, 'what', country), toNote(books, 'phone', country), ...own, {
      label: words(books, 'support.another'),
      to: ['support', 'list'],
    }),
  ]
}

const emergencyOf = (books: Shelf, country: Country): string =>
  country.emergency.length > 0
    ? words(books, 'support.emergency', { numbers: country.emergency.join(', ') })
    : words(books, 'support.emergency-unknown', { country: nameOf(books, country) })

/** Every service of one kind in a country; undefined where it has none. */
export function kindScreen({ books, world }: Asking, country: Country, kind: string): Block[] | undefined {
  const lines = country.lines.filter((line) => line.kind === kind)
  if (lines.length === 0) return undefined
  return [
    { kind: 'heading', text: words(books, 'support.in', { country: nameOf(books, country) }) },
    { kind: 'text', text: emergencyOf(books, country) },
    ...ofKinds(books, world, lines),
    anywhere(books, world, 1),
    { kind: 'text', text: `${words(books, 'support.change')} ${words(books, 'support.careful')}`, small: true },
    ...ofServer({ books, world }),
    row(toHide(books), back(books, country)),
  ]
}

/** What to expect, another way than the phone, help for a friend, help with what one might do. */
export function noteScreen(asking: Asking, note: Note, country: Country | undefined): Block[] {
  const { books, world } = asking
  const written = (country?.lines ?? []).filter((line) => note === 'phone' && (line.text || line.chat))
  const own = (country?.lines ?? []).filter((line) => note === 'worry' && line.kind === 'own-behaviour')
  return [
    { kind: 'heading', text: words(books, `support.${note}-title`) },
    sentence(books, `support.${note}-text`),
    ...ofKinds(books, world, [...written, ...own]),
    ...(country ? [anywhere(books, world, 1)] : people(asking, 0)),
    ...ofServer(asking),
    row(toHide(books), back(books, country)),
  ]
}

/** What the server's own people gave as a contact, after all that we checked; in that server alone. */
const ofServer = ({ books, world }: Pick<Asking, 'books' | 'world'>): Block[] => {
  const { contact } = asKnown(world.place)
  return contact === undefined
    ? []
    : [{ kind: 'text', text: `**${words(books, 'server.from')}**\n${shownContact(contact)}` }]
}

/** Where help against the sharing of intimate pictures is found. */
function pictures({ books, world }: Asking): Block {
  const lines = world.library.helplines.directories.filter(({ kind }) => kind === 'image-abuse')
  return { kind: 'text', text: `**${words(books, 'kinds.image-abuse')}**\n${lines.map(directory).join('\n')}` }
}

function people({ books, locale, world }: Asking, from: number, first: readonly Country[] = []): Block[] {
  const ordered = [...new Set([...first, ...byLikelihood(books, world.library.helplines.countries, locale)])]
  const start = from < ordered.length ? from : 0
  const next = start + perMenu < ordered.length ? start + perMenu : 0
  const choices = ordered
    .slice(start, start + perMenu)
    .map((country) => ({ label: nameOf(books, country), value: country.code }))
  const another = { label: words(books, 'support.another'), value: `from-${next}` }
  return [
    sentence(books, 'support.danger'),
    {
      kind: 'menu',
      to: ['support', 'in'],
      hint: words(books, 'support.choose'),
      choices: ordered.length > perMenu ? [...choices, another] : choices,
    },
    anywhere(books, world),
    { kind: 'text', text: words(books, 'support.careful'), small: true },
  ]
}

const kindsOf = ({ lines }: Country): string[] => [...new Set(lines.map(({ kind }) => kind))]

/** Services under the headings of their kinds. */
function ofKinds(books: Shelf, world: Asking['world'], lines: readonly Helpline[]): Block[] {
  return [...new Set(lines.map(({ kind }) => kind))].map((kind) => {
    const items = lines.filter((line) => line.kind === kind).map((line) => service(books, line, world))
    return { kind: 'text', text: `**${words(books, `kinds.${kind}`)}**\n${items.join('\n')}` }
  })
}

/** One service: its name, the ways to reach it, when, for whom, and the day of an old number. */
function service(books: Shelf, line: Helpline, world: Asking['world']): string {
  const ways = [
    line.call && words(books, 'support.call', { number: line.call }),
    line.text && words(books, 'support.text', { number: line.text }),
    line.chat && words(books, 'support.chat', { address: line.chat }),
    line.call || line.text || line.chat ? undefined : line.web && `<${line.web}>`,
  ]
  const seen = isOld(line, world) ? words(books, 'support.checked', { day: line.checked }) : undefined
  const audience = line.audience && words(books, `audience.${line.audience}`)
  const about = [line.hours, audience, line.note?.replace(/\.$/, ''), seen]
  return `- ${line.name}: ${[...ways, ...about].filter((part) => part).join(' · ')}`
}

const isOld = ({ checked }: Helpline, { now }: Asking['world']) => now - Date.parse(checked) > fresh

/** The directories of help in every country, the first `most` of them. */
function anywhere(books: Shelf, { library }: Asking['world'], most = Number.POSITIVE_INFINITY): Block {
  const lines = library.helplines.directories.filter(({ kind }) => kind === 'directory').slice(0, most)
  return { kind: 'text', text: `**${words(books, 'support.anywhere')}**\n${lines.map(directory).join('\n')}` }
}

function directory({ name, call, web, note = '' }: Helpline): string {
  const ways = [call && `**${call}**`, web && `<${web}>`].filter((way) => way).join(' · ')
  return `- ${name}: ${ways} · ${note.replace(/\.$/, '')}`
}

/** The button that takes a screen away at once. */
export const toHide = (books: Shelf): Button => ({ label: words(books, 'support.hide'), to: ['support', 'hide'] })

/** *Hide* and *Help*, as they stand below nearly everything that is for one person. */
export const aside = (books: Shelf): Block => row(toHide(books), toHelp(books))

/** To people who can help. */
export const toHelp = (books: Shelf, tone: Tone = 'plain'): Button => ({
  label: words(books, 'button.help'),
  to: ['support'],
  tone,
})

const toNote = (books: Shelf, note: Note, country?: Country): Button => ({
  label: words(books, `support.${note}`),
  to: ['support', note, ...(country ? [country.code] : [])],
})

const back = (books: Shelf, country: Country | undefined): Button => ({
  label: words(books, 'support.back'),
  to: country ? ['support', 'at', country.code] : ['support', 'list'],
})

/** A country's name in the reader's language. */
export const nameOf = ({ language }: Shelf, { code, name }: Country): string =>
  language === 'en' ? name : (countryName(code, language) ?? name)

export interface Meant {
  /** The one country that is meant beyond doubt: a whole name, a code, or what only one country of the world begins like. */
  readonly country?: Country
  /** Those that may be meant, likeliest first. */
  readonly fitting: readonly Country[]
}

/** Which of our countries somebody means who typed this; all of them may be for nothing. */
export function meant(books: Shelf, countries: readonly Country[], typed: string, locale: string): Meant {
  const { named, begun } = countriesFor(typed, locale)
  const ordered = byLikelihood(books, countries, locale)
  const among = (codes: readonly string[]) => ordered.filter(({ code }) => codes.includes(code))
  const sure = named.length > 0 ? named : begun
  const [country] = sure.length === 1 ? among(sure) : []
  return { ...(country && { country }), fitting: [...among(named), ...among(begun)] }
}

/**
 * The locale's own region first, then countries where its language is spoken most, then the rest by name.
 * This orders a list and no more: where somebody is, only they can say.
 */
function byLikelihood(books: Shelf, countries: readonly Country[], locale: string): Country[] {
  const { region, language } = new Intl.Locale(locale).maximize()
  const rank = (code: string) => (code === region ? 0 : spokenIn(code) === language ? 1 : 2)
  const byName = new Intl.Collator(books.language).compare
  return countries.toSorted((a, b) => rank(a.code) - rank(b.code) || byName(nameOf(books, a), nameOf(books, b)))
}

const languages = new Map<string, string>()

/** The language that most people of a region speak (Unicode's likely subtags). */
function spokenIn(region: string): string {
  const known = languages.get(region) ?? new Intl.Locale(`und-${region}`).maximize().language
  languages.set(region, known)
  return known
}
