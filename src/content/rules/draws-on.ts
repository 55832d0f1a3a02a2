/** A flow rests on cards, and a claim of the article leads to some. */
import { didYouMean } from '../fault.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  about: 'What a flow draws on and what a claim of the article leads to are cards that exist.',
  check: ({ pages: [english], files }) => {
    const ids = new Set(files.flatMap(({ path }) => /^en\/mechanisms\/(.+)\.md$/.exec(path)?.[1] ?? []))
    const unknown = (file: string, line: number, id: string): readonly Finding[] =>
      ids.has(id) ? [] : [{ file, line, say: `there is no card "${id}"`, ...didYouMean(id, ids) }]
    return [
      ...[...(english?.flows.values() ?? [])].flatMap(({ flow, file, lineOf }) =>
        flow.drawsOn.flatMap((id, n) => unknown(file, lineOf(['draws-on', n]), id)),
      ),
      ...(english?.article?.claims ?? []).flatMap(({ cards }) =>
        cards.flatMap(({ id, line }) => unknown(english?.article?.file ?? '', line, id)),
      ),
    ]
  },
}
export default rule
