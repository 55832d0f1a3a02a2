/** What surrounds the findings of one message: negations, idioms, frames. Each question is answered in constant time. */
import type { Found } from './match.ts'
import type { Token } from './normalise.ts'
import type { Effect, Frame, Language, Pattern } from './pattern.ts'

/** What a pattern form stands for. */
export type Sense =
  | { kind: 'pattern'; pattern: Pattern; language: Language }
  | { kind: 'frame'; frame: Frame }
  | { kind: 'negation' | 'pseudo' | 'end'; language: Language }

type Finding = Found<Extract<Sense, { kind: 'pattern' }>>

export interface Context {
  any(does: Effect): boolean
  /** A frame at most `distance` sentences (0 or 1) before or after. */
  near(does: Effect, finding: Finding, distance: 0 | 1): boolean
  isIdiom(finding: Finding): boolean
  isDenied(finding: Finding): boolean
  isStory(finding: Finding): boolean
  isLaughedAt(finding: Finding): boolean
  /** Its words are the words of a pattern that stands in its place. */
  isReplaced(finding: Finding): boolean
}

/** How many words after a frame, or before laughter, still belong to it. */
const CLOSE = 3

export function contextOf(
  tokens: readonly Token[],
  found: readonly Found<Sense>[],
  blocked: readonly boolean[],
): Context {
  const sentences: number[] = []
  let sentence = 0
  for (const { text } of tokens) sentences.push(text === '.' ? sentence++ : sentence)
  const sentenceOf = (at: number) => sentences[at] ?? sentence

  const framed = new Map<Effect, Set<number>>()
  const idiomEnds = tokens.map(() => false)
  const denied = tokens.map(() => false)
  const replaced = tokens.map(() => false)
  const said = new Set<number>()
  const laughs = new Set<number>()
  const ends = new Map<Language, Set<number>>()

  const add = <Key>(table: Map<Key, Set<number>>, key: Key, at: number) => {
    const held = table.get(key)
    if (held === undefined) table.set(key, new Set([at]))
    else held.add(at)
  }

  for (const { of, from, to } of found) {
    if (of.kind === 'end') add(ends, of.language, from)
    if (of.kind === 'pattern' && of.pattern.insteadOf !== undefined) replaced.fill(true, from, to)
    if (of.kind !== 'frame') continue
    const { does } = of.frame
    add(framed, does, sentenceOf(from))
    if (does === 'idiom') idiomEnds.fill(true, from, to)
    if (does === 'denied') denied.fill(true, from, to + CLOSE)
    if (does === 'saying') for (let at = from; at <= to + 1; at++) said.add(at)
    if (does === 'laugh') for (let at = from - CLOSE + 1; at <= from; at++) laughs.add(at)
  }

  const near: Context['near'] = (does, { from }, distance) => {
    const held = framed.get(does)
    if (held === undefined) return false
    const at = sentenceOf(from)
    return held.has(at) || (distance === 1 && (held.has(at - 1) || held.has(at + 1)))
  }

  return {
    any: (does) => framed.has(does),
    near,
    isIdiom: ({ to }) => idiomEnds[to - 1] === true,
    isReplaced({ of, from, to }) {
      const { pattern, language } = of
      if (pattern.who === 'other' || pattern.level === 'soft')
        return replaced[from] === true || replaced[to - 1] === true
      // Words about one's own death are another's threat only where they lie inside it and nobody says "I".
      for (let at = from; at < to; at++)
        if (replaced[at] !== true || language.self.has(tokens[at]?.text ?? '')) return false
      return true
    },
    isLaughedAt: ({ to }) => laughs.has(to),
    isStory(finding) {
      if (!framed.has('story') || framed.has('meant')) return false
      const { pattern } = finding.of
      if (pattern.who === 'other' || tokens[finding.from]?.quoted === true) return near('story', finding, 1)
      return pattern.class === 'suicide' && said.has(finding.from)
    },
    isDenied(finding) {
      if (denied[finding.from] === true) return true
      // "ne veut pas que": a finding with a negation of its own is not denied by another.
      if (blocked.slice(finding.from, finding.to).includes(true)) return false
      const { reach, follows } = finding.of.language.negation
      const stops = (at: number) => tokens[at]?.comma === true || tokens[at]?.text === '.'
      const end = ends.get(finding.of.language)
      for (let at = finding.to; at < finding.to + follows && at < tokens.length; at++) {
        if (stops(at) || end?.has(at) === true) break
        if (blocked[at] === true) return true
      }
      if (end?.has(finding.from) === true) return false
      for (let at = finding.from - 1; at >= 0 && finding.from - at <= reach; at--) {
        if (stops(at + 1) || tokens[at]?.text === '.') return false
        if (blocked[at] === true) return true
        if (end?.has(at) === true) return false
      }
      return false
    },
  }
}
