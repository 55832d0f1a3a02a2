/** Finding a card by what a person types: titles, lay phrases, misspellings of either. */
import { closest, distance } from 'fastest-levenshtein'
import MiniSearch from 'minisearch'
import type { Card } from '../core/library.ts'

/** What two texts have in common when a person would call them the same: no case, accents or punctuation. */
export const sameText = (text: string): string =>
  // Most texts have plain letters only, for which the short way is several times as fast.
  (/^[ -~\s]*$/.test(text)
    ? text
        .replaceAll("'", '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
    : text
        .normalize('NFKD')
        .replace(/\p{M}|['’]/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
  ).trim()

/**
 * A word on more than this share of the cards ("why", "do", "I") does not tell which card is meant. So no list of
 * such words is kept for each language. The share, like the weights below, did best on real questions.
 */
const tooCommon = 0.2

/** Longest text looked at, in characters: beyond it a question only gets vaguer and the search slower. */
const longest = 500

/** No title or phrase is longer, in characters, slips included. */
const longestPhrase = 150

export interface Finder {
  /** Cards by what they are called: the empty text lists them by title, an exact title or phrase comes first. */
  find(text: string, most: number): readonly string[]
  /** Only those whose title or phrase this is, to the letter. */
  same(text: string): readonly string[]
  /** Only those whose title or phrase this is, a slip or two aside. */
  almost(text: string): readonly string[]
  /** Only those with these words in their title, a slip aside. */
  titled(text: string, most: number): readonly string[]
}

/** Each index is made when it is first needed. */
export function finder(cards: ReadonlyMap<string, Card>): Finder {
  const near = once(() => words([...cards.values()]))
  const called = once(() => phrases([...cards.values()]))
  const byTitle = once(() => titles([...cards.values()]))
  const inTitles = once(() => titleWords([...cards.values()]))
  return {
    find(text, most) {
      const wanted = sameText(text.slice(0, longest))
      const ids = wanted === '' ? byTitle() : [...called().almost(wanted), ...near()(wanted)]
      return [...new Set(ids)].slice(0, Math.max(0, most))
    },
    same: (text) => (text.length > longestPhrase ? [] : called().same(sameText(text))),
    almost: (text) => (text.length > longestPhrase ? [] : called().almost(sameText(text))),
    titled: (text, most) => (text.length > longestPhrase ? [] : inTitles()(sameText(text)).slice(0, most)),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}

const titles = (cards: readonly Card[]): readonly string[] =>
  cards.toSorted((a, b) => a.title.localeCompare(b.title, a.language)).map(({ id }) => id)

/** The cards with all these words in their title or id. A word that no card uses is taken for a slip of one that a title has. */
function titleWords(cards: readonly Card[]): (wanted: string) => readonly string[] {
  const used = new Set(
    cards.flatMap(({ also, short, sections }) =>
      sameText([...also, short, ...Object.values(sections)].join(' ')).split(' '),
    ),
  )
  const search = new MiniSearch({ fields: ['title'], tokenize: (text) => text.split(' ') })
  search.addAll(cards.map(({ id, title }) => ({ id, title: sameText(`${title} ${id}`) })))
  const fuzzy = (term: string) => (used.has(term) ? 0 : term.length > 8 ? 2 : term.length > 4 ? 1 : 0)
  return (wanted) =>
    wanted.length < 3 ? [] : search.search(wanted, { combineWith: 'AND', fuzzy }).map(({ id }) => String(id))
}

/** The cards that share words with a text, slips aside; the best first. */
function words(cards: readonly Card[]): (wanted: string) => readonly string[] {
  const documents = cards.map(({ id, title, also, short }) => ({
    id,
    title: sameText(`${title} ${id}`),
    also: sameText(also.join(' ')),
    short: sameText(short),
  }))
  const search = new MiniSearch({
    fields: ['title', 'also', 'short'],
    tokenize: (text) => text.split(' '),
    searchOptions: {
      boost: { title: 3, also: 2 },
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length >= 4 ? 0.25 : term.length === 3 ? 0.34 : 0),
      weights: { fuzzy: 0.1, prefix: 0.3 },
    },
  })
  search.addAll(documents)

  const cardsWith = new Map<string, number>()
  for (const { title, also, short } of documents)
    for (const term of new Set(`${title} ${also} ${short}`.split(' ')))
      cardsWith.set(term, (cardsWith.get(term) ?? 0) + 1)
  return (wanted) => {
    const terms = wanted.split(' ')
    const telling = terms.filter((term) => (cardsWith.get(term) ?? 0) <= Math.max(3, cards.length * tooCommon))
    const found = search.search((telling.length > 0 ? telling : terms).join(' '))
    return (found.length > 0 ? found : search.search(wanted)).map(({ id }) => String(id))
  }
}

/** The cards of this very title or phrase, and of the one that a slip or two away was meant. */
function phrases(cards: readonly Card[]): Record<'same' | 'almost', (wanted: string) => readonly string[]> {
  const known = new Map<string, string[]>()
  const add = (text: string, id: string): void => {
    known.set(sameText(text), [...(known.get(sameText(text)) ?? []), id])
  }
  for (const { id, title } of cards) add(title, id)
  for (const { id, also } of cards) for (const text of [id, ...also]) add(text, id)
  const same = (wanted: string): readonly string[] => [...new Set(known.get(wanted))]
  return {
    same,
    almost(wanted) {
      if (known.has(wanted) || wanted.length < 5) return same(wanted)
      const nearest = closest(wanted, [...known.keys()])
      return distance(wanted, nearest) <= Math.max(1, wanted.length / 8) ? same(nearest) : []
    },
  }
}
