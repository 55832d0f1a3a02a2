/** What is said when there is no proper answer: an outdated button, or a fault of ours. */
import { shelf, words } from './library.ts'
import { type Reply, toYou } from './reply.ts'
import type { Request } from './request.ts'
import { toHelp } from './support.ts'
import type { World } from './world.ts'

/** For a button, form or command that leads nowhere in this version. */
export function outdated({ locale }: Request, { library }: World): Reply {
  const books = shelf(library, locale)
  return toYou({ kind: 'text', text: words(books, 'sorry.outdated') }, { kind: 'buttons', buttons: [toHelp(books)] })
}

/** For a bug: calm, with the reference under which the log has the rest. */
export function broken({ locale }: Request, { library }: World, reference: string): Reply {
  const books = shelf(library, locale)
  return toYou(
    { kind: 'text', text: words(books, 'sorry.broken', { reference }) },
    { kind: 'buttons', buttons: [toHelp(books)] },
  )
}

/** For something that could not be kept: said only where it is not sure to be on the disk. */
export function unsaved({ locale }: Request, { library }: World): Reply {
  const books = shelf(library, locale)
  return toYou({ kind: 'text', text: words(books, 'sorry.unsaved') }, { kind: 'buttons', buttons: [toHelp(books)] })
}
