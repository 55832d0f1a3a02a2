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
 * `fits`: the chance that a card answers, from how far in meaning the best card is ahead of `none`; logistic, in its log odds.
 */
export const fit = { slope: 2.09, start: 0.26 }

/** Below this chance no card is shown first. */
export const leastChance = 0.66

/** Scores of all views from which on it is a matter of safety: alone, and ahead of the best card; after a soft sign of the screen. */
const danger = { alone: 6, ahead: 3, afterSign: 3 }

/** How far in meaning a doctor's matter is ahead of the best card. */
const doctorAhead = 1

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
  const best = (scores: ReadonlyMap<string, number> = new Map()): [string, number][] =>
    [...scores].filter(([of]) => cards.has(of)).sort(([, a], [, b]) => b - a)

  return {
    find(text, most) {
      const phrase = byPhrase.find(text, most)
      if (asks.size === 0 || sameText(text).split(' ').length < leastWords) return phrase
      const exact = byPhrase.same(text)
      const ranked = best(rank(text)?.all).slice(0, mostCards)
      return [...new Set([...exact, ...ranked.map(([id]) => id), ...phrase])].slice(0, Math.max(0, most))
    },

    ask(text) {
      const scores = asks.size > 0 ? rank(text) : undefined
      const exact = byPhrase.same(text)
      const near = scores ? best(scores.all).map(([id]) => id) : asks.size > 0 ? [] : byPhrase.find(text, mostCards)
      const found = [...new Set([...exact, ...near])].slice(0, mostCards).flatMap((id) => cards.get(id) ?? [])
      const fits = exact.length > 0 ? 1 : scores ? chance(best(scores.meaning), scores) : Number(found.length > 0)
      return {
        kind: exact.length > 0 && screen(text).level !== 'firm' ? 'card' : kind(text, scores, fits),
        fits,
        cards: found.map((card) => ({ id: card.id, says: passage(card, text, alike) })),
      }
    },
  }

  function chance(ranked: readonly [string, number][], { meaning }: Scores): number {
    const none = meaning.get('none')
    if (none === undefined) return 1
    const lead = (ranked[0]?.[1] ?? 0) - none
    return 1 / (1 + Math.exp(-(fit.start + fit.slope * lead)))
  }

  function kind(text: string, scores: Scores | undefined, fits: number): Asked['kind'] {
    const { level } = screen(text)
    if (level === 'firm') return 'safety'
    const byFit = fits < leastChance ? 'none' : 'card'
    if (!scores) return byFit
    const of = (all: ReadonlyMap<string, number>, name: (typeof otherKinds)[number]) =>
      all.get(name) ?? Number.NEGATIVE_INFINITY
    const top = (all: ReadonlyMap<string, number>) => best(all)[0]?.[1] ?? 0
    const safety = of(scores.all, 'safety')
    if (level === 'soft' && safety > danger.afterSign) return 'safety'
    if (safety > danger.alone && safety - top(scores.all) > danger.ahead && safety > of(scores.all, 'none'))
      return 'safety'
    const doctor = of(scores.meaning, 'clinician')
    if (doctor - top(scores.meaning) > doctorAhead && doctor > of(scores.meaning, 'none')) return 'clinician'
    return byFit
  }
}

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
