/** The sentences of help say nothing that could harm; the list is `safe-messaging.yml`. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Rule } from '../rule.ts'

interface Entry {
  readonly find: string
  readonly try: string
}

/** The parts of words.yml that people in danger read. */
const helping = /^(support|care|youth|gate|kinds)\./

const list: readonly Entry[] = parse(readFileSync(new URL('safe-messaging.yml', import.meta.url), 'utf8'))
const patterns = list.map((entry) => ({
  ...entry,
  find: new RegExp(`(?<![\\p{L}\\p{N}])(?:${entry.find})(?![\\p{L}\\p{N}])`, 'iu'),
}))

const rule: Rule = {
  about: 'The sentences of help name no method, blame nobody, ask no why, promise nothing and press for nothing.',
  check: ({ pages }) =>
    pages.flatMap(({ words: { file, words, lines } }) =>
      Object.entries(words)
        .filter(([key]) => helping.test(key))
        .flatMap(([key, text]) =>
          patterns.flatMap((entry) => {
            const found = entry.find.exec(text)?.[0]
            return found === undefined ? [] : [{ file, line: lines.get(key) ?? 1, say: `"${found}"`, try: entry.try }]
          }),
        ),
    ),
}
export default rule
