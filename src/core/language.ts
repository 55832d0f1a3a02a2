/** Names of languages, as the reader's own language writes them. */
import type { Shelf } from './library.ts'

/** By the reader's language: to make one takes longer than a whole answer. */
const names = new Map<string, Intl.DisplayNames>()

/** The name of a locale code such as `pt-BR`; the code itself where there is none. */
export function languageName({ language }: Shelf, code: string): string {
  const known = names.get(language) ?? new Intl.DisplayNames([language, 'en'], { type: 'language' })
  names.set(language, known)
  try {
    return known.of(code) ?? code
  } catch {
    return code
  }
}
