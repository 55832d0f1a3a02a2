/** What is said when there is no proper answer: an outdated button, or a fault of ours. */
import { sentence, shelf } from './library.ts'
import { type Reply, row, toYou } from './reply.ts'
import type { Request } from './request.ts'
import { toHelp } from './support.ts'
import type { World } from './world.ts'

/** For a button, form or command that leads nowhere in this version. */
export function outdated({ locale }: Request, { library }: World): Reply {
  const books = shelf(library, locale)
  return toYou(sentence(books, 'sorry.outdated'), row(toHelp(books)))
}

/** For a bug: calm, with the reference under which the log has the rest. */
export function broken({ locale }: Request, { library }: World, reference: string): Reply {
  const books = shelf(library, locale)
  return toYou(sentence(books, 'sorry.broken', { reference }), row(toHelp(books)))
}

/** For something that could not be kept: said only where it is not sure to be on the disk. */
export function unsaved({ locale }: Request, { library }: World): Reply {
  const books = shelf(library, locale)
  return toYou(sentence(books, 'sorry.unsaved'), row(toHelp(books)))
}
