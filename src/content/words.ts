/** `<language>/words.yml` -> the bot's own sentences by dotted key. */
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import { didYouMean, type Fault } from './fault.ts'
import type { TextFile } from './page.ts'
import { readYaml } from './positions.ts'

export interface WordsPage {
  readonly file: string
  readonly words: Readonly<Record<string, string>>
  readonly lines: ReadonlyMap<string, number>
  readonly faults: readonly Fault[]
}

/** Reads nested keys into dotted ones; every value must be a text. */
export function readWords({ path: file, text }: TextFile): WordsPage {
  const read = readYaml(file, text)
  const words: Record<string, string> = {}
  const lines = new Map<string, number>()
  const faults: Fault[] = [...read.faults]
  const walk = (map: YAMLMap, path: readonly string[]): void => {
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : ''
      const here = [...path, name]
      const fault = (say: string, hint: string): void => {
        faults.push({ file, line: read.lineOf(here), rule: 'words', say, try: hint })
      }
      if (!/^[\w-]+$/.test(name)) fault(`"${name}" cannot be a key`, 'letters, digits, - and _')
      else if (isMap(value)) walk(value, here)
      else if (isScalar(value) && typeof value.value === 'string' && value.value.trim() !== '') {
        words[here.join('.')] = value.value.trimEnd()
        lines.set(here.join('.'), read.lineOf(here))
      } else
        fault(
          `"${here.join('.')}" is not a text`,
          'write the sentence after the colon; quotes around numbers, yes and no',
        )
    }
  }
  const { contents } = parseDocument(text)
  if (read.faults.length === 0 && isMap(contents)) walk(contents, [])
  return { file, words, lines, faults }
}

const names = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

/** What a translation's words have wrong beside the English ones: unknown keys, other `{names}`. Missing keys fall back to English. */
export function translationFaults(english: WordsPage, other: WordsPage): readonly Fault[] {
  return Object.entries(other.words).flatMap(([key, text]): Fault[] => {
    const at = { file: other.file, line: other.lines.get(key) ?? 1, rule: 'translation' }
    const original = english.words[key]
    if (original === undefined)
      return [{ ...at, say: `"${key}" is not in ${english.file}`, ...didYouMean(key, Object.keys(english.words)) }]
    const [ours, theirs] = [names(text), names(original)]
    if (ours.join() === theirs.join()) return []
    return [{ ...at, say: `"${key}" should hold ${theirs.map((name) => `{${name}}`).join(' ') || 'no {names}'}` }]
  })
}
