/** Names of languages, as the reader's own language writes them. */
import type { Shelf } from './library.ts'

/** The name of a locale code such as `pt-BR`; the code itself where there is none. */
export function languageName({ language }: Shelf, code: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
