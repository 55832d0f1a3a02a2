/** `/help`: what the bot can do, with the way to people on top. */
import { command } from '../src/core/command.ts'
import { languageNote, shelf, words } from '../src/core/library.ts'
import { type Block, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'

export default command({
  answer({ locale }, { library, commands }) {
    const books = shelf(library, locale)
    const blocks: Block[] = [
      { kind: 'heading', text: words(books, 'help.title') },
      ...languageNote(books, 'en'),
      { kind: 'text', text: words(books, 'help.people') },
      { kind: 'buttons', buttons: [toHelp(books)] },
      { kind: 'line' },
      { kind: 'list', items: commands.map((name) => `**/${name}** ${words(books, `commands.${name}.help`)}`) },
      { kind: 'text', text: words(books, 'help.quiet') },
    ]
    return { say: toYou(...blocks) }
  },
})
