/**
 * `<language>/asks/<card>.txt` -> invented questions, one a line; `<language>/alike.yml` -> words that count as one;
 * `<language>/often.yml` -> how often people asked for a card.
 */
import { didYouMean, type Fault } from '../fault.ts'
import type { TextFile } from '../page.ts'
import { sameText } from '../search.ts'
import { readWords } from '../words.ts'
import { type Asks, otherKinds } from './ask.ts'
import type { Alike } from './features.ts'
import type { Often } from './rank.ts'

/** Words in a question: fewer is a phrase for a card's `also`, more is not read to its end. */
const least = 4
const most = 80

export interface AsksRead {
  readonly asks: Asks
  readonly faults: readonly Fault[]
}

/** Reads the questions of one language. The name of a file is a card's id, or one of `none`, `safety`, `clinician`. */
export function readAsks(files: readonly TextFile[], cards: ReadonlySet<string>): AsksRead {
  const asks = new Map<string, string[]>()
  const faults: Fault[] = []
  const seen = new Map<string, string>()
  for (const { path, text } of files) {
    const name = (path.split('/').at(-1) ?? '').replace(/\.txt$/, '')
    const known = [...cards, ...otherKinds]
    if (!known.includes(name)) {
      faults.push({ file: path, line: 1, rule: 'asks', say: `there is no card "${name}"`, ...didYouMean(name, known) })
      continue
    }
    const questions: string[] = []
    for (const [at, line] of text.split('\n').entries()) {
      const question = line.trim()
      if (question === '') continue
      const fault = (say: string, hint: string): void => {
        faults.push({ file: path, line: at + 1, rule: 'asks', say, try: hint })
      }
      const same = sameText(question)
      const words = same.split(' ').length
      const before = seen.get(same)
      seen.set(same, `${path}:${at + 1}`)
      if (words < least || words > most) fault(`${words} words; ${least} to ${most} are read`, 'one question a line')
      else if (before !== undefined) fault(`this stands in ${before}, too`, 'keep it where it fits best')
      else questions.push(question)
    }
    if (questions.length > 0) asks.set(name, questions)
  }
  return { asks, faults }
}

/** Reads `partner: husband wife ...`: words in small letters between spaces, each in one group only. */
export function readAlike(file: TextFile): { readonly alike: Alike; readonly faults: readonly Fault[] } {
  const { words, lines, faults } = readWords(file)
  const alike = new Map<string, string>()
  const twice = Object.entries(words).flatMap(([name, group]) =>
    group.split(/\s+/).flatMap((word): Fault[] => {
      const before = alike.get(word)
      alike.set(word, name)
      if (before === undefined) return []
      return [
        { file: file.path, line: lines.get(name) ?? 1, rule: 'asks', say: `"${word}" stands in "${before}", too` },
      ]
    }),
  )
  return { alike, faults: [...faults, ...twice] }
}

/** Reads `jealousy: "8"`: a card, and how many questions it answered. */
export function readOften(
  file: TextFile,
  cards: ReadonlySet<string>,
): { readonly often: Often; readonly faults: readonly Fault[] } {
  const { words, lines, faults } = readWords(file)
  const fault = (name: string, say: string, hint: { readonly try?: string }): Fault => ({
    file: file.path,
    line: lines.get(name) ?? 1,
    rule: 'asks',
    say,
    ...hint,
  })
  const wrong = Object.entries(words).flatMap(([name, count]): Fault[] => {
    if (!cards.has(name)) return [fault(name, `there is no card "${name}"`, didYouMean(name, cards))]
    return /^\d{1,6}$/.test(count) ? [] : [fault(name, `"${count}" is no number of questions`, { try: `${name}: "3"` })]
  })
  const often = new Map(Object.entries(words).map(([name, count]) => [name, Number(count) || 0]))
  return { often, faults: [...faults, ...wrong] }
}
