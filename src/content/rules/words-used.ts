/** The sentences that the program asks for exist, and no other lie about. */
import { didYouMean } from '../fault.ts'
import type { Finding, Rule } from '../rule.ts'

/** A key as the program writes it: `grade.${card.grade}` stands for every `grade.` key. */
const pattern = (key: string): RegExp =>
  new RegExp(
    `^${key
      .replace(/\$\{[^}]*\}/g, '\0')
      .replace(/[.*+?^()|[\]\\]/g, '\\$&')
      .replaceAll('\0', '[\\w.-]+')}$`,
  )

/** Other modules may have a function of that name. */
const asks = /import[^;'`]*\b(?:words|sentence)\b[^;'`]*'[./\w]*library\.ts'/

const rule: Rule = {
  about: 'Each key the program asks words.yml for exists, and each key there is asked for.',
  check: ({ pages }, { code }) => {
    const english = pages[0]?.words
    if (!english || !code) return []
    const keys = Object.keys(english.words)
    const found: Finding[] = []
    for (const { path, text } of code.filter(({ text }) => asks.test(text)))
      for (const { index, 2: key = '' } of text.matchAll(
        /\b(?:words|sentence)\(\s*[\w.]+,\s*(['`])([\w.-]*(?:\$\{[^}]*\}[\w.-]*)*)\1/g,
      ))
        if (!keys.some((one) => pattern(key).test(one))) {
          const [group = '', ...inside] = key.split('.')
          const line = text.slice(0, index).split('\n').length
          // A group that is gone, most often by a wrong indent, is told once.
          const say =
            inside.length === 0 || keys.some((one) => one.startsWith(`${group}.`))
              ? `"${key}" is asked for in ${path}:${line} and stands nowhere`
              : `there is no group "${group}"`
          found.push({ file: english.file, line: 1, say, ...didYouMean(key, keys) })
        }

    const asked = new Set<string>()
    const patterns: RegExp[] = []
    for (const { text } of code) {
      for (const [, literal = ''] of text.matchAll(/'([\w.-]+)'/g)) asked.add(literal)
      // A name of fixed and filled parts between backticks; a template may stand inside another.
      for (const [, template = ''] of text.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})+)`/g))
        if (/\w\.\$|\}\.\w/.test(template)) patterns.push(pattern(template))
        else asked.add(template)
    }
    for (const key of keys)
      if (!asked.has(key) && !patterns.some((one) => one.test(key)))
        found.push({
          file: english.file,
          line: english.lines.get(key) ?? 1,
          say: `nothing asks for "${key}"`,
          try: 'delete it',
        })
    return found
  },
}
export default rule
