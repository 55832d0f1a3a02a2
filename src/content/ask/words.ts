/**
 * The known texts by their words. Features are the stems and each pair of neighbours; which stands where, and how much it
 * weighs there, is kept in arrays of numbers.
 */
import { type Alike, stemOf, stems, wordsIn } from './features.ts'

/** A feature of one text alone tells of that text, not of its class. */
const leastTexts = 2

/** Feature -> its weight by how seldom it stands elsewhere; of length 1 together, known features alone. */
export type Vector = ReadonlyMap<number, number>

export interface Words {
  /** Features are the numbers below this. */
  readonly size: number
  /** How many of them are known. */
  readonly known: number
  vector(text: string): Vector
  /** Whether each of its words, but for their endings, stands in some text. */
  knows(text: string): boolean
  /** How many texts have the feature, if it is known. */
  texts(feature: number): number
  /** Each text with the feature, and the feature's weight in its vector. */
  each(feature: number, look: (text: number, weight: number) => void): void
}

export function wordsOf(all: readonly string[], alike: Alike): Words {
  const { numbers, pairs, rarity, starts, texts, weights, known } = index(all, alike)
  const pair = (a: number, b: number): number => a * numbers.size + b
  return {
    size: rarity.length,
    known,
    vector(text) {
      const own = stems(text, alike).map((stem) => numbers.get(stem))
      const found = new Map<number, number>()
      const add = (feature: number): void => {
        if ((rarity[feature] ?? 0) > 0) found.set(feature, (found.get(feature) ?? 0) + 1)
      }
      for (const [at, stem] of own.entries()) {
        if (stem === undefined) continue
        add(stem)
        const after = own[at + 1]
        const both = after === undefined ? undefined : pairs.get(pair(stem, after))
        if (both !== undefined) add(numbers.size + both)
      }
      let squares = 0
      for (const [feature, count] of found) {
        const weight = (1 + Math.log(count)) * (rarity[feature] ?? 0)
        found.set(feature, weight)
        squares += weight ** 2
      }
      for (const [feature, weight] of found) found.set(feature, weight / Math.sqrt(squares))
      return found
    },
    knows: (text) => stems(text, alike).every((stem) => numbers.has(stem)),
    texts: (feature) => (starts[feature + 1] ?? 0) - (starts[feature] ?? 0),
    each(feature, look) {
      const end = starts[feature + 1] ?? 0
      for (let n = starts[feature] ?? 0; n < end; n += 1) look(texts[n] ?? 0, weights[n] ?? 0)
    },
  }
}

/** What stands where. Apart, so that what only the counting needs goes when it is done. */
function index(all: readonly string[], alike: Alike) {
  const numbers = new Map<string, number>()
  const seen = new Map<string, number>()
  const read = all.map((text) =>
    wordsIn(text).map((word) => {
      const before = seen.get(word)
      if (before !== undefined) return before
      const number = numberOf(numbers, stemOf(word, alike))
      seen.set(word, number)
      return number
    }),
  )
  const pairs = new Map<number, number>()
  const pair = (a: number, b: number): number => a * numbers.size + b

  // What stands where: text after text, each feature once, and how often, on a logarithmic scale.
  const most = read.reduce((sum, text) => sum + 2 * text.length, 0)
  const standing = new Uint32Array(most)
  const counts = new Float32Array(most)
  const ends = new Uint32Array(all.length)
  const times = new Uint16Array(numbers.size + most)
  let end = 0
  const stand = (feature: number): void => {
    const before = times[feature] ?? 0
    times[feature] = before + 1
    if (before > 0) return
    standing[end] = feature
    end += 1
  }
  for (const [text, own] of read.entries()) {
    const from = end
    for (let at = 0; at < own.length; at += 1) {
      const [stem = 0, next] = [own[at], own[at + 1]]
      stand(stem)
      if (next !== undefined) stand(numbers.size + numberOf(pairs, pair(stem, next)))
    }
    for (let at = from; at < end; at += 1) {
      const feature = standing[at] ?? 0
      counts[at] = 1 + Math.log(times[feature] ?? 1)
      times[feature] = 0
    }
    ends[text] = end
  }

  const size = numbers.size + pairs.size
  const starts = new Uint32Array(size + 1)
  for (let at = 0; at < end; at += 1) {
    const feature = standing[at] ?? 0
    starts[feature + 1] = (starts[feature + 1] ?? 0) + 1
  }
  let known = 0
  const rarity = new Float32Array(size)
  for (let feature = 0; feature < size; feature += 1) {
    const texts = starts[feature + 1] ?? 0
    const tells = texts >= leastTexts
    if (tells) known += 1
    rarity[feature] = tells ? 1 + Math.log(all.length / texts) : 0
    starts[feature + 1] = (starts[feature] ?? 0) + (tells ? texts : 0)
  }
  for (const [key, n] of pairs) if (rarity[numbers.size + n] === 0) pairs.delete(key)

  // Half as wide as elsewhere: there are half a million of each, and three digits of a weight are enough.
  if (all.length > 2 ** 16) throw new RangeError('more texts than their numbers have room for')
  const texts = new Uint16Array(starts[size] ?? 0)
  const weights = new Float16Array(texts.length)
  const next = starts.slice()
  const weight = (at: number): number => (counts[at] ?? 0) * (rarity[standing[at] ?? 0] ?? 0)
  for (let text = 0; text < ends.length; text += 1) {
    const [from = 0, to = 0] = text === 0 ? [0, ends[0]] : [ends[text - 1], ends[text]]
    let squares = 0
    for (let at = from; at < to; at += 1) squares += weight(at) ** 2
    for (let at = from; at < to; at += 1) {
      const own = weight(at)
      if (own === 0) continue
      const feature = standing[at] ?? 0
      const place = next[feature] ?? 0
      texts[place] = text
      weights[place] = own / Math.sqrt(squares)
      next[feature] = place + 1
    }
  }

  return { numbers, pairs, rarity, starts, texts, weights, known }
}

/** A key's number: the next, if it has none. */
function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  const number = numbers.get(key)
  if (number !== undefined) return number
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
