/** From one's own words to the cards that fit, or to an honest word that none does. */
import type { Asked, Card, Shelf } from '../../core/library.ts'
import { type Screening, screen } from '../../core/screen/screen.ts'
import { finder, sameText } from '../search.ts'
import type { Alike } from './features.ts'
import { passage } from './passage.ts'
import { type Labelled, type Often, ranker, type Scores } from './rank.ts'

/** What `asks/` teaches beside the cards. */
export const otherKinds = ['none', 'safety', 'clinician'] as const

/** Invented questions by the card, or the other kind, that answers them. */
export type Asks = ReadonlyMap<string, readonly string[]>

/** Cards that are offered. */
const mostCards = 3

/** A card this far behind the best one, in the sum of all views, says little to the question and may hurt. */
const farBehind = 10

/** How much a text counts beside an invented question: a phrase says less, a section is written for readers. */
const weights = { ask: 1, phrase: 0.5, section: 0.3 }

/**
 * How the scores become a kind, set on the development questions (docs/ask.md tells how, and how well).
 * `fits`: the chance that a card answers, from how far in meaning the best card is ahead of `none`; logistic, in its log odds.
 */
export const fit = { slope: 2.36, start: -0.86 }

/** Below this chance no card is shown first. */
export const leastChance = 0.46

/**
 * The chance that help must come first, from how far in meaning danger is ahead of everything else; `sign`: the screen saw a soft
 * sign. Logistic, in its log odds.
 */
export const danger = { slope: 1.75, start: -1, sign: 4.2 }

/** From this chance on help comes first: to answer danger with a card is worse than to show help to somebody who is safe. */
export const leastDanger = 0.17

/**
 * Without a sign of the screen, danger must be at least so like the text in itself: of words that say little ("what time is it")
 * every class is as far away, and one of them is ahead by chance.
 */
const leastLikeness = 0.38

/** How far in meaning a doctor's matter is ahead of the best card. */
const doctorAhead = 1

/** Words from which on a text is a question and no title that is being typed. */
const leastWords = 5

export type Finding = Pick<Shelf, 'find' | 'titled' | 'ask'>

/** `find` and `ask` of a shelf over the same cards. The index is made at the first question. */
export function finding(cards: ReadonlyMap<string, Card>, asks: Asks, alike: Alike, often: Often): Finding {
  const byPhrase = finder(cards)
  const isTaught = asks.size > 0
  /** Until the first question; then the index stands for it, and the texts are let go. */
  let lesson: Asks | undefined = asks
  let made: ReturnType<typeof ranker> | undefined
  const rank = (text: string): Scores | undefined => {
    made ??= ranker(teaching(cards, lesson ?? new Map()), alike, often)
    lesson = undefined
    return made(text)
  }
  const best = (scores: ReadonlyMap<string, number> = new Map()): [string, number][] =>
    [...scores].filter(([of]) => cards.has(of)).sort(([, a], [, b]) => b - a)
  const ranked = (scores: ReadonlyMap<string, number> | undefined): string[] => {
    const [first, ...others] = best(scores)
    const near = others.filter(([, score]) => first && score > first[1] - farBehind)
    return [...(first ? [first] : []), ...near].slice(0, mostCards).map(([id]) => id)
  }

  return { find, ask, titled: byPhrase.titled }

  /** A long text is a question: nothing that merely shares words with it. */
  function find(text: string, most: number): readonly string[] {
    if (!isTaught || sameText(text).split(' ').length < leastWords) return byPhrase.find(text, most)
    const { kind, cards: found } = ask(text)
    const near = kind === 'card' ? found.map(({ id }) => id) : []
    return [...new Set([...byPhrase.almost(text), ...near])].slice(0, Math.max(0, most))
  }

  function ask(text: string): Asked {
    const scores = isTaught ? rank(text) : undefined
    const called = byPhrase.almost(text)
    const near = scores ? ranked(scores.all) : isTaught ? [] : byPhrase.find(text, mostCards)
    const found = [...new Set([...called, ...near])].slice(0, mostCards).flatMap((id) => cards.get(id) ?? [])
    const named = byPhrase.same(text)
    const { level } = screen(text)
    const told = (fits: number, other?: Asked['kind']): Asked => ({
      kind: level === 'firm' ? 'safety' : (other ?? 'card'),
      named,
      fits,
      cards: found.map((card) => ({ id: card.id, says: passage(card, text, alike) })),
    })
    if (!scores) return found.length > 0 ? told(1) : told(0, 'none')
    if (named.length > 0) return told(1)
    const { fits, other } = weigh(scores, level)
    if (called.length === 0) return told(fits, other)
    // A slip is forgiven; another word is none, such as "hits" for "hates".
    return told(1, scores.known && other === 'safety' ? other : undefined)
  }

  /** The chance that a card answers, and whether another kind must. */
  function weigh(scores: Scores, level: Screening['level']): { fits: number; other: Asked['kind'] | undefined } {
    const { meaning } = scores
    const of = (name: (typeof otherKinds)[number]) => meaning.get(name) ?? Number.NEGATIVE_INFINITY
    const [none, doctor] = [of('none'), of('clinician')]
    const card = best(meaning)[0]?.[1] ?? 0
    const fits = logistic(fit.start + fit.slope * (card - none))
    const sign = level === 'none' ? 0 : danger.sign
    const dangerous = logistic(danger.start + danger.slope * (of('safety') - Math.max(card, none)) + sign)
    const isLike = level !== 'none' || scores.likeness('safety') >= leastLikeness
    if (dangerous >= leastDanger && isLike) return { fits, other: 'safety' }
    if (doctor - card > doctorAhead && doctor > none) return { fits, other: 'clinician' }
    return { fits, other: fits < leastChance ? 'none' : undefined }
  }
}

const logistic = (odds: number) => 1 / (1 + Math.exp(-odds))

/** All texts whose answer is known. A card without invented questions is found by its phrases alone. */
export function teaching(cards: ReadonlyMap<string, Card>, asks: Asks): readonly Labelled[] {
  return [...asks].flatMap(([of, questions]): Labelled[] => {
    const card = cards.get(of)
    const text =
      (weight: number, encoded = true) =>
      (one: string) => ({ of, text: one, weight, encoded })
    const own = questions.map(text(weights.ask))
    if (!card) return own
    const phrases = [card.title, ...card.also, card.short].map(text(weights.phrase))
    const sections = Object.values(card.sections).map((one) => one.replace(/\[@[^\]]*\]/g, ''))
    return [...own, ...phrases, ...sections.map(text(weights.section, false))]
  })
}
