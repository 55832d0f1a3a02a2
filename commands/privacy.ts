/**
 * `/privacy`: what is kept and how, all of it shown, taken along, kept for less long, or the yes taken back.
 *
 * It works for everybody, also where nothing is kept or can be read. Its addresses name screens: `privacy/show/<part>`,
 * `copy`, `names`, `file`, `long`, `days`, `end`, `ended`.
 */
import { command } from '../src/core/command.ts'
import { consentPress, withYes } from '../src/core/consent.ts'
import { type Shelf, shelf, words } from '../src/core/library.ts'
import type { Answer, Outcome } from '../src/core/outcome.ts'
import type { Person } from '../src/core/person.ts'
import {
  copyBlocks,
  daysBlocks,
  endBlocks,
  fileBlocks,
  homeBlocks,
  namesBlocks,
  nothingBlocks,
  readPeriod,
  recordFile,
  shownBlocks,
  statusOf,
} from '../src/core/privacy.ts'
import { instead, type Reply, toYou } from '../src/core/reply.ts'
import type { RequestOf } from '../src/core/request.ts'
import { cleared } from '../src/core/sweep.ts'
import type { World } from '../src/core/world.ts'

export default command({
  keeps: true,

  answer: ({ locale }, world) => ({ say: toYou(...homeBlocks(shelf(world.library, locale), world)) }),

  press(request, world) {
    const books = shelf(world.library, request.locale)
    const first = consentPress(request, world, (person) => ({ say: instead(...daysBlocks(books, person)) }))
    if (first) return first
    const [, part, which = '1'] = request.address
    const home = (): Answer => ({ say: instead(...homeBlocks(books, world)) })
    const { person } = world
    switch (part) {
      // It may stand on a message that lasts, and what is kept must not.
      case undefined:
        return { say: toYou(...homeBlocks(books, world)) }
      case 'home':
        return home()
      case 'show':
        return person ? { say: instead(...shownBlocks(books, person, Number(which))) } : home()
      case 'copy':
        return person ? { say: instead(...copyBlocks(books, person)) } : home()
      case 'names':
        return person ? { say: instead(...namesBlocks(books, person)) } : home()
      case 'file':
        return person ? { say: { ...toYou(...fileBlocks(books)), file: recordFile(books, person) } } : home()
      case 'long':
        return withYes(request, world, 'privacy', (known) => ({ say: instead(...daysBlocks(books, known)) }))
      case 'days':
        return withYes(request, world, 'privacy', (known) => keptFor(books, known, request, world))
      case 'end':
        return statusOf(world) === 'some' ? { say: instead(...endBlocks(books)) } : home()
      case 'ended':
        return ended(books, world)
      default:
        return undefined
    }
  },
})

/** Numbers are kept for this long from now on; the pipeline drops the older ones as it saves. */
function keptFor(books: Shelf, known: Person, { values }: RequestOf<'press'>, world: World): Outcome<Reply> {
  const days = readPeriod(values[0])
  if (days === undefined) return { say: instead(...daysBlocks(books, known)) }
  const person = { ...known, keepDays: days }
  const said = words(books, days === 0 ? 'privacy.kept-for-0' : 'privacy.kept-for', { days })
  return { say: instead({ kind: 'text', text: said }, ...homeBlocks(books, { ...world, person })), person }
}

/** The yes is taken back: all goes but the note that still takes messages away. Of an under-18 only /clear takes the answer. */
function ended(books: Shelf, world: World): Answer {
  if (world.keeping !== 'ready') return { say: instead(...homeBlocks(books, world)) }
  if (statusOf(world) !== 'some') return { say: instead(...nothingBlocks(books, 'privacy.nothing')) }
  const person = cleared(world.person, undefined, world.now)
  return {
    say: instead(...nothingBlocks(books, person === 'erase' ? 'privacy.ended' : 'privacy.ended-note')),
    person,
  }
}
