/** YAML and JSON read with their positions, and checked against a shape: each fault knows its line. To find one in JSON it is read as the YAML it is. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { didYouMean, type Fault } from './fault.ts'
import { jsonTrouble } from './json.ts'
import { lost, yamlTroubles } from './yaml.ts'

export type Path = readonly PropertyKey[]

export interface Positioned {
  readonly file: string
  readonly data: unknown
  /** The line of the value at a path, or of the nearest thing around it that exists. */
  lineOf(path: Path): number
  readonly faults: readonly Fault[]
}

/** Reads YAML. `firstLine` is the line of the file on which the text begins; `lines`: whether a text may go on in the next line. */
export function readYaml(file: string, text: string, firstLine = 1, lines: 'joined' | 'alone' = 'joined'): Positioned {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const line = (offset: number): number => Math.max(1, counter.linePos(offset).line) + firstLine - 1

  const lineOf = (path: Path): number => {
    let node: unknown = document.contents
    let at = firstLine
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
        if (!pair || !isScalar(pair.key)) break
        if (pair.key.range) at = line(pair.key.range[0])
        node = pair.value
      } else if (isSeq(node) && typeof step === 'number') {
        const item = node.items[step]
        node = isPair(item) ? item.value : item
        if (isScalar(node) || isMap(node) || isSeq(node)) at = node.range ? line(node.range[0]) : at
      } else break
    }
    return at
  }

  const faults = [...yamlTroubles(document, text), ...lost(document, text, lines)].map(
    ({ at, ...said }): Fault => ({ file, line: line(at), rule: 'syntax', ...said }),
  )
  // An alias repeats a part of the document. Nobody means one here: most often a text begins with a star.
  visit(document, {
    Alias: (_, { range }) => {
      const hint = 'put quotes around a text that begins with * or &'
      faults.push({
        file,
        line: range ? line(range[0]) : firstLine,
        rule: 'syntax',
        say: 'a text begins with *',
        try: hint,
      })
    },
  })
  return { file, data: faults.length > 0 ? undefined : document.toJS(), lineOf, faults }
}

/** Reads JSON. Lines are looked for only when asked for, which is when something is wrong: finding them is slow. */
export function readJson(file: string, text: string): Positioned {
  let read: Positioned | undefined
  const asYaml = (): Positioned => {
    read ??= readYaml(file, text)
    return read
  }
  try {
    return { file, data: JSON.parse(text), lineOf: (path) => asYaml().lineOf(path), faults: [] }
  } catch {
    const { line, ...said } = jsonTrouble(text) ?? { line: 1, say: 'this is not JSON', try: 'undo the last change' }
    return { file, data: undefined, lineOf: () => line, faults: [{ file, line, rule: 'syntax', ...said }] }
  }
}

/** Where a name belongs that is known and stands in a wrong place. */
function elsewhere(
  file: string,
  key: string,
  path: Path,
  known: readonly string[],
): { readonly try: string } | undefined {
  const isJson = file.endsWith('.json')
  const here = path.filter((step) => typeof step === 'string')
  const homes = known.map((one) => one.split('.')).filter((one) => one.at(-1) === key)
  const [around] = homes.map((one) => one.slice(0, -1))
  if (!around) return undefined
  if (homes.some((one) => one.slice(0, -1).join() === here.join()))
    return { try: isJson ? 'it belongs to another kind of entry' : 'leave it out here: it comes from English' }
  if (around.length > here.length) {
    const inside = `it belongs to "${around.at(-1)}"`
    return { try: isJson ? inside : `${inside}: put it below that line, indented by two spaces` }
  }
  const outside = `it does not belong to "${here.at(-1)}"`
  return { try: isJson ? outside : `${outside}: take away two spaces before it` }
}

/** A path as people write it: they count from 1. */
const named = (path: Path): string =>
  path.length === 0 ? 'this' : `"${path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join('.')}"`

const lastOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1)

const remedies: Readonly<Record<string, string>> = {
  string: 'put quotes around it',
  array: 'write it as [one, other]',
}

const remedy = (expected: string): { readonly try?: string } => {
  const hint = remedies[expected]
  return hint === undefined ? {} : { try: hint }
}

/**
 * Checks what was read against a shape. `known` is what a misspelt key may have meant; a key inside another is written with both,
 * as `loop.cost`.
 */
export function fits<T>(
  read: Positioned,
  schema: z.ZodType<T>,
  rule: string,
  known: readonly string[],
): { readonly data?: T; readonly faults: readonly Fault[] } {
  if (read.faults.length > 0) return { faults: read.faults }
  const parsed = schema.safeParse(read.data, { reportInput: true })
  if (parsed.success) return { data: parsed.data, faults: [] }
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    const fault = (path: Path, say: string, hint: { readonly try?: string } = {}): Fault => ({
      file: read.file,
      line: read.lineOf(path),
      rule,
      say,
      ...hint,
    })
    const name = named(issue.path)
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) =>
          fault(
            [...issue.path, key],
            `"${key}" is not known here`,
            elsewhere(read.file, key, issue.path, known) ?? didYouMean(key, known.map(lastOf)),
          ),
        )
      case 'invalid_type':
        if (issue.input === undefined || issue.input === null) {
          const key = issue.path.at(-1)
          if (key === undefined) return [fault(issue.path, 'nothing is written here')]
          return [
            fault(issue.path, `${name} is missing`, { try: `write ${String(key)}: and ${article(issue.expected)}` }),
          ]
        }
        return [fault(issue.path, `${name} should be ${article(issue.expected)}`, remedy(issue.expected))]
      case 'invalid_value':
        if (issue.input === undefined)
          return [fault(issue.path, `${name} is missing`, { try: `one of: ${issue.values.join(', ')}` })]
        return [
          fault(
            issue.path,
            `${name} cannot be "${String(issue.input)}"`,
            didYouMean(String(issue.input), issue.values.map(String)),
          ),
        ]
      default:
        return [fault(issue.path, `${name}: ${issue.message}`)]
    }
  })
  return { faults }
}

/** The items of a list, each to be checked alone, so that a fault in one does not take the others with it. */
export function items(read: Positioned, path: Path = []): readonly Positioned[] {
  const list = path.reduce<unknown>(
    (data, step) => (typeof data === 'object' && data !== null ? Reflect.get(data, step) : undefined),
    read.data,
  )
  if (!Array.isArray(list)) return []
  return list.map((data: unknown, n) => ({
    file: read.file,
    data,
    lineOf: (deeper) => read.lineOf([...path, n, ...deeper]),
    faults: [],
  }))
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    array: 'a list',
    object: 'a group of lines',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
  }
  return names[type] ?? type
}
