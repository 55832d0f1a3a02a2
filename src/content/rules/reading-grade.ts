/** Flesch-Kincaid grade of each English card and flow, and of each claim of the article: Kincaid et al. (1975), Research Branch Report 8-75, Naval Technical Training Command. */
import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'
import type { ArticlePage } from '../article.ts'
import { type Prose, prose, sentences, wordsOf } from '../prose.ts'
import type { Finding, Rule } from '../rule.ts'

const most = 8

/** The grade of texts taken together; each text ends its last sentence. */
export function grade(texts: readonly string[]): number {
  const all = texts.flatMap((text) => sentences(text)).map((one) => wordsOf(one.text))
  const words = all.flat()
  return fleschKincaid({
    sentence: all.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllable(word), 0),
  })
}

/** The line where help is needed most: the hardest of the longer sentences. */
const hardest = (texts: readonly Prose[]): { readonly line: number; readonly text: string } | undefined =>
  texts
    .flatMap(({ text, line }) => sentences(text).map((one) => ({ text: one.text, line, grade: grade([one.text]) })))
    .filter(({ text }) => wordsOf(text).length >= 8)
    .toSorted((a, b) => b.grade - a.grade)[0]

const rule: Rule = {
  about: `The Flesch-Kincaid grade of a page, and of each claim of the article, is at most ${most}.`,
  check: ({ pages: [english] }) => [
    ...[...(english?.cards.values() ?? [])].flatMap(({ card, sections, file, lineOf }) =>
      tooHard(file, [{ text: card.short, line: lineOf(['short']) }, ...prose(sections.flatMap(({ nodes }) => nodes))]),
    ),
    ...[...(english?.flows.values() ?? [])].flatMap(({ texts, file }) => tooHard(file, texts)),
    ...(english?.article ? ofArticle(english.article) : []),
  ],
}
export default rule

function ofArticle({ file, opening, claims }: ArticlePage): readonly Finding[] {
  const screens = [opening, ...claims.map(({ nodes }) => nodes)]
  return screens.flatMap((nodes) => tooHard(file, prose(nodes), 'the claim'))
}

function tooHard(file: string, texts: readonly Prose[], what = 'the page'): readonly Finding[] {
  const found = grade(texts.map(({ text }) => text))
  if (!(found > most)) return []
  const worst = hardest(texts)
  return [
    {
      file,
      line: worst?.line ?? 1,
      say: `${what} reads at grade ${(Math.ceil(found * 10) / 10).toFixed(1)}; at most ${most}`,
      ...(worst ? { try: `shorter words and sentences; the hardest one: "${worst.text.slice(0, 80)}"` } : {}),
    },
  ]
}
