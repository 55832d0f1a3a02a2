/**
 * `/server`: what those who manage a server set for it. Every press asks anew whether they may. It keeps nothing about
 * them and shows nothing of anybody.
 */
import { mistaken } from '../src/core/care.ts'
import { command } from '../src/core/command.ts'
import { languageName } from '../src/core/language.ts'
import { languageNote, type Shelf, sentence, shelf, words } from '../src/core/library.ts'
import {
  asKnown,
  changed,
  longestContact,
  type Place,
  type PlaceChange,
  readContact,
  shownContact,
} from '../src/core/place.ts'
import { type Block, type Button, type Form, instead, plain, type Reply, row, toYou } from '../src/core/reply.ts'
import type { Asker } from '../src/core/request.ts'
import { aside } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'

/** The menu's value for no language of the server's own. */
const any = 'any'

export default command({
  manages: true,

  answer(request, world) {
    const books = shelf(world.library, request.locale)
    return { say: toYou(...(before(books, request, world) ?? homeBlocks(books, world, asKnown(world.place)))) }
  },

  press(request, world) {
    const books = shelf(world.library, request.locale)
    const stop = before(books, request, world)
    if (stop) return { say: instead(...stop) }
    const [, part, which] = request.address
    switch (part) {
      case 'cards':
        return save(books, world, { showCards: which === 'on' })
      case 'say': {
        const [chosen = ''] = request.values
        if (chosen === any) return save(books, world, { locale: undefined })
        return world.library.shelves.has(chosen) ? save(books, world, { locale: chosen }) : undefined
      }
      case 'contact':
        if (which === 'none') return save(books, world, { contact: undefined })
        return { say: contactForm(books, which === 'm' ? mistaken : 'f') }
      default:
        return undefined
    }
  },

  submit(request, world) {
    const books = shelf(world.library, request.locale)
    const stop = before(books, request, world)
    if (stop) return { say: instead(...stop) }
    const typed = request.fields.contact ?? ''
    const contact = readContact(typed)
    if (contact !== undefined) return save(books, world, { contact })
    const shown = typed.slice(0, longestContact)
    return {
      say: instead(
        sentence(books, 'server.neither'),
        ...(shown.trim() === '' ? [] : typedBlocks(books, shown)),
        row({ ...toContact(books), label: words(books, 'server.again') }),
        aside(books),
      ),
    }
  },
})

/** What stands in the way; undefined: nothing does. */
function before(
  books: Shelf,
  { room, manages }: Pick<Asker, 'room' | 'manages'>,
  { keeping, place }: World,
): Block[] | undefined {
  const tell = (key: string): Block[] => [sentence(books, `server.${key}`), aside(books)]
  if (room.server === undefined) return tell('only')
  if (!manages) return tell('not-yours')
  if (keeping === 'off') return tell('off')
  return place === 'unknown' ? tell('unknown') : undefined
}

const save = (books: Shelf, world: World, change: PlaceChange): { say: Reply; place: PlaceChange } => ({
  say: instead(...homeBlocks(books, world, changed(asKnown(world.place), change))),
  place: change,
})

function homeBlocks(books: Shelf, { library }: World, { showCards, locale, contact }: Place): Block[] {
  const say = (key: string, fill = {}) => words(books, `server.${key}`, fill)
  const languages = [...library.shelves.keys()].map((value) => ({ label: languageName(books, value), value }))
  const remove: Button = { label: say('remove'), to: ['server', 'contact', 'none'] }
  return [
    { kind: 'heading', text: say('title') },
    ...languageNote(books, 'en'),
    { kind: 'text', text: say('about') },
    { kind: 'text', text: say(showCards ? 'cards-on' : 'cards-off') },
    row({ label: say(showCards ? 'forbid' : 'allow'), to: ['server', 'cards', showCards ? 'off' : 'on'] }),
    {
      kind: 'text',
      text: locale === undefined ? say('any-language') : say('language', { language: languageName(books, locale) }),
    },
    {
      kind: 'menu',
      to: ['server', 'say'],
      hint: say('hint'),
      choices: [{ label: say('own'), value: any }, ...languages],
    },
    {
      kind: 'text',
      text: contact === undefined ? say('no-contact') : say('contact', { contact: shownContact(contact) }),
    },
    row(toContact(books), ...(contact === undefined ? [] : [remove])),
    aside(books),
  ]
}

/** `mark` ends its address: `f`, or what lets the same words pass after *Not what I meant*. */
const contactForm = (books: Shelf, mark: string): Form => ({
  form: ['server', 'contact', mark],
  title: words(books, 'server.form'),
  fields: [
    {
      kind: 'words',
      name: 'contact',
      label: words(books, 'server.field'),
      about: words(books, 'server.field-about'),
      most: longestContact,
    },
  ],
})

/** So that it need not be typed again. */
const typedBlocks = (books: Shelf, typed: string): Block[] => [
  sentence(books, 'server.typed'),
  { kind: 'quote', text: plain(typed) },
]

const toContact = (books: Shelf): Button => ({ label: words(books, 'server.set'), to: ['server', 'contact'] })
