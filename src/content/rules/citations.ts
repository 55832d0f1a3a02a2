/** Each card stands on sources, and says in "How sure we are" which ones; so does each claim of the article. */
import type { Rule } from '../rule.ts'

const nothing = { say: 'this section cites nothing', try: 'add [@key] after the sentence it supports' }

const rule: Rule = {
  about: 'Each card cites in its section on how sure we are, and each claim of the article cites, too.',
  check: ({ pages }) =>
    pages.flatMap(({ cards, article }) => [
      ...[...cards.values()].flatMap((page) => {
        const sure = page.sections.find(({ id }) => id === 'sure')
        const next = page.sections.find(({ line }) => sure && line > sure.line)
        const cited = page.cites.some(({ line }) => sure && line > sure.line && (!next || line < next.line))
        return cited || !sure ? [] : [{ file: page.file, line: sure.line, ...nothing }]
      }),
      ...(article?.claims ?? []).flatMap(({ claim, line }) =>
        claim.cites.length > 0 ? [] : [{ file: article?.file ?? '', line, ...nothing }],
      ),
    ]),
}
export default rule
