/** What is too long to be read on a phone in a minute, or to fit where Discord shows it. */
import { cardBlocks } from '../../core/card.ts'
import type { Card, Shelf } from '../../core/library.ts'
import type { Block } from '../../core/reply.ts'
import type { Finding, Rule } from '../rule.ts'

const most = { title: 60, short: 200, also: 100, station: 60, view: 2400 }

const textOf = (block: Block): string =>
  block.kind === 'heading' || block.kind === 'text' || block.kind === 'quote'
    ? block.text
    : block.kind === 'list'
      ? block.items.join('\n')
      : ''

/** Nothing where a sentence around the card is missing: another rule tells that. */
function drawn(shelf: Shelf, card: Card): readonly Block[] {
  try {
    return cardBlocks(shelf, card, { seenBy: 'you', mayShow: true })
  } catch {
    return []
  }
}

const rule: Rule = {
  about: `A title has at most ${most.title} characters, "short" ${most.short}, a phrase in "also" ${most.also}, a station of a loop ${most.station}; a card shows at most ${most.view} at first.`,
  check: ({ pages, library }) =>
    pages.flatMap(({ language, cards }) =>
      [...cards.values()].flatMap(({ card, file, lineOf }): readonly Finding[] => {
        const over = (path: readonly PropertyKey[], text: string, limit: number): readonly Finding[] =>
          text.length <= limit
            ? []
            : [
                {
                  file,
                  line: lineOf(path),
                  say: `"${path.join('.')}" has ${text.length} characters; at most ${limit} fit`,
                },
              ]
        const shelf = library.shelves.get(language)
        const blocks = shelf ? drawn(shelf, card) : []
        const shown = blocks.reduce((sum, block) => sum + textOf(block).length, 0)
        return [
          ...over(['title'], card.title, most.title),
          ...over(['short'], card.short, most.short),
          ...card.also.flatMap((text, n) => over(['also', n], text, most.also)),
          ...Object.entries(card.loop ?? {}).flatMap(([role, text]) => over(['loop', role], text, most.station)),
          ...(shown > most.view
            ? [
                {
                  file,
                  line: 1,
                  say: `the card shows ${shown} characters at first; at most ${most.view} are read`,
                  try: `cut ${shown - most.view} of them`,
                },
              ]
            : []),
        ]
      }),
    ),
}
export default rule
