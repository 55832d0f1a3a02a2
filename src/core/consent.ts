/**
 * What stands before every command that keeps something: whether it can be kept, how old the person is, and their yes.
 *
 * Nothing is saved before the yes, but an under-18's answer, which is all that is kept of them.
 */

import type { Address } from './address.ts'
import { reachedAgain } from './agenda.ts'
import type { Instant } from './instant.ts'
import { type Shelf, sentence, shelf, words } from './library.ts'
import type { Answer, Outcome } from './outcome.ts'
import { consentVersion, hasConsent, newPerson, type Person } from './person.ts'
import { type Block, type Button, type Form, instead, type Reply, row, toYou } from './reply.ts'
import type { Request, RequestOf, Room } from './request.ts'
import { aside, toHelp } from './support.ts'
import { sweeps } from './sweep.ts'
import type { World } from './world.ts'

/** Parts of addresses; bland, as Discord sees them. */
const parts = { adult: 'q1', minor: 'q2', yes: 'q3', no: 'q4', reach: 'q5', here: 'q6' } as const

/** A yes counts this long after the question was shown, and to the words that were shown: an old button asks again. */
const minutesToAnswer = 15
const minute = 60 * 1000

/** The part behind the yes: to which words, and since when they are on the screen. */
const yesPart = (now: Instant) => `${parts.yes}.${consentVersion}.${Math.floor(now / minute).toString(36)}`

function isFresh(part: string, now: Instant): boolean {
  const [, version, shown = ''] = part.split('.')
  const since = Math.floor(now / minute) - Number.parseInt(shown, 36)
  return version === String(consentVersion) && since >= 0 && since <= minutesToAnswer
}

/**
 * Lets a command that keeps something go on, or says what stands before it.
 * @param name the command's: the questions come back to its `press`, which hands them to `consentPress`
 * @param tail what the person was about: it stands behind the questions' own parts, in `request.address.slice(2)`
 */
export function withConsent<S extends Reply | Form = Reply>(
  request: Pick<Request, 'locale'>,
  world: World,
  name: string,
  goOn: (person: Person) => Outcome<S>,
  tail: readonly string[] = [],
): Outcome<S | Reply> {
  return withYes<S | Reply>(
    request,
    world,
    name,
    (person) =>
      person.refusedAt === undefined
        ? goOn(person)
        : { say: toYou(...refusedBlocks(shelf(world.library, request.locale), name)) },
    tail,
  )
}

/** The same for what works though the DM takes no message. */
export function withYes<S extends Reply | Form = Reply>(
  request: Pick<Request, 'locale'>,
  world: World,
  name: string,
  goOn: (person: Person) => Outcome<S>,
  tail: readonly string[] = [],
): Outcome<S | Reply> {
  const books = shelf(world.library, request.locale)
  const blocks = before(books, world, name, tail)
  return blocks || !world.person ? { say: toYou(...(blocks ?? ageBlocks(books, name, tail))) } : goOn(world.person)
}

/** What stands before the person's yes; undefined: they gave it. */
function before(books: Shelf, world: World, name: string, tail: readonly string[]): Block[] | undefined {
  const { keeping, person } = world
  if (keeping !== 'ready') return trouble(books, keeping)
  if (person?.age === 'under-18') return youth(books)
  if (hasConsent(person)) return undefined
  return person?.age ? consentBlocks(books, name, tail, world.now) : ageBlocks(books, name, tail)
}

/** The store is off or out of reach: said in one sentence, with help beside it. */
const trouble = (books: Shelf, keeping: 'off' | 'down'): Block[] => [
  sentence(books, `consent.${keeping}`),
  aside(books),
]

/** Nobody under 18 did anything wrong by asking: what works for them, and where young people are listened to. */
const youth = (books: Shelf): Block[] => [
  sentence(books, 'consent.minor'),
  sentence(books, 'youth.line'),
  { kind: 'text', text: words(books, 'consent.minor-kept'), small: true },
  aside(books),
]

const ageBlocks = (books: Shelf, name: string, tail: readonly string[]): Block[] => [
  sentence(books, 'consent.age'),
  row(
    { label: words(books, 'age.adult'), to: [name, parts.adult, ...tail] },
    { label: words(books, 'age.minor'), to: [name, parts.minor, ...tail] },
  ),
  aside(books),
]

/** What, where, how long, how to erase, and what stays visible anyway. */
const consentBlocks = (books: Shelf, name: string, tail: readonly string[], now: Instant): Block[] => [
  { kind: 'heading', text: words(books, 'consent.title') },
  {
    kind: 'list',
    items: ['what', 'where', 'long', 'erase', 'visible', 'host', 'phone'].map((key) => words(books, `consent.${key}`)),
  },
  sentence(books, 'consent.question'),
  row(
    { label: words(books, 'consent.yes'), to: [name, yesPart(now), ...tail] },
    { label: words(books, 'consent.no'), to: [name, parts.no, ...tail] },
  ),
  aside(books),
]

const refusedBlocks = (books: Shelf, name: string): Block[] => [
  sentence(books, 'consent.refused'),
  row(
    { label: words(books, 'consent.reach'), to: [name, parts.reach] },
    { label: words(books, 'consent.see'), to: ['privacy'] },
  ),
  aside(books),
]

/**
 * Answers the presses of these screens; undefined for any other part.
 * @param goOn what the command says next, to a person who said yes
 */
export function consentPress(
  request: RequestOf<'press'>,
  world: World,
  goOn: (person: Person) => Outcome<Reply>,
): Answer | undefined {
  const books = shelf(world.library, request.locale)
  const [name, part = '', ...tail] = request.address
  const [kind = ''] = part.split('.')
  const known = world.person
  if (!Object.values(parts).some((one) => one === kind)) return undefined
  // What was sent to the DM stays there, so it is not rewritten with what tells something.
  const say = kind === parts.here ? toYou : instead
  if (world.keeping !== 'ready') return { say: say(...trouble(books, world.keeping)) }
  if (known?.age === 'under-18') return { say: say(...youth(books)) }
  switch (kind) {
    case parts.adult:
      return { say: instead(...consentBlocks(books, name, tail, world.now)) }
    case parts.minor:
      return { say: instead(...youth(books)), person: underage(known) }
    case parts.yes: {
      if (!isFresh(part, world.now)) return { say: instead(...ageBlocks(books, name, tail)) }
      const person: Person = {
        ...(known ?? newPerson(request.locale)),
        age: 'adult',
        locale: known?.consent ? known.locale : request.locale,
        consent: { version: consentVersion, at: world.now },
      }
      const next = goOn(person)
      return { ...next, person: next.person ?? person, say: { ...next.say, to: 'same' } }
    }
    case parts.no: {
      const text = words(books, known?.consent ? 'consent.nothing-new' : 'consent.nothing')
      return { say: instead({ kind: 'text', text }, aside(books)) }
    }
  }
  const asked = before(books, world, name, tail)
  if (asked || !known) return { say: say(...(asked ?? ageBlocks(books, name, tail))) }
  if (kind === parts.reach || request.room.kind !== 'dm') return reachOut(books, [name, parts.here], request.room)
  const person = reachedAgain(known, request.room.channel, world.now)
  return { say: instead(sentence(books, 'consent.reached')), person }
}

/** Nothing but the answer, and the note that still takes messages away. */
const underage = (known: Person | undefined): Person => ({
  ...newPerson('en-US'),
  age: 'under-18',
  agenda: sweeps(known),
})

/** Asks for a press in the DM: only that proves that messages arrive there. `room`: where the person is now. */
export function reachOut(books: Shelf, to: Address, room: Room): Outcome<Reply> {
  const button: Button = { label: words(books, 'consent.here'), to, tone: 'main' }
  const sent = words(books, room.kind === 'dm' ? 'consent.sent-here' : 'consent.sent')
  return {
    say: toYou({ kind: 'text', text: sent }, aside(books)),
    dm: {
      send: {
        blocks: [sentence(books, 'reflect.opening'), row(button, toHelp(books))],
        to: 'new',
        seenBy: 'room',
      },
      refused: toYou(sentence(books, 'consent.still-refused'), aside(books)),
    },
  }
}
