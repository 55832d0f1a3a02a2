/**
 * `/reflect flow:` one short reflection, step by step, in the person's DM; where DMs are refused, right there.
 *
 * The place lives in the buttons: `reflect/<flow>/<step>/<answers>`, and a fifth segment for what is not a step (`h`
 * help, `f` and `n` the form, `m` a mistake of the screen). Before the first step the third segment is a capital: `S` ask
 * for it, `G` send it, `A` age, `B` partner, `C` begin, `P` the opening again, `Z` stop; `D`, `O`, `W` and `Y` lead elsewhere. All of it is read
 * back here and kept nowhere.
 */
import type { Address } from '../src/core/address.ts'
import { reflectionOn, toCard } from '../src/core/card.ts'
import { mistaken } from '../src/core/care.ts'
import { command } from '../src/core/command.ts'
import { begin, type Flow, go, type Place, placeAddress, readPlace, screen } from '../src/core/flow.ts'
import { guardBlocks, guardOff, isLoop, waitBlocks } from '../src/core/guard.ts'
import { type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import type { Answer } from '../src/core/outcome.ts'
import {
  ageBlocks,
  closed,
  endBlocks,
  flowForm,
  listBlocks,
  openingBlocks,
  partnerBlocks,
  paused,
  stepBlocks,
  stepReply,
  youthBlocks,
} from '../src/core/play.ts'
import { type Block, instead, mostChoices, toYou } from '../src/core/reply.ts'
import type { Request } from '../src/core/request.ts'
import { firstScreen, openedScreen } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'

/** The capitals behind which an opening goes out, unless the person is discreet. */
const sends = new Set(['S', 'G', 'O'])

export default command({
  options: { flow: { type: 'string', required: true, suggest: true, most: 100 } },

  // Only to know whether the person is discreet: no step of a reflection touches the store.
  keeps: (request) => request.kind === 'command' || (request.kind === 'press' && sends.has(request.address[2] ?? '')),

  answer({ options, locale, room }, world) {
    const books = shelf(world.library, locale)
    const fitting = matching(books, options.flow)
    const [flow, other] = fitting
    if (flow && !other) return ask(books, flow, world, { locale, room })
    const unknown: Block[] = other ? [] : [sentence(books, 'reflect.unknown')]
    return { say: toYou(...unknown, ...listBlocks(books, fitting)) }
  },

  suggest({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const found = matching(books, String(options.flow ?? ''))
    return {
      say: found.slice(0, mostChoices).map(({ id, title, for: use }) => ({ label: `${title}: ${use}`, value: id })),
    }
  },

  press({ address, values, locale, room }, world) {
    const books = shelf(world.library, locale)
    const [, written = '', step = 'A', , aside] = address
    const id = values[0] ?? written
    const flow = readPlace(books.flows, ['reflect', id])?.flow
    if (!flow) return undefined
    const before = gateway.get(step)
    if (before) {
      if (aside === 'h') return apart(books, ['reflect', flow.id, step], firstScreen({ books, locale, world }))
      return before(books, flow, world, { locale, room })
    }
    const found = readPlace(books.flows, address)
    if (!found) return undefined
    if ('outdated' in found) return { say: instead(...startBlocks(books, flow, world)) }
    if (aside === 'h') return apart(books, placeAddress(flow, found.place), firstScreen({ books, locale, world }))
    return atPlace(books, flow, found.place, aside, world)
  },

  submit({ address, fields, locale }, world) {
    const books = shelf(world.library, locale)
    const found = readPlace(books.flows, address)
    if (!found) return undefined
    if ('outdated' in found) return { say: instead(...startBlocks(books, found.flow, world)) }
    const { flow, place } = found
    const { form } = screen(flow, place, world)
    if (!form) return { say: instead(...stepBlocks(books, flow, place, world)) }
    const next = go(flow, place, form.to)
    return {
      say: instead(...closed(books)),
      apart: toYou(...endBlocks(books, flow, next, { freeText: true, typed: fields }, world)),
    }
  },
})

type From = Pick<Request, 'locale' | 'room'>
type Before = (books: Shelf, flow: Flow, world: World, from: From) => Answer

/** What comes before the first step, by the capital that stands for it. */
const gateway: ReadonlyMap<string, Before> = new Map<string, Before>([
  ['S', ask],
  ['G', send],
  ['O', (books, flow, world, from) => ({ ...send(books, flow, world, from), about: guardOff })],
  ['W', (books, flow, world) => ({ say: instead(...waitBlocks(books, world, ['reflect', flow.id, 'G'])) })],
  ['A', (books, flow, world) => ({ say: instead(...gateBlocks(books, flow, world)) })],
  ['B', (books, flow, world) => ({ say: instead(...afterAge(books, flow, world)) })],
  ['C', (books, flow, world) => ({ say: instead(...stepBlocks(books, flow, begin(flow), world)) })],
  ['P', (books, flow) => ({ say: instead(...openingBlocks(books, flow)) })],
  [
    'D',
    (books, flow, world, { locale }) => ({
      ...apart(books, ['reflect', flow.id, 'P'], fear(books, world, locale)),
      about: guardOff,
    }),
  ],
  ['Y', (books) => ({ say: instead(...closed(books)), apart: toYou(...youthBlocks(books, 'youth.text')) })],
  ['Z', (books) => ({ say: instead(...closed(books)) })],
])

/** Meant to be done again and again, or for the one who is asked: nothing that could feed a loop. */
const isSkill = ({ gate, topics }: Flow) => !gate.includes('partner') || topics.includes('for-the-one-asked')

/** A reflection that is asked for; again and again, the loop guard speaks first. */
function ask(books: Shelf, flow: Flow, world: World, from: From): Answer {
  const about = `flow ${flow.id}`
  if (isSkill(flow) || !isLoop(world, about)) return { ...send(books, flow, world, from), about }
  const to = (part: string) => ['reflect', flow.id, part] as const
  return { say: toYou(...guardBlocks(books, { goOn: to('G'), wait: to('W'), off: to('O') })), about }
}

/**
 * Sends the opening to the DM; where that is refused, the reflection begins on the spot. So it does for a discreet person,
 * and for everybody while it cannot be known who is.
 */
function send(books: Shelf, flow: Flow, { keeping, person }: World, { room }: From): Answer {
  const opening = openingBlocks(books, flow)
  if (person?.discreet || keeping === 'down') return { say: toYou(sentence(books, 'reflect.here'), ...opening) }
  return {
    say: toYou(sentence(books, room.kind === 'dm' ? 'reflect.sent-here' : 'reflect.sent')),
    dm: {
      send: { blocks: opening, to: 'new', seenBy: 'room' },
      refused: toYou(sentence(books, 'reflect.refused'), ...opening),
    },
  }
}

/** The questions before a reflection; where it has none, its first step. */
const gateBlocks = (books: Shelf, flow: Flow, world: World): Block[] =>
  flow.gate.includes('intimate') ? ageBlocks(books, flow) : afterAge(books, flow, world)

const afterAge = (books: Shelf, flow: Flow, world: World): Block[] =>
  flow.gate.includes('partner') ? partnerBlocks(books, flow) : stepBlocks(books, flow, begin(flow), world)

/** What others must not see stands apart, for the asker alone; the message that stays says nothing of it. */
const apart = (books: Shelf, back: Address, blocks: Block[]): Answer => ({
  say: instead(...paused(books, back)),
  apart: toYou(...blocks),
})

/** For someone who is afraid of a partner, or made to do things: people first, and what it may be. */
function fear(books: Shelf, world: World, locale: string): Block[] {
  const card = books.cards.get('coercive-control')
  return openedScreen({ books, locale, world }, [words(books, 'gate.yes')], card ? [toCard(card)] : [])
}

/** A step, its form, or, where the flow ends, its last words apart from the message that stays. */
function atPlace(books: Shelf, flow: Flow, place: Place, aside: string | undefined, world: World): Answer {
  const shown = screen(flow, place, world)
  const { end, form } = shown
  if (end) return { say: instead(...closed(books)), apart: toYou(...endBlocks(books, flow, place, world, world)) }
  if (form && (aside === 'f' || aside === mistaken)) return { say: flowForm(books, flow, place, form, aside) }
  if (aside === 'm') {
    const thanks: Block = sentence(books, 'care.again')
    return { say: instead(thanks, ...stepBlocks(books, flow, place, world, mistaken)) }
  }
  return { say: stepReply(books, flow, place, world, shown) }
}

/** For a button of an older version: one sentence, and the start with its questions. */
const startBlocks = (books: Shelf, flow: Flow, world: World): Block[] => [
  sentence(books, 'reflect.moved'),
  ...gateBlocks(books, flow, world),
]

/**
 * The flow whose id or title it is; else those with it in what they say of themselves, all of them for nothing; else those that
 * draw on the cards that answer it.
 */
function matching(books: Shelf, typed: string): Flow[] {
  const wanted = typed.trim().toLowerCase()
  const flows = [...books.flows.values()]
  const named = flows.find(({ id, title }) => id === typed || title.toLowerCase() === wanted)
  if (named) return [named]
  const saying = flows.filter(({ title, short, for: use }) =>
    [title, short, use].some((text) => text.toLowerCase().includes(wanted)),
  )
  if (saying.length > 0) return saying
  const { kind, cards: near } = books.ask(typed)
  const cards = kind === 'card' ? near.flatMap(({ id }) => books.cards.get(id) ?? []) : []
  return [...new Set(cards.flatMap((card) => reflectionOn(books, card) ?? []))]
}
