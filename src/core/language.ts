/** Names of languages, as the reader's own language writes them. */
import type { Shelf } from './library.ts'

/** By the reader's language and the code: to ask for one anew is a tenth of an answer that saves something. */
const names = new Map<string, Map<string, string>>()

/** More codes than Discord has; strange ones are not remembered. */
const most = 100

/** The name of a locale code such as `pt-BR`; the code itself where there is none. */
export function languageName({ language }: Shelf, code: string): string {
  const known = names.get(language) ?? new Map<string, string>()
  names.set(language, known)
  const name = known.get(code) ?? nameOf(language, code)
  if (known.size < most) known.set(code, name)
  return name
}

function nameOf(language: string, code: string): string {
  try {
    return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
