/** What is said to somebody's own words where a card is not the answer: people first, a doctor, or an honest "nothing". */
import { toCard } from './card.ts'
import { toOffered } from './care.ts'
import { type Asked, languageNote, readsNote, type Shelf, sentence, words } from './library.ts'
import { type Block, type Button, row } from './reply.ts'
import { type Asking, openedScreen, toHelp } from './support.ts'

/** The card that says best when a body needs a doctor, and first. */
const doctorFirst = 'performance-anxiety'

/** Help. *Not what I meant* leads to the cards that the words would have found; no word goes along. */
export function safetyBlocks(asking: Asking, near: Asked['cards']): Block[] {
  const { books } = asking
  const notMeant: Button = { label: words(books, 'care.mistaken'), to: toOffered(near.map(({ id }) => id)) }
  const opening = [words(books, 'ask.safety'), words(books, 'care.program')]
  return openedScreen(asking, opening, [notMeant], { pictures: true, worry: true })
}

export function clinicianBlocks(books: Shelf): Block[] {
  const card = books.cards.get(doctorFirst)
  return [
    ...languageNote(books, 'en'),
    sentence(books, 'ask.clinician'),
    row(...(card ? [toCard(card)] : []), toHelp(books)),
  ]
}

/** One honest sentence and the other ways; where the reader writes another language, first that only English is read here. */
export const nothingBlocks = (books: Shelf, text: string, further: readonly Button[] = []): Block[] => [
  ...readsNote(books),
  { kind: 'text', text },
  row({ label: words(books, 'ask.browse'), to: ['browse'] }, ...further, {
    label: words(books, 'support.title'),
    to: ['support'],
  }),
]
