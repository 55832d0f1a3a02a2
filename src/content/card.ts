/** `<language>/mechanisms/<id>.md` -> one card. English owns the structure; a translation brings words for the same bones. */
import type { RootContent } from 'mdast'
import { z } from 'zod'
import { type Card, type SectionId, sectionIds } from '../core/library.ts'
import { day } from './day.ts'
import { didYouMean, type Fault } from './fault.ts'
import { type Citation, citations, markupFaults, type Page, source } from './page.ts'
import { fits } from './positions.ts'

export interface CardSection {
  readonly id: SectionId
  readonly line: number
  readonly nodes: readonly RootContent[]
}

/** A card with the lines it came from, as lint rules see it. */
export interface CardPage {
  readonly file: string
  readonly card: Card
  readonly sections: readonly CardSection[]
  readonly cites: readonly Citation[]
  /** The line of a key of the front matter, such as `['related', 0]`. */
  lineOf(path: readonly PropertyKey[]): number
}

export interface Known {
  /** Absent where they cannot be read. */
  readonly sources: ReadonlySet<string> | undefined
  /** The language's words, for the headings; English where it has none. */
  heading(id: SectionId): string
}

const line = z.string().trim().min(1, 'write something here')
const loop = z.strictObject({ trigger: line, feeling: line, act: line, relief: line, cost: line })

const wordsOfCard = { title: line, short: line, also: z.array(line).default([]), loop: loop.optional() }
const english = z.strictObject({
  ...wordsOfCard,
  topics: z.array(line),
  related: z.array(line),
  grade: z.enum(['strong', 'moderate', 'emerging', 'contested']),
  reviewed: day,
})
const translated = z.strictObject(wordsOfCard)
const keys = [...Object.keys(english.shape), ...Object.keys(loop.shape).map((key) => `loop.${key}`)]

const needed = sectionIds.filter((id) => id !== 'misread')

export interface CardRead {
  /** Absent where a fault leaves no card to show. */
  readonly page?: CardPage
  readonly faults: readonly Fault[]
}

/** Reads a card; `original` is the English one where this is a translation. */
export function readCard(
  page: Page,
  text: string,
  language: string,
  id: string,
  known: Known,
  original?: Card,
): CardRead {
  const { file, front } = page
  const own = original ? undefined : fits(front, english, 'front-matter', keys)
  const other = original ? fits(front, translated, 'front-matter', keys) : undefined
  const fromFront = own?.faults ?? other?.faults ?? []
  const faults: Fault[] = [...page.faults.filter((fault) => !front.faults.includes(fault)), ...fromFront]

  const headings = new Map(sectionIds.map((section) => [known.heading(section).toLowerCase(), section]))
  const sections: CardSection[] = []
  const cites: Citation[] = []
  for (const part of page.parts) {
    const section = headings.get(part.name.toLowerCase())
    const at = { file, line: part.line, rule: 'sections' }
    if (!section) {
      faults.push({
        ...at,
        say: `"${part.name}" is not a heading of a card`,
        ...didYouMean(part.name, sectionIds.map(known.heading)),
      })
      continue
    }
    if (sections.some((other) => other.id === section)) faults.push({ ...at, say: `"${part.name}" stands twice` })
    else if (part.nodes.length === 0) faults.push({ ...at, say: `"${part.name}" is empty` })
    else sections.push({ id: section, line: part.line, nodes: part.nodes })
    faults.push(...markupFaults(file, text, part.nodes))
    const cited = citations(file, part.nodes, known.sources)
    cites.push(...cited.cites)
    faults.push(...cited.faults)
  }

  const has = new Set(page.parts.map((part) => headings.get(part.name.toLowerCase())))
  const bones = original ? sectionIds.filter((section) => original.sections[section] !== undefined) : needed
  for (const section of bones.filter((one) => !has.has(one)))
    faults.push({
      file,
      line: 1,
      rule: 'sections',
      say: `the section "${known.heading(section)}" is missing`,
      try: `add a line: ## ${known.heading(section)}`,
    })
  if (original) faults.push(...otherBones(page, original, sections, cites, known))

  const order = sections.toSorted((a, b) => sectionIds.indexOf(a.id) - sectionIds.indexOf(b.id))
  if (!original && order.some((section, n) => section !== sections[n]))
    faults.push({
      file,
      line: sections[0]?.line ?? 1,
      rule: 'sections',
      say: 'the sections stand in another order',
      try: needed.map(known.heading).join(' / '),
    })

  const data = own?.data ?? other?.data
  const structure = original ?? own?.data
  if (!data || !structure || bones.some((section) => !sections.some((one) => one.id === section))) return { faults }
  const card: Card = {
    id,
    language,
    title: data.title,
    short: data.short,
    also: data.also,
    topics: structure.topics,
    related: structure.related,
    grade: structure.grade,
    reviewed: structure.reviewed,
    ...(data.loop ? { loop: data.loop } : {}),
    sections: Object.fromEntries(order.map((section) => [section.id, source(text, section.nodes)])),
    cites: [...new Set(cites.map((cite) => cite.key))],
  }
  return { page: { file, card, sections: order, cites, lineOf: front.lineOf }, faults }
}

function otherBones(
  page: Page,
  original: Card,
  sections: readonly CardSection[],
  cites: readonly Citation[],
  known: Known,
): Fault[] {
  const { file, front } = page
  const at = { file, line: 1, rule: 'translation' }
  const faults: Fault[] = []
  const hasLoop = typeof front.data === 'object' && front.data !== null && 'loop' in front.data
  if (hasLoop !== (original.loop !== undefined))
    faults.push({
      ...at,
      say: original.loop ? 'the English card has a loop, this one has none' : 'the English card has no loop',
    })
  for (const section of sections.filter((one) => original.sections[one.id] === undefined))
    faults.push({ ...at, line: section.line, say: `the English card has no section "${known.heading(section.id)}"` })
  const ours = new Set(cites.map((cite) => cite.key))
  for (const key of original.cites.filter((one) => !ours.has(one)))
    faults.push({ ...at, say: `the English card cites @${key}, this one does not` })
  for (const cite of cites.filter((one) => !original.cites.includes(one.key)))
    faults.push({ ...at, line: cite.line, say: `the English card does not cite @${cite.key}` })
  return faults
}
