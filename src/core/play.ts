/** The screens of a reflection as blocks: the opening, the questions before it, its steps and its end. */
import type { Address } from './address.ts'
import { numbered, sourceLines } from './cite.ts'
import {
  begin,
  type Flow,
  type FlowForm,
  type FollowUp,
  go,
  type Hand,
  numbers,
  type Place,
  placeAddress,
  type Rating,
  type Screen,
  screen,
} from './flow.ts'
import { lasting } from './lasting.ts'
import { languageNote, type Shelf, sentence, words } from './library.ts'
import { type Block, type Button, type Form, instead, type Reply, row } from './reply.ts'
import { toHelp, toHide } from './support.ts'
import type { World } from './world.ts'

/** Longest typed answer, in characters: a sentence, not a diary. */
const mostTyped = 300

/** What arrives in the DM. It may show on a lock screen, so it says nothing of what it is. */
export const openingBlocks = (books: Shelf, flow: Flow): Block[] => [
  sentence(books, 'reflect.opening'),
  row(
    button(books, 'reflect.open', ['reflect', flow.id], 'main'),
    ...helpAndStop(books, flow, ['reflect', flow.id, 'A', '']),
  ),
]

/** Two equal buttons, no birth date. The answer rides in the address. */
export const ageBlocks = (books: Shelf, flow: Flow): Block[] => [
  sentence(books, 'age.question'),
  row(
    button(books, 'age.adult', ['reflect', flow.id, 'B']),
    button(books, 'age.minor', ['reflect', flow.id, 'Y']),
    ...helpAndStop(books, flow, ['reflect', flow.id, 'A', '']),
  ),
]

/** The safety question of every flow with a partner in it: unscored, stored nowhere. */
export const partnerBlocks = (books: Shelf, flow: Flow): Block[] => [
  sentence(books, 'gate.question'),
  { kind: 'list', items: [words(books, 'gate.afraid'), words(books, 'gate.made')] },
  { kind: 'text', text: words(books, 'gate.kept'), small: true },
  row(
    button(books, 'gate.neither', ['reflect', flow.id, 'C']),
    button(books, 'gate.one', ['reflect', flow.id, 'D']),
    ...helpAndStop(books, flow, ['reflect', flow.id, 'B', '']),
  ),
]

/** One step: its words, its ways on, and *Help* and *Stop*. */
export function stepBlocks(books: Shelf, flow: Flow, place: Place, world: World, mark = 'f'): Block[] {
  const shown = screen(flow, place, world)
  const here = placeAddress(flow, place)
  const ways: Block[] = [
    ...(shown.rating ? ratingBlocks(flow, place, shown.rating) : []),
    ...(shown.form ? [row({ label: shown.form.label, to: [...here, mark], tone: 'main' as const })] : []),
    ...(shown.choices.length > 0 ? [row(...choiceButtons(flow, shown))] : []),
  ]
  const note = place.step === begin(flow).step ? languageNote(books, flow.language) : []
  const { texts, sources } = textBlocks(books, flow, shown, world)
  return [...note, ...texts, ...ways, { kind: 'line' }, row(...helpAndStop(books, flow, here)), ...sources]
}

/** The step as the pressed message's new words: the same for everybody who comes to this place, unless a wait is counted down. */
export function stepReply(books: Shelf, flow: Flow, place: Place, world: World, { shown }: Screen): Reply {
  const make = () => stepBlocks(books, flow, place, world)
  if (shown.some(({ kind }) => kind === 'wait')) return instead(...make())
  return lasting(books, `${placeAddress(flow, place).join('/')} ${world.freeText}`, make)
}

/** Answers that lead to one place and are not remembered still are buttons of their own: a number keeps them apart. */
function choiceButtons(flow: Flow, { choices }: Screen): Button[] {
  const addresses = choices.map(({ to }) => placeAddress(flow, to))
  return choices.map(({ label }, at) => {
    const to = addresses[at] ?? placeAddress(flow, begin(flow))
    const first = addresses.findIndex((other) => other.join('/') === to.join('/'))
    return { label, to: first === at ? to : [...to, String(at)] }
  })
}

/** The last words of a reflection, apart from the message that stays, with *Hide* first. */
export function endBlocks(books: Shelf, flow: Flow, place: Place, hand: Hand, world: World): Block[] {
  const { texts, sources } = textBlocks(books, flow, screen(flow, place, hand), world)
  const later = flow.followUp?.after === place.step ? [askLater(books, flow.id, flow.followUp)] : []
  return [...texts, row(toHide(books), toHelp(books), ...later), ...sources]
}

/** Some flows ask how it went; that is kept, so it is `/checkin`'s to say what for. */
const askLater = (books: Shelf, id: string, { days }: FollowUp): Button =>
  button(books, 'checkin.ask-later', ['checkin', 'w', id], 'plain', { days })

/** What stays of a reflection that is over or was stopped. */
export const closed = (books: Shelf): Block[] => [sentence(books, 'reflect.closed')]

/** What stays while something else is shown apart: the same whatever that is. */
export const paused = (books: Shelf, back: Address): Block[] => [
  sentence(books, 'reflect.paused'),
  row(button(books, 'reflect.go-on', back)),
]

/** For those under 18: who opened what is meant for adults (`youth.text`), or wrote of it (`care.minor`). */
export const youthBlocks = (books: Shelf, opening: string, further: readonly Button[] = []): Block[] => [
  { kind: 'heading', text: words(books, 'youth.title') },
  sentence(books, opening),
  { kind: 'list', items: [words(books, 'youth.talk'), words(books, 'youth.line'), words(books, 'youth.fault')] },
  sentence(books, 'support.danger'),
  row(toHide(books), toHelp(books, 'main'), ...further),
]

/** Every reflection, to choose from: `first` before all others, what is about sex at the end. */
export function listBlocks(books: Shelf, first: readonly Flow[] = []): Block[] {
  const isIntimate = ({ gate }: Flow) => Number(gate.includes('intimate'))
  const named = [...books.flows.values()].sort(
    (a, b) => isIntimate(a) - isIntimate(b) || a.title.localeCompare(b.title, books.language),
  )
  const flows = [...new Set([...first, ...named])]
  const minutes = ({ minutes }: Flow) => words(books, 'reflect.minutes', { minutes })
  return [
    { kind: 'heading', text: words(books, 'reflect.title') },
    ...languageNote(books, 'en'),
    sentence(books, 'reflect.choose'),
    {
      kind: 'menu',
      to: ['reflect', '', 'S'],
      hint: words(books, 'reflect.hint'),
      choices: flows.map((flow) => ({ label: `${flow.title} ${minutes(flow)}`, value: flow.id, about: flow.for })),
    },
    row(toHelp(books)),
  ]
}

/** The form of a step. What is typed goes into the next screen and nowhere else. `mark` ends its address. */
export function flowForm(books: Shelf, flow: Flow, place: Place, form: FlowForm, mark: string): Form {
  const promise = words(books, 'reflect.promise')
  return {
    form: [...placeAddress(flow, place), mark],
    title: flow.title,
    fields: form.fields.map(({ name, label, hint }, at) => ({
      kind: 'words',
      name,
      label,
      // Said once, above all that is typed.
      about: [hint, at === 0 ? promise : undefined].filter((part) => part !== undefined).join('. '),
      long: true,
      most: mostTyped,
    })),
  }
}

/** The words of a screen, and the references that they cite. */
function textBlocks(
  books: Shelf,
  flow: Flow,
  { shown }: Screen,
  { now, library }: World,
): Record<'texts' | 'sources', Block[]> {
  const cited = new Set<number>()
  const texts = shown.map((part): Block => {
    if (part.kind === 'wait') {
      const until = Math.round(now / 1000) + part.seconds
      return sentence(books, 'reflect.wait', { when: `<t:${until}:R>` })
    }
    for (const [at, key] of flow.cites.entries()) if (part.text.includes(`@${key}`)) cited.add(at)
    return { kind: 'text', text: numbered(part.text, flow.cites) }
  })
  const sources = sourceLines(flow.cites, library.sources, cited)
  return { texts, sources: sources.map((text) => ({ kind: 'text', text, small: true })) }
}

/** A number is one press, in rows of even length. */
function ratingBlocks(flow: Flow, place: Place, rating: Rating): Block[] {
  const all = numbers(rating)
  const rows = Math.ceil(all.length / 5)
  const each = Math.ceil(all.length / rows)
  const buttons = all.map(
    (number): Button => ({ label: number, to: placeAddress(flow, go(flow, place, rating.to, number)) }),
  )
  return [
    { kind: 'text', text: rating.hint, small: true },
    ...Array.from({ length: rows }, (_, n) => row(...buttons.slice(n * each, (n + 1) * each))),
  ]
}

/** *Help* and *Stop*, on every screen of a reflection. `here` has four segments, so that a fifth can say `h`. */
const helpAndStop = (books: Shelf, flow: Flow, here: Address): Button[] => [
  { label: words(books, 'button.help'), to: [...here, 'h'] },
  { label: words(books, 'reflect.stop'), to: ['reflect', flow.id, 'Z'] },
]

const button = (
  books: Shelf,
  key: string,
  to: Address,
  tone: 'plain' | 'main' = 'plain',
  fill: Readonly<Record<string, number>> = {},
): Button => ({ label: words(books, key, fill), to, tone })
