/** A text as the stems of its words. */
import { stemmer } from 'stemmer'
import { sameText } from '../search.ts'

/** Word -> the name of those that count as one: whether it is he or she, husband or girlfriend, the card is the same. */
export type Alike = ReadonlyMap<string, string>

/** Longest text looked at, in characters: Discord's longest field. */
const longest = 4000

/** The words of a text in order, in small letters. */
export const wordsIn = (text: string): readonly string[] =>
  sameText(text.slice(0, longest))
    .split(' ')
    .filter((word) => word !== '')

/** A word's group, or its stem by Porter (Program 14, 1980). */
export const stemOf = (word: string, alike: Alike): string => alike.get(word) ?? stemmer(word)

/** The stems of a text in order. */
export const stems = (text: string, alike: Alike): readonly string[] => wordsIn(text).map((word) => stemOf(word, alike))
