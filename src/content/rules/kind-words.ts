/** Words that hurt, judge, diagnose or promise; the list is `kind-words.yml`. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { pieces } from '../pieces.ts'
import { unquoted, withoutCitations } from '../prose.ts'
import type { Rule } from '../rule.ts'

interface Entry {
  readonly find: string
  readonly try: string
}

const list: readonly Entry[] = parse(readFileSync(new URL('kind-words.yml', import.meta.url), 'utf8'))
const patterns = list.map((entry) => ({
  ...entry,
  find: new RegExp(`(?<![\\p{L}\\p{N}])(?:${entry.find})(?![\\p{L}\\p{N}])`, 'giu'),
}))

const rule: Rule = {
  about: 'No word that hurts, judges, diagnoses or promises, unless a person is quoted.',
  check: (content) =>
    pieces(content, 'en').flatMap(({ file, line, text }) =>
      patterns.flatMap((entry) =>
        [...unquoted(withoutCitations(text)).matchAll(entry.find)]
          // A page may name its own subject.
          .filter(([found]) => !file.includes(found.toLowerCase()))
          .map(([found]) => ({ file, line, say: `"${found}"`, try: entry.try })),
      ),
    ),
}
export default rule
