/** `/settings`: discreet mode, the language of what comes by itself, and the ways to the rest. Saved with the person's yes only. */
import { command } from '../src/core/command.ts'
import { consentPress, withYes } from '../src/core/consent.ts'
import { languageName } from '../src/core/language.ts'
import { lasting } from '../src/core/lasting.ts'
import { type Library, languageNote, type Shelf, shelf, words } from '../src/core/library.ts'
import type { Outcome } from '../src/core/outcome.ts'
import type { Person } from '../src/core/person.ts'
import { toHowLong } from '../src/core/privacy.ts'
import { type Block, type Reply, row } from '../src/core/reply.ts'
import { toHelp, toHide } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'

export default command({
  keeps: true,

  answer(request, world) {
    const books = shelf(world.library, request.locale)
    return withYes(request, world, 'settings', (person) => ({ say: home(books, person, world) }))
  },

  press(request, world) {
    const books = shelf(world.library, request.locale)
    const first = consentPress(request, world, (person) => ({ say: home(books, person, world) }))
    if (first) return first
    const [, part, which] = request.address
    const save = (change: (person: Person) => Person) =>
      withYes(request, world, 'settings', (person): Outcome<Reply> => {
        const changed = change(person)
        return { say: home(books, changed, world), person: changed }
      })
    switch (part) {
      case 'quiet':
        return save((person) => ({ ...person, discreet: which === 'on' }))
      case 'say': {
        const [locale = ''] = request.values
        return world.library.shelves.has(locale) ? save((person) => ({ ...person, locale })) : undefined
      }
      default:
        return undefined
    }
  },
})

/** The choices of one person are those of many: the screen is made once for all who chose alike. */
function home(books: Shelf, person: Person, { library }: World): Reply {
  const { discreet, zone, keepDays } = person
  const { language } = shelf(library, person.locale)
  const key = `settings ${discreet} ${language} ${zone} ${keepDays}`
  return lasting(books, key, () => homeBlocks(books, { discreet, language, zone, keepDays }, library))
}

/** What this screen shows, and no more of anybody. */
interface Chosen extends Pick<Person, 'discreet' | 'keepDays'> {
  readonly language: string
  readonly zone: string | undefined
}

function homeBlocks(books: Shelf, { discreet, language, zone, keepDays: days }: Chosen, library: Library): Block[] {
  const say = (key: string, fill = {}) => words(books, `settings.${key}`, fill)
  const choices = [...library.shelves.keys()].map((value) => ({ label: languageName(books, value), value }))
  return [
    { kind: 'heading', text: say('title') },
    ...languageNote(books, 'en'),
    { kind: 'text', text: `${say(discreet ? 'discreet-on' : 'discreet-off')} ${say('check-ins')}` },
    row({ label: say(discreet ? 'turn-off' : 'turn-on'), to: ['settings', 'quiet', discreet ? 'off' : 'on'] }),
    { kind: 'text', text: say('language', { language: languageName(books, language) }) },
    { kind: 'menu', to: ['settings', 'say'], hint: say('hint'), choices },
    { kind: 'text', text: zone === undefined ? say('no-zone') : say('zone', { zone }) },
    { kind: 'text', text: say(days === 0 ? 'days-0' : 'days', { days }) },
    row(toHide(books), toHelp(books), toHowLong(books)),
  ]
}
