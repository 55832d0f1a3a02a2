/**
 * A text -> a vector that lies near those of texts that mean the like: the light Universal Sentence Encoder (D. Cer et al.,
 * EMNLP demos (2018) 169-174, doi:10.18653/v1/D18-2029; two layers as in A. Vaswani et al., "Attention is all you need", 2017),
 * its weights in bytes. Sums are taken in whole numbers, all else in the engine's own arithmetic: the same text gives the
 * same vector on every machine. NOTICE tells where the weights are from.
 */
import { readFileSync } from 'node:fs'
import { cutter } from './pieces.ts'
import { readWeights, type Tensor, toBytes } from './weights.ts'

/** Numbers in a vector. */
export const size = 512

/** Pieces that are read, some 75 words: the encoder was trained for 128, which take longer and rank no better. */
const mostPieces = 96

/** Letters looked at: more than that many pieces have. */
const mostLetters = 1000

const heads = 4

/** The longest row in any layer, and in any head. */
const widest = 1536
const widestHead = 128

/** Rows go to the kernel in twos, the other's in fours, and columns in sixteens. */
const twos = (rows: number): number => rows + (rows % 2)
const fours = (rows: number): number => Math.ceil(rows / 4) * 4
const sixteens = (columns: number): number => Math.ceil(columns / 16) * 16

/** A text's vector, of length 1. A text without words gives that of an unknown word. */
export type Encode = (text: string) => Float32Array

let made: Encode | undefined

/** The encoder, read at the first call (a tenth of a second). */
export function encoder(): Encode {
  made ??= make()
  return made
}

/** Rows of numbers. */
interface Grid {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

/** Weights in the kernel's memory. The sums of each row undo that the other side is shifted to be positive. */
interface Layer {
  readonly at: { readonly bytes: number; readonly scales: number; readonly sums: number; readonly bias: number }
  readonly rows: number
  readonly columns: number
}

function make(): Encode {
  const { tensors, head } = readWeights(readFileSync(new URL('./use-lite.bin', import.meta.url)))
  const cut = cutter(head.pieces)
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name)
    if (!found) throw new Error(`the encoder's weights have no ${name}`)
    return found
  }
  const numbers = (name: string): Float32Array => {
    const { rows, columns, bytes, scales } = tensor(name)
    const values = new Float32Array(rows * columns)
    for (let n = 0; n < values.length; n += 1) values[n] = (bytes[n] ?? 0) * (scales[Math.trunc(n / columns)] ?? 0)
    return values
  }
  const kernel = makeKernel()
  const layer = (name: string): ((grid: Grid) => Grid) => {
    const kept = kernel.keep(tensor(`${name}/weights`), numbers(`${name}/bias`))
    return (grid) => kernel.multiply(grid, kept)
  }
  const norm = (name: string) => {
    const scale = numbers(`${name}/scale`)
    const bias = numbers(`${name}/bias`)
    return (grid: Grid): Grid => normalise(grid, scale, bias)
  }
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
  const pieces = tensor('pieces')
  const waves = numbers('waves')

  return (text) => {
    const read = cut(text.slice(0, mostLetters)).slice(0, mostPieces)
    let state = placed(read.length === 0 ? [0] : read, pieces, waves)
    for (const [n, block] of blocks.entries()) {
      const seen = block.joined(attend(block.each(block.before(state)), kernel))
      state = add(n === 0 ? widen(state) : state, seen)
      state = add(state, block.narrow(positive(block.wide(block.between(state)))))
    }
    const vector = last(mean(state)).values.map(Math.tanh)
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  }
}

/** The pieces' own vectors, twice, and the waves that tell their places. */
function placed(read: readonly number[], pieces: Tensor, waves: Float32Array): Grid {
  const { columns } = pieces
  const values = new Float32Array(read.length * columns)
  const half = waves.length
  for (const [at, piece] of read.entries()) {
    const scale = 2 * (pieces.scales[piece] ?? 0)
    for (let n = 0; n < columns; n += 1) {
      const angle = at * (waves[n % half] ?? 0)
      const wave = n < half ? Math.sin(angle) : Math.cos(angle)
      values[at * columns + n] = (pieces.bytes[piece * columns + n] ?? 0) * scale + wave
    }
  }
  return { rows: read.length, columns, values }
}

/** Each head's weighted means of the values, by how well queries and keys match. */
function attend({ rows, columns, values }: Grid, kernel: Kernel): Grid {
  const wide = columns / 3
  const each = wide / heads
  const out = new Float32Array(rows * wide)
  const part = (from: number): Grid => {
    const own = new Float32Array(rows * each)
    for (let row = 0; row < rows; row += 1) {
      const at = row * columns + from
      own.set(values.subarray(at, at + each), row * each)
    }
    return { rows, columns: each, values: own }
  }
  for (let head = 0; head < heads; head += 1) {
    const match = kernel.multiply(part(head * each), kernel.take(part(wide + head * each)))
    const shares = softmax(match, 1 / Math.sqrt(each))
    const seen = kernel.multiply(shares, kernel.take(turned(part(2 * wide + head * each))))
    for (let row = 0; row < rows; row += 1)
      out.set(seen.values.subarray(row * each, (row + 1) * each), row * wide + head * each)
  }
  return { rows, columns: wide, values: out }
}

function softmax({ rows, columns, values }: Grid, scale: number): Grid {
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns
    let most = Number.NEGATIVE_INFINITY
    for (let n = from; n < from + columns; n += 1) most = Math.max(most, values[n] ?? 0)
    let sum = 0
    for (let n = from; n < from + columns; n += 1) {
      const share = Math.exp(((values[n] ?? 0) - most) * scale)
      out[n] = share
      sum += share
    }
    for (let n = from; n < from + columns; n += 1) out[n] = (out[n] ?? 0) / sum
  }
  return { rows, columns, values: out }
}

/** Columns as rows. */
function turned({ rows, columns, values }: Grid): Grid {
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row += 1)
    for (let n = 0; n < columns; n += 1) out[n * rows + row] = values[row * columns + n] ?? 0
  return { rows: columns, columns: rows, values: out }
}

/** Layer normalisation, row by row. */
function normalise({ rows, columns, values }: Grid, scale: Float32Array, bias: Float32Array): Grid {
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns
    let sum = 0
    for (let n = 0; n < columns; n += 1) sum += values[from + n] ?? 0
    const middle = sum / columns
    let squares = 0
    for (let n = 0; n < columns; n += 1) squares += ((values[from + n] ?? 0) - middle) ** 2
    const by = 1 / Math.sqrt(squares / columns + 1e-6)
    for (let n = 0; n < columns; n += 1)
      out[from + n] = ((values[from + n] ?? 0) - middle) * by * (scale[n] ?? 0) + (bias[n] ?? 0)
  }
  return { rows, columns, values: out }
}

function mean({ rows, columns, values }: Grid): Grid {
  const out = new Float32Array(columns)
  for (let row = 0; row < rows; row += 1)
    for (let n = 0; n < columns; n += 1) out[n] = (out[n] ?? 0) + (values[row * columns + n] ?? 0) / rows
  return { rows: 1, columns, values: out }
}

/** In place. */
function positive(grid: Grid): Grid {
  const { values } = grid
  for (let n = 0; n < values.length; n += 1) if ((values[n] ?? 0) < 0) values[n] = 0
  return grid
}

/** In place of the first. */
function add(grid: Grid, other: Grid): Grid {
  const { values } = grid
  for (let n = 0; n < values.length; n += 1) values[n] = (values[n] ?? 0) + (other.values[n] ?? 0)
  return grid
}

type Kernel = ReturnType<typeof makeKernel>

/** The engine's own, which TypeScript knows only beside all of a browser's. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number }
}

/** A function of the kernel: places in its memory and counts. */
type Call = (...numbers: readonly number[]) => void

/** The products of rows that rows.wat takes, with its memory: weights that stay, and room that each call uses anew. */
function makeKernel() {
  const module = new WebAssembly.Module(readFileSync(new URL('./rows.wasm', import.meta.url)))
  const exported = new WebAssembly.Instance(module).exports
  const { memory } = exported
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('rows.wasm is another one')
  const call = (name: string): Call => {
    const found = exported[name]
    if (typeof found !== 'function') throw new Error(`rows.wasm has no ${name}`)
    return (...numbers) => found(...numbers)
  }
  const [toWhole, products, toNumbers] = [call('bytes'), call('rows'), call('numbers')]
  let end = 0
  /** A place for so many bytes, from now on. */
  const reserve = (bytes: number): number => {
    const at = end
    end += sixteens(bytes)
    const need = end - memory.buffer.byteLength
    if (need > 0) memory.grow(Math.ceil(need / 65536))
    return at
  }
  const four = Float32Array.BYTES_PER_ELEMENT
  const room = {
    numbers: reserve(mostPieces * widest * four),
    bytes: reserve(mostPieces * widest),
    sums: reserve(mostPieces * widest * four),
    scales: reserve(mostPieces * four),
    shifts: reserve(mostPieces * four),
  }
  const place = (rows: number, columns: number) => ({
    bytes: reserve(rows * columns),
    scales: reserve(rows * four),
    sums: reserve(rows * four),
    bias: reserve(rows * four),
  })
  const side = Math.max(mostPieces, widestHead)
  const other = place(side, side)

  const put = (at: Layer['at'], tensor: Tensor, bias?: Float32Array): Layer => {
    const { rows, columns, bytes, scales } = tensor
    const [outs, wide] = [fours(rows), sixteens(columns)]
    const own = new Int8Array(memory.buffer, at.bytes, outs * wide).fill(0)
    const sums = new Int32Array(memory.buffer, at.sums, outs).fill(0)
    new Float32Array(memory.buffer, at.scales, outs).fill(0).set(scales)
    new Float32Array(memory.buffer, at.bias, outs).fill(0).set(bias ?? [])
    for (let row = 0; row < rows; row += 1) {
      own.set(bytes.subarray(row * columns, (row + 1) * columns), row * wide)
      let sum = 0
      for (let n = row * columns; n < (row + 1) * columns; n += 1) sum += bytes[n] ?? 0
      sums[row] = sum
    }
    return { at, rows, columns }
  }

  return {
    keep: (tensor: Tensor, bias: Float32Array): Layer =>
      put(place(fours(tensor.rows), sixteens(tensor.columns)), tensor, bias),

    /** Rows of numbers, for the next product alone. */
    take({ rows, columns, values }: Grid): Layer {
      const bytes = new Int8Array(rows * columns)
      const scales = new Float32Array(rows)
      for (let row = 0; row < rows; row += 1) {
        const from = row * columns
        scales[row] = toBytes(values.subarray(from, from + columns), bytes.subarray(from, from + columns))
      }
      return put(other, { rows, columns, bytes, scales })
    },

    /** Each row's products with each row of the other, and the bias. */
    multiply({ rows, columns, values }: Grid, { at, rows: across }: Layer): Grid {
      const [wide, outs, pairs] = [sixteens(columns), fours(across), twos(rows)]
      const given = new Float32Array(memory.buffer, room.numbers, pairs * wide)
      if (wide === columns) given.set(values)
      else {
        given.fill(0)
        for (let row = 0; row < rows; row += 1)
          given.set(values.subarray(row * columns, (row + 1) * columns), row * wide)
      }
      toWhole(room.numbers, room.bytes, rows, wide, room.scales, room.shifts)
      products(room.bytes, at.bytes, room.sums, pairs, wide, outs)
      toNumbers(room.sums, rows, outs, room.scales, room.shifts, at.sums, at.scales, at.bias)
      const out = new Float32Array(memory.buffer, room.sums, rows * outs)
      if (outs === across) return { rows, columns: across, values: out.slice() }
      const own = new Float32Array(rows * across)
      for (let row = 0; row < rows; row += 1) own.set(out.subarray(row * outs, row * outs + across), row * across)
      return { rows, columns: across, values: own }
    },
  }
}
