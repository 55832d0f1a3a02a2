/**
 * The vectors of the known texts, from a file that was made before: to encode all of the content takes a minute, to read
 * the file no time. Vectors are kept as they differ from the mean of all, of length 1, in bytes.
 *
 * The file: the mean; then for each text what it is found by; then each text's scale; then each text's bytes.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { encoder, size } from './encoder.ts'
import { four, makeKernel, sixteens } from './kernel.ts'
import { mark, markOf } from './mark.ts'
import { toBytes } from './weights.ts'

const step = mark + four + size

const file = new URL('./known.bin', import.meta.url)

/** Texts that are encoded at the first question because the file does not have them, some milliseconds each. */
export const mostNew = 100

/** How many of these the file does not have. */
export function missing(texts: readonly string[]): number {
  const marks = readMarks()
  return texts.filter((text) => !marks.has(markOf(text))).length
}

/** What a text means, beside the known ones. */
export interface Meaning {
  /** As it differs from the mean of all known texts, of length 1. */
  readonly vector: Float32Array
  /** The cosine to each of the known texts. */
  readonly like: Float32Array
}

/**
 * What any text means beside these. Of those that the file does not have, the first `mostNew` are encoded; the rest are like
 * no other.
 */
export function meanings(texts: readonly string[]): (text: string) => Meaning {
  const known = readMarks()
  const count = known.size
  const most = sixteens(count + mostNew)
  const rows = { given: 2, columns: size }
  const kernel = makeKernel({ rows: rows.given, columns: size }, most * (size + 8 * four) + 64 * size)
  const layer = kernel.layer(most, size)
  const given = kernel.reserve(rows.given * size * four)
  const out = kernel.reserve(rows.given * most * four)
  const mean = new Float32Array(size)
  const opened = openSync(file, 'r')
  try {
    const read = (into: NodeJS.ArrayBufferView, at: number) => readSync(opened, into, 0, into.byteLength, at)
    const scales = size * four + count * mark
    read(mean, 0)
    read(kernel.floats(layer.at.scales, count), scales)
    read(kernel.bytes(layer.at.bytes, count * size), scales + count * four)
  } finally {
    closeSync(opened)
  }
  const bytes = kernel.bytes(layer.at.bytes, most * size)
  const scales = kernel.floats(layer.at.scales, most)
  let end = count
  const encode = (text: string): number | undefined => {
    if (end === count + mostNew) return undefined
    scales[end] = toBytes(apart(encoder()(text), mean), bytes.subarray(end * size, (end + 1) * size))
    end += 1
    return end - 1
  }
  const places = Int32Array.from(placesOf(texts, known, encode), (place) => place ?? nowhere)
  kernel.sum(layer)

  const asked = kernel.floats(given, size)
  return (text) => {
    const vector = apart(encoder()(text), mean)
    asked.set(vector)
    kernel.multiply({ at: given, stride: size * four }, 1, layer, out)
    const like = kernel.floats(out, most)
    const own = new Float32Array(places.length)
    for (let n = 0; n < own.length; n += 1) own[n] = like[places[n] ?? nowhere] ?? 0
    return { vector, like: own }
  }
}

/** The place of a text that is not compared. */
const nowhere = -1

/** Apart, so that what finds the places is not kept with them. */
const placesOf = (
  texts: readonly string[],
  known: ReadonlyMap<string, number>,
  encode: (text: string) => number | undefined,
) => texts.map((text) => known.get(markOf(text)) ?? encode(text))

/** The file for these texts, and the vector of each. */
export function packKnown(texts: readonly string[]): { file: Uint8Array; vectors: ReadonlyMap<string, Float32Array> } {
  const byMark = new Map(texts.map((text) => [markOf(text), text]))
  const vectors = Array.from(byMark.values(), (text) => encoder()(text))
  const mean = new Float32Array(size)
  for (const vector of vectors)
    for (const [n, value] of vector.entries()) mean[n] = (mean[n] ?? 0) + value / vectors.length
  const different = vectors.map((vector) => apart(vector, mean))
  const bytes = new Int8Array(vectors.length * size)
  const scales = Float32Array.from(different, (vector, n) => toBytes(vector, bytes.subarray(n * size, (n + 1) * size)))
  const file = Buffer.concat([
    Buffer.from(mean.buffer),
    Buffer.from([...byMark.keys()].join(''), 'hex'),
    Buffer.from(scales.buffer),
    Buffer.from(bytes.buffer),
  ])
  return {
    file,
    vectors: new Map([...byMark.values()].map((text, n) => [text, different[n] ?? new Float32Array(size)])),
  }
}

/** The difference from the mean, made to be of length 1. */
function apart(vector: Float32Array, mean: Float32Array): Float32Array {
  const difference = vector.map((value, n) => value - (mean[n] ?? 0))
  const length = Math.hypot(...difference) || 1
  return difference.map((value) => value / length)
}

/** What the file's texts are found by -> their places in it. */
function readMarks(): ReadonlyMap<string, number> {
  const opened = openSync(file, 'r')
  try {
    const count = Math.trunc((fstatSync(opened).size - size * four) / step)
    const marks = Buffer.alloc(count * mark)
    readSync(opened, marks, 0, marks.length, size * four)
    const found = new Map<string, number>()
    for (let n = 0; n < count; n += 1) found.set(marks.toString('hex', n * mark, (n + 1) * mark), n)
    return found
  } finally {
    closeSync(opened)
  }
}
