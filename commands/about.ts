/** `/about`: what the bot is and is not, what it sees, how its content is made, what it keeps, and the article it grew from. */
import { articleBlocks, articleLead, claimBlocks, claimSourcesBlocks, toArticle } from '../src/core/article.ts'
import { command } from '../src/core/command.ts'
import { languageNote, type Shelf, shelf, words } from '../src/core/library.ts'
import { type Block, instead, row, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'

const parts = ['sees', 'made'] as const

export default command({
  answer: ({ locale }, world) => ({ say: toYou(...aboutBlocks(shelf(world.library, locale), world)) }),

  press({ address: [, part, id, view], values, locale }, world) {
    const books = shelf(world.library, locale)
    if (part === undefined) return { say: instead(...aboutBlocks(books, world)) }
    const { article } = books
    if (part !== 'article' || !article) return undefined
    const wanted = values[0] ?? id
    const claim = article.claims.find((one) => one.id === wanted)
    // A claim that was reworded has another name: its old button leads to all of them.
    if (!claim) return { say: instead(...articleBlocks(books, article)) }
    if (view === 'sources') return { say: instead(...claimSourcesBlocks(books, claim, world.library.sources)) }
    return { say: instead(...claimBlocks(books, article, claim)) }
  },
})

function aboutBlocks(books: Shelf, { version, project, freeText }: World): Block[] {
  const say = (key: string) => words(books, `about.${key}`)
  return [
    { kind: 'heading', text: say('title') },
    ...languageNote(books, 'en'),
    { kind: 'text', text: say('is') },
    { kind: 'text', text: say('is-not') },
    ...parts.map((part): Block => ({ kind: 'text', text: `**${say(`${part}-title`)}**\n${say(part)}` })),
    ...articleLead(books),
    { kind: 'text', text: `**${say('privacy-title')}**` },
    { kind: 'list', items: [say('privacy-1'), say(freeText ? 'privacy-2' : 'privacy-2-off'), say('privacy-3')] },
    { kind: 'text', text: words(books, 'about.version', { version }), small: true },
    row(
      ...toArticle(books),
      { label: say('wrong'), url: `${project}/issues` },
      { label: say('hazards'), url: `${project}/blob/main/docs/hazards.md` },
      toHelp(books),
    ),
  ]
}
