/** Topics are what `/browse` lists. */
import { didYouMean } from '../fault.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  about: 'A card and a flow have a topic, and each topic has its name in words.yml under "topics".',
  check: ({ pages }) => {
    const [english] = pages
    const known = Object.keys(english?.words.words ?? {}).flatMap(
      (key) => /^topics\.([\w-]+)(?:\.title|\.name)?$/.exec(key)?.[1] ?? [],
    )
    const say = 'there is no topic'
    if (english && known.length === 0)
      return [{ file: english.words.file, line: 1, say, try: 'add topics: and below it, indented, trust: Trust' }]
    const both = [
      ...[...(english?.cards.values() ?? [])].map((page) => ({ ...page, topics: page.card.topics })),
      ...[...(english?.flows.values() ?? [])].map((page) => ({ ...page, topics: page.flow.topics })),
    ]
    return both.flatMap(({ topics, file, lineOf }) => [
      ...(topics.length === 0 ? [{ file, line: lineOf(['topics']), say: 'the page has no topic' }] : []),
      ...topics.flatMap((topic, n) =>
        known.includes(topic)
          ? []
          : [
              {
                file,
                line: lineOf(['topics', n]),
                say: `words.yml names no topic "${topic}"`,
                ...didYouMean(topic, known),
              },
            ],
      ),
    ])
  },
}
export default rule
