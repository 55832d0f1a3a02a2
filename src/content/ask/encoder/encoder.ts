/**
 * A text -> a vector that lies near those of texts that mean the like: the light Universal Sentence Encoder (D. Cer et al.,
 * EMNLP demos (2018) 169-174, doi:10.18653/v1/D18-2029; two layers as in A. Vaswani et al., "Attention is all you need", 2017),
 * its weights in bytes. Sums are taken in whole numbers, all else in the engine's own arithmetic: the same text gives the
 * same vector on every machine. NOTICE tells where the weights are from.
 */
import { four, type Grid, type Kernel, type Layer, makeKernel, sixteens } from './kernel.ts'
import { cutter } from './pieces.ts'
import { readWeights, type Tensor } from './weights.ts'

/** Numbers in a vector. */
export const size = 512

/** Pieces that are read, some 50 words, a multiple of 16: the encoder was trained for 128, which take longer and rank no better. */
const mostPieces = 64

/** Letters looked at: more than that many pieces have. */
const mostLetters = 1000

const heads = 4

/** Numbers in a piece's own vector, in that of its place in the text, in the widest layer, and in the widest head. */
const narrow = 256
const wide = 512
const widest = 1536
const widestHead = wide / heads

/** Bytes for the weights and for what a text needs. */
const memory = 12 * 2 ** 20

/** A text's vector, of length 1. A text without words gives that of an unknown word. */
export type Encode = (text: string) => Float32Array

let made: Encode | undefined

/** The encoder, read at the first call (some hundredths of a second). */
export function encoder(): Encode {
  made ??= make()
  return made
}

/** Rows of numbers, which each text uses anew. */
interface Rows extends Grid {
  readonly columns: number
  readonly values: Float32Array
}

function make(): Encode {
  const kernel = makeKernel({ rows: mostPieces, columns: widest }, memory)
  const room = (columns: number, rows = mostPieces): Rows => {
    const at = kernel.reserve(rows * columns * four)
    return { at, stride: columns * four, columns, values: kernel.floats(at, rows * columns) }
  }
  const { tensors, pieces } = readWeights(new URL('./use-lite.bin', import.meta.url), (bytes) =>
    kernel.bytes(kernel.reserve(bytes), bytes),
  )
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name)
    if (!found) throw new Error(`the encoder's weights have no ${name}`)
    return found
  }
  const numbers = (name: string): Float32Array => {
    const { rows, bytes, scales } = tensor(name)
    const [own, by] = [kernel.bytes(bytes, rows), kernel.floats(scales, rows)]
    return Float32Array.from(own, (byte, row) => byte * (by[row] ?? 0))
  }
  const layer = (name: string): Layer => {
    const { rows, columns, bytes, scales } = tensor(`${name}/weights`)
    const at = { bytes, scales, sums: kernel.reserve(rows * four), bias: kernel.reserve(rows * four) }
    kernel.floats(at.bias, rows).set(numbers(`${name}/bias`))
    kernel.sum({ rows, columns, at })
    return { rows, columns, at }
  }
  const norm = (name: string): Norm => ({ scale: numbers(`${name}/scale`), bias: numbers(`${name}/bias`) })

  const blocks = [0, 1].map((n) => ({
    before: norm(`${n}/before`),
    each: layer(`${n}/each`),
    joined: layer(`${n}/joined`),
    between: norm(`${n}/between`),
    wide: layer(`${n}/wide`),
    narrow: layer(`${n}/narrow`),
  }))
  const widen = layer('widen')
  const last = layer('last')
  const cut = cutter(pieces)
  const place = placing(kernel, tensor('pieces'), numbers('waves'))
  const attend = attention(kernel, room)
  const [start, state, normed] = [room(narrow), room(wide), room(wide)]
  const [each, seen, change, end] = [room(widest), room(wide), room(wide), room(wide, 2)]

  return (text) => {
    const read = cut(text.slice(0, mostLetters)).slice(0, mostPieces)
    const rows = Math.max(1, read.length)
    place(read.length === 0 ? [0] : read, start)
    for (const [n, block] of blocks.entries()) {
      const given = n === 0 ? start : state
      normalise(given, rows, block.before, normed)
      kernel.multiply({ ...normed, stride: given.columns * four }, rows, block.each, each.at)
      attend(each, block.each.rows / 3, rows, seen)
      kernel.multiply({ ...seen, stride: given.columns * four }, rows, block.joined, change.at)
      if (n === 0) kernel.multiply(start, rows, widen, state.at)
      add(state, rows, change)
      normalise(state, rows, block.between, normed)
      kernel.multiply(normed, rows, block.wide, each.at, 0)
      kernel.multiply(each, rows, block.narrow, change.at)
      add(state, rows, change)
    }
    mean(state, rows, change)
    kernel.multiply(change, 1, last, end.at)
    const vector = end.values.slice(0, size).map(Math.tanh)
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  }
}

/** Puts the pieces' own vectors, twice, and the waves that tell their places. */
function placing(kernel: Kernel, pieces: Tensor, waves: Float32Array) {
  const bytes = kernel.bytes(pieces.bytes, pieces.rows * narrow)
  const scales = kernel.floats(pieces.scales, pieces.rows)
  const half = waves.length
  const places = Float32Array.from({ length: mostPieces * narrow }, (_, n) => {
    const [at, wave] = [Math.trunc(n / narrow), n % narrow]
    const angle = at * (waves[wave % half] ?? 0)
    return wave < half ? Math.sin(angle) : Math.cos(angle)
  })
  return (read: readonly number[], { values }: Rows): void => {
    for (const [at, piece] of read.entries()) {
      const scale = 2 * (scales[piece] ?? 0)
      const from = at * narrow
      for (let n = 0; n < narrow; n += 1)
        values[from + n] = (bytes[piece * narrow + n] ?? 0) * scale + (places[from + n] ?? 0)
    }
  }
}

/** Puts each head's weighted means of the values, by how well queries and keys match. */
function attention(kernel: Kernel, room: (columns: number, rows?: number) => Rows) {
  const [match, turned, seen] = [room(mostPieces), room(mostPieces, widestHead), room(widestHead)]
  const ofKeys = kernel.layer(mostPieces, widestHead)
  const ofValues = kernel.layer(widestHead, mostPieces)
  /** `given`: in each row the queries, the keys and the values, each so many for all heads. */
  return (given: Rows, columns: number, rows: number, out: Rows): void => {
    const own = columns / heads
    const stride = 3 * columns
    const across = sixteens(rows)
    const keys = { ...ofKeys, rows: across, columns: own }
    const values = { ...ofValues, rows: own, columns: across }
    for (let from = 0; from < columns; from += own) {
      const part = (n: number) => ({ at: given.at + (n * columns + from) * four, stride: stride * four })
      kernel.pack(part(1), { ...keys, rows })
      kernel.multiply(part(0), rows, keys, match.at)
      softmax(match, rows, across, 1 / Math.sqrt(own))
      for (let n = 0; n < own; n += 1)
        for (let row = 0; row < across; row += 1)
          turned.values[n * across + row] = row < rows ? (given.values[row * stride + 2 * columns + from + n] ?? 0) : 0
      kernel.pack({ ...turned, stride: across * four }, values)
      kernel.multiply({ ...match, stride: across * four }, rows, values, seen.at)
      for (let row = 0; row < rows; row += 1)
        out.values.set(seen.values.subarray(row * own, (row + 1) * own), row * columns + from)
    }
  }
}

/** In place; what stands in a row beyond as many numbers as there are rows becomes 0. */
function softmax({ values }: Rows, rows: number, columns: number, scale: number): void {
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns
    let most = Number.NEGATIVE_INFINITY
    for (let n = from; n < from + rows; n += 1) most = Math.max(most, values[n] ?? 0)
    let sum = 0
    for (let n = from; n < from + rows; n += 1) {
      const share = Math.exp(((values[n] ?? 0) - most) * scale)
      values[n] = share
      sum += share
    }
    for (let n = from; n < from + rows; n += 1) values[n] = (values[n] ?? 0) / sum
    values.fill(0, from + rows, from + columns)
  }
}

interface Norm {
  readonly scale: Float32Array
  readonly bias: Float32Array
}

/** Layer normalisation, row by row. */
function normalise({ columns, values }: Rows, rows: number, { scale, bias }: Norm, { values: out }: Rows): void {
  for (let from = 0; from < rows * columns; from += columns) {
    let sum = 0
    for (let n = 0; n < columns; n += 1) sum += values[from + n] ?? 0
    const middle = sum / columns
    let squares = 0
    for (let n = 0; n < columns; n += 1) squares += ((values[from + n] ?? 0) - middle) ** 2
    const by = 1 / Math.sqrt(squares / columns + 1e-6)
    for (let n = 0; n < columns; n += 1)
      out[from + n] = ((values[from + n] ?? 0) - middle) * by * (scale[n] ?? 0) + (bias[n] ?? 0)
  }
}

/** Puts the mean of the rows. */
function mean({ columns, values }: Rows, rows: number, { values: out }: Rows): void {
  out.fill(0, 0, columns)
  for (let row = 0; row < rows; row += 1)
    for (let n = 0; n < columns; n += 1) out[n] = (out[n] ?? 0) + (values[row * columns + n] ?? 0) / rows
}

/** In place of the first. */
function add({ columns, values }: Rows, rows: number, other: Rows): void {
  for (let n = 0; n < rows * columns; n += 1) values[n] = (values[n] ?? 0) + (other.values[n] ?? 0)
}
