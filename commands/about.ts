/** `/about`: what the bot is and is not, what it sees, how its content is made, what it keeps. */
import { toHelp } from '../src/core/card.ts'
import { command } from '../src/core/command.ts'
import { languageNote, shelf, words } from '../src/core/library.ts'
import { type Block, toYou } from '../src/core/reply.ts'

const parts = ['sees', 'made'] as const

export default command({
  answer({ locale }, { library, version, project, freeText }) {
    const books = shelf(library, locale)
    const say = (key: string) => words(books, `about.${key}`)
    const blocks: Block[] = [
      { kind: 'heading', text: say('title') },
      ...languageNote(books, 'en'),
      { kind: 'text', text: say('is') },
      { kind: 'text', text: say('is-not') },
      ...parts.map((part): Block => ({ kind: 'text', text: `**${say(`${part}-title`)}**\n${say(part)}` })),
      { kind: 'text', text: `**${say('privacy-title')}**` },
      { kind: 'list', items: [say('privacy-1'), say(freeText ? 'privacy-2' : 'privacy-2-off'), say('privacy-3')] },
      { kind: 'text', text: words(books, 'about.version', { version }), small: true },
      {
        kind: 'buttons',
        buttons: [
          { label: say('wrong'), url: `${project}/issues` },
          { label: say('hazards'), url: `${project}/blob/main/docs/hazards.md` },
          toHelp(books),
        ],
      },
    ]
    return { say: toYou(...blocks) }
  },
})
