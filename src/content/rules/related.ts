/** `related` leads to cards that exist and that lead back. */
import { didYouMean } from '../fault.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  about: 'What is related is related both ways, so that no card is a dead end.',
  check: ({ pages, files }) => {
    const cards = pages[0]?.cards
    const ids = new Set(files.flatMap(({ path }) => /^en\/mechanisms\/(.+)\.md$/.exec(path)?.[1] ?? []))
    return [...(pages[0]?.cards.values() ?? [])].flatMap(({ card, file, lineOf }) =>
      card.related.flatMap((id, n) => {
        const at = { file, line: lineOf(['related', n]) }
        if (id === card.id) return [{ ...at, say: 'the card is related to itself' }]
        if (card.related.indexOf(id) < n) return [{ ...at, say: `"${id}" stands twice` }]
        if (!ids.has(id)) return [{ ...at, say: `there is no card "${id}"`, ...didYouMean(id, ids) }]
        const other = cards?.get(id)
        if (!other || other.card.related.includes(card.id)) return []
        return [{ ...at, say: `"${id}" does not lead back here`, try: `add ${card.id} to related in ${other.file}` }]
      }),
    )
  },
}
export default rule
