/** A flow rests on cards. */
import { didYouMean } from '../fault.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  about: 'What a flow draws on are cards that exist.',
  check: ({ pages: [english], files }) => {
    const ids = new Set(files.flatMap(({ path }) => /^en\/mechanisms\/(.+)\.md$/.exec(path)?.[1] ?? []))
    return [...(english?.flows.values() ?? [])].flatMap(({ flow, file, lineOf }) =>
      flow.drawsOn.flatMap((id, n) =>
        ids.has(id)
          ? []
          : [{ file, line: lineOf(['draws-on', n]), say: `there is no card "${id}"`, ...didYouMean(id, ids) }],
      ),
    )
  },
}
export default rule
