/**
 * The file of the encoder's weights: a head in JSON (its length in the first four bytes, padded to sixteen), then the tensors.
 * A tensor of bytes has one scale a row: value = byte * scale.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

export interface Head {
  /** Where the file begins: bytes from the head's end. */
  readonly tensors: Readonly<Record<string, { readonly rows: number; readonly columns: number; readonly at: number }>>
  /** The pieces words are cut into, with the logarithm of how likely each is; a piece's place is its number. */
  readonly pieces: readonly (readonly [piece: string, score: number])[]
}

/** Where a tensor's bytes and its rows' scales begin, in the memory it was read to. */
export interface Tensor {
  readonly rows: number
  readonly columns: number
  readonly bytes: number
  readonly scales: number
}

const step = 16

/** Rows of numbers, to bytes and their scales. */
export interface Rows {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

/** `tensors` in the file's format. */
export function packWeights(tensors: readonly Rows[], pieces: Head['pieces']): Uint8Array {
  let at = 0
  const places: Record<string, Head['tensors'][string]> = {}
  for (const { name, rows, columns } of tensors) {
    places[name] = { rows, columns, at }
    at += padded(rows * columns) + padded(rows * Float32Array.BYTES_PER_ELEMENT)
  }
  const head = new TextEncoder().encode(JSON.stringify({ tensors: places, pieces } satisfies Head))
  const start = padded(4 + head.length)
  const file = new Uint8Array(start + at)
  new DataView(file.buffer).setUint32(0, head.length, true)
  file.set(head, 4)
  for (const { name, rows, columns, values } of tensors) {
    const place = start + (places[name]?.at ?? 0)
    const bytes = new Int8Array(file.buffer, place, rows * columns)
    const scales = new Float32Array(file.buffer, place + padded(rows * columns), rows)
    for (let row = 0; row < rows; row += 1) {
      const from = row * columns
      scales[row] = toBytes(values.subarray(from, from + columns), bytes.subarray(from, from + columns))
    }
  }
  return file
}

/**
 * Reads the file.
 * @param room where the tensors shall be, given their bytes
 * @throws if it is none.
 */
export function readWeights(
  path: string | URL,
  room: (bytes: number) => Uint8Array | Int8Array,
): { readonly tensors: ReadonlyMap<string, Tensor>; readonly pieces: Head['pieces'] } {
  const file = openSync(path, 'r')
  try {
    const length = Buffer.alloc(4)
    readSync(file, length, 0, length.length, 0)
    const json = Buffer.alloc(length.readUInt32LE())
    readSync(file, json, 0, json.length, length.length)
    const { tensors, pieces }: Head = JSON.parse(json.toString())
    const start = padded(length.length + json.length)
    const own = room(fstatSync(file).size - start)
    readSync(file, own, 0, own.length, start)
    const found = Object.entries(tensors).map(([name, { rows, columns, at }]): [string, Tensor] => [
      name,
      { rows, columns, bytes: own.byteOffset + at, scales: own.byteOffset + at + padded(rows * columns) },
    ])
    return { tensors: new Map(found), pieces }
  } finally {
    closeSync(file)
  }
}

/** The nearest bytes, the largest number being 127; gives the scale. */
export function toBytes(values: Float32Array, bytes: Int8Array): number {
  let most = 0
  for (let n = 0; n < values.length; n += 1) {
    const size = Math.abs(values[n] ?? 0)
    if (size > most) most = size
  }
  if (most === 0) return 0
  const by = 127 / most
  // Kept as a whole number by cutting off: with a half more, that is rounding.
  for (let n = 0; n < values.length; n += 1) {
    const byte = (values[n] ?? 0) * by
    bytes[n] = byte < 0 ? byte - 0.5 : byte + 0.5
  }
  return most / 127
}

const padded = (bytes: number): number => Math.ceil(bytes / step) * step
