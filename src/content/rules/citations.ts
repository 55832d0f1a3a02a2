/** Each card stands on sources, and says in "How sure we are" which ones. */
import type { Rule } from '../rule.ts'

const rule: Rule = {
  about: 'Each card cites, and its section on how sure we are cites, too.',
  check: ({ pages }) =>
    pages.flatMap(({ cards }) =>
      [...cards.values()].flatMap((page) => {
        const sure = page.sections.find(({ id }) => id === 'sure')
        const next = page.sections.find(({ line }) => sure && line > sure.line)
        const cited = page.cites.some(({ line }) => sure && line > sure.line && (!next || line < next.line))
        if (cited || !sure) return []
        return [
          {
            file: page.file,
            line: sure.line,
            say: 'this section cites nothing',
            try: 'add [@key] after the sentence it supports',
          },
        ]
      }),
    ),
}
export default rule
