/** The screens of help: people to reach, by country. Pure, local and the same for everyone who asks. */
import { type Country, type Helpline, type Helplines, type Shelf, words } from './library.ts'
import type { Block, Button, Reply } from './reply.ts'
import type { Instant, World } from './world.ts'

/** A menu holds 25; the last place is for *Another country*. */
const perMenu = 24

/** A number checked longer ago than this is shown with its day, and after the directories. */
const fresh = 180 * 24 * 60 * 60 * 1000

/** What *Hide* leaves for the moment until the message is gone. */
export const hidden = (books: Shelf): Reply => ({
  blocks: [{ kind: 'text', text: words(books, 'support.hidden') }],
  to: 'gone',
  seenBy: 'you',
})

/** Before a country is chosen: the emergency line of where you are, the choice, the directories. */
export function firstScreen(books: Shelf, { library }: Pick<World, 'library'>, locale: string, from = 0): Block[] {
  return [...people(books, library.helplines, locale, from), { kind: 'buttons', buttons: [toHide(books)] }]
}

/** For someone who said that they are afraid of a partner, or made to do things: people first, and what it may be. */
export function fearScreen(books: Shelf, { library }: Pick<World, 'library'>, locale: string): Block[] {
  const card = books.cards.get('coercive-control')
  const read: Button[] = card ? [{ label: card.title, to: ['explain', card.id] }] : []
  return [
    { kind: 'text', text: words(books, 'gate.yes') },
    ...people(books, library.helplines, locale, 0),
    { kind: 'buttons', buttons: [toHide(books), ...read] },
  ]
}

function people(books: Shelf, { countries, directories }: Helplines, locale: string, from: number): Block[] {
  const ordered = byLikelihood(countries, locale)
  const start = from < ordered.length ? from : 0
  const next = start + perMenu < ordered.length ? start + perMenu : 0
  const choices = ordered.slice(start, start + perMenu).map(({ code, name }) => ({ label: name, value: code }))
  const another = { label: words(books, 'support.another'), value: `from-${next}` }
  return [
    { kind: 'heading', text: words(books, 'support.title') },
    { kind: 'text', text: words(books, 'support.danger') },
    { kind: 'text', text: words(books, 'support.opening') },
    {
      kind: 'menu',
      to: ['support', 'in'],
      hint: words(books, 'support.choose'),
      choices: ordered.length > perMenu ? [...choices, another] : choices,
    },
    anywhere(books, directories),
    { kind: 'text', text: words(books, 'support.careful'), small: true },
  ]
}

/** One country: its emergency numbers, its services by kind, and the directories. */
export function countryScreen(books: Shelf, country: Country, { directories }: Helplines, now: Instant): Block[] {
  const place = { country: country.name }
  const emergency =
    country.emergency.length > 0
      ? words(books, 'support.emergency', { ...place, numbers: country.emergency.join(', ') })
      : words(books, 'support.emergency-unknown', place)
  const kinds = [...new Set(country.lines.map(({ kind }) => kind))]
  const services = kinds.map((kind): Block => {
    const lines = country.lines.filter((line) => line.kind === kind).map((line) => service(books, line, now))
    return { kind: 'text', text: `**${words(books, `kinds.${kind}`)}**\n${lines.join('\n')}` }
  })
  const directory = anywhere(books, directories)
  const someOld = country.lines.some((line) => isOld(line, now))
  return [
    { kind: 'heading', text: words(books, 'support.in', place) },
    { kind: 'text', text: emergency },
    ...(someOld ? [directory, ...services] : [...services, directory]),
    { kind: 'text', text: `${words(books, 'support.change')} ${words(books, 'support.careful')}`, small: true },
    { kind: 'buttons', buttons: [toHide(books), { label: words(books, 'support.another'), to: ['support', 'list'] }] },
  ]
}

/** One service: its name, the ways to reach it, when, for whom, and the day of an old number. */
function service(books: Shelf, line: Helpline, now: Instant): string {
  const ways = [
    line.call && words(books, 'support.call', { number: line.call }),
    line.text && words(books, 'support.text', { number: line.text }),
    line.chat && words(books, 'support.chat', { address: line.chat }),
    line.call || line.text || line.chat ? undefined : line.web && `<${line.web}>`,
  ]
  const seen = isOld(line, now) ? words(books, 'support.checked', { day: line.checked }) : undefined
  const about = [line.hours, line.audience, line.note?.replace(/\.$/, ''), seen]
  return `- ${line.name}: ${[...ways, ...about].filter((part) => part).join(' · ')}`
}

const isOld = ({ checked }: Helpline, now: Instant) => now - Date.parse(checked) > fresh

function anywhere(books: Shelf, directories: readonly Helpline[]): Block {
  const lines = directories.map(({ name, call, web, note = '' }) => {
    const ways = [call && `**${call}**`, web && `<${web}>`].filter((way) => way).join(' · ')
    return `- ${name}: ${ways}. ${note}`.trimEnd()
  })
  return { kind: 'text', text: `**${words(books, 'support.anywhere')}**\n${lines.join('\n')}` }
}

/** The button that takes a screen away at once. */
export const toHide = (books: Shelf): Button => ({ label: words(books, 'support.hide'), to: ['support', 'hide'] })

/** Countries by code, or by a part of their name in English or in the person's own language; all of them for nothing. */
export function matching(countries: readonly Country[], typed: string, locale: string): Country[] {
  const own = new Intl.DisplayNames([locale, 'en'], { type: 'region' })
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const wanted = fold(typed.trim())
  const exact = countries.filter(({ code }) => fold(code) === wanted)
  const named = byLikelihood(countries, locale).filter(({ code, name }) =>
    [name, own.of(code) ?? ''].some((title) => fold(title).includes(wanted)),
  )
  return [...new Set([...exact, ...named])]
}

/**
 * The locale's own region first, then countries where its language is spoken most, then the rest by name.
 * This orders a list and no more: where somebody is, only they can say.
 */
function byLikelihood(countries: readonly Country[], locale: string): Country[] {
  const { region, language } = new Intl.Locale(locale).maximize()
  const rank = (code: string) => (code === region ? 0 : languageOf(code) === language ? 1 : 2)
  return countries.toSorted((a, b) => rank(a.code) - rank(b.code) || a.name.localeCompare(b.name, 'en'))
}

const languages = new Map<string, string>()

/** The language that most people of a region speak (Unicode's likely subtags). */
function languageOf(region: string): string {
  const known = languages.get(region) ?? new Intl.Locale(`und-${region}`).maximize().language
  languages.set(region, known)
  return known
}
