/** A card as blocks: the mechanism itself and the views behind its buttons. */
import { numbered, sourceLines } from './cite.ts'
import type { Flow } from './flow.ts'
import { type Card, languageNote, type SectionId, type Shelf, type Source, words } from './library.ts'
import { type LoopPicture, loopRoles } from './picture.ts'
import { type Block, type Button, row } from './reply.ts'
import { toHelp } from './support.ts'

/** How the card is drawn. */
export interface CardView {
  /** Whether *Show it here* is offered. */
  readonly mayShow: boolean
  readonly withLoop?: boolean
}

/** What a card shows at first; the rest is behind buttons. */
const firstView: readonly SectionId[] = ['what', 'looks', 'now', 'later', 'helps', 'sure', 'unless']

/** The card as it is read first, with its buttons. */
export function cardBlocks(shelf: Shelf, card: Card, view: CardView): Block[] {
  const texts = firstView.flatMap((id) => section(shelf, card, id))
  const blocks: Block[] = [{ kind: 'heading', text: card.title }, ...languageNote(shelf, card.language)]
  if (view.withLoop && card.loop) blocks.push(...loopBlocks(shelf, card))
  blocks.push(...texts)
  const note = words(shelf, 'card.note', { day: card.reviewed })
  return [...blocks, { kind: 'text', text: note, small: true }, ...buttons(shelf, card, view)]
}

/** The references of a card, numbered as in its text. */
export function sourcesBlocks(shelf: Shelf, card: Card, sources: ReadonlyMap<string, Source>): Block[] {
  return [
    { kind: 'heading', text: words(shelf, 'sources.title', { card: card.title }) },
    { kind: 'text', text: sourceLines(card.cites, sources).join('\n') },
    { kind: 'text', text: words(shelf, 'sources.seen'), small: true },
    back(shelf, card),
  ]
}

/** Cards near this one, a button each. */
export function relatedBlocks(shelf: Shelf, card: Card): Block[] {
  const near = card.related.flatMap((id) => shelf.cards.get(id) ?? [])
  return [
    { kind: 'heading', text: words(shelf, 'related.title', { card: card.title }) },
    { kind: 'list', items: near.map(cardLine) },
    row(...near.map(toCard)),
    back(shelf, card),
  ]
}

/** What is often got wrong about it. */
export function misreadBlocks(shelf: Shelf, card: Card): Block[] {
  const text = card.sections.misread ?? ''
  return [
    { kind: 'heading', text: words(shelf, 'misread.title', { card: card.title }) },
    { kind: 'text', text: numbered(text, card.cites) },
    back(shelf, card),
  ]
}

/** A card in a list: its title and what it is in a sentence. */
export const cardLine = ({ title, short }: Pick<Card, 'title' | 'short'>): string =>
  `**${title}${/[.?!]$/.test(title) ? '' : '.'}** ${short}`

/** A button that leads to a card. */
export const toCard = (card: Card): Button => ({ label: card.title, to: ['explain', card.id] })

/** The reflection that draws on a card most. */
export const reflectionOn = (shelf: Shelf, { id }: Card): Flow | undefined =>
  [...shelf.flows.values()]
    .filter(({ drawsOn }) => drawsOn.includes(id))
    .sort((a, b) => a.drawsOn.indexOf(id) - b.drawsOn.indexOf(id))[0]

/** A button that leads to a reflection. */
export const toReflection = (shelf: Shelf, { id }: Flow): Button => ({
  label: words(shelf, 'card.reflect'),
  to: ['reflect', id, 'S'],
})

function section(shelf: Shelf, card: Card, id: SectionId): Block[] {
  const text = card.sections[id]
  if (text === undefined) return []
  const body = numbered(text, card.cites)
  if (id === 'what') return [{ kind: 'text', text: body }]
  const lead = id === 'sure' ? `${words(shelf, `grade.${card.grade}`)} ` : ''
  return [{ kind: 'text', text: `**${words(shelf, `card.sections.${id}`)}**\n${lead}${body}` }]
}

function loopBlocks(shelf: Shelf, card: Card): Block[] {
  const { loop } = card
  if (!loop) return []
  const picture: LoopPicture = {
    kind: 'loop',
    title: card.title,
    stations: loopRoles.map((role) => ({ role, name: words(shelf, `loop.${role}`), text: loop[role] })),
  }
  return [{ kind: 'picture', picture, alt: words(shelf, 'loop.alt', { ...loop }) }]
}

function buttons(shelf: Shelf, card: Card, view: CardView): Block[] {
  const to = (part: string): Button => ({ label: words(shelf, `card.${part}`), to: ['explain', card.id, part] })
  const read = [
    ...(card.loop && !view.withLoop ? [to('loop')] : []),
    ...(card.sections.misread ? [to('misread')] : []),
    to('sources'),
    ...(card.related.length > 0 ? [to('related')] : []),
  ]
  const flow = reflectionOn(shelf, card)
  const act = [...(flow ? [toReflection(shelf, flow)] : []), ...(view.mayShow ? [to('show')] : []), toHelp(shelf)]
  return [row(...read), row(...act)]
}

const back = (shelf: Shelf, card: Card): Block =>
  row({ label: words(shelf, 'card.back'), to: ['explain', card.id, 'card'] }, toHelp(shelf))
