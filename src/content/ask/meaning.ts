/** Which class's known texts a text is nearest to in meaning, whatever words it uses. */
import { encoder, size } from './encoder/encoder.ts'
import { knownVectors } from './encoder/known.ts'

/** The likeness (cosine, from the middle of all known texts) of each known text to this one. */
export function likeness(texts: readonly string[]): (text: string) => Float32Array {
  const known = knownVectors(texts)
  const middle = new Float32Array(size)
  for (const { bytes, scale } of known)
    for (let n = 0; n < size; n += 1) middle[n] = (middle[n] ?? 0) + ((bytes[n] ?? 0) * scale) / known.length
  // The middle is taken off in the sums, so that the vectors can stay bytes: (a - m)(b - m) = (a - m)b - (a - m)m.
  const lengths = known.map(({ bytes, scale }) => {
    let squares = 0
    for (let n = 0; n < size; n += 1) squares += ((bytes[n] ?? 0) * scale - (middle[n] ?? 0)) ** 2
    return Math.sqrt(squares) || 1
  })
  return (text) => {
    const asked = encoder()(text).map((value, n) => value - (middle[n] ?? 0))
    const length = Math.hypot(...asked) || 1
    let ofMiddle = 0
    for (let n = 0; n < size; n += 1) ofMiddle += (asked[n] ?? 0) * (middle[n] ?? 0)
    return Float32Array.from(known, ({ bytes, scale }, at) => {
      let sum = 0
      for (let n = 0; n < size; n += 1) sum += (asked[n] ?? 0) * (bytes[n] ?? 0)
      return (sum * scale - ofMiddle) / (length * (lengths[at] ?? 1))
    })
  }
}
