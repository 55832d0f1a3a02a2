/** Names in addresses tell nothing; the list of words that do is `bland-names.yml`. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { answersOf, type Flow } from '../../core/flow.ts'
import type { Rule } from '../rule.ts'

interface Entry {
  readonly why: string
  readonly words: readonly string[]
}

const list: readonly Entry[] = parse(readFileSync(new URL('bland-names.yml', import.meta.url), 'utf8'))

/** Short beginnings are whole words: "ex" tells, "extra" does not. */
const shortest = 4

function telling(name: string): { readonly word: string; readonly why: string } | undefined {
  const pieces = [name, ...name.split('-')]
  return list
    .flatMap(({ why, words }) => words.map((word) => ({ word, why })))
    .find(({ word }) => pieces.some((piece) => (word.length < shortest ? piece === word : piece.startsWith(word))))
}

const rule: Rule = {
  about:
    'The names of flows, steps and answers stand in buttons, where Discord and others can see them: they tell nothing.',
  check: ({ pages: [english] }) =>
    [...(english?.flows.values() ?? [])].flatMap(({ flow, file, lineOfSpot }) =>
      named(flow).flatMap(({ name, step }) => {
        const found = telling(name)
        if (!found) return []
        const hint = 'take a bland word, such as first, near, more or kind'
        return [{ file, line: lineOfSpot(step), say: `"${name}" ${found.why}`, try: hint }]
      }),
    ),
}
export default rule

const named = (flow: Flow): readonly { readonly name: string; readonly step: string }[] => [
  { name: flow.id, step: '' },
  ...[...flow.steps.values()].flatMap((step) =>
    [step.name, ...new Set(answersOf(step))].map((name) => ({ name, step: step.name })),
  ),
]
