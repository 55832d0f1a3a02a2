/** Topics: the ways to a card for those who do not know its name. */
import { type Card, type Shelf, words } from './library.ts'
import type { Block } from './reply.ts'

/** The topics that have a card, in the order of `words.yml`. */
export function topics(books: Shelf): string[] {
  const used = new Set([...books.cards.values()].flatMap((card) => card.topics))
  const known = Object.keys(books.words).flatMap((key) =>
    key.startsWith('topics.') ? [key.slice('topics.'.length)] : [],
  )
  return known.filter((topic) => used.has(topic))
}

/** The cards of a topic, by title. */
export const cardsIn = (books: Shelf, topic: string): Card[] =>
  [...books.cards.values()]
    .filter((card) => card.topics.includes(topic))
    .sort((a, b) => a.title.localeCompare(b.title, books.language))

/** A menu of all topics; what is chosen arrives at `/browse`. */
export const topicMenu = (books: Shelf): Block => ({
  kind: 'menu',
  to: ['browse', 'in'],
  hint: words(books, 'browse.choose'),
  choices: topics(books).map((topic) => ({
    label: words(books, `topics.${topic}`),
    value: topic,
    about: cardsIn(books, topic)
      .map(({ title }) => title)
      .join(', '),
  })),
})
