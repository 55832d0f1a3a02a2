/** Causal words beside a citation need a randomised study; the list is `causal.yml`. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { pieces } from '../pieces.ts'
import { sentences, unquoted } from '../prose.ts'
import type { Rule } from '../rule.ts'

const list: readonly string[] = parse(readFileSync(new URL('causal.yml', import.meta.url), 'utf8'))
const causal = new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'iu')

const rule: Rule = {
  about: 'A sentence that cites says "led to" and the like only where one of the cited studies was randomised.',
  check: (content) =>
    pieces(content, 'en')
      .filter(({ of }) => of !== 'words')
      .flatMap(({ file, line, text }) =>
        sentences(text).flatMap((sentence) => {
          const found = causal.exec(unquoted(sentence.text))
          if (!found || sentence.cites.length === 0) return []
          // That a source is unknown, or has faults, is told elsewhere.
          if (sentence.cites.some((key) => content.library.sources.get(key)?.randomised ?? true)) return []
          const cited = sentence.cites.map((key) => `@${key}`).join(', ')
          return [
            {
              file,
              line,
              say: `"${found[0]}", but ${cited} was not randomised`,
              try: 'goes with, is linked to, people who ... also ...',
            },
          ]
        }),
      ),
}
export default rule
