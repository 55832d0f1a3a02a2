/** A phrase leads to one card. */
import type { Rule } from '../rule.ts'
import { sameText } from '../search.ts'

const rule: Rule = {
  about: 'A title or a phrase in "also" stands on one card only, so that the same words find the same card.',
  check: ({ pages }) =>
    pages.flatMap(({ cards }) => {
      const taken = new Map<string, string>()
      for (const { card } of cards.values()) taken.set(sameText(card.title), card.id)
      return [...cards.values()].flatMap(({ card, file, lineOf }) =>
        card.also.flatMap((phrase, n) => {
          const owner = taken.get(sameText(phrase))
          taken.set(sameText(phrase), card.id)
          if (owner === undefined) return []
          const where = owner === card.id ? 'twice on this card' : `on the card "${owner}", too`
          return [
            { file, line: lineOf(['also', n]), say: `"${phrase}" stands ${where}`, try: 'keep it where it fits best' },
          ]
        }),
      )
    }),
}
export default rule
