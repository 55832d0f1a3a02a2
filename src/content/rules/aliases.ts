/** A title or a phrase leads to one page. */
import type { Finding, Rule } from '../rule.ts'
import { sameText } from '../search.ts'

interface Titled {
  readonly id: string
  readonly title: string
  readonly file: string
  lineOf(path: readonly PropertyKey[]): number
}

/** Whoever picks from a list sees nothing but titles. */
function twins(what: 'card' | 'reflection', pages: readonly Titled[]): readonly Finding[] {
  const taken = new Map<string, string>()
  return pages.flatMap(({ id, title, file, lineOf }) => {
    const owner = taken.get(sameText(title))
    taken.set(sameText(title), owner ?? id)
    if (owner === undefined) return []
    const say = `"${title}" is the title of the ${what} "${owner}", too`
    return [{ file, line: lineOf(['title']), say, try: 'give one of them another title' }]
  })
}

const rule: Rule = {
  about:
    'A title, or a phrase in "also", stands on one card only, so that the same words find the same card; no two reflections have one title.',
  check: ({ pages }) =>
    pages.flatMap(({ cards, flows }) => {
      const taken = new Map<string, string>()
      for (const { card } of cards.values()) taken.set(sameText(card.title), card.id)
      return [
        ...twins(
          'card',
          [...cards.values()].map(({ card: { id, title }, file, lineOf }) => ({ id, title, file, lineOf })),
        ),
        ...twins(
          'reflection',
          [...flows.values()].map(({ flow: { id, title }, file, lineOf }) => ({ id, title, file, lineOf })),
        ),
        ...[...cards.values()].flatMap(({ card, file, lineOf }) =>
          card.also.flatMap((phrase, n) => {
            const owner = taken.get(sameText(phrase))
            taken.set(sameText(phrase), card.id)
            if (owner === undefined) return []
            const where = owner === card.id ? 'twice on this card' : `on the card "${owner}", too`
            return [
              {
                file,
                line: lineOf(['also', n]),
                say: `"${phrase}" stands ${where}`,
                try: 'keep it where it fits best',
              },
            ]
          }),
        ),
      ]
    }),
}
export default rule
