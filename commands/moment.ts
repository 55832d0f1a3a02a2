/**
 * `/moment`: a small test on oneself. At an urge: how strong, what I did, how strong now; later two questions in the DM;
 * from five moments on a picture of how the urge went after each kind of act.
 *
 * `parts` in `core/moment.ts` names the second segments of its addresses; the third is a moment's id.
 */
import { command } from '../src/core/command.ts'
import { consentPress, reachOut, withConsent } from '../src/core/consent.ts'
import { guardOff, waitBlocks } from '../src/core/guard.ts'
import { type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import {
  answeredBlocks,
  apartBlocks,
  asksBlocks,
  curveBlocks,
  doneBlocks,
  homeBlocks,
  laterForm,
  momentForm,
  notedBlocks,
  nothingKeptBlocks,
  numbersBlocks,
  oftenBlocks,
  parts,
  pingBlocks,
} from '../src/core/moment.ts'
import type { Answer, Outcome, Submitted } from '../src/core/outcome.ts'
import { hasConsent, type Moment, type Person } from '../src/core/person.ts'
import { type Form, instead, type Reply, text, toYou } from '../src/core/reply.ts'
import type { Request, RequestOf } from '../src/core/request.ts'
import {
  askedLater,
  forgotten,
  isMomentId,
  isOften,
  isTimely,
  type LaterStep,
  laterSteps,
  measured,
  met,
  momentOf,
  noted,
  readNoted,
  readStrength,
  unasked,
  waiting,
} from '../src/core/urge.ts'
import type { World } from '../src/core/world.ts'

export default command({
  keeps: true,

  answer: opened,

  press(request, world) {
    const books = shelf(world.library, request.locale)
    const first = consentPress(request, world, (person) => ({
      say: toYou(...startBlocks(books, person, request, world)),
    }))
    if (first) return first
    const [, part, ...rest] = request.address
    if (part === undefined) return opened(request, world)
    // Ending something asks nothing first.
    if (part === parts.stop || part === parts.end)
      return world.keeping === 'ready' ? stopped(books, part, world) : opened(request, world)
    const press = presses.get(part)
    return (
      press &&
      withConsent<Reply | Form>(request, world, 'moment', (person) => press({ books, person, request, world, rest }))
    )
  },

  submit(request, world) {
    const books = shelf(world.library, request.locale)
    const [, part, id = '', step] = request.address
    if (!isMomentId(id)) return undefined
    if (part === parts.form) return noting(books, request, world, id)
    const later = laterSteps.find((one) => String(one) === step)
    const strength = readStrength(request.picks.now)
    if (part !== parts.answer || later === undefined || strength === undefined) return undefined
    return withConsent(request, world, 'moment', (person) =>
      inTime(books, person, id, later, world, (moment) => ({
        say: gone(books),
        apart: toYou(...answeredBlocks(books)),
        person: measured(person, moment, later, strength),
      })),
    )
  },

  due({ entry, locale }, { library, person, now }) {
    const moment = entry.kind === 'ping' && person && momentOf(person, entry.moment)
    // Nothing is asked whose answer could not count.
    if (!moment || person.discreet || moment.strengths[entry.step] !== null) return undefined
    if (!isTimely(moment, entry.step, person, now)) return undefined
    return { say: { blocks: pingBlocks(shelf(library, locale), entry), to: 'new', seenBy: 'room' } }
  },
})

/** Anew, wherever it was asked for. Before anybody is asked for anything, it says what it is. */
function opened(request: Pick<Request, 'locale' | 'room'>, world: World): Outcome<Reply> {
  const books = shelf(world.library, request.locale)
  const { keeping, person } = world
  if (keeping === 'ready' && person?.age !== 'under-18' && !hasConsent(person))
    return { say: toYou(...homeBlocks(books, undefined, request.room)) }
  return withConsent(request, world, 'moment', (known) => ({
    say: toYou(...startBlocks(books, known, request, world)),
  }))
}

const startBlocks = (books: Shelf, person: Person, { room }: Pick<Request, 'room'>, { now }: World) =>
  person.keepDays === 0 ? nothingKeptBlocks(books) : homeBlocks(books, met(person, room, now), room)

interface Pressed {
  readonly books: Shelf
  readonly person: Person
  readonly request: RequestOf<'press'>
  readonly world: World
  /** What follows in the address. */
  readonly rest: readonly string[]
}

const presses: ReadonlyMap<string, (pressed: Pressed) => Answer> = new Map<string, (pressed: Pressed) => Answer>([
  [parts.note, (one) => (isOften(one.person, one.world) ? { say: instead(...oftenBlocks(one.books)) } : form(one))],
  [parts.anyway, form],
  [parts.quiet, (one) => ({ ...form(one), about: guardOff })],
  [
    parts.wait,
    ({ books, world }) => ({
      say: instead(...waitBlocks(books, world, ['moment', parts.anyway])),
    }),
  ],
  [parts.curve, ({ books, person }) => ({ say: instead(...curveBlocks(books, person)) })],
  [parts.numbers, ({ books, person }) => ({ say: instead(...numbersBlocks(books, person)) })],
  [
    parts.forget,
    ({ books, person, rest: [id = ''] }) => ({
      say: instead(...doneBlocks(books, words(books, 'moment.forgotten'))),
      ...(momentOf(person, id) && { person: forgotten(person, id) }),
    }),
  ],
  [
    parts.later,
    ({ books, person, request, rest: [id = ''] }) =>
      person.discreet
        ? { say: instead(...doneBlocks(books, words(books, 'moment.discreet'))) }
        : reachOut(books, ['moment', parts.here, id], request.room),
  ],
  [parts.here, reached],
  [
    parts.open,
    ({ books, person, world, rest: [, id = '', step] }) => {
      const later = laterSteps.find((one) => String(one) === step)
      return inTime(books, person, id, later, world, (moment, time) => ({ say: laterForm(books, moment.id, time) }))
    },
  ],
])

/** The form of a moment that is named after the press. */
function form({ books, person, request }: Pressed): Outcome<Reply | Form> {
  if (person.keepDays === 0) return { say: instead(...nothingKeptBlocks(books)) }
  return { say: momentForm(books, request.id) }
}

function noting(books: Shelf, request: RequestOf<'form'>, world: World, id: string): Submitted | undefined {
  const given = readNoted(request.picks)
  return (
    given &&
    withConsent(request, world, 'moment', (known) => {
      if (known.keepDays === 0) return { say: instead(...nothingKeptBlocks(books)) }
      const kept = noted(met(known, request.room, world.now), id, given, world.now)
      // Delivered a second time, it must not bring back a question that was asked or ended since.
      const person = momentOf(known, id) ? kept : askedLater(kept, id, world.now)
      return { say: instead(...notedBlocks(books, person, id, world.now)), person }
    })
  )
}

/** A press in the DM: now messages are known to arrive there, and what still lies ahead can be asked. */
function reached({ books, person: known, request, world, rest: [id = ''] }: Pressed): Outcome<Reply> {
  const person = askedLater(met(known, request.room, world.now), id, world.now)
  const asks = asksBlocks(books, person, id)
  const told = asks.length > 0 ? asks : [text(words(books, 'moment.not-asked'))]
  return { say: gone(books), apart: toYou(...apartBlocks(books, ...told)), person }
}

/** Goes on with a later question while its answer still counts; else the line goes, and why is said kindly. */
function inTime<S extends Reply | Form>(
  books: Shelf,
  person: Person,
  id: string,
  step: LaterStep | undefined,
  world: World,
  goOn: (moment: Moment, step: LaterStep) => Outcome<S>,
): Outcome<S | Reply> {
  const moment = momentOf(person, id)
  if (moment && step !== undefined && isTimely(moment, step, person, world.now)) return goOn(moment, step)
  const why = moment ? words(books, 'moment.too-late') : words(books, 'moment.not-kept')
  return { say: gone(books), apart: toYou(...apartBlocks(books, text(why))) }
}

/** No question comes any more: one tap, from the screen or from the line in the DM. */
function stopped(books: Shelf, part: string, { person }: World): Outcome<Reply> {
  const change = person && waiting(person).length > 0 ? { person: unasked(person) } : {}
  const said = words(books, 'moment.stopped')
  if (part === parts.end) return { ...change, say: gone(books), apart: toYou(...apartBlocks(books, text(said))) }
  return { ...change, say: instead(...doneBlocks(books, said)) }
}

/** The lasting line: neutral for a moment, then away. */
const gone = (books: Shelf): Reply => ({
  blocks: [sentence(books, 'reflect.closed')],
  to: 'gone',
  seenBy: 'you',
})
