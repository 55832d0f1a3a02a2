/**
 * Which class a text is nearest to, learnt from texts of known classes: the same content gives the same ranking, and the words
 * of a changed text count at the next start.
 *
 * Four views that err differently are added up, two by words and two by meaning. Of each two, one is linear: by words it weighs
 * each feature by how seldom it stands in the other classes (J. D. M. Rennie et al., "Tackling the poor assumptions of naive
 * Bayes text classifiers", ICML (2003) 616-623), by meaning it is `encoder/linear.ts`. The other compares with the single texts:
 * Y. Yang, X. Liu, "A re-examination of text categorization methods", SIGIR (1999) 42-49, doi:10.1145/312624.312647.
 */

import { meanings } from './encoder/known.ts'
import { linear } from './encoder/linear.ts'
import type { Alike } from './features.ts'
import { type Vector, type Words, wordsOf } from './words.ts'

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
  /** By meaning alone. */
  readonly meaning: ReadonlyMap<string, number>
  /** By all views and how often it is asked, added up. */
  readonly all: ReadonlyMap<string, number>
  /** Whether all of its words are known: then none of them is a slip. */
  readonly known: boolean
  /** How like the text the few nearest texts of a class are in meaning: the mean cosine, not set beside other classes. */
  likeness(of: string): number
}

/**
 * Texts of a class that are compared. By words, with fewer one lucky likeness decides, and with more large classes win. By
 * meaning, the nearest one says whether just this was asked before, forty whether this is what the class is about.
 */
const neighbours = { words: [8], meaning: [1, 8, 40] }

/** Texts whose likeness says whether a text has anything of a class. */
const few = 8

/** How much meaning counts beside each of the views by words. */
const meant = 3

/** Times that every class was asked for before anybody asked (Laplace): few questions tell little. */
const askedBefore = 2

/** Texts from which on a feature's weights are worked out once: some thousand features. */
const many = 200

/** Count given to what was never seen (Lidstone). */
const unseen = 0.3

/** How often people asked for a class. */
export type Often = ReadonlyMap<string, number>

/** The ranking that these texts teach; undefined for a text that has nothing in common with any of them. */
export function ranker(
  labelled: readonly Labelled[],
  alike: Alike,
  often: Often,
): (text: string) => Scores | undefined {
  const classes = [...new Set(labelled.map(({ of }) => of))]
  const words = wordsOf(
    labelled.map(({ text }) => text),
    alike,
  )
  const count = labelled.length
  const encoded = labelled.filter((one) => one.encoded)
  const byWords = complement(labelled, words, classes)
  const nearestTexts = nearest(labelled, classes, neighbours.words)
  const meaningOf = meanings(encoded.map(({ text }) => text))
  const nearestMeanings = nearest(encoded, classes, neighbours.meaning)
  const linearMeanings = linear(classes)
  const lean = leaning(classes, often)
  const places = placesOf(encoded, classes)

  const byTexts = (asked: Vector): Float64Array => {
    const like = new Float64Array(count)
    for (const [feature, value] of asked)
      words.each(feature, (text, weight) => {
        like[text] = (like[text] ?? 0) + value * weight
      })
    return nearestTexts(like)
  }
  return (text) => {
    const asked = words.vector(text)
    if (asked.size === 0) return undefined
    const views = [standard(byWords(asked)), byTexts(asked)] as const
    const { vector, like } = meaningOf(text)
    const meaning = between(nearestMeanings(like), standard(linearMeanings(vector)))
    const all = (n: number) => (views[0][n] ?? 0) + (views[1][n] ?? 0) + meant * (meaning[n] ?? 0) + (lean[n] ?? 0)
    return {
      meaning: new Map(classes.map((of, n) => [of, meaning[n] ?? 0])),
      all: new Map(classes.map((of, n) => [of, all(n)])),
      known: words.knows(text),
      likeness(of) {
        const own = Float64Array.from(places.get(of) ?? [], (place) => like[place] ?? 0)
        return sum(most(own, new Float64Array(few))) / few
      },
    }
  }
}

/** Complement naive Bayes, its weights normalised so that no class wins by its size. */
function complement(labelled: readonly Labelled[], words: Words, classes: readonly string[]) {
  const place = new Map(classes.map((of, at) => [of, at]))
  const classOf = Uint16Array.from(labelled, ({ of }) => place.get(of) ?? 0)
  const weights = Float64Array.from(labelled, ({ weight }) => weight)
  const own = new Float64Array(classes.length)
  /** How much of the feature stands in each class, in `own` until the next call; gives how much in all. */
  const counts = (feature: number): number => {
    own.fill(0)
    let inAll = 0
    words.each(feature, (text, weight) => {
      const at = classOf[text] ?? 0
      const count = weight * (weights[text] ?? 0)
      own[at] = (own[at] ?? 0) + count
      inAll += count
    })
    return inAll
  }
  const sizes = new Float64Array(classes.length)
  for (let feature = 0; feature < words.size; feature += 1)
    words.each(feature, (text, weight) => {
      const at = classOf[text] ?? 0
      sizes[at] = (sizes[at] ?? 0) + weight * (weights[text] ?? 0)
    })
  const all = sum(sizes)
  const others = sizes.map((size) => Math.log(all - size + unseen * words.known))
  /** The logarithm of how often the feature stands in other classes than each, its sign turned; until the next call. */
  const seldom = (feature: number): Float64Array | undefined => {
    const inAll = counts(feature)
    if (inAll === 0) return undefined
    const inOthers = Math.log(inAll + unseen)
    for (let at = 0; at < own.length; at += 1) {
      const count = own[at] ?? 0
      own[at] = (others[at] ?? 0) - (count === 0 ? inOthers : Math.log(inAll - count + unseen))
    }
    return own
  }
  const whole = new Float64Array(classes.length)
  /** Of features that stand in many texts, since every question has some. */
  const ready = new Map<number, Float32Array>()
  for (let feature = 0; feature < words.size; feature += 1) {
    const own = seldom(feature)
    if (!own) continue
    if (words.texts(feature) >= many) ready.set(feature, Float32Array.from(own))
    for (let at = 0; at < whole.length; at += 1) whole[at] = (whole[at] ?? 0) + Math.abs(own[at] ?? 0)
  }
  return (asked: Vector): Float64Array => {
    const scores = new Float64Array(classes.length)
    for (const [feature, value] of asked) {
      const own = ready.get(feature) ?? seldom(feature)
      if (own) for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) + value * (own[at] ?? 0)
    }
    return scores.map((score, at) => (score * words.known) / (whole[at] || 1))
  }
}

/**
 * The likeness of the nearest texts of each class, added up for each of these counts; the mean of all counts, in standard
 * deviations above the mean class.
 */
function nearest(labelled: readonly Labelled[], classes: readonly string[], counts: readonly number[]) {
  const ofClass = [...placesOf(labelled, classes).values()]
  const weights = Float64Array.from(labelled, ({ weight }) => weight)
  const own = new Float64Array(labelled.length)
  const best = new Float64Array(Math.max(...counts))
  return (like: Float32Array | Float64Array): Float64Array => {
    const sums = counts.map((count) => ({ count, of: new Float64Array(classes.length) }))
    for (const [at, texts] of ofClass.entries()) {
      for (let n = 0; n < texts.length; n += 1) {
        const text = texts[n] ?? 0
        own[n] = (like[text] ?? 0) * (weights[text] ?? 0)
      }
      const found = most(own.subarray(0, texts.length), best)
      for (const one of sums) one.of[at] = sum(found.subarray(0, one.count))
    }
    const views = sums.map((one) => standard(one.of))
    return Float64Array.from(classes, (_, at) => sum(views.map((view) => view[at] ?? 0)) / views.length)
  }
}

/** The highest of these, falling, in `into`; as many as there is room for. To sort them all takes several times as long. */
function most(of: Float64Array, into: Float64Array): Float64Array {
  let end = 0
  for (let n = 0; n < of.length; n += 1) {
    const one = of[n] ?? 0
    if (end === into.length && one <= (into[end - 1] ?? 0)) continue
    if (end < into.length) end += 1
    let at = end - 1
    for (; at > 0 && (into[at - 1] ?? 0) < one; at -= 1) into[at] = into[at - 1] ?? 0
    into[at] = one
  }
  return into.subarray(0, end)
}

/** Each class, and where its texts stand. */
function placesOf(labelled: readonly Labelled[], classes: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map(classes.map((of): [string, number[]] => [of, []]))
  for (const [at, { of }] of labelled.entries()) places.get(of)?.push(at)
  return places
}

function sum(numbers: ArrayLike<number>): number {
  let total = 0
  for (let n = 0; n < numbers.length; n += 1) total += numbers[n] ?? 0
  return total
}

/** In standard deviations above the mean; what is no number stays none, and does not count. */
function standard(scores: Float64Array): Float64Array {
  const told = scores.filter((score) => !Number.isNaN(score))
  const mean = sum(told) / told.length
  const deviation = Math.sqrt(sum(told.map((score) => (score - mean) ** 2)) / told.length)
  return scores.map((score) => (deviation === 0 ? 0 : (score - mean) / deviation))
}

/** The mean of both views; of a class that the second does not know, the first. */
const between = (first: Float64Array, second: Float64Array): Float64Array =>
  first.map((score, n) => {
    const other = second[n] ?? Number.NaN
    return Number.isNaN(other) ? score : (score + other) / 2
  })

/** The logarithm of how much more often than the mean class each is asked for: Bayes' prior. */
function leaning(classes: readonly string[], often: Often): readonly number[] {
  const counts = classes.map((of) => askedBefore + (often.get(of) ?? 0))
  const mean = sum(counts) / counts.length
  return counts.map((count) => Math.log(count / mean))
}
