/** `/support` and every *Help* button: people who can help, by country. Shown to the asker alone, *Hide* first. */
import { command } from '../src/core/command.ts'
import { shelf, words } from '../src/core/library.ts'
import { type Block, instead, toYou } from '../src/core/reply.ts'
import { countryScreen, firstScreen, hidden, matching } from '../src/core/support.ts'

const mostChoices = 25

export default command({
  options: { country: { type: 'string', suggest: true, most: 100 } },

  answer({ options, locale }, world) {
    const { library, now } = world
    const books = shelf(library, locale)
    if (options.country === undefined) return { say: toYou(...firstScreen(books, world, locale)) }
    const [country] = matching(library.helplines.countries, options.country, locale)
    if (country) return { say: toYou(...countryScreen(books, country, library.helplines, now)) }
    const unknown: Block = { kind: 'text', text: words(books, 'support.unknown') }
    return { say: toYou(unknown, ...firstScreen(books, world, locale)) }
  },

  suggest({ options, locale }, { library }) {
    const found = matching(library.helplines.countries, String(options.country ?? ''), locale)
    return { say: found.slice(0, mostChoices).map(({ code, name }) => ({ label: name, value: code })) }
  },

  press({ address: [, part], values: [value], locale }, world) {
    const { library, now } = world
    const books = shelf(library, locale)
    switch (part) {
      case undefined:
        return { say: toYou(...firstScreen(books, world, locale)) }
      case 'hide':
        return { say: hidden(books) }
      case 'list':
        return { say: instead(...firstScreen(books, world, locale)) }
      case 'in': {
        const further = /^from-(\d+)$/.exec(value ?? '')?.[1]
        if (further) return { say: instead(...firstScreen(books, world, locale, Number(further))) }
        const country = library.helplines.countries.find(({ code }) => code === value)
        return country && { say: instead(...countryScreen(books, country, library.helplines, now)) }
      }
      default:
        return undefined
    }
  },
})
