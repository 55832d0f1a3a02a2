/** The screens of `/privacy`: the promise, all that is kept, the same to take away, how long, and the way out. */
import { inParts, keptAbout } from './kept.ts'
import { languageNote, type Shelf, sentence, words } from './library.ts'
import { longestKept, type Person } from './person.ts'
import { type Block, type Button, row, type TextFile } from './reply.ts'
import { toHelp, toHide } from './support.ts'
import { isNote } from './sweep.ts'
import type { World } from './world.ts'

/** How long numbers may be kept, in days; 0: only the schedule. */
const periods = [0, 7, 30, longestKept] as const
/** The period behind a choice; undefined for anything that was not offered. */
export const readPeriod = (value: string | undefined): number | undefined => periods.find((one) => `${one}` === value)

/** Characters of the record that one message has room for, beside what else is said. */
const roomToShow = 3000
const roomToCopy = 3500

/** What can be said about what is kept of the asker: that nothing can be known, or how much it is. */
export function statusOf({ keeping, person }: Pick<World, 'keeping' | 'person'>) {
  if (keeping !== 'ready') return keeping
  if (!person) return 'none'
  if (isNote(person)) return 'note'
  return person.age === 'under-18' ? 'minor' : 'some'
}

/** The promise, and whether anything is kept about the one who asks. */
export function homeBlocks(books: Shelf, world: World): Block[] {
  const status = statusOf(world)
  const kept = status === 'some' || status === 'minor' || status === 'note'
  const promise = ['what', 'where', 'erased', 'backups', 'long', 'memory', 'visible', 'trust'] as const
  return [
    { kind: 'heading', text: words(books, 'privacy.title') },
    ...languageNote(books, 'en'),
    sentence(books, `privacy.${status}`),
    ...rowOf([
      ...(kept ? [to(books, 'show'), to(books, 'copy')] : []),
      ...(status === 'some' ? [toHowLong(books), to(books, 'end')] : []),
      ...(status === 'off' || status === 'down' ? [] : [toClear(books)]),
    ]),
    sentence(books, 'privacy.how'),
    { kind: 'list', items: promise.map((key) => words(books, `privacy.${key}`)) },
    ...rowOf([
      toHide(books),
      toHelp(books),
      { label: words(books, 'privacy.more'), url: `${world.project}/blob/main/docs/privacy.md` },
    ]),
  ]
}

/** All that is kept, as many parts as it takes. */
export function shownBlocks(books: Shelf, person: Person, wanted: number): Block[] {
  const parts = inParts(keptAbout(books, person), roomToShow)
  const at = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), parts.length) : 1
  const part = (number: number, key: string): Button => ({
    label: words(books, `privacy.${key}`),
    to: ['privacy', 'show', `${number}`],
  })
  const told = (parts[at - 1] ?? []).flatMap(({ title, lines }): Block[] => [
    { kind: 'text', text: `**${title}**` },
    { kind: 'list', items: lines },
  ])
  const where: Block = sentence(books, 'privacy.part', { part: at, parts: parts.length })
  return [
    { kind: 'heading', text: words(books, 'privacy.shown') },
    ...(parts.length > 1 ? [where] : []),
    ...told,
    { kind: 'text', text: words(books, 'privacy.codes'), small: true },
    ...rowOf([...(at < parts.length ? [part(at + 1, 'next')] : []), ...(at > 1 ? [part(at - 1, 'before')] : [])]),
    lastRow(books),
  ]
}

/** The record as text where it fits, and what its names mean; else what a file means, before there is one. */
export function copyBlocks(books: Shelf, person: Person): Block[] {
  const text = JSON.stringify(person, null, 2)
  const names: Button = { label: words(books, 'privacy.names'), to: ['privacy', 'names'] }
  if (text.length > roomToCopy) {
    return [
      sentence(books, 'privacy.too-long'),
      ...rowOf([{ label: words(books, 'privacy.send'), to: ['privacy', 'file'] }, to(books, 'show'), names]),
      lastRow(books),
    ]
  }
  return [
    sentence(books, 'privacy.copied'),
    { kind: 'text', text: `\`\`\`json\n${text}\n\`\`\`` },
    ...rowOf([names, to(books, 'show')]),
    lastRow(books),
  ]
}

/** What the names in the record mean: those that are in it. */
export const namesBlocks = (books: Shelf, person: Person): Block[] => [
  { kind: 'heading', text: words(books, 'privacy.names') },
  { kind: 'list', items: Object.entries(meanings(books, person)).map(([name, means]) => `\`${name}\`: ${means}`) },
  ...rowOf([to(books, 'copy'), to(books, 'show')]),
  lastRow(books),
]

/** Every name in the record with its meaning, in the order in which they first come. */
const meanings = (books: Shelf, person: Person): Record<string, string> =>
  Object.fromEntries(namesIn(person).map((name) => [name, words(books, `privacy.names-of.${name}`)]))

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : Object.keys(value)
  return [...new Set([...own, ...Object.values(value).flatMap(namesIn)])]
}

/** What stands beside the file. */
export const fileBlocks = (books: Shelf): Block[] => [
  sentence(books, 'privacy.file'),
  ...rowOf([toHide(books), toHelp(books)]),
]

/** The record as it is kept, and before it what its names mean. The file's name says nothing of what it is. */
export const recordFile = (books: Shelf, person: Person): TextFile => ({
  name: 'record.json',
  text: JSON.stringify(
    { about: words(books, 'privacy.in-file'), names: meanings(books, person), record: person },
    null,
    2,
  ),
})

/** How long numbers are kept, to choose. */
export const daysBlocks = (books: Shelf, { keepDays: days }: Person): Block[] => [
  sentence(books, days === 0 ? 'privacy.days-0' : 'privacy.days', { days }),
  {
    kind: 'menu',
    to: ['privacy', 'days'],
    hint: words(books, 'privacy.hint'),
    choices: periods.map((period) => ({
      label: words(books, period === 0 ? 'privacy.choice-0' : 'privacy.choice', { days: period }),
      value: `${period}`,
    })),
  },
  lastRow(books),
]

/** What goes and what stays when the yes is taken back. */
export const endBlocks = (books: Shelf): Block[] => [
  { kind: 'heading', text: words(books, 'privacy.ask-end') },
  { kind: 'list', items: ['end-record', 'end-quiet', 'end-dm'].map((key) => words(books, `privacy.${key}`)) },
  ...rowOf([{ label: words(books, 'privacy.end-yes'), to: ['privacy', 'ended'], tone: 'danger' }, toClear(books)]),
  lastRow(books),
]

/** After it, or where there was nothing to take back. */
export const nothingBlocks = (books: Shelf, key: string): Block[] => [
  sentence(books, key),
  ...rowOf([toClear(books)]),
  lastRow(books),
]

const to = (books: Shelf, part: 'show' | 'copy' | 'end'): Button => ({
  label: words(books, `privacy.${part}`),
  to: ['privacy', part],
})

/** The way to choose how long numbers are kept. */
export const toHowLong = (books: Shelf): Button => ({
  label: words(books, 'privacy.how-long'),
  to: ['privacy', 'long'],
})

/** The way to erase everything. */
const toClear = (books: Shelf): Button => ({ label: words(books, 'privacy.clear'), to: ['clear'] })

const lastRow = (books: Shelf): Block =>
  row(toHide(books), toHelp(books), { label: words(books, 'privacy.back'), to: ['privacy', 'home'] })

const rowOf = (buttons: readonly Button[]): Block[] => (buttons.length > 0 ? [row(...buttons)] : [])
