/** From one's own words to the cards that fit, or to an honest word that none does. */
import type { Asked, Card } from '../../core/library.ts'
import { screen } from '../../core/screen/screen.ts'
import { finder, sameText } from '../search.ts'
import type { Alike } from './features.ts'
import { passage } from './passage.ts'
import { type Labelled, ranker, type Scores } from './rank.ts'

/** What `asks/` teaches beside the cards. */
export const otherKinds = ['none', 'safety', 'clinician'] as const

/** Invented questions by the card, or the other kind, that answers them. */
export type Asks = ReadonlyMap<string, readonly string[]>

/** Cards that are offered. */
const mostCards = 3

/** How much a text counts beside an invented question: a phrase says less, a section is written for readers. */
const weights = { ask: 1, phrase: 0.5, section: 0.3 }

/**
 * How the scores become a kind, set on the development questions (docs/ask.md tells how, and how well).
 * `fits`: the chance that a card answers, from how far the best card is ahead of `none`; logistic, in its log odds.
 */
const fit = { slope: 0.276, start: 0.439 }

/** Below this chance no card is shown first. */
const leastChance = 0.5

/** Scores from which on it is a matter of safety: alone, ahead of the best card and of `none`; after a soft sign of the screen. */
const danger = { alone: 3, ahead: 2, afterSign: 0.5 }

/** How far a doctor's matter is ahead of the best card. */
const doctorAhead = 0.5

/** Words from which on a text is a question and no title that is being typed. */
const leastWords = 5

export interface Finding {
  find(text: string, most: number): readonly string[]
  ask(text: string): Asked
}

/** `find` and `ask` of a shelf over the same cards. The index is made at the first question. */
export function finding(cards: ReadonlyMap<string, Card>, asks: Asks, alike: Alike): Finding {
  const byPhrase = finder(cards)
  let made: ReturnType<typeof ranker> | undefined
  const rank = (text: string): Scores | undefined => {
    made ??= ranker(teaching(cards, asks), alike)
    return made(text)
  }
  const best = (scores: Scores): [string, number][] =>
    [...scores].filter(([of]) => cards.has(of)).sort(([, a], [, b]) => b - a)

  return {
    find(text, most) {
      const phrase = byPhrase.find(text, most)
      if (asks.size === 0 || sameText(text).split(' ').length < leastWords) return phrase
      const exact = byPhrase.same(text)
      const ranked = best(rank(text) ?? new Map()).slice(0, mostCards)
      return [...new Set([...exact, ...ranked.map(([id]) => id), ...phrase])].slice(0, Math.max(0, most))
    },

    ask(text) {
      const scores = asks.size > 0 ? rank(text) : undefined
      const ranked = best(scores ?? new Map())
      const exact = byPhrase.same(text)
      const near = asks.size > 0 ? ranked.map(([id]) => id) : byPhrase.find(text, mostCards)
      const found = [...new Set([...exact, ...near])].slice(0, mostCards).flatMap((id) => cards.get(id) ?? [])
      const top = ranked[0]?.[1] ?? 0
      const fits = scores ? chance(top - (scores.get('none') ?? 0)) : Number(found.length > 0)
      return {
        kind: kind(text, scores, top, exact.length > 0, fits),
        fits: exact.length > 0 ? 1 : fits,
        cards: found.map((card) => ({ id: card.id, says: passage(card, text, alike) })),
      }
    },
  }
}

const chance = (lead: number): number => 1 / (1 + Math.exp(-(fit.start + fit.slope * lead)))

function kind(text: string, scores: Scores | undefined, top: number, isTitle: boolean, fits: number): Asked['kind'] {
  const { level } = screen(text)
  if (level === 'firm') return 'safety'
  if (isTitle || !scores) return isTitle || fits > 0 ? 'card' : 'none'
  const of = (other: (typeof otherKinds)[number]) => scores.get(other) ?? Number.NEGATIVE_INFINITY
  const safety = of('safety')
  if (level === 'soft' && safety > danger.afterSign) return 'safety'
  if (safety > danger.alone && safety - top > danger.ahead && safety > of('none')) return 'safety'
  if (of('clinician') - top > doctorAhead && of('clinician') > of('none')) return 'clinician'
  return fits < leastChance ? 'none' : 'card'
}

/** All texts whose answer is known. A card without invented questions is found by its phrases alone. */
function teaching(cards: ReadonlyMap<string, Card>, asks: Asks): readonly Labelled[] {
  return [...asks].flatMap(([of, questions]): Labelled[] => {
    const card = cards.get(of)
    const text = (weight: number) => (one: string) => ({ of, text: one, weight })
    const own = questions.map(text(weights.ask))
    if (!card) return own
    const phrases = [card.title, ...card.also, card.short].map(text(weights.phrase))
    const sections = Object.values(card.sections).map((one) => one.replace(/\[@[^\]]*\]/g, ''))
    return [...own, ...phrases, ...sections.map(text(weights.section))]
  })
}
