/**
 * `/ask`: a form for one's own words, and the cards that fit them, for the asker alone.
 *
 * An option would show the words on the screen while they are typed, so a form takes them. They are read once: what is
 * said about them holds sentences of the cards, and addresses hold names of cards.
 */

import { clinicianBlocks, nothingBlocks, safetyBlocks } from '../src/core/asked.ts'
import { reflectionOn, toReflection } from '../src/core/card.ts'
import { mistaken } from '../src/core/care.ts'
import { command } from '../src/core/command.ts'
import { guardBlocks, guardOff, isLoop } from '../src/core/guard.ts'
import { type Asked, type Card, type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import type { Outcome } from '../src/core/outcome.ts'
import { type Block, type Button, type Form, instead, type Reply, row, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'

/** Longest question, in characters: Discord's limit on a field. */
const mostTyped = 4000

export default command({
  typed: true,

  answer({ locale }, { library, freeText }) {
    const books = shelf(library, locale)
    return { say: freeText ? askForm(books) : toYou(...elsewhere(books, 'off')) }
  },

  press({ address: [, part], locale }, { library, freeText }) {
    const books = shelf(library, locale)
    if (part === 'none') return { say: instead(...elsewhere(books, 'missed', [again(books)])) }
    if (!freeText) return { say: instead(...elsewhere(books, 'off')) }
    switch (part) {
      case undefined:
        return { say: askForm(books) }
      case 'm': {
        const buttons = [{ ...again(books), to: ['ask', mistaken] as const }, toHelp(books)]
        return { say: instead(sentence(books, 'care.thanks'), row(...buttons)) }
      }
      case mistaken:
        return { say: askForm(books, mistaken) }
      default:
        return undefined
    }
  },

  submit({ address: [, part], fields, locale }, world) {
    const books = shelf(world.library, locale)
    const { kind, cards } = books.ask(fields.words ?? '')
    const meant = kind === 'safety' && part === mistaken && cards.length > 0 ? 'card' : kind
    switch (meant) {
      case 'card':
        return fitting(books, cards, world)
      case 'none':
        return { say: instead(...elsewhere(books, 'none', [again(books)])) }
      case 'clinician':
        return { say: instead(...clinicianBlocks(books)) }
      case 'safety':
        return { say: instead(...safetyBlocks({ books, locale, world }, cards)), about: guardOff }
    }
  },
})

/** `mark` tells how it was opened: `f` by the person, or after *Not what I meant*, where the same words may pass. */
const askForm = (books: Shelf, mark = 'f'): Form => ({
  form: ['ask', mark],
  title: words(books, 'ask.title'),
  fields: [
    {
      kind: 'words',
      name: 'words',
      label: words(books, 'ask.field'),
      about: words(books, 'ask.promise'),
      long: true,
      most: mostTyped,
    },
  ],
})

/** The cards that fit. Asked for again and again, the loop guard speaks first; cards on safety are never held back. */
function fitting(books: Shelf, near: Asked['cards'], world: World): Outcome<Reply> {
  const found = near.flatMap(({ id, says }) => {
    const card = books.cards.get(id)
    return card ? [{ card, says }] : []
  })
  const [first] = found
  if (!first) return { say: instead(...elsewhere(books, 'none', [again(books)])) }
  const about = `card ${first.card.id}`
  const to = (part: string) => ['explain', first.card.id, part] as const
  if (!first.card.topics.includes('safety') && isLoop(world, about))
    return {
      say: instead(...guardBlocks(books, { goOn: to('card'), wait: to('wait'), off: to('off') })),
      about,
    }
  // Two cards may lead to one reflection; an address stands on a message once.
  const offered = new Set<string>()
  const blocks = found.flatMap(({ card, says }): Block[] => {
    const flow = reflectionOn(books, card)
    const reflect = flow && !offered.has(flow.id) ? [toReflection(books, flow)] : []
    if (flow) offered.add(flow.id)
    return [{ kind: 'text', text: `**${card.title}**\n${says}` }, row(readIt(books, card), ...reflect)]
  })
  return {
    say: instead(
      sentence(books, found.length > 1 ? 'ask.found' : 'ask.found-one'),
      ...blocks,
      row(
        { label: words(books, found.length > 1 ? 'ask.not-these' : 'ask.not-this'), to: ['ask', 'none'] },
        toHelp(books),
      ),
    ),
    about,
  }
}

/** Straight to the card: the question was counted already. */
const readIt = (books: Shelf, { id }: Card): Button => ({
  label: words(books, 'ask.read'),
  to: ['explain', id, 'card'],
})

const again = (books: Shelf): Button => ({ label: words(books, 'ask.again'), to: ['ask'] })

const elsewhere = (books: Shelf, key: 'missed' | 'none' | 'off', further: readonly Button[] = []): Block[] =>
  nothingBlocks(books, words(books, `ask.${key}`), further)
