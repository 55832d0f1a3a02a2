/** `npm run preview <id>`: the demo, with one card, one reflection or the article already open on its page. */
import { complain, refuse } from '../complain.ts'
import { nearest } from '../content/fault.ts'
import { type Shelf, shelf } from '../core/library.ts'
import { content } from '../inputs.ts'
import type { Practice } from '../practice/server.ts'
import { startDemo, untilStopped } from './start-demo.ts'

/** A command, and the button that is pressed after it if there is one. */
interface Way {
  readonly name: string
  readonly options: Record<string, string>
  readonly press?: string
}

const library = content()
if (library) {
  const id = process.argv[2] ?? ''
  const books = shelf(library, 'en')
  const way = wayTo(books, id)
  if (!way) complain([unknown(books, id)])
  const starting = way && startDemo(library).catch(refuse)
  if (starting) untilStopped(starting, process.ppid)
  const demo = await starting
  if (way && demo) {
    await go(demo.practice, way)
    process.stdout.write(
      `"${id}" is open on this page:\n\n  ${demo.practice.url}\n\nA saved change of content shows at the next command or press. Press Ctrl+C to stop.\n`,
    )
    await demo.review()
  }
}

function wayTo(books: Shelf, id: string): Way | undefined {
  if (books.cards.has(id)) return { name: 'explain', options: { topic: id } }
  if (books.flows.has(id)) return { name: 'reflect', options: { flow: id } }
  if (id === 'article' && books.article) return { name: 'about', options: {}, press: 'about/article' }
  return undefined
}

/** Goes there as the first person, who is the one that a browser shows. */
async function go(practice: Practice, { name, options, press }: Way): Promise<void> {
  const { people, channels } = practice.state('')
  const person = people[0]?.id ?? ''
  const channel = channels.find(({ kind }) => kind === 'server')?.id ?? ''
  const used = await practice.act({ person, channel, do: 'command', name, options })
  if (used.got === 'failure') return complain([used.why])
  // A reflection goes to the DM, and only then is the command's own answer filled in.
  await practice.until(() => practice.state(person).messages[channel]?.every(({ waiting }) => !waiting))
  const message = practice.state(person).messages[channel]?.at(-1)?.message.id
  if (press === undefined || message === undefined) return
  const pressed = await practice.act({ person, channel, do: 'press', message, customId: press })
  if (pressed.got === 'failure') complain([pressed.why])
}

/** Names that are spelt like this one, then cards on what it says. */
function unknown(books: Shelf, id: string): string {
  const spelt = nearest(id, [...books.cards.keys(), ...books.flows.keys(), 'article'])
  const near = id === '' ? [] : [...(spelt === undefined ? [] : [spelt]), ...books.find(id.replaceAll('-', ' '), 3)]
  if (near.length === 0)
    return 'Try: npm run preview <id>, where <id> is the name of a card or a reflection, or "article".'
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format([...new Set(near)].slice(0, 3))
  return `There is no card and no reflection called "${id}": did you mean ${list}?`
}
