/** What is too long to be read on a phone in a minute, or to fit where Discord shows it. */
import { cardBlocks } from '../../core/card.ts'
import { numbered } from '../../core/cite.ts'
import type { Card, Shelf } from '../../core/library.ts'
import type { Block } from '../../core/reply.ts'
import type { ArticlePage } from '../article.ts'
import { lineOf as nodeLine } from '../page.ts'
import type { Finding, Rule } from '../rule.ts'

const most = { title: 60, short: 200, also: 100, station: 60, view: 2400, heading: 100, claim: 900 }

const textOf = (block: Block): string =>
  block.kind === 'heading' || block.kind === 'text' || block.kind === 'quote'
    ? block.text
    : block.kind === 'list'
      ? block.items.join('\n')
      : ''

/** Nothing where a sentence around the card is missing: another rule tells that. */
function drawn(shelf: Shelf, card: Card): readonly Block[] {
  try {
    return cardBlocks(shelf, card, { mayShow: true })
  } catch {
    return []
  }
}

const rule: Rule = {
  about: `A title has at most ${most.title} characters, "short" ${most.short}, a phrase in "also" ${most.also}, a station of a loop ${most.station}; a card shows at most ${most.view} at first. A claim of the article has at most ${most.heading} characters in its heading and ${most.claim} below it.`,
  check: ({ pages, library }) =>
    pages.flatMap(({ language, cards, article }) => [
      ...(article ? ofArticle(article) : []),
      ...[...cards.values()].flatMap(({ card, file, lineOf }): readonly Finding[] => {
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
    ]),
}
export default rule

function ofArticle({ file, article, opening, claims, lineOf }: ArticlePage): readonly Finding[] {
  const over = (line: number, what: string, text: string, limit: number): readonly Finding[] =>
    text.length <= limit ? [] : [{ file, line, say: `${what} has ${text.length} characters; at most ${limit} fit` }]
  const [first] = opening
  return [
    ...over(lineOf(['title']), '"title"', article.title, most.title),
    ...over(lineOf(['short']), '"short"', article.short, most.short),
    ...over(first ? nodeLine(first) : 1, 'the opening', article.opening, most.view),
    ...claims.flatMap(({ claim, line }) => [
      ...over(line, 'the heading', claim.heading, most.heading),
      ...over(line, 'the claim', numbered(claim.text, claim.cites), most.claim),
    ]),
  ]
}
