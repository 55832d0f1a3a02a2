/** The founding article as blocks: what it is about, its claims to choose from, one claim, the sources of that claim. */
import { toCard } from './card.ts'
import { numbered, sourceLines } from './cite.ts'
import { type Article, type Claim, languageNote, type Shelf, type Source, words } from './library.ts'
import { type Block, type Button, row } from './reply.ts'
import { toHelp } from './support.ts'

/** What the article is, in two lines; nothing where the content has none. */
export const articleLead = ({ article }: Shelf): Block[] =>
  article ? [{ kind: 'text', text: `**${article.title}**\n${article.short}` }] : []

/** The button that leads to the article; none where the content has none. */
export const toArticle = (books: Shelf): Button[] =>
  books.article ? [{ label: words(books, 'article.open'), to: ['about', 'article'] }] : []

/** What the article is about, and its claims with their verdicts. */
export const articleBlocks = (books: Shelf, article: Article): Block[] => [
  { kind: 'heading', text: article.title },
  ...languageNote(books, article.language),
  { kind: 'text', text: article.opening },
  note(books, article),
  {
    kind: 'menu',
    to: ['about', 'article'],
    hint: words(books, 'article.choose'),
    choices: article.claims.map(({ id, heading, verdict }) => ({
      label: heading,
      value: id,
      about: words(books, `article.verdicts.${verdict}`),
    })),
  },
  row({ label: words(books, 'article.close'), to: ['about'] }, toHelp(books)),
]

/** One claim: what the article says, how that stands, and why. */
export const claimBlocks = (books: Shelf, article: Article, claim: Claim): Block[] => [
  { kind: 'heading', text: claim.heading },
  ...languageNote(books, article.language),
  { kind: 'text', text: numbered(claim.text, claim.cites) },
  note(books, article),
  ...toCards(books, claim),
  row(
    { label: words(books, 'article.back'), to: ['about', 'article'] },
    { label: words(books, 'card.sources'), to: ['about', 'article', claim.id, 'sources'] },
    toHelp(books),
  ),
]

/** The references of a claim, numbered as in its text. */
export const claimSourcesBlocks = (books: Shelf, claim: Claim, sources: ReadonlyMap<string, Source>): Block[] => [
  { kind: 'heading', text: words(books, 'sources.title', { card: claim.heading }) },
  { kind: 'text', text: sourceLines(claim.cites, sources).join('\n') },
  { kind: 'text', text: words(books, 'sources.seen'), small: true },
  row({ label: words(books, 'article.claim'), to: ['about', 'article', claim.id] }, toHelp(books)),
]

function toCards(books: Shelf, claim: Claim): Block[] {
  const cards = claim.cards.flatMap((id) => books.cards.get(id) ?? [])
  return cards.length > 0 ? [row(...cards.map(toCard))] : []
}

const note = (books: Shelf, { reviewed }: Article): Block => ({
  kind: 'text',
  text: words(books, 'card.note', { day: reviewed }),
  small: true,
})
