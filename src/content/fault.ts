/** A fault in the content: where it is, what is wrong, what to try. Faults are collected, never thrown, so that all show at once. */
import { closest, distance } from 'fastest-levenshtein'

export interface Fault {
  /** Path inside the content folder, with `/`. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Id of the rule that found it. */
  readonly rule: string
  readonly say: string
  readonly try?: string
}

/** The known word nearest to a misspelt one: at most a third of its letters differ, or two swapped ones. Undefined when none is that near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const all = [...known]
  if (all.length === 0) return undefined
  const best = closest(word.toLowerCase(), all)
  return distance(word.toLowerCase(), best.toLowerCase()) <=
    Math.max(best.length > 3 ? 2 : 1, Math.floor(best.length / 3))
    ? best
    : undefined
}

/** The `try` of a fault about an unknown name: the nearest known one, or what is known where the list is short. */
export function didYouMean(word: string, known: Iterable<string>): { readonly try?: string } {
  const all = [...known]
  const near = nearest(word, all)
  if (near !== undefined) return { try: `did you mean "${near}"?` }
  return all.length > 0 && all.length <= 12 ? { try: `one of: ${all.join(', ')}` } : {}
}

/** Whether a file with these faults could not be read at all. */
export const isUnread = (faults: readonly Fault[]): boolean => faults.some(({ rule }) => rule === 'syntax')

/** What cannot be read first, as it may be the cause of others; then by file and line. Faults told twice are told once. */
export function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const sorted = faults.toSorted(
    (a, b) =>
      Number(b.rule === 'syntax') - Number(a.rule === 'syntax') ||
      a.file.localeCompare(b.file, 'en') ||
      a.line - b.line,
  )
  return sorted.filter((fault, n) => {
    const before = sorted[n - 1]
    return !before || before.file !== fault.file || before.line !== fault.line || before.say !== fault.say
  })
}

/** Characters of a quotation that are shown. */
const longestQuotation = 80

/** What a fault says on one line. Somebody may have put half a page between two quotes, and the fault quotes it. */
const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/"([^"]+)"/g, (all, quoted: string) =>
      quoted.length > longestQuotation ? `"${quoted.slice(0, longestQuotation - 1)}…"` : all,
    )

/** One line for a terminal. `folder` is how the reader names the content folder, so that the path can be opened. */
export function show(fault: Fault, folder = 'content'): string {
  const hint = fault.try === undefined ? '' : ` (${fault.try})`
  return `${folder.replace(/\/$/, '')}/${fault.file}:${fault.line} ${fault.rule}: ${oneLine(fault.say + hint)}`
}
