/** `/support` and every *Help* button: people who can help, by country. Shown to the asker alone, *Hide* first. */
import { cardLine, toCard } from '../src/core/card.ts'
import { command } from '../src/core/command.ts'
import { sentence, shelf, words } from '../src/core/library.ts'
import { type Block, instead, mostChoices, row, toYou } from '../src/core/reply.ts'
import {
  countryScreen,
  firstScreen,
  hidden,
  isNote,
  kindScreen,
  meant,
  nameOf,
  noteScreen,
  toHelp,
  toHide,
} from '../src/core/support.ts'

export default command({
  options: { country: { type: 'string', suggest: true, most: 100 } },

  answer({ options, locale }, world) {
    const books = shelf(world.library, locale)
    const asking = { books, locale, world }
    if (options.country === undefined) return { say: toYou(...firstScreen(asking)) }
    const { country, fitting } = meant(books, world.library.helplines.countries, options.country, locale)
    if (country) return { say: toYou(...countryScreen(asking, country)) }
    const why = words(books, fitting.length > 0 ? 'support.which' : 'support.unknown')
    return { say: toYou({ kind: 'text', text: why }, ...firstScreen(asking, 0, fitting)) }
  },

  suggest({ options, locale }, { library }) {
    const books = shelf(library, locale)
    const { fitting } = meant(books, library.helplines.countries, String(options.country ?? ''), locale)
    return {
      say: fitting.slice(0, mostChoices).map((country) => ({ label: nameOf(books, country), value: country.code })),
    }
  },

  press({ address: [, part, which = ''], values: [value = ''], locale }, world) {
    const books = shelf(world.library, locale)
    const asking = { books, locale, world }
    const countryOf = (code: string) => world.library.helplines.countries.find((country) => country.code === code)
    const show = (blocks: Block[] | undefined) => blocks && { say: instead(...blocks) }
    if (part === undefined) return { say: toYou(...firstScreen(asking)) }
    if (part === 'hide') return { say: hidden(books) }
    if (part === 'list') return show(firstScreen(asking))
    if (isNote(part)) return show(noteScreen(asking, part, countryOf(which)))
    const country = countryOf(part === 'in' ? value : which)
    switch (part) {
      case 'in': {
        const further = /^from-(\d+)$/.exec(value)?.[1]
        return show(further ? firstScreen(asking, Number(further)) : country && countryScreen(asking, country))
      }
      case 'at':
        return show(country && countryScreen(asking, country))
      case 'kind':
        return show(country && kindScreen(asking, country, value))
      case 'not': {
        const cards = which.split('~').flatMap((id) => books.cards.get(id) ?? [])
        return {
          say: instead(
            sentence(books, 'care.thanks'),
            row(toHelp(books, 'main')),
            { kind: 'list', items: cards.map(cardLine) },
            row(...cards.map(toCard)),
            row(toHide(books)),
          ),
        }
      }
      default:
        return undefined
    }
  },
})
