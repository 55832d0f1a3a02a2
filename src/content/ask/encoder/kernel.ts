/**
 * Products of rows of numbers in WebAssembly (rows.wat), and the memory they are in: all that is multiplied stays where it
 * is, and nothing is copied from or to it.
 */
import { readFileSync } from 'node:fs'

/** Where rows of numbers are in the kernel's memory. */
export interface Grid {
  readonly at: number
  /** Bytes from one row to the next. */
  readonly stride: number
}

/** Rows of bytes in the kernel's memory. The sums of each row undo that the other side is shifted to be positive. */
export interface Layer {
  readonly rows: number
  readonly columns: number
  /** Where its bytes, a scale, a sum and a bias for each row begin. */
  readonly at: { readonly bytes: number; readonly scales: number; readonly sums: number; readonly bias: number }
}

export interface Kernel {
  /** A place for so many bytes, from now on, all 0. */
  reserve(bytes: number): number
  floats(at: number, count: number): Float32Array
  bytes(at: number, count: number): Int8Array
  /** Room for a layer; bias 0. */
  layer(rows: number, columns: number): Layer
  /** Numbers to a layer's bytes, scales and sums. */
  pack(given: Grid, layer: Layer): void
  /** The sums alone. */
  sum(layer: Layer): void
  /**
   * Each of so many rows' products with each row of the layer, and the bias; what is less than `least` becomes it. Rows are
   * taken in twos: there must be room for them. A layer's rows are a multiple of four, its columns of sixteen.
   */
  multiply(given: Grid, rows: number, layer: Layer, out: number, least?: number): void
}

/** The engine's own, which TypeScript knows only beside all of a browser's. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number }
}

/** A function of the kernel: places in its memory and counts. */
type Call = (...numbers: readonly number[]) => void

const page = 65536
export const four = Float32Array.BYTES_PER_ELEMENT

/**
 * @param most rows and columns that are multiplied with a layer at once
 * @param size bytes that there is room for; what is not used stays with the system
 */
export function makeKernel(most: { readonly rows: number; readonly columns: number }, size: number): Kernel {
  const exported = new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(new URL('./rows.wasm', import.meta.url))),
  ).exports
  const { memory } = exported
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('rows.wasm is another one')
  const call = (name: string): Call => {
    const found = exported[name]
    if (typeof found !== 'function') throw new Error(`rows.wasm has no ${name}`)
    return (...numbers) => found(...numbers)
  }
  const [toBytes, toSigned, products, toNumbers] = [call('bytes'), call('signed'), call('rows'), call('numbers')]

  memory.grow(Math.ceil(size / page))
  let end = 0
  const reserve = (bytes: number): number => {
    const at = end
    end += sixteens(bytes)
    if (end > size) throw new RangeError('the memory is too small')
    return at
  }
  const room = {
    bytes: reserve(twos(most.rows) * most.columns),
    scales: reserve(most.rows * four),
    shifts: reserve(most.rows * four),
  }

  return {
    reserve,
    floats: (at, count) => new Float32Array(memory.buffer, at, count),
    bytes: (at, count) => new Int8Array(memory.buffer, at, count),
    layer: (rows, columns) => ({
      rows,
      columns,
      at: {
        bytes: reserve(rows * columns),
        scales: reserve(rows * four),
        sums: reserve(rows * four),
        bias: reserve(rows * four),
      },
    }),
    pack: ({ at: from, stride }, { rows, columns, at }) =>
      toSigned(from, stride, at.bytes, rows, columns, at.scales, at.sums),
    sum({ rows, columns, at }) {
      const bytes = new Int8Array(memory.buffer, at.bytes, rows * columns)
      const sums = new Int32Array(memory.buffer, at.sums, rows)
      for (let row = 0; row < rows; row += 1) {
        let sum = 0
        for (let n = row * columns; n < (row + 1) * columns; n += 1) sum += bytes[n] ?? 0
        sums[row] = sum
      }
    },
    multiply(given, rows, { at, rows: outs, columns }, out, least = Number.NEGATIVE_INFINITY) {
      toBytes(given.at, given.stride, room.bytes, rows, columns, room.scales, room.shifts)
      products(room.bytes, at.bytes, out, twos(rows), columns, outs)
      toNumbers(out, rows, outs, room.scales, room.shifts, at.sums, at.scales, at.bias, least)
    },
  }
}

const twos = (rows: number): number => rows + (rows % 2)

/** The next multiple. */
export const sixteens = (columns: number): number => Math.ceil(columns / 16) * 16
