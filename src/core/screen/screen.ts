/**
 * Reads one typed text and says whether the person, or someone they know, may be in danger, before anything else reads it.
 *
 * Findings come from the patterns of all five languages at once, since people mix them. Frames then decide what a finding
 * means: is it denied, an idiom, a song, a game, agreed play, long over? Negation works as in NegEx: cue words with a short
 * reach that ends at a new clause or subject, and look-alikes that do not negate. Time and "who is it about" follow ConText.
 *
 * Sources: W. W. Chapman et al., "A Simple Algorithm for Identifying Negated Findings and Diseases in Discharge Summaries",
 * J Biomed Inform 34 (2001) 301-310, doi:10.1006/jbin.2001.1029; W. W. Chapman, D. Chu, J. N. Dowling, "ConText: An algorithm
 * for identifying contextual features from clinical text", BioNLP Workshop of the ACL (2007) 81-88.
 */
import { type Context, contextOf, type Sense } from './context.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { compile, type Form, type Found, type Matcher } from './match.ts'
import { tokenise, type Vocabulary } from './normalise.ts'
import type { DangerClass, DangerLevel, Language } from './pattern.ts'
import { pt } from './pt.ts'

export interface Screening {
  readonly class: DangerClass | 'none'
  readonly level: DangerLevel | 'none'
  /** A hand, arm or cloth on the throat or over the face is told: "see a doctor today even without marks". */
  readonly strangulation: boolean
}

/** What a screening rests on: `level` is `none` where a frame took the finding away. */
export interface Evidence {
  readonly language: Language['code']
  readonly id: string
  readonly level: DangerLevel | 'none'
  readonly words: string
}

export const languages: readonly Language[] = [en, es, de, fr, pt]

/** Of several classes the first in this order is named. */
const ORDER: readonly DangerClass[] = ['suicide', 'violence', 'coercion', 'minor']
const NOTHING: Screening = { class: 'none', level: 'none', strangulation: false }

interface Engine {
  readonly cues: Matcher<Sense>
  readonly matcher: Matcher<Sense>
  readonly vocabulary: Vocabulary
}

let compiled: Engine | undefined

/** Compiled at the first screening, so that what only imports this module starts at once. */
function engine(): Engine {
  if (compiled !== undefined) return compiled
  const cues = compile(languages.flatMap(cueForms))
  const matcher = compile(languages.flatMap((language) => [...cueForms(language), ...dataForms(language)]))
  const ordinary = new Set(languages.flatMap((language) => members(language.ordinary)))
  const vocabulary = {
    has: (word: string) => matcher.has(word) || ordinary.has(word),
    careful: languages.flatMap(({ careful }) => members(careful)),
  }
  compiled = { cues, matcher, vocabulary }
  return compiled
}

function members(list: string): string[] {
  return list.split('|').map((member) => member.trim())
}

function cueForms(language: Language): Form<Sense>[] {
  const { lists, negation } = language
  return [
    ...members(negation.words).map((text) => ({ of: { kind: 'negation' as const, language }, text, lists })),
    ...negation.pseudo.map((text) => ({ of: { kind: 'pseudo' as const, language }, text, lists })),
  ]
}

function dataForms(language: Language): Form<Sense>[] {
  const { lists, negation, patterns, frames } = language
  const forms = (of: Sense, texts: readonly string[]) => texts.map((text) => ({ of, text, lists }))
  return [
    ...forms({ kind: 'end', language }, members(negation.ends)),
    ...patterns.flatMap((pattern) => forms({ kind: 'pattern', pattern, language }, pattern.forms)),
    ...frames.flatMap((frame) => forms({ kind: 'frame', frame }, frame.forms)),
  ]
}

/**
 * Class and level of danger in a text of any length; the empty text is `none`. Of several classes the first in the order
 * suicide, violence, coercion, minor is named, with the highest level found. Pure, the same answer for the same text, time in
 * step with its length. The first call also compiles the patterns (a fraction of a second): a process that wants its first
 * answer fast calls it once with the empty text beforehand. It can miss: help is on every screen whatever it says.
 */
export function screen(text: string): Screening {
  return examine(text).screening
}

/** The same with what it rests on, for the tests and for who writes patterns; `steps` is the work done. */
export function examine(text: string): { screening: Screening; evidence: Evidence[]; frames: string[]; steps: number } {
  const { cues, matcher, vocabulary } = engine()
  const tokens = tokenise(text, vocabulary)
  // The end of the message ends a sentence too, so that a form can ask for a phrase with nothing behind it.
  if (tokens.length > 0 && tokens.at(-1)?.text !== '.') tokens.push({ text: '.', comma: false, quoted: false })
  const words = tokens.map((token) => token.text)
  const blocked = negated(words, cues)
  const { found, steps } = matcher.find(words, blocked)
  const context = contextOf(tokens, found, blocked)
  const evidence: Evidence[] = []
  const best = new Map<DangerClass, DangerLevel>()
  let strangulation = false
  const signs = signsIn(context, found)
  for (const { of, from, to } of found) {
    if (of.kind !== 'pattern') continue
    const { pattern, language } = of
    const level = pattern.needs === 'sign' && signs.size < 2 ? 'none' : levelIn(context, { of, from, to })
    evidence.push({ language: language.code, id: pattern.id, level, words: words.slice(from, to).join(' ') })
    if (level === 'none') continue
    if (best.get(pattern.class) !== 'firm') best.set(pattern.class, level)
    if (pattern.strangulation === true) strangulation = true
  }
  if (signs.size > 1 && best.get('suicide') !== 'firm') {
    best.set('suicide', [...signs.values()].includes('firm') ? 'firm' : 'soft')
  }
  const frames = found.flatMap(({ of, from, to }) =>
    of.kind === 'frame' ? [`${of.frame.does} ${of.frame.id}: ${words.slice(from, to).join(' ')}`] : [],
  )
  const first = ORDER.find((each) => best.has(each))
  if (first === undefined) return { screening: NOTHING, evidence, frames, steps }
  const level = [...best.values()].includes('firm') ? 'firm' : 'soft'
  return { screening: { class: first, level, strangulation }, evidence, frames, steps }
}

/** Which words negate, look-alikes left out. */
function negated(words: readonly string[], cues: Matcher<Sense>): boolean[] {
  const blocked = words.map(() => false)
  const { found } = cues.find(words, blocked)
  for (const { of, from } of found) if (of.kind === 'negation') blocked[from] = true
  for (const { of, from, to } of found) if (of.kind === 'pseudo') blocked.fill(false, from, to)
  return blocked
}

/** The different signs of preparing to die, each at the level two of them have together. */
function signsIn(context: Context, found: readonly Found<Sense>[]): Map<string, DangerLevel> {
  const signs = new Map<string, DangerLevel>()
  for (const { of, from, to } of found) {
    if (of.kind !== 'pattern' || of.pattern.sign !== true) continue
    const level = levelIn(context, { of: { ...of, pattern: { ...of.pattern, level: 'firm' } }, from, to })
    if (level !== 'none' && signs.get(of.pattern.id) !== 'firm') signs.set(of.pattern.id, level)
  }
  return signs
}

function levelIn(context: Context, finding: Found<Extract<Sense, { kind: 'pattern' }>>): DangerLevel | 'none' {
  const { pattern } = finding.of
  const own = pattern.class === 'suicide' && pattern.who === undefined
  if (context.isIdiom(finding) || context.isDenied(finding) || context.isStory(finding)) return 'none'
  if (pattern.who === 'other' && context.near('bygone', finding, 1)) return 'none'
  if (pattern.class === 'suicide' && context.isReplaced(finding)) return 'none'
  const underage = context.any('underage') && !context.any('adult')
  if (pattern.needs === 'underage' && !underage) return 'none'
  if (pattern.unless === 'underage' && underage) return 'none'
  if (pattern.class !== 'minor' && context.near('play', finding, 0)) return 'none'
  const body = pattern.class === 'violence' || pattern.class === 'coercion'
  if (body && context.any('consent') && !context.any('unwilling')) return 'none'
  const over = context.any('over') || context.near('past', finding, 1)
  // Who speaks as under 18 now is not telling of long ago ("in high school").
  if (over && !context.any('now') && pattern.needs !== 'underage') return 'soft'
  return own && context.isLaughedAt(finding) ? 'soft' : pattern.level
}
