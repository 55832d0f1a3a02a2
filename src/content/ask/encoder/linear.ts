/**
 * The linear view of what a text means: multinomial logistic regression from a text's vector to the classes. To learn it takes
 * some seconds, so it is learnt beforehand, together with the vectors of the known texts, and kept in a file.
 *
 * The file: for each class what it is found by, then its start and its slopes.
 */
import { readFileSync } from 'node:fs'
import { size } from './encoder.ts'
import { mark, markOf } from './mark.ts'

const file = new URL('./linear.bin', import.meta.url)
const four = Float32Array.BYTES_PER_ELEMENT
const step = mark + (1 + size) * four

/** A text to learn from. */
export interface Example {
  readonly of: string
  /** Of length 1. */
  readonly vector: Float32Array
  readonly weight: number
}

/** The score of each of these classes, in their order; NaN where the file does not have the class. */
export function linear(classes: readonly string[], from: string | URL = file): (vector: Float32Array) => Float64Array {
  const bytes = readFileSync(from)
  const rows = new Map<string, Float32Array>()
  for (let at = 0; at + step <= bytes.length; at += step) {
    const row = new Float32Array(1 + size)
    new Uint8Array(row.buffer).set(bytes.subarray(at + mark, at + step))
    rows.set(bytes.toString('hex', at, at + mark), row)
  }
  const ofClass = classes.map((of) => rows.get(markOf(of)))
  return (vector) => Float64Array.from(ofClass, (row) => (row ? score(row, vector) : Number.NaN))
}

function score(row: Float32Array, vector: Float32Array): number {
  let sum = row[0] ?? 0
  for (let n = 0; n < size; n += 1) sum += (row[1 + n] ?? 0) * (vector[n] ?? 0)
  return sum
}

/** Times that every example is looked at, and how far the first look moves the slopes. */
const looks = { times: 5, rate: 1, startRate: 0.1 }

/** Far from every common divisor, so that neighbours in the list (of one class) are not looked at one after the other. */
const stride = 7919

/**
 * The file for these examples: stochastic gradient descent with a falling rate. A class counts by the root of its size, or the
 * largest would win.
 */
export function packLinear(examples: readonly Example[]): Uint8Array {
  const classes = [...new Set(examples.map(({ of }) => of))]
  const rows = classes.map(() => new Float32Array(1 + size))
  const sizes = classes.map((of) => sum(examples.filter((one) => one.of === of).map(({ weight }) => weight)))
  const mean = sum(sizes) / sizes.length
  const all = examples.length * looks.times
  for (let look = 0; look < all; look += 1) {
    const one = examples[((look % examples.length) * stride + Math.floor(look / examples.length)) % examples.length]
    if (!one) continue
    const scores = rows.map((row) => score(row, one.vector))
    const top = Math.max(...scores)
    const chances = scores.map((of) => Math.exp(of - top))
    const total = sum(chances)
    const own = classes.indexOf(one.of)
    const rate = looks.rate * (1 - look / all) * one.weight * Math.sqrt(mean / (sizes[own] ?? mean))
    for (const [at, row] of rows.entries()) {
      const pull = rate * ((at === own ? 1 : 0) - (chances[at] ?? 0) / total)
      row[0] = (row[0] ?? 0) + looks.startRate * pull
      for (let n = 0; n < size; n += 1) row[1 + n] = (row[1 + n] ?? 0) + pull * (one.vector[n] ?? 0)
    }
  }
  return Buffer.concat(
    rows.flatMap((row, at) => [Buffer.from(markOf(classes[at] ?? ''), 'hex'), Buffer.from(row.buffer)]),
  )
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
