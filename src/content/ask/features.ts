/** A text as the features by which cards are told apart: the stems of its words, and each pair of neighbours. */
import { stemmer } from 'stemmer'
import { sameText } from '../search.ts'

/** Word -> the name of those that count as one: whether it is he or she, husband or girlfriend, the card is the same. */
export type Alike = ReadonlyMap<string, string>

/** Longest text looked at, in characters: Discord's longest field. */
const longest = 4000

/** The words of a text in order, as Porter's stems (Program 14, 1980). */
export const stems = (text: string, alike: Alike): readonly string[] =>
  sameText(text.slice(0, longest))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => alike.get(word) ?? stemmer(word))

/** Feature -> how often it stands there, on a logarithmic scale. */
export function features(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [at, word] of words.entries()) {
    const next = words[at + 1]
    for (const feature of next === undefined ? [word] : [word, `${word} ${next}`])
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  return new Map([...counts].map(([feature, count]) => [feature, 1 + Math.log(count)]))
}
