/** Words that leave people out, by retext-equality (the data behind alex). What its list takes for an insult and we need is let through here. */
import retextEnglish from 'retext-english'
import retextEquality from 'retext-equality'
import { type Processor, unified } from 'unified'
import { pieces } from '../pieces.ts'
import { unquoted, withoutCitations } from '../prose.ts'
import type { Rule } from '../rule.ts'

/** Words, or ids of retext-equality's rules, each with the reason why it does not hold here. */
const letThrough: Readonly<Record<string, string>> = {
  'her-him': 'an example may be about a man or a woman; other examples are about others',
  'he-she': 'the same',
  just: 'it often means "a moment ago"; our own list has "just relax"',
  women: 'a study of women is about women',
  men: 'the same',
  ocd: 'we write of the condition, not of tidy people',
  add: 'the same: ADHD is a condition here',
  hang: 'it is meant for software',
  easy: 'it is meant for manuals; "easily upset" is no claim that a task is easy',
}

/** Words proposed in the place of one. */
const mostInstead = 4

/** Compiles to nothing: only the messages are wanted. */
function silent(this: Processor): void {
  this.compiler = () => ''
}

const checker = unified().use(retextEnglish).use(retextEquality).use(silent).freeze()

const rule: Rule = {
  about: 'No word that leaves people out, unless a person is quoted.',
  check: (content) =>
    pieces(content, 'en').flatMap(({ file, line, text }) =>
      checker
        .processSync(unquoted(withoutCitations(text)))
        .messages.filter(({ actual, ruleId }) => {
          const word = (actual ?? '').toLowerCase()
          // A page may name its own subject.
          return !letThrough[ruleId ?? ''] && !letThrough[word] && !(word !== '' && file.includes(word))
        })
        .map(({ actual, expected }) => ({
          file,
          line,
          say: `"${actual ?? ''}" may hurt people or leave them out`,
          ...(expected?.length ? { try: expected.slice(0, mostInstead).join(', ') } : {}),
        })),
    ),
}
export default rule
