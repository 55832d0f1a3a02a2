/**
 * Texts -> vectors: from the file of those that were known when it was made, or from the encoder. To encode all of the content
 * takes a quarter of a minute, to read the file no time; a text that was changed since is encoded when it is first needed.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { encoder, size } from './encoder.ts'
import { toBytes } from './weights.ts'

/** A vector in bytes: value = byte * scale. */
export interface Known {
  readonly bytes: Int8Array
  readonly scale: number
}

/** One text in the file: what it is found by, its scale, its bytes. */
const mark = 8
const scaleAt = mark
const bytesAt = scaleAt + Float32Array.BYTES_PER_ELEMENT
const step = bytesAt + size

const file = new URL('./known.bin', import.meta.url)

/** What a text is found by: it is nowhere to be read in the file. */
const markOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * mark)

/** The vectors of these texts, in order. */
export function knownVectors(texts: readonly string[]): readonly Known[] {
  const known = readKnown()
  return texts.map((text) => known.get(markOf(text)) ?? encodeKnown(text))
}

/** How many of these the file does not have. */
export function missing(texts: readonly string[]): number {
  const known = readKnown()
  return texts.filter((text) => !known.has(markOf(text))).length
}

/** The file for these texts. */
export function packKnown(texts: readonly string[]): Uint8Array {
  const byMark = new Map(texts.map((text) => [markOf(text), text]))
  const packed = Buffer.alloc(byMark.size * step)
  const vectors = knownVectors([...byMark.values()])
  for (const [n, one] of [...byMark.keys()].entries()) {
    packed.write(one, n * step, 'hex')
    packed.writeFloatLE(vectors[n]?.scale ?? 0, n * step + scaleAt)
    packed.set(vectors[n]?.bytes ?? [], n * step + bytesAt)
  }
  return packed
}

function encodeKnown(text: string): Known {
  const bytes = new Int8Array(size)
  return { scale: toBytes(encoder()(text), bytes), bytes }
}

function readKnown(): ReadonlyMap<string, Known> {
  const packed = readFileSync(file)
  const known = new Map<string, Known>()
  for (let at = 0; at < packed.length; at += step) {
    const bytes = new Int8Array(packed.buffer, packed.byteOffset + at + bytesAt, size)
    known.set(packed.toString('hex', at, at + mark), { scale: packed.readFloatLE(at + scaleAt), bytes })
  }
  return known
}
