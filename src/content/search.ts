/** Finding a card by what a person types: titles, lay phrases, misspellings of either. The index is made at the first search. */
import MiniSearch from 'minisearch'
import type { Card } from '../core/library.ts'

/** One phrase of a card. Phrases stand apart so that a card with many of them is not drowned by them. */
interface Phrase {
  readonly id: number
  readonly card: string
  readonly text: string
  readonly weight: number
}

/** What two texts have in common when a person would call them the same: no case, accents or punctuation. */
export const sameText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A term in more than this share of phrases ("why", "do", "I") says nothing about which card is meant; so no list of such words is kept for each language. */
const tooCommon = 0.08

/** Longest text looked at, in characters: beyond it a question only gets vaguer and the search slower. */
const longest = 500

/** The `find` of a shelf over these cards: the empty text lists them by title, an exact title or phrase comes first. */
export function finder(cards: ReadonlyMap<string, Card>): (text: string, most: number) => readonly string[] {
  let made: ReturnType<typeof index> | undefined
  return (text, most) => {
    made ??= index([...cards.values()])
    const wanted = sameText(text.slice(0, longest))
    const ids = wanted === '' ? made.byTitle : [...(made.exact.get(wanted) ?? []), ...made.near(wanted)]
    return [...new Set(ids)].slice(0, Math.max(0, most))
  }
}

function index(cards: readonly Card[]) {
  const exact = new Map<string, string[]>()
  const phrases: Phrase[] = []
  const frequency = new Map<string, number>()
  const add = (card: Card, text: string, weight: number): void => {
    phrases.push({ id: phrases.length, card: card.id, text: sameText(text), weight })
    for (const term of new Set(sameText(text).split(' '))) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  }
  const same = (card: Card, text: string): void => {
    exact.set(sameText(text), [...(exact.get(sameText(text)) ?? []), card.id])
  }
  for (const card of cards) same(card, card.title)
  for (const card of cards) {
    same(card, card.id)
    add(card, `${card.title} ${card.id}`, 1.6)
    for (const also of card.also) {
      same(card, also)
      add(card, also, 1.3)
    }
    add(card, card.short, 1)
  }

  const search = new MiniSearch<Phrase>({
    fields: ['text'],
    storeFields: ['card'],
    tokenize: (text) => text.split(' '),
  })
  search.addAll(phrases)

  /** By the sum of a card's two best phrases: one lucky word counts less than two that agree. */
  const near = (wanted: string): readonly string[] => {
    const terms = wanted.split(' ')
    const telling = terms.filter((term) => (frequency.get(term) ?? 0) <= Math.max(3, phrases.length * tooCommon))
    const found = search.search((telling.length > 0 ? telling : terms).join(' '), {
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length >= 4 ? 0.25 : 0),
      boostDocument: (id) => phrases[id]?.weight ?? 1,
      weights: { fuzzy: 0.3, prefix: 0.6 },
    })
    const scores = new Map<string, number[]>()
    for (const { card, score } of found) scores.set(String(card), [...(scores.get(String(card)) ?? []), score])
    const total = (id: string): number => {
      const [first = 0, second = 0] = scores.get(id) ?? []
      return first + second / 3
    }
    return [...scores.keys()].toSorted((a, b) => total(b) - total(a))
  }

  const byTitle = cards.toSorted((a, b) => a.title.localeCompare(b.title, a.language)).map((card) => card.id)
  return { exact, near, byTitle }
}
