/** `/browse`: every card by topic, for those who do not know what to type. */
import { cardLine } from '../src/core/card.ts'
import { command } from '../src/core/command.ts'
import { languageNote, type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import { type Block, instead, mostChoices, row, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'
import { cardsIn, topicMenu, topics } from '../src/core/topics.ts'

export default command({
  options: { topic: { type: 'string', suggest: true, most: 100 } },

  answer({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const [topic, other] = options.topic === undefined ? [] : matching(books, options.topic)
    return { say: toYou(...(topic && !other ? cardsOf(books, topic, 0) : topicsOf(books))) }
  },

  suggest({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const found = matching(books, String(options.topic ?? ''))
    return {
      say: found.slice(0, mostChoices).map((topic) => ({ label: words(books, `topics.${topic}`), value: topic })),
    }
  },

  press({ address: [, part, further, from], values: [chosen], locale }, { library }) {
    const books = shelf(library, locale)
    if (part === undefined) return { say: instead(...topicsOf(books)) }
    const topic = topics(books).find((id) => id === (part === 'at' ? further : chosen))
    return topic === undefined
      ? undefined
      : { say: instead(...cardsOf(books, topic, /^\d{1,3}$/.test(from ?? '') ? Number(from) : 0)) }
  },
})

/** The topic whose id or name it is; else those with it in their name: all of them for nothing. */
function matching(books: Shelf, typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  const nameOf = (topic: string) => words(books, `topics.${topic}`).toLowerCase()
  const all = topics(books)
  const named = all.find((topic) => topic === wanted || nameOf(topic) === wanted)
  return named === undefined ? all.filter((topic) => nameOf(topic).includes(wanted)) : [named]
}

function topicsOf(books: Shelf): Block[] {
  return [
    { kind: 'heading', text: words(books, 'browse.title') },
    ...languageNote(books, 'en'),
    sentence(books, 'browse.opening'),
    topicMenu(books),
    row(toHelp(books)),
  ]
}

/** Cards on one screen: as many as can be taken in at a look. */
const onePage = 15

/** The cards of a topic from this one on; after the last page comes the first again. */
function cardsOf(books: Shelf, topic: string, from: number): Block[] {
  const all = cardsIn(books, topic)
  const pages = Math.ceil(all.length / onePage)
  const page = Math.floor(from / onePage) % pages
  const cards = all.slice(page * onePage, (page + 1) * onePage)
  const next = ((page + 1) % pages) * onePage
  const range = { from: next + 1, to: Math.min(next + onePage, all.length), all: all.length }
  const further = { label: words(books, 'browse.further', range), to: ['browse', 'at', topic, String(next)] as const }
  return [
    { kind: 'heading', text: words(books, `topics.${topic}`) },
    { kind: 'list', items: cards.map(cardLine) },
    {
      kind: 'menu',
      to: ['explain', '', 'pick'],
      hint: words(books, 'explain.choose'),
      choices: cards.map(({ id, title }) => ({ label: title, value: id })),
    },
    row(...(pages > 1 ? [further] : []), { label: words(books, 'browse.back'), to: ['browse'] }, toHelp(books)),
  ]
}
