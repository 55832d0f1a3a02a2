/**
 * A text -> the numbers of the pieces it is most likely made of, by a unigram model: T. Kudo, "Subword regularization", ACL
 * (2018) 66-75, doi:10.18653/v1/P18-1007.
 */
import type { Head } from './weights.ts'

/** Marks a word's beginning: a piece has it at its own, or not at all. */
const beginning = '\u2581'

/** Stands for any letter that no piece has. */
const unknown = 0

/** Numbers below this are no pieces. */
const reserved = 6

/** Less likely than any piece. */
const unlikely = -30

/** Cuts texts into these pieces: the likeliest way, the numbers in order. */
export function cutter(pieces: Head['pieces']): (text: string) => readonly number[] {
  const known = new Map<string, number>()
  for (const [number, [piece]] of pieces.entries()) if (number >= reserved) known.set(piece, number)
  const scores = Float64Array.from(pieces, ([, score]) => score)
  const longest = pieces.reduce((most, [piece]) => Math.max(most, piece.length), 0)

  return (text) => {
    const words = text.normalize('NFKC').trim().replace(/\s+/g, beginning)
    if (words === '') return []
    const letters = beginning + words
    const best = new Float64Array(letters.length + 1).fill(Number.NEGATIVE_INFINITY)
    best[0] = 0
    const from = new Int32Array(letters.length + 1)
    const by = new Int32Array(letters.length + 1)
    const offer = (at: number, to: number, score: number, number: number): void => {
      const whole = (best[at] ?? 0) + score
      if (whole <= (best[to] ?? 0)) return
      best[to] = whole
      from[to] = at
      by[to] = number
    }
    let word = 0
    for (let at = 0; at < letters.length; at += 1) {
      offer(at, at + 1, unlikely, unknown)
      if (word <= at) word = (letters.indexOf(beginning, at + 1) + 1 || letters.length + 1) - 1
      for (let to = at + 1; to <= Math.min(word, at + longest); to += 1) {
        const number = known.get(letters.slice(at, to))
        if (number !== undefined) offer(at, to, scores[number] ?? 0, number)
      }
    }
    const numbers: number[] = []
    for (let at = letters.length; at > 0; at = from[at] ?? 0) {
      const number = by[at] ?? unknown
      if (number !== unknown || numbers.at(-1) !== unknown) numbers.push(number)
    }
    return numbers.reverse()
  }
}
