/** Every flow is walked to all its ends. */
import { walk } from '../../core/walk.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  about: 'In a flow every step is reached, all words are shown, every way ends, and every address fits into a button.',
  check: ({ pages }) =>
    pages.flatMap(({ flows }) =>
      [...flows.values()].flatMap(({ flow, file, lineOfSpot }) =>
        walk(flow).stumbles.map(({ step, part, arm, say, try: hint }) => ({
          file,
          line: lineOfSpot(step, part, arm),
          say,
          ...(hint === undefined ? {} : { try: hint }),
        })),
      ),
    ),
}
export default rule
