/**
 * A text -> the numbers of the pieces it is most likely made of, by a unigram model: T. Kudo, "Subword regularization", ACL
 * (2018) 66-75, doi:10.18653/v1/P18-1007.
 */
import type { Head } from './weights.ts'

/** Marks a word's beginning. */
const beginning = '\u2581'

/** Stands for any letter that no piece has. */
const unknown = 0

/** Numbers below this are no pieces. */
const reserved = 6

/** Less likely than any piece. */
const unlikely = -30

/** Cuts texts into these pieces: the likeliest way, the numbers in order. */
export function cutter(pieces: Head['pieces']): (text: string) => readonly number[] {
  const known = new Map(pieces.slice(reserved).map(([piece, score], n) => [piece, { score, number: n + reserved }]))
  const longest = Math.max(...pieces.map(([piece]) => piece.length))

  return (text) => {
    const words = text.normalize('NFKC').trim().replace(/\s+/g, beginning)
    if (words === '') return []
    const letters = beginning + words
    const best = new Float64Array(letters.length + 1).fill(Number.NEGATIVE_INFINITY)
    best[0] = 0
    const from = new Int32Array(letters.length + 1)
    const by = new Int32Array(letters.length + 1)
    for (let at = 0; at < letters.length; at += 1) {
      const before = best[at] ?? 0
      const offer = (to: number, score: number, number: number): void => {
        if (before + score <= (best[to] ?? 0)) return
        best[to] = before + score
        from[to] = at
        by[to] = number
      }
      offer(at + 1, unlikely, unknown)
      for (let to = at + 1; to <= Math.min(letters.length, at + longest); to += 1) {
        const piece = known.get(letters.slice(at, to))
        if (piece) offer(to, piece.score, piece.number)
      }
    }
    const numbers: number[] = []
    for (let at = letters.length; at > 0; at = from[at] ?? 0) {
      const number = by[at] ?? unknown
      if (number !== unknown || numbers[0] !== unknown) numbers.unshift(number)
    }
    return numbers
  }
}
