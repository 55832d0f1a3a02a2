/**
 * The screen in front of every handler that takes typed words: in danger, help comes first.
 *
 * The words are read here, in memory, and go no further: nothing of them, and nothing of what the screen found, is kept.
 */
import { type Address, longestAddress } from './address.ts'
import { toCard } from './card.ts'
import { guardOff } from './guard.ts'
import { type Shelf, sentence, shelf, words } from './library.ts'
import type { Outcome } from './outcome.ts'
import { paused, youthBlocks } from './play.ts'
import { type Block, type Button, instead, type Reply, type Say, toYou } from './reply.ts'
import type { Request } from './request.ts'
import { type Screening, screen } from './screen/screen.ts'
import { type Asking, openedScreen } from './support.ts'
import type { World } from './world.ts'

/** The option value behind *Get help now*: what kind of help, and no word of what was typed. */
const helpNow = /^help-now-(suicide|violence|coercion|minor)(-s)?$/
const isHelpNow = (value: unknown): value is string => typeof value === 'string' && helpNow.test(value)
const writeHelpNow = (found: Screening) => `help-now-${found.class}${found.strangulation ? '-s' : ''}`
const readHelpNow = (value: string): Screening => {
  const [, kind, strangled] = helpNow.exec(value) ?? []
  return { class: (kind ?? 'none') as Screening['class'], level: 'firm', strangulation: strangled !== undefined }
}

/** Lets the handler answer, unless what was typed says that help is needed first. */
export function withCare(request: Request, world: World, handle: () => Outcome): Outcome {
  const chosen = request.kind === 'command' ? Object.values(request.options).find(isHelpNow) : undefined
  if (chosen) {
    const books = shelf(world.library, request.locale)
    return {
      say: toYou(...fitting({ books, locale: request.locale, world }, readHelpNow(chosen), [])),
      about: guardOff,
    }
  }
  const typed = typedWords(request, world)
  if (typed === '') return handle()
  const found = screen(typed)
  if (found.level === 'none') return handle()
  const books = shelf(world.library, request.locale)
  const isFirm = found.level === 'firm'
  if (request.kind === 'suggest') return isFirm ? { say: helpFirst(books, found, handle().say) } : handle()
  return isFirm && !wasMistaken(request) ? firm(request, world, books, found, typed) : soft(books, handle())
}

/** What a person wrote, as opposed to what they chose. */
function typedWords(request: Request, world: World): string {
  const books = shelf(world.library, request.locale)
  const chosen = (text: string) => isHelpNow(text) || books.cards.has(text) || books.flows.has(text)
  switch (request.kind) {
    case 'form':
      return Object.values(request.fields).join('\n')
    case 'command':
    case 'suggest':
      return Object.values(request.options)
        .filter((value) => typeof value === 'string' && !chosen(value))
        .join('\n')
    default:
      return ''
  }
}

const helpFirst = (books: Shelf, found: Screening, say: Say): Say =>
  Array.isArray(say) ? [{ label: words(books, 'care.now'), value: writeHelpNow(found) }, ...say] : say

/** Help, new and for the asker alone; the message that was used says nothing of it. */
function firm(request: Request, world: World, books: Shelf, found: Screening, typed: string): Outcome {
  const asking = { books, locale: request.locale, world }
  const notMeant: Button = { label: words(books, 'care.mistaken'), to: elsewhere(request, books, typed) }
  const blocks = fitting(asking, found, [notMeant])
  if (request.kind !== 'form' || request.on !== 'own') return { say: toYou(...blocks), about: guardOff }
  // Only the button beside help says that the screen was wrong; *Go on* leads to the form as it was.
  return { say: instead(...paused(books, opener(request.address))), apart: toYou(...blocks), about: guardOff }
}

/** The screen that fits what was found. */
const fitting = (asking: Asking, found: Screening, further: readonly Button[]): Block[] =>
  found.class === 'minor' ? youthBlocks(asking.books, 'care.minor', further) : danger(asking, found, further)

/** What fits the danger, and people. Strangulation has words of its own: its harm may show late, without a mark. */
function danger(asking: Asking, found: Screening, further: readonly Button[]): Block[] {
  const { books } = asking
  const opening = [
    words(books, `care.${found.class}`),
    ...(found.strangulation ? [words(books, 'care.strangulation')] : []),
    words(books, 'care.program'),
  ]
  const card = found.class === 'coercion' ? books.cards.get('coercive-control') : undefined
  const needs = { pictures: found.class === 'coercion', worry: found.class === 'violence' }
  return openedScreen(asking, opening, [...(card ? [toCard(card)] : []), ...further], needs)
}

/** One calm line on top of what was asked for, unless that is help itself, which says as much. */
function soft(books: Shelf, outcome: Outcome): Outcome {
  if (outcome.about === guardOff) return outcome
  const line: Block = sentence(books, 'care.soft')
  const withLine = (reply: Reply): Reply => ({ ...reply, blocks: [line, ...reply.blocks] })
  if (outcome.apart) return { ...outcome, apart: withLine(outcome.apart) }
  return 'blocks' in outcome.say ? { ...outcome, say: withLine(outcome.say) } : outcome
}

/** Where *Not what I meant* leads: back to the step with the form, or to the cards that the words would have found. No word goes along. */
function elsewhere(request: Request, books: Shelf, typed: string): Address {
  if (request.kind === 'form' && request.on === 'own') return again(request.address, 'm')
  return toOffered(books.ask(typed).cards.map(({ id }) => id))
}

/** The address behind *Not what I meant* that leads to these cards, as many as fit. */
export function toOffered(ids: readonly string[]): Address {
  const fits = (some: readonly string[]) => ['support', 'not', some.join('~')].join('/').length <= longestAddress
  const kept = ids.findLastIndex((_, at) => fits(ids.slice(0, at + 1)))
  return ['support', 'not', ids.slice(0, kept + 1).join('~')]
}

/** The place that a form was opened from: its address without the form's mark. */
const opener = ([first, ...rest]: Address): Address => [first, ...rest.slice(0, -1)]

/** The same place with a mark of its own. */
const again = (address: Address, mark: string): Address => [...opener(address), mark]

/** The mark of a form that was opened anew after *Not what I meant*: once is enough, and the same words may pass. */
export const mistaken = 'n'
const wasMistaken = (request: Request) => request.kind === 'form' && request.address.at(-1) === mistaken
