/** What a language's data looks like: word lists, patterns that find danger, frames that say how a sentence is meant. */

export type DangerClass = 'suicide' | 'violence' | 'coercion' | 'minor'
export type DangerLevel = 'firm' | 'soft'

/** One idea in the forms people give it, with what it must find and what it must leave alone. */
export interface Pattern {
  readonly id: string
  readonly class: DangerClass
  readonly level: DangerLevel
  /** Who is in danger or tells of their own deed: the person who writes (left out), or someone they know. */
  readonly who?: 'other'
  /** Told of a hand, arm or cloth on the throat or over the face. */
  readonly strangulation?: true
  /** Takes the place of what is found about someone else's suicide in the same words: a threat made to hold the person. */
  readonly insteadOf?: 'suicide'
  /** Counts only where the person speaks as under 18, or beside another `sign`. */
  readonly needs?: 'underage' | 'sign'
  /** Left out where the person speaks as under 18: a pattern of `minor` finds the same words and must be the one named. */
  readonly unless?: 'underage'
  /** A sign of preparing to die (a day set, things given away, letters written): two different ones are firm together. */
  readonly sign?: true
  readonly forms: readonly string[]
  readonly for: readonly string[]
  readonly against: readonly string[]
}

/**
 * What a frame does to the findings around it.
 *
 * - `idiom`: a finding that ends inside these words is no finding ("dying to see you")
 * - `denied`: what begins in or right after it is denied or only imagined ("if he ever")
 * - `story`: a film, song, book, the news, research: other people's danger, and quoted words, within a sentence of it are not
 *   real here
 * - `saying`: "the song says": words about one's own death right after it are the song's
 * - `meant`: "and that is how I feel": undoes `story`
 * - `bygone`: people and times long gone: others' danger within a sentence of it is history
 * - `play`: a game or sport: nobody is hurt in this sentence
 * - `consent`: agreed play; undone by `unwilling`
 * - `unwilling`: it went on without consent
 * - `over`: the message says that it is over and the person safe; firm becomes soft, undone by `now`
 * - `past`: a time long ago; firm becomes soft within a sentence of it, undone by `now`
 * - `now`: it goes on
 * - `laugh`: laughter right after words about one's own death; firm becomes soft
 * - `underage`: the person speaks as under 18
 * - `adult`: the person is grown: undoes `underage`
 */
export type Effect =
  | 'idiom'
  | 'denied'
  | 'story'
  | 'saying'
  | 'meant'
  | 'bygone'
  | 'play'
  | 'consent'
  | 'unwilling'
  | 'over'
  | 'past'
  | 'now'
  | 'laugh'
  | 'underage'
  | 'adult'

/** A way of framing. `for`: messages it leaves alone or softens; `against`: messages that are found at full level in spite of it. */
export interface Frame {
  readonly id: string
  readonly does: Effect
  readonly forms: readonly string[]
  readonly for: readonly string[]
  readonly against: readonly string[]
}

export interface Language {
  readonly code: 'en' | 'es' | 'de' | 'fr' | 'pt'
  /** Word lists, written in the notation of the matcher, members parted by `|`. */
  readonly lists: Readonly<Record<string, string>>
  readonly negation: {
    /** Words that negate. */
    readonly words: string
    /** Phrases that hold such a word and do not negate ("not only", "can't stop"). */
    readonly pseudo: readonly string[]
    /** Words where a negation's reach ends: a new clause or a new subject. */
    readonly ends: string
    /** How many words before a finding a negation reaches it. */
    readonly reach: number
    /** How many words after a finding a negation reaches back to it, in languages that put it there. */
    readonly follows: number
  }
  /** The words for "I", "me", "my". */
  readonly self: ReadonlySet<string>
  /** Words read through stars, and through a typing mistake where they have six letters or more. */
  readonly careful: string
  /** Everyday words that are one letter away from one of those: they are no typing mistake. */
  readonly ordinary: string
  readonly patterns: readonly Pattern[]
  readonly frames: readonly Frame[]
}
