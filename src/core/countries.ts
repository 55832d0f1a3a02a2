/** Countries as people type them: a code, a name in their own language or in English, or the beginning of one. */

/** Names that people use and the machine's own list does not have, as `fold` leaves them. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  AE: ['uae', 'emirates', 'eau', 'vae'],
  CD: ['dr congo', 'drc'],
  CI: ['ivory coast', 'elfenbeinkuste', 'costa de marfil', 'cote d ivoire'],
  CV: ['cape verde', 'cap vert'],
  CZ: ['czech republic', 'tschechische republik', 'republique tcheque', 'republica checa', 'republica tcheca'],
  GB: [
    ...['uk', 'u k', 'great britain', 'britain', 'england', 'scotland', 'wales', 'northern ireland'],
    ...['großbritannien', 'grossbritannien', 'schottland', 'nordirland'],
    ...['grande bretagne', 'angleterre', 'ecosse', 'pays de galles', 'irlande du nord'],
    ...['gran bretaña', 'gran bretana', 'inglaterra', 'escocia', 'gales', 'irlanda del norte', 'irlanda do norte'],
    ...['gra bretanha', 'pais de gales'],
  ],
  KR: ['korea', 'republic of korea', 'coree', 'corea', 'coreia'],
  MK: ['macedonia'],
  MM: ['burma'],
  NL: ['holland', 'the netherlands', 'hollande', 'holanda', 'niederland'],
  PS: ['palestine', 'palastina', 'palestina'],
  RU: ['russian federation'],
  SZ: ['swaziland'],
  TR: ['turkey', 'turkiye'],
  US: [
    ...['usa', 'u s a', 'u s', 'america', 'the states', 'the us', 'united states of america', 'the united states'],
    ...['amerika', 'vereinigte staaten von amerika', 'etats unis d amerique', 'amerique', 'ee uu', 'eeuu', 'eua'],
    ...['estados unidos de america'],
  ],
}

/** A text in small letters, without accents and signs, ready to be compared. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+-]+/gu, ' ')
    .trim()

/** Whether each typed word begins a word of the text. Both are folded. */
export function beginsLike(text: string, typed: string): boolean {
  const words = text.split(' ')
  return typed.split(' ').every((part) => words.some((word) => word.startsWith(part)))
}

const displays = new Map<string, Intl.DisplayNames>()

/** A country's name in a language; undefined where the code is none. */
export function countryName(code: string, language: string): string | undefined {
  const known = displays.get(language) ?? new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' })
  displays.set(language, known)
  return known.of(code)
}

interface Known {
  readonly code: string
  readonly name: string
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Without those of countries that are no more: `DD` counts as `DE` today. */
const codes = letters
  .flatMap((one) => letters.map((other) => one + other))
  .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
const others: readonly Known[] = Object.entries(otherNames).flatMap(([code, names]) =>
  names.map((name) => ({ code, name: fold(name) })),
)
const byLanguage = new Map<string, readonly Known[]>()

/** Every country with its name in a language, folded. */
function countriesIn(language: string): readonly Known[] {
  const known = byLanguage.get(language)
  if (known) return known
  const found = codes.flatMap((code) => {
    const name = countryName(code, language)
    return name === undefined ? [] : [{ code, name: fold(name) }]
  })
  byLanguage.set(language, found)
  return found
}

export interface Countries {
  /** Codes of those whose code or whole name it is. */
  readonly named: readonly string[]
  /** Codes of the others with a name in which each typed word begins a word: all of them where nothing was typed. */
  readonly begun: readonly string[]
}

/** Which countries of the world may be meant. Nothing but whole words and their beginnings counts: `uk` stands in Ukraine. */
export function countriesFor(typed: string, locale: string): Countries {
  const wanted = fold(typed)
  const all = [...countriesIn(locale), ...countriesIn('en'), ...others]
  const once = (found: readonly Known[]) => [...new Set(found.map(({ code }) => code))]
  const whole = once(all.filter(({ name }) => name === wanted))
  const named = whole.length > 0 ? whole : once(all.filter(({ code }) => code.toLowerCase() === wanted))
  const begun = once(all.filter(({ name }) => beginsLike(name, wanted)))
  return { named, begun: begun.filter((code) => !named.includes(code)) }
}
