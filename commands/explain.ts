/** `/explain topic:` one mechanism on one card, for the asker alone; its buttons show the loop, the sources, what is near, or show it to all. */
import { clinicianBlocks, safetyBlocks } from '../src/core/asked.ts'
import { cardBlocks, cardLine, misreadBlocks, relatedBlocks, sourcesBlocks, toCard } from '../src/core/card.ts'
import { command } from '../src/core/command.ts'
import { guardBlocks, guardOff, isLoop, waitBlocks } from '../src/core/guard.ts'
import { lasting } from '../src/core/lasting.ts'
import { type Card, readsNote, type Shelf, sentence, shelf } from '../src/core/library.ts'
import type { Answer } from '../src/core/outcome.ts'
import { asKnown } from '../src/core/place.ts'
import { type Block, instead, mostChoices, type Reply, row, toYou } from '../src/core/reply.ts'
import type { Room } from '../src/core/request.ts'
import { toHelp } from '../src/core/support.ts'
import { topicMenu } from '../src/core/topics.ts'
import type { World } from '../src/core/world.ts'

/** Titles that a slip may have meant. */
const nearest = 3

export default command({
  options: { topic: { type: 'string', required: true, suggest: true, most: 200 } },

  answer({ options, locale, room }, world) {
    const books = shelf(world.library, locale)
    const card = books.cards.get(options.topic)
    if (card) return ask(books, card, mayShowIn(room, world), world)
    const { kind, named, cards } = books.ask(options.topic)
    const [called, other] = named.flatMap((id) => books.cards.get(id) ?? [])
    switch (kind) {
      case 'safety':
        return { say: toYou(...safetyBlocks({ books, locale, world }, cards)), about: guardOff }
      case 'clinician':
        return { say: toYou(...clinicianBlocks(books)) }
      case 'card':
        if (called && !other) return ask(books, called, mayShowIn(room, world), world)
        return { say: toYou(...nearBlocks(books, other ? named : cards.map(({ id }) => id))) }
      case 'none':
        return { say: toYou(...nearBlocks(books, books.titled(options.topic, nearest))) }
    }
  },

  suggest({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const found = books.find(String(options.topic ?? ''), mostChoices)
    return {
      say: found.flatMap((id) => books.cards.get(id) ?? []).map(({ id, title }) => ({ label: title, value: id })),
    }
  },

  press({ address: [, id, part], values, locale, room }, world) {
    const books = shelf(world.library, locale)
    const card = books.cards.get(values[0] ?? id ?? '')
    if (!card) return undefined
    const mayShow = mayShowIn(room, world)
    switch (part) {
      case undefined:
      case 'pick':
        return ask(books, card, mayShow, world)
      case 'off':
        return { say: instead(...cardBlocks(books, card, { mayShow })), about: guardOff }
      case 'card':
        return { say: instead(...cardBlocks(books, card, { mayShow })) }
      case 'wait':
        return { say: instead(...waitBlocks(books, world, ['explain', card.id, 'card'])) }
      case 'loop':
        return { say: instead(...cardBlocks(books, card, { mayShow, withLoop: true })) }
      case 'sources':
        return { say: instead(...sourcesBlocks(books, card, world.library.sources)) }
      case 'related':
        return { say: instead(...relatedBlocks(books, card)) }
      case 'misread':
        return { say: instead(...misreadBlocks(books, card)) }
      case 'show':
        return show(books, card, room, world)
      default:
        return undefined
    }
  },
})

/** A card that is asked for by name; again and again, the loop guard speaks first. Cards on safety are never held back. */
function ask(books: Shelf, card: Card, mayShow: boolean, world: World): Answer {
  const about = `card ${card.id}`
  const to = (part: string) => ['explain', card.id, part] as const
  const held = !card.topics.includes('safety') && isLoop(world, about)
  if (held)
    return { say: instead(...guardBlocks(books, { goOn: to('card'), wait: to('wait'), off: to('off') })), about }
  return { say: lasting(books, `card ${card.id} ${mayShow}`, () => cardBlocks(books, card, { mayShow })), about }
}

/** No one card goes by that name: those that may fit, or the topics; never a dead end. */
function nearBlocks(books: Shelf, ids: readonly string[]): Block[] {
  const near = ids.flatMap((id) => books.cards.get(id) ?? [])
  if (near.length > 0) {
    return [
      sentence(books, 'explain.nearest'),
      { kind: 'list', items: near.map(cardLine) },
      row(...near.map(toCard)),
      row(toHelp(books)),
    ]
  }
  return [...readsNote(books), sentence(books, 'explain.none'), topicMenu(books), row(toHelp(books))]
}

/** Whether the bot may post here, and whoever manages the server lets cards be shown to all, as far as is known. */
const mayShowIn = ({ mayPost }: Room, { place }: World): boolean => mayPost && asKnown(place).showCards

/** Posts the card as the bot's own message, so that Discord names nobody, in the language that the server chose for it. */
function show(books: Shelf, card: Card, room: Room, { library, place, posting }: World): Answer {
  const tell = (key: string): Reply => toYou(sentence(books, key))
  if (place === 'unknown') return { say: tell('show.unknown') }
  if (!asKnown(place).showCards) return { say: tell('show.off') }
  if (!room.mayPost) return { say: tell('show.refused') }
  if (posting !== 'free') return { say: tell(`show.${posting}`) }
  const theirs = place?.locale === undefined ? books : shelf(library, place.locale)
  const shown = cardBlocks(theirs, theirs.cards.get(card.id) ?? card, { mayShow: false })
  const send: Reply = { blocks: shown, to: 'new', seenBy: 'room' }
  return { say: tell('show.shown'), post: { send, refused: tell('show.refused') } }
}
