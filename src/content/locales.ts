/** The languages that Discord knows, and the folders of ours that are named after them. */

import { languageOf } from '../core/library.ts'

/** https://docs.discord.com/developers/reference#locales */
export const locales: readonly string[] =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko ar he'.split(
    ' ',
  )

const languages = new Set(locales.map(languageOf))

/** A folder is named after a language, or after one of Discord's locales where its regions differ. */
export const isLanguage = (folder: string): boolean => languages.has(folder) || locales.includes(folder)

/** What to try for a folder that is no language. */
export function languageFor(folder: string): string {
  const own = languageOf(folder.toLowerCase().replace('_', '-'))
  return languages.has(own) ? `name it "${own}"` : 'name it by its two letters, as de, es or pt'
}
