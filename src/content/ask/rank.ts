/**
 * Which class a text is nearest to, learnt from texts of known classes by counting: no step depends on chance or order,
 * so the same content gives the same ranking, and a changed text counts at the next start.
 *
 * Three views that err differently are added up. One weighs each feature by how seldom it stands in the other classes:
 * J. D. M. Rennie et al., "Tackling the poor assumptions of naive Bayes text classifiers", ICML (2003) 616-623. The others
 * compare with the single texts, by their words and by what they mean: Y. Yang, X. Liu, "A re-examination of text categorization methods", SIGIR (1999) 42-49,
 * doi:10.1145/312624.312647.
 */
import { type Alike, features, stems } from './features.ts'
import { likeness } from './meaning.ts'

/** A text whose class is known. */
export interface Labelled {
  readonly of: string
  readonly text: string
  /** How much it counts beside the others, above 0. */
  readonly weight: number
  /** Whether it is short enough to have one meaning. */
  readonly encoded: boolean
}

/** Class -> how near, in standard deviations above the mean class. */
export interface Scores {
  /** By the nearest in meaning alone. */
  readonly meaning: ReadonlyMap<string, number>
  /** By all views, added up. */
  readonly all: ReadonlyMap<string, number>
}

/** A feature of one text alone tells of that text, not of its class. */
const leastTexts = 2

/** Texts of a class that are compared: with fewer, one lucky likeness decides; with more, large classes win. */
const neighbours = 8

/** How much the nearest in meaning count beside each of the others. */
const meant = 2

/** Count given to what was never seen (Lidstone). */
const unseen = 0.3

/** The ranking that these texts teach; undefined for a text that has nothing in common with any of them. */
export function ranker(labelled: readonly Labelled[], alike: Alike): (text: string) => Scores | undefined {
  const classes = [...new Set(labelled.map(({ of }) => of))]
  const counted = labelled.map(({ text }) => features(stems(text, alike)))
  const telling = inverseFrequency(counted)
  const vectors = counted.map((counts) => vector(counts, telling))
  const byWords = complement(labelled, vectors, classes)
  const byTexts = nearestTexts(labelled, vectors, classes)
  const byMeaning = nearestMeanings(labelled, classes)
  return (text) => {
    const asked = vector(features(stems(text, alike)), telling)
    if (asked.size === 0) return undefined
    const words = standard(byWords(asked))
    const texts = standard(byTexts(asked))
    const meanings = standard(byMeaning(text))
    const all = (n: number) => (words[n] ?? 0) + (texts[n] ?? 0) + meant * (meanings[n] ?? 0)
    return {
      meaning: new Map(classes.map((of, n) => [of, meanings[n] ?? 0])),
      all: new Map(classes.map((of, n) => [of, all(n)])),
    }
  }
}

type Vector = ReadonlyMap<string, number>

function inverseFrequency(counted: readonly Vector[]): Vector {
  const texts = new Map<string, number>()
  for (const counts of counted) for (const feature of counts.keys()) texts.set(feature, (texts.get(feature) ?? 0) + 1)
  const known = [...texts].filter(([, n]) => n >= leastTexts)
  return new Map(known.map(([feature, n]) => [feature, 1 + Math.log(counted.length / n)]))
}

/** Known features, weighed, of length 1 together. */
function vector(counts: Vector, telling: Vector): Vector {
  const weighed = [...counts].flatMap(([feature, count]): [string, number][] => {
    const weight = telling.get(feature)
    return weight === undefined ? [] : [[feature, count * weight]]
  })
  const length = Math.hypot(...weighed.map(([, weight]) => weight))
  return new Map(weighed.map(([feature, weight]) => [feature, weight / length]))
}

/** Complement naive Bayes, its weights normalised so that no class wins by its size. */
function complement(labelled: readonly Labelled[], vectors: readonly Vector[], classes: readonly string[]) {
  const place = new Map(classes.map((of, n) => [of, n]))
  const counts = new Map<string, Float64Array>()
  const sizes = new Float64Array(classes.length)
  for (const [n, { of, weight }] of labelled.entries()) {
    const at = place.get(of) ?? 0
    for (const [feature, value] of vectors[n] ?? []) {
      const row = counts.get(feature) ?? new Float64Array(classes.length)
      row[at] = (row[at] ?? 0) + value * weight
      counts.set(feature, row)
      sizes[at] = (sizes[at] ?? 0) + value * weight
    }
  }
  const all = sum(sizes)
  const whole = new Float64Array(classes.length)
  for (const row of counts.values()) {
    const inAll = sum(row)
    for (const [at, own] of row.entries()) {
      const others = all - (sizes[at] ?? 0) + unseen * counts.size
      row[at] = -Math.log((inAll - own + unseen) / others)
      whole[at] = (whole[at] ?? 0) + Math.abs(row[at])
    }
  }
  for (const row of counts.values())
    for (const [at, own] of row.entries()) row[at] = (own * counts.size) / (whole[at] || 1)
  return (asked: Vector): Float64Array => {
    const scores = new Float64Array(classes.length)
    for (const [feature, value] of asked)
      for (const [at, own] of (counts.get(feature) ?? []).entries()) scores[at] = (scores[at] ?? 0) + value * own
    return scores
  }
}

/** The likeness (cosine) of the nearest few texts of each class. */
function nearestTexts(labelled: readonly Labelled[], vectors: readonly Vector[], classes: readonly string[]) {
  const place = new Map(classes.map((of, n) => [of, n]))
  const standsIn = new Map<string, [text: number, value: number][]>()
  for (const [n, values] of vectors.entries())
    for (const [feature, value] of values) {
      const texts = standsIn.get(feature) ?? []
      texts.push([n, value])
      standsIn.set(feature, texts)
    }
  return (asked: Vector): Float64Array => {
    const like = new Float64Array(vectors.length)
    for (const [feature, value] of asked)
      for (const [n, own] of standsIn.get(feature) ?? []) like[n] = (like[n] ?? 0) + value * own
    return nearestOf(labelled, like, place)
  }
}

/** The same, by meaning. */
function nearestMeanings(labelled: readonly Labelled[], classes: readonly string[]) {
  const place = new Map(classes.map((of, n) => [of, n]))
  const encoded = labelled.filter((one) => one.encoded)
  const like = likeness(encoded.map(({ text }) => text))
  return (text: string): Float64Array => nearestOf(encoded, like(text), place)
}

function nearestOf(
  labelled: readonly Labelled[],
  like: Float32Array | Float64Array,
  place: ReadonlyMap<string, number>,
): Float64Array {
  const ofClass = Array.from(place, (): number[] => [])
  for (const [n, { of, weight }] of labelled.entries()) ofClass[place.get(of) ?? 0]?.push((like[n] ?? 0) * weight)
  return Float64Array.from(ofClass, (all) => sum(all.sort((a, b) => b - a).slice(0, neighbours)))
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/** In standard deviations above the mean. */
function standard(scores: Float64Array): Float64Array {
  const mean = sum(scores) / scores.length
  const deviation = Math.sqrt(sum(scores.map((score) => (score - mean) ** 2)) / scores.length)
  return scores.map((score) => (deviation === 0 ? 0 : (score - mean) / deviation))
}
