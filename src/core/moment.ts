/**
 * The screens of `/moment`: what it is, its forms, what is said after them, and a person's own curve.
 *
 * Buttons from elsewhere lead to `moment` alone, which answers anew; all other parts stand on screens that only the
 * person sees, or on a neutral line in their DM that goes when it is pressed.
 */
import type { Address } from './address.ts'
import { comparedBlocks, count, curveAlt, curveOf, fewestMoments, numberBlocks } from './curve.ts'
import { loopList } from './guard.ts'
import type { Instant } from './instant.ts'
import { type Shelf, words } from './library.ts'
import { acts, type Entry, nameOf, type Person } from './person.ts'
import { type Block, type Button, type Field, type Form, type MenuChoice, row, text } from './reply.ts'
import type { Room } from './request.ts'
import { aside, toHelp } from './support.ts'
import { type LaterStep, strongest, waiting, wouldAsk } from './urge.ts'

/** Second segments of the addresses; bland, as Discord sees them. */
export const parts = {
  note: 'n',
  anyway: 'a',
  quiet: 'o',
  wait: 'w',
  form: 'f',
  curve: 'c',
  numbers: 'v',
  stop: 's',
  forget: 'u',
  later: 'd',
  here: 'e',
  open: 'p',
  end: 'x',
  answer: 'r',
} as const
type Part = (typeof parts)[keyof typeof parts]

const to = (part: Part, ...rest: string[]): Address => ['moment', part, ...rest]
const toNote = (books: Shelf): Button => ({ label: words(books, 'moment.note'), to: to(parts.note) })
const toCurve = (books: Shelf): Button => ({ label: words(books, 'moment.curve'), to: to(parts.curve) })
const toNumbers = (books: Shelf): Button => ({ label: words(books, 'moment.numbers'), to: to(parts.numbers) })

/** One tap that ends the questions, where some wait. */
const toStop = (books: Shelf, person: Person): Button[] =>
  waiting(person).length > 0 ? [{ label: words(books, 'moment.stop'), to: to(parts.stop) }] : []

/** What it is, what comes after it by itself, and the ways on. `person`: undefined before their yes. */
export const homeBlocks = (books: Shelf, person: Person | undefined, room: Room): Block[] => [
  { kind: 'heading', text: words(books, 'moment.title') },
  text(words(books, 'moment.what')),
  text(words(books, afterwards(person, room))),
  row({ ...toNote(books), tone: 'main' }, ...(person ? [toCurve(books), ...toStop(books, person)] : [])),
  aside(books),
]

/** Which words tell of the later questions: where they are not wanted, come by themselves, or are asked for each time. */
function afterwards(person: Person | undefined, room: Room) {
  if (person?.discreet) return 'moment.discreet'
  if (room.kind === 'dm') return 'moment.then-here'
  return person?.dm === undefined ? 'moment.then-perhaps' : 'moment.then'
}

/** For somebody who chose to keep no numbers. */
export const nothingKeptBlocks = (books: Shelf): Block[] => [text(words(books, 'moment.off')), aside(books)]

/** A menu from 0 to 10, its ends in words. */
function strengthField(books: Shelf, name: string, label: string, about?: string): Field {
  const choices = Array.from({ length: strongest + 1 }, (_, strength): MenuChoice => {
    const end = strength === 0 ? words(books, 'moment.low') : strength === strongest ? words(books, 'moment.high') : ''
    return { label: String(strength), value: String(strength), ...(end && { about: end }) }
  })
  return { kind: 'pick', name, label, hint: words(books, 'moment.hint'), choices, ...(about && { about }) }
}

/** The form of one moment; `id` is the name under which it will be kept. */
export const momentForm = (books: Shelf, id: string): Form => ({
  form: to(parts.form, id),
  title: words(books, 'moment.form'),
  fields: [
    strengthField(books, 'before', words(books, 'moment.before'), words(books, 'moment.urge')),
    {
      kind: 'pick',
      name: 'act',
      label: words(books, 'moment.did'),
      about: words(books, 'moment.did-about'),
      choices: acts.map((act) => ({
        label: words(books, `moment.acts.${act}`),
        value: act,
        about: words(books, `moment.such-as.${act}`),
      })),
    },
    strengthField(books, 'after', words(books, 'moment.now')),
  ],
})

/** What is said once a moment is kept: no number of it, and what comes of it, or may come. */
export function notedBlocks(books: Shelf, person: Person, id: string, now: Instant): Block[] {
  const some = person.moments.length
  const later: Button = { label: words(books, 'moment.later'), to: to(parts.later, id) }
  const offered = person.dm === undefined ? wouldAsk(person, id, now) : []
  const reach = offered.length > 0
  return [
    text(words(books, 'moment.noted', { count: count(books, some) })),
    ...(some < fewestMoments ? [text(words(books, 'moment.from', { fewest: fewestMoments }))] : []),
    ...asksBlocks(books, person, id),
    ...(reach ? [text(words(books, `moment.may-ask-${spanOf(offered)}`))] : []),
    ...(person.discreet ? [text(words(books, 'moment.discreet'))] : []),
    row(...(reach ? [later] : []), toCurve(books), ...toStop(books, person), {
      label: words(books, 'moment.forget'),
      to: to(parts.forget, id),
    }),
    aside(books),
  ]
}

/** When this moment is asked about again; nothing where it is not. */
export function asksBlocks(books: Shelf, person: Person, id: string): Block[] {
  const steps = waiting(person, id).map(({ step }) => step)
  return steps.length > 0 ? [text(words(books, `moment.asks-${spanOf(steps)}`))] : []
}

/** About two hours later, the next day, or both. */
const spanOf = (steps: readonly LaterStep[]) => (steps.length > 1 ? 'both' : steps[0] === 2 ? 'soon' : 'next')

/** The loop guard's answer to one more moment in a day: short, kind, with a way out and the way on. */
export const oftenBlocks = (books: Shelf): Block[] => [
  text(words(books, 'moment.often')),
  loopList(books),
  text(words(books, 'moment.often-then')),
  row(
    { label: words(books, 'moment.let-pass'), to: to(parts.wait) },
    { label: words(books, 'moment.anyway'), to: to(parts.anyway) },
    { label: words(books, 'guard.off'), to: to(parts.quiet) },
  ),
  aside(books),
]

/** The curve, or, of too few moments, how many there are. What it cannot show is said each time. */
export function curveBlocks(books: Shelf, { moments }: Person): Block[] {
  const heading: Block = { kind: 'heading', text: words(books, 'moment.curve') }
  if (moments.length < fewestMoments) {
    const some = moments.length > 0 ? words(books, 'moment.so-far', { count: count(books, moments.length) }) : ''
    return [
      heading,
      text([some, words(books, 'moment.from', { fewest: fewestMoments })].filter((one) => one).join(' ')),
      row(toNote(books), ...(moments.length > 0 ? [toNumbers(books)] : [])),
      aside(books),
    ]
  }
  const picture = curveOf(books, moments)
  return [
    heading,
    { kind: 'picture', picture, alt: curveAlt(books, picture) },
    ...comparedBlocks(books, moments),
    row(toNumbers(books), toNote(books)),
    aside(books),
  ]
}

/** The same as numbers, with the way to take back the last one. */
export function numbersBlocks(books: Shelf, person: Person): Block[] {
  const last = person.moments.reduce<Person['moments'][number] | undefined>(
    (latest, one) => (latest && latest.at > one.at ? latest : one),
    undefined,
  )
  if (!last) return curveBlocks(books, person)
  return [
    { kind: 'heading', text: words(books, 'moment.curve') },
    ...numberBlocks(books, person),
    text(words(books, 'moment.caution')),
    row(
      { ...toCurve(books), label: words(books, 'moment.back') },
      { label: words(books, 'moment.forget-last'), to: to(parts.forget, last.id) },
    ),
    aside(books),
  ]
}

/** A sentence on what was done, and the ways on. */
export const doneBlocks = (books: Shelf, said: string): Block[] => [
  text(said),
  row(toNote(books), toCurve(books)),
  aside(books),
]

/** After a later answer: it is kept, and where it shows. */
export const answeredBlocks = (books: Shelf): Block[] => [
  text(words(books, 'moment.answered')),
  row(toCurve(books)),
  aside(books),
]

/** A sentence apart, for what was pressed on a line that goes. */
export const apartBlocks = (books: Shelf, ...said: Block[]): Block[] => [...said, aside(books)]

/** What comes by itself. It may show on a lock screen, so it says nothing of what it is about. */
export const pingBlocks = (books: Shelf, entry: Extract<Entry, { kind: 'ping' }>): Block[] => [
  text(words(books, 'moment.ping')),
  row(
    {
      label: words(books, 'reflect.open'),
      to: to(parts.open, nameOf(entry), entry.moment, String(entry.step)),
      tone: 'main',
    },
    { label: words(books, 'moment.end'), to: to(parts.end, nameOf(entry)) },
    toHelp(books),
  ),
]

/** One menu: how strong it is by now. */
export const laterForm = (books: Shelf, moment: string, step: LaterStep): Form => ({
  form: to(parts.answer, moment, String(step)),
  title: words(books, 'moment.form'),
  fields: [strengthField(books, 'now', words(books, 'moment.now'), words(books, 'moment.about'))],
})
