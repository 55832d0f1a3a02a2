/**
 * `/clear`: everything that is kept about a person goes, and the bot's messages in their DM after it.
 *
 * It works for everybody, also under 18 and without a yes, and as often as it is pressed: a note that still takes messages
 * away is made anew, never lost. Each sentence tells only what is sure.
 */
import { command } from '../src/core/command.ts'
import { type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import type { Outcome } from '../src/core/outcome.ts'
import { statusOf } from '../src/core/privacy.ts'
import { type Block, type Button, instead, type Reply, row, toYou } from '../src/core/reply.ts'
import type { Request, Room } from '../src/core/request.ts'
import { aside } from '../src/core/support.ts'
import { cleared, sweeps } from '../src/core/sweep.ts'
import type { World } from '../src/core/world.ts'

/** The part of the address that erases. */
const done = 'yes'

const erases = (request: Request) => request.kind === 'press' && request.address[1] === done

export default command({
  keeps: (request) => (erases(request) ? 'surely' : true),

  answer: ({ locale, room }, world) => ({ say: toYou(...askBlocks(shelf(world.library, locale), room, world)) }),

  press(request, world) {
    const books = shelf(world.library, request.locale)
    const [, part] = request.address
    if (part === undefined) return { say: toYou(...askBlocks(books, request.room, world)) }
    return part === done ? erase(books, request.room, world) : undefined
  },
})

/** What goes and what stays, before anything does. */
function askBlocks(books: Shelf, room: Room, world: World): Block[] {
  const status = statusOf(world)
  if (status === 'off' || status === 'down') return troubleBlocks(books, status)
  const lines = [
    status === 'some' ? 'record' : status === 'minor' ? 'minor' : 'no-record',
    whereTo(room, world),
    'stays',
  ]
  const nothing = status === 'none' && channelOf(room, world) === undefined
  return [
    { kind: 'heading', text: words(books, 'clear.title') },
    { kind: 'list', items: lines.map((key) => words(books, `clear.${key}`)) },
    ...(nothing ? [] : [row(toErase(books, 'clear.yes'))]),
    aside(books),
  ]
}

function erase(books: Shelf, room: Room, world: World): Outcome<Reply> {
  const status = statusOf(world)
  if (status === 'off' || status === 'down') return { say: instead(...troubleBlocks(books, status)) }
  const channel = channelOf(room, world)
  const gone = words(books, status === 'some' || status === 'minor' ? 'clear.gone' : 'clear.had-none')
  const messages = words(books, channel === undefined ? 'clear.unknown' : `clear.sweeping-${whereTo(room, world)}`)
  return {
    say: instead({ kind: 'text', text: `${gone} ${messages}` }, aside(books)),
    unsaved: instead(sentence(books, 'clear.unsure'), row(toErase(books, 'clear.again')), aside(books)),
    // Where nothing is kept and no chat is known, there is nothing to do.
    ...(status === 'none' && channel === undefined ? {} : { person: cleared(world.person, channel, world.now) }),
  }
}

/** The DM: the one that the press happens in, or the one that is known. */
const channelOf = (room: Room, { person }: World): string | undefined =>
  room.kind === 'dm' ? room.channel : (person?.dm ?? sweeps(person)[0]?.channel)

const whereTo = (room: Room, world: World): 'here' | 'dm' | 'unknown' =>
  room.kind === 'dm' ? 'here' : channelOf(room, world) === undefined ? 'unknown' : 'dm'

const troubleBlocks = (books: Shelf, status: 'off' | 'down'): Block[] => [
  sentence(books, `clear.${status}`),
  ...(status === 'down' ? [row(toErase(books, 'clear.again'))] : []),
  aside(books),
]

const toErase = (books: Shelf, key: string): Button => ({
  label: words(books, key),
  to: ['clear', done],
  tone: 'danger',
})
