/** `<language>/words.yml` -> the bot's own sentences by dotted key. */
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import { didYouMean, type Fault } from './fault.ts'
import { fills } from './fills.ts'
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

const names = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ')

/** Words in braces that the program does not fill, or that miss what it does: either shows only when somebody meets that screen. */
export function fillFaults({ file, words, lines }: WordsPage): readonly Fault[] {
  return Object.entries(words).flatMap(([key, text]): Fault[] => {
    const at = { file, line: lines.get(key) ?? 1, rule: 'words' }
    const needed = names((fills[key] ?? '').replace(/\w+/g, '{$&}'))
    const hint = { try: needed === '' ? 'write it without braces' : `it should hold ${needed}` }
    if (/[{}]/.test(text.replace(/\{\w+\}/g, '')))
      return [{ ...at, say: `"${key}" has a brace without the other one, or no name between them`, ...hint }]
    return names(text) === needed
      ? []
      : [{ ...at, say: `"${key}" holds ${names(text) || 'nothing in braces'}`, ...hint }]
  })
}

/** What a translation's words have wrong beside the English ones: unknown keys. Missing keys fall back to English. */
export function translationFaults(english: WordsPage, other: WordsPage): readonly Fault[] {
  return Object.keys(other.words).flatMap((key): Fault[] => {
    if (english.words[key] !== undefined) return []
    const at = { file: other.file, line: other.lines.get(key) ?? 1, rule: 'translation' }
    return [{ ...at, say: `"${key}" is not in ${english.file}`, ...didYouMean(key, Object.keys(english.words)) }]
  })
}
