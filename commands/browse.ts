/** `/browse`: every card by topic, for those who do not know what to type. */
import { command } from '../src/core/command.ts'
import { languageNote, type Shelf, shelf, words } from '../src/core/library.ts'
import { type Block, instead, mostChoices, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'
import { cardsIn, topicMenu, topics } from '../src/core/topics.ts'

export default command({
  options: { topic: { type: 'string', suggest: true, most: 100 } },

  answer({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const [topic] = options.topic === undefined ? [] : matching(books, options.topic)
    return { say: toYou(...(topic ? cardsOf(books, topic) : topicsOf(books))) }
  },

  suggest({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const found = matching(books, String(options.topic ?? ''))
    return {
      say: found.slice(0, mostChoices).map((topic) => ({ label: words(books, `topics.${topic}`), value: topic })),
    }
  },

  press({ address: [, part], values: [value], locale }, { library }) {
    const books = shelf(library, locale)
    if (part === undefined) return { say: instead(...topicsOf(books)) }
    const topic = topics(books).find((id) => id === value)
    return topic === undefined ? undefined : { say: instead(...cardsOf(books, topic)) }
  },
})

function matching(books: Shelf, typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  return topics(books).filter(
    (topic) => topic === wanted || words(books, `topics.${topic}`).toLowerCase().includes(wanted),
  )
}

function topicsOf(books: Shelf): Block[] {
  return [
    { kind: 'heading', text: words(books, 'browse.title') },
    ...languageNote(books, 'en'),
    { kind: 'text', text: words(books, 'browse.opening') },
    topicMenu(books),
    { kind: 'buttons', buttons: [toHelp(books)] },
  ]
}

function cardsOf(books: Shelf, topic: string): Block[] {
  const cards = cardsIn(books, topic)
  return [
    { kind: 'heading', text: words(books, `topics.${topic}`) },
    { kind: 'list', items: cards.map(({ title, short }) => `**${title}.** ${short}`) },
    {
      kind: 'menu',
      to: ['explain', '', 'pick'],
      hint: words(books, 'explain.choose'),
      choices: cards.slice(0, mostChoices).map(({ id, title }) => ({ label: title, value: id })),
    },
    { kind: 'buttons', buttons: [{ label: words(books, 'browse.back'), to: ['browse'] }, toHelp(books)] },
  ]
}
