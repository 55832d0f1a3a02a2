/** `/help`: what the bot can do, with the way to people on top. */
import { command } from '../src/core/command.ts'
import { languageNote, sentence, shelf, words } from '../src/core/library.ts'
import { type Block, row, toYou } from '../src/core/reply.ts'
import { toHelp } from '../src/core/support.ts'

export default command({
  answer({ locale }, { library, commands }) {
    const books = shelf(library, locale)
    const blocks: Block[] = [
      { kind: 'heading', text: words(books, 'help.title') },
      ...languageNote(books, 'en'),
      sentence(books, 'help.people'),
      row(toHelp(books)),
      { kind: 'line' },
      { kind: 'list', items: commands.map((name) => `**/${name}** ${words(books, `commands.${name}.help`)}`) },
      sentence(books, 'help.quiet'),
    ]
    return { say: toYou(...blocks) }
  },
})
