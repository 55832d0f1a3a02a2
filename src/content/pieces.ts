/** Every text of the content that people read, with its place. Lay phrases in `also` are what people type, so they are not among them. */
import type { Content } from './parse.ts'
import { prose } from './prose.ts'

export interface Piece {
  readonly file: string
  readonly line: number
  readonly text: string
  /** The bot's own sentences, or a page on a subject. */
  readonly of: 'words' | 'card' | 'flow' | 'article'
}

/** All the texts of one language, citations still in them. */
export function pieces({ pages }: Content, language: string): readonly Piece[] {
  const found: Piece[] = []
  const page = pages.find((one) => one.language === language)
  for (const [key, text] of Object.entries(page?.words.words ?? {}))
    found.push({ file: page?.words.file ?? '', line: page?.words.lines.get(key) ?? 1, text, of: 'words' })
  for (const { card, file, sections, lineOf } of page?.cards.values() ?? []) {
    const front = (path: readonly PropertyKey[], text: string): void => {
      found.push({ file, line: lineOf(path), text, of: 'card' })
    }
    front(['title'], card.title)
    front(['short'], card.short)
    for (const [role, text] of Object.entries(card.loop ?? {})) front(['loop', role], text)
    for (const one of prose(sections.flatMap(({ nodes }) => nodes))) found.push({ file, ...one, of: 'card' })
  }
  for (const { flow, file, texts, lineOf } of page?.flows.values() ?? []) {
    for (const key of ['title', 'short', 'for'] as const)
      found.push({ file, line: lineOf([key]), text: flow[key], of: 'flow' })
    if (flow.followUp) found.push({ file, line: lineOf(['follow-up', 'ask']), text: flow.followUp.ask, of: 'flow' })
    for (const one of texts) found.push({ file, ...one, of: 'flow' })
  }
  if (page?.article) {
    const { article, file, opening, claims, lineOf } = page.article
    const add = (text: string, line: number): void => {
      found.push({ file, line, text, of: 'article' })
    }
    for (const key of ['title', 'short'] as const) add(article[key], lineOf([key]))
    for (const { claim, line } of claims) add(claim.heading, line)
    for (const { text, line } of prose([...opening, ...claims.flatMap(({ nodes }) => nodes)])) add(text, line)
  }
  return found
}
