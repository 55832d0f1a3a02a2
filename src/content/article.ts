/** `<language>/article.md` -> the founding article, answered claim by claim. English owns the structure; a translation has the same claims in the same order. */
import type { Link, List, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { z } from 'zod'
import { type Article, type Claim, type Verdict, verdicts } from '../core/library.ts'
import { day } from './day.ts'
import type { Fault } from './fault.ts'
import { type Citation, citations, lineOf, markupFaults, type Page, type Part, source } from './page.ts'
import { fits } from './positions.ts'
import { sameText } from './search.ts'

/** A claim with the lines it came from, as lint rules see it. */
export interface ClaimPart {
  readonly claim: Claim
  readonly line: number
  /** Its text, without the list of cards. */
  readonly nodes: readonly RootContent[]
  readonly cards: readonly { readonly id: string; readonly line: number }[]
}

export interface ArticlePage {
  readonly file: string
  readonly article: Article
  readonly opening: readonly RootContent[]
  readonly claims: readonly ClaimPart[]
  /** The line of a key of the front matter. */
  lineOf(path: readonly PropertyKey[]): number
}

export interface Known {
  /** Absent where they cannot be read. */
  readonly sources: ReadonlySet<string> | undefined
  /** The language's words for a verdict; English where it has none. */
  verdict(id: Verdict): string
}

export interface ArticleRead {
  /** Absent where a fault leaves nothing to show. */
  readonly page?: ArticlePage
  readonly faults: readonly Fault[]
}

const line = z.string().trim().min(1, 'write something here')
const wordsOfArticle = { title: line, short: line }
const english = z.strictObject({ ...wordsOfArticle, reviewed: day })
const translated = z.strictObject(wordsOfArticle)
const keys = Object.keys(english.shape)

/** An address has 100 characters for all of its parts. */
const longestId = 60

/** Reads the article; `original` is the English one where this is a translation. */
export function readArticle(page: Page, text: string, language: string, known: Known, original?: Article): ArticleRead {
  const { file, front } = page
  const own = original ? undefined : fits(front, english, 'front-matter', keys)
  const other = original ? fits(front, translated, 'front-matter', keys) : undefined
  const fromFront = own?.faults ?? other?.faults ?? []
  const faults: Fault[] = [...page.faults.filter((fault) => !front.faults.includes(fault)), ...fromFront]
  const [opening, ...parts] = page.parts
  for (const part of page.parts) faults.push(...markupFaults(file, text, part.nodes))

  if (!opening || opening.nodes.length === 0)
    faults.push({
      file,
      line: opening?.line ?? 1,
      rule: 'sections',
      say: 'the opening is missing',
      try: 'the first section says what the article is about and what stands of it',
    })
  for (const { line } of opening ? citations(file, opening.nodes, known.sources).cites : [])
    faults.push({
      file,
      line,
      rule: 'citations',
      say: 'the opening cites, but only a claim has its sources beside it',
      try: 'move the sentence into the claim it is about',
    })

  const claims: ClaimPart[] = []
  for (const [n, part] of parts.entries()) {
    const read = readClaim(file, text, part, known, original?.claims[n])
    faults.push(...read.faults)
    if (!read.claim) continue
    const twin = claims.find(({ claim }) => claim.id === read.claim?.claim.id)
    if (twin) faults.push({ file, line: part.line, rule: 'sections', say: `"${part.name}" stands twice` })
    else claims.push(read.claim)
  }
  if (parts.length === 0) faults.push({ file, line: 1, rule: 'sections', say: 'there is no claim' })
  if (original && original.claims.length !== parts.length)
    faults.push({
      file,
      line: 1,
      rule: 'translation',
      say: `the English article has ${original.claims.length} claims, this one has ${parts.length}`,
      try: 'keep one section a claim, in the same order',
    })

  const data = own?.data ?? other?.data
  const reviewed = original?.reviewed ?? own?.data?.reviewed
  if (!data || !reviewed || !opening || faults.length > 0) return { faults }
  const article: Article = {
    language,
    title: data.title,
    short: data.short,
    reviewed,
    opening: source(text, opening.nodes),
    claims: claims.map(({ claim }) => claim),
  }
  return { page: { file, article, opening: opening.nodes, claims, lineOf: front.lineOf }, faults }
}

/** "The article says ...", a line with the verdict, the evidence, and a list of links to cards if there is one. */
function readClaim(
  file: string,
  text: string,
  { name, line, nodes }: Part,
  known: Known,
  original?: Claim,
): { readonly claim?: ClaimPart; readonly faults: readonly Fault[] } {
  const last = nodes.at(-1)
  const list = last?.type === 'list' ? last : undefined
  const body = list ? nodes.slice(0, -1) : nodes
  const [says, ruled, ...evidence] = body
  const faults: Fault[] = []
  const fault = (at: number, rule: string, say: string, hint?: string): void => {
    faults.push({ file, line: at, rule, say, ...(hint === undefined ? {} : { try: hint }) })
  }

  const { cites, faults: unknown } = citations(file, body, known.sources)
  faults.push(...unknown)
  const cards = list ? cardsOf(list) : []
  if (list && (cards.length !== list.children.length || cards.length === 0))
    fault(
      lineOf(list),
      'sections',
      'the list at the end of a claim holds links to cards and nothing else',
      'write - [The relief loop](mechanisms/negative-reinforcement.md)',
    )
  if (says?.type !== 'paragraph')
    fault(line, 'sections', 'a claim begins with what the article says', 'write: The article says ...')
  const verdict = verdictOf(ruled, known)
  if (!verdict)
    fault(
      ruled ? lineOf(ruled) : line,
      'sections',
      'the second paragraph is the verdict, in strong letters and alone',
      `one of: ${verdicts.map((id) => `**${known.verdict(id)}**`).join(', ')}`,
    )
  if (verdict && evidence.length === 0)
    fault(line, 'sections', 'the evidence is missing', 'say after the verdict what it rests on')
  const id = original?.id ?? idOf(name)
  if (id === '') fault(line, 'sections', 'the heading has no letters')
  if (original) faults.push(...otherBones(file, line, original, verdict, cites, cards, known))
  if (!verdict || faults.length > 0) return { faults }
  return {
    claim: {
      claim: {
        id,
        heading: name,
        verdict,
        text: source(text, body),
        cites: [...new Set(cites.map(({ key }) => key))],
        cards: cards.map((card) => card.id),
      },
      line,
      nodes: body,
      cards,
    },
    faults,
  }
}

/** As a forge makes the anchor of a heading; a long one is cut between two words. */
function idOf(heading: string): string {
  const id = sameText(heading).replace(/[^a-z0-9]+/g, '-')
  if (id.length <= longestId) return id
  const cut = id.lastIndexOf('-', longestId)
  return id.slice(0, cut > 0 ? cut : longestId)
}

function verdictOf(node: RootContent | undefined, known: Known): Verdict | undefined {
  const only = node?.type === 'paragraph' && node.children.length === 1 ? node.children[0] : undefined
  if (only?.type !== 'strong') return undefined
  const said = sameText(textOf(only))
  return verdicts.find((id) => sameText(known.verdict(id)) === said)
}

/** The links of a list in which each item is one link to a card. */
const cardsOf = (list: List): readonly { readonly id: string; readonly line: number }[] =>
  list.children.flatMap((item) => {
    const [paragraph] = item.children
    const [link] = paragraph?.type === 'paragraph' && paragraph.children.length === 1 ? paragraph.children : []
    const id = link?.type === 'link' ? cardOf(link) : undefined
    return id === undefined ? [] : [{ id, line: lineOf(item) }]
  })

/** The address is the file's own, so that it leads there on a forge, too. */
const cardOf = ({ url }: Link): string | undefined => /^mechanisms\/([a-z0-9-]+)\.md$/.exec(url)?.[1]

function otherBones(
  file: string,
  line: number,
  original: Claim,
  verdict: Verdict | undefined,
  cites: readonly Citation[],
  cards: ClaimPart['cards'],
  known: Known,
): readonly Fault[] {
  const at = { file, line, rule: 'translation' }
  const list = (ids: readonly string[]): string => ids.join(', ') || 'none'
  const ours = [...new Set(cites.map(({ key }) => key))].toSorted()
  const theirs = original.cites.toSorted()
  const cardIds = cards.map(({ id }) => id)
  return [
    ...(verdict && verdict !== original.verdict
      ? [{ ...at, say: `the English verdict is "${original.verdict}"`, try: `**${known.verdict(original.verdict)}**` }]
      : []),
    ...(ours.join() === theirs.join() ? [] : [{ ...at, say: `the English claim cites ${list(theirs)}` }]),
    ...(cardIds.join() === original.cards.join()
      ? []
      : [{ ...at, say: `the English claim leads to ${list(original.cards)}` }]),
  ]
}
