/** The content as data: what `content/` on disk becomes, frozen, with every fault found before. */

import type { Flow } from './flow.ts'
import type { Block } from './reply.ts'

export type Grade = 'strong' | 'moderate' | 'emerging' | 'contested'

/** The parts of a card, in the order in which they are read. */
export const sectionIds = ['what', 'looks', 'now', 'later', 'helps', 'sure', 'unless', 'misread'] as const
export type SectionId = (typeof sectionIds)[number]

/** One mechanism, explained. `content/<locale>/mechanisms/<id>.md`. */
export interface Card {
  readonly id: string
  /** The language its words are in: on a shelf with no translation of it, the English card stands. */
  readonly language: string
  readonly title: string
  /** One or two sentences that stand alone. */
  readonly short: string
  /** What people type who do not know the name. */
  readonly also: readonly string[]
  readonly topics: readonly string[]
  readonly related: readonly string[]
  readonly grade: Grade
  /** The day a person last checked it, `YYYY-MM-DD`. */
  readonly reviewed: string
  readonly loop?: Loop
  /** Markdown in which each citation stands as `[@key]`. Every section but `misread` is present. */
  readonly sections: Readonly<Partial<Record<SectionId, string>>>
  /** Keys of the sources cited, in the order of their first citation. */
  readonly cites: readonly string[]
}

export interface Loop {
  readonly trigger: string
  readonly feeling: string
  readonly act: string
  readonly relief: string
  readonly cost: string
}

/** How a claim of the founding article stands. */
export const verdicts = ['fair', 'limits', 'unproven', 'correcting', 'wrong', 'missing'] as const
export type Verdict = (typeof verdicts)[number]

/** The article this bot grew from, answered claim by claim. `content/<locale>/article.md`. */
export interface Article {
  /** The language its words are in. */
  readonly language: string
  readonly title: string
  readonly short: string
  /** The day a person last checked it, `YYYY-MM-DD`. */
  readonly reviewed: string
  readonly opening: string
  readonly claims: readonly Claim[]
}

export interface Claim {
  /** Made of the English heading, as a forge makes the anchor of a heading. */
  readonly id: string
  /** The claim in our own words. */
  readonly heading: string
  readonly verdict: Verdict
  /** What the article says, the verdict, the evidence: Markdown in which each citation stands as `[@key]`. */
  readonly text: string
  /** Keys of the sources cited, in the order of their first citation. */
  readonly cites: readonly string[]
  /** Ids of the cards it leads to. */
  readonly cards: readonly string[]
}

/** One reference (a subset of CSL-JSON). `content/sources.json`. */
export interface Source {
  readonly id: string
  readonly authors: readonly { readonly family: string; readonly given?: string }[]
  readonly year: number
  readonly title: string
  /** Journal, book or publisher. */
  readonly container?: string
  readonly volume?: string
  readonly issue?: string
  readonly pages?: string
  readonly doi?: string
  readonly url?: string
  /** Only a randomised study may carry a causal word. */
  readonly randomised: boolean
}

export interface Helpline {
  readonly kind: string
  readonly name: string
  readonly call?: string
  readonly text?: string
  readonly chat?: string
  readonly web?: string
  readonly hours?: string
  /** Languages spoken there, as codes. */
  readonly languages?: readonly string[]
  /** Whom it is for, where it is not for everyone: the key of its words under `audience.`. */
  readonly audience?: string
  readonly note?: string
  /** The public page where it was seen, and the day (`YYYY-MM-DD`) on which that was. */
  readonly page: string
  readonly checked: string
}

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string
  readonly name: string
  /** Numbers of the emergency services as printed; empty where we have not seen them. */
  readonly emergency: readonly string[]
  /** Where and when the emergency numbers were seen. */
  readonly emergencySeen?: { readonly page: string; readonly checked: string }
  readonly lines: readonly Helpline[]
}

export interface Helplines {
  readonly directories: readonly Helpline[]
  /** By name. */
  readonly countries: readonly Country[]
}

/** What a question in one's own words calls for. */
export interface Asked {
  /** `card`: the first card answers it; `none`: no card does; `safety`: help comes first; `clinician`: it is a doctor's. */
  readonly kind: 'card' | 'none' | 'safety' | 'clinician'
  /** Cards whose very title or phrase it is. */
  readonly named: readonly string[]
  /** The chance that a card answers it at all, 0 to 1. */
  readonly fits: number
  /** The nearest cards whatever the kind, best first, at most three; `says`: the sentences that speak to the question. */
  readonly cards: readonly { readonly id: string; readonly says: string }[]
}

/** What one language holds. */
export interface Shelf {
  /** The language's code, such as `en` or `es`; a Discord locale such as `zh-TW` where its regions differ. */
  readonly language: string
  /** The bot's own sentences by dotted key (`card.help`), with `{name}` where something is filled in. */
  readonly words: Readonly<Record<string, string>>
  readonly cards: ReadonlyMap<string, Card>
  readonly flows: ReadonlyMap<string, Flow>
  /** Absent where the content has none. */
  readonly article?: Article
  /**
   * Ids of cards for what is being typed, likeliest first: all by title for nothing, then titles, lay phrases and misspellings of
   * either, and from a few words on what answers them as a question.
   */
  find(text: string, most: number): readonly string[]
  /** Ids of cards with these words in their title, a slip aside. */
  titled(text: string, most: number): readonly string[]
  /** What fits a question in one's own words, of any length. The same text gets the same answer. */
  ask(text: string): Asked
}

export interface Library {
  readonly shelves: ReadonlyMap<string, Shelf>
  readonly sources: ReadonlyMap<string, Source>
  readonly helplines: Helplines
}

/** The language of a locale: `pt` of `pt-BR`. */
export const languageOf = (locale: string): string => locale.split('-')[0] ?? locale

/** The shelf for a Discord locale: the same locale, its language, or English. */
export function shelf(library: Library, locale: string): Shelf {
  const found = library.shelves.get(locale) ?? library.shelves.get(languageOf(locale)) ?? library.shelves.get('en')
  if (!found) throw new Error('the library has no English shelf')
  return found
}

/**
 * Finds one of the bot's own sentences and fills its `{names}`.
 * @throws if the key or a name is missing: a test walks every key the code uses.
 */
export function words(shelf: Shelf, key: string, fill: Readonly<Record<string, string | number>> = {}): string {
  const text = shelf.words[key]
  if (text === undefined) throw new Error(`no words for ${key}`)
  if (!text.includes('{')) return text
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fill[name]
    if (value === undefined) throw new Error(`nothing to fill {${name}} of ${key}`)
    return String(value)
  })
}

/** One of the bot's own sentences as a text. Throws as `words` does. */
export const sentence = (shelf: Shelf, key: string, fill?: Readonly<Record<string, string | number>>): Block => ({
  kind: 'text',
  text: words(shelf, key, fill),
})

/** A line in the reader's language about what follows in another; nothing where it is the reader's own, of whatever region. */
export const languageNote = (shelf: Shelf, language: string): { kind: 'text'; text: string; small: true }[] =>
  languageOf(shelf.language) === languageOf(language)
    ? []
    : [{ kind: 'text', text: words(shelf, 'language.note'), small: true }]

/** That typed words are read in English alone, in the reader's language, where that is another. */
export const readsNote = (shelf: Shelf): Block[] =>
  languageOf(shelf.language) === 'en' ? [] : [sentence(shelf, 'language.reads')]
