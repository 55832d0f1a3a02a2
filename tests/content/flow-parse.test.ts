import { describe, expect, it } from 'vitest'
import { show } from '../../src/content/fault.ts'
import { shelf } from '../../src/core/library.ts'
import { flowText, lineWith, sample } from './sample.ts'

const file = 'en/flows/under-it.md'
const read = (text: string, path = file) => sample({ [path]: text })

describe('a flow in Markdown', () => {
  it('becomes a flow', () => {
    const flow = shelf(read(flowText).library, 'en').flows.get('under-it')
    expect(flow).toMatchObject({
      title: 'What was under it?',
      minutes: 4,
      drawsOn: ['asking-again'],
      gate: ['partner', 'intimate'],
      was: { flow: ['under'], near: ['wish'], 'near.close': ['warm'] },
      cites: ['coyne-1976'],
    })
    expect([...(flow?.steps.keys() ?? [])]).toEqual(['start', 'moment', 'near', 'rest', 'after', 'write', 'done'])
    expect(flow?.steps.get('near')?.parts).toEqual([
      {
        arms: [
          {
            when: { kind: 'is', step: 'moment', answers: ['absence'] },
            texts: ['Silence leaves room for a story.'],
            choices: [],
          },
          {
            when: { kind: 'is', step: 'moment', answers: ['words'] },
            texts: ['Words can land on an old bruise.'],
            choices: [],
          },
          { texts: ['You do not have to know.'], choices: [] },
        ],
      },
      {
        arms: [
          {
            texts: ['The worry often comes back after an answer [@coyne-1976]. Which is nearest?'],
            choices: [
              { label: 'I want to be close', to: 'rest', answer: 'close' },
              { label: 'I want to know where I stand', to: 'rest', answer: 'sure' },
            ],
          },
        ],
      },
    ])
  })

  it.each([
    ['gate: none', []],
    ['gate: partner', ['partner']],
    ['gate: [intimate]', ['intimate']],
  ])('understands %s', (gate, expected) => {
    const flow = shelf(read(flowText.replace(/gate:.*/, gate)).library, 'en').flows.get('under-it')
    expect(flow?.gate).toEqual(expected)
  })

  it('understands several answers at once', () => {
    const text = flowText
      .replace('when moment is absence', 'when moment is absence or words')
      .replace(/### when moment is words\n.*\n/, '')
    const flow = shelf(read(text).library, 'en').flows.get('under-it')
    expect(flow?.steps.get('near')?.parts[0]?.arms[0]?.when).toEqual({
      kind: 'is',
      step: 'moment',
      answers: ['absence', 'words'],
    })
  })
})

describe('quotes from another step', () => {
  const end = '### then\nThis is the end.'
  const saidAgain = (from: string) => flowText.replace(end, `### quotes from ${from}\nTo copy:\n\n${end}`)
  const quoting = saidAgain('near').replace(
    '### when moment is absence',
    '### when moment is absence or words\n> "I worry."\n### otherwise\n> "I do not know."\n### then\n### when moment is absence',
  )

  it('are said again under these words, each under its condition, and nothing else of that step', () => {
    const { library, faults } = read(quoting)
    expect(faults.map((fault) => show(fault))).toEqual([])
    const done = shelf(library, 'en').flows.get('under-it')?.steps.get('done')
    expect(done?.parts.slice(-3)).toEqual([
      { arms: [{ texts: ['To copy:'], choices: [] }] },
      {
        arms: [
          {
            when: { kind: 'is', step: 'moment', answers: ['absence', 'words'] },
            texts: ['> "I worry."'],
            choices: [],
          },
          { texts: ['> "I do not know."'], choices: [] },
        ],
      },
      { arms: [{ texts: ['This is the end.'], choices: [] }] },
    ])
  })

  it.each([
    ['neer', 'no step "neer" with quotes stands before this (did you mean "near"?)'],
    ['start', 'no step "start" with quotes stands before this'],
    ['near and after', '"### quotes from near and after" is not known (write it as ### quotes from <step>)'],
  ])('from "%s" is a fault', (from, says) => {
    const shown = read(saidAgain(from)).faults.map((fault) => show(fault))
    expect(shown).toEqual([expect.stringContaining(says)])
  })
})

describe('a follow-up', () => {
  const asking = flowText.replace('was:\n', 'follow-up:\n  after: done\n  days: 7\n  ask: How much was there?\nwas:\n')

  it('is what is asked some days after an end', () => {
    const flow = shelf(read(asking).library, 'en').flows.get('under-it')
    expect(flow?.followUp).toEqual({ after: 'done', days: 7, ask: 'How much was there?' })
    expect(shelf(read(flowText).library, 'en').flows.get('under-it')).not.toHaveProperty('followUp')
  })

  it.each([
    ['after: done', 'after: near', 'follow-up: "near" is not an end (name a step without buttons)'],
    ['after: done', 'after: dane', 'follow-up: there is no step "dane" (did you mean "done"?)'],
    ['days: 7', 'days: 0', 'follow-up.days'],
    ['ask: How much was there?', `ask: ${'How '.repeat(30)}`, 'at most 100 characters'],
  ])('"%s" as "%s" is a fault', (from, to, says) => {
    const text = asking.replace(from, to)
    const shown = read(text)
      .faults.map((fault) => show(fault))
      .join('\n')
    expect(shown).toContain(says)
    expect(shown).toContain(`:${lineWith(text, to)} `)
  })

  it('has its question in another language, and the days of the first', () => {
    const front = '---\ntitle: Titel\nshort: Kurz.\nfor: um es zu wissen\nfollow-up:\n  ask: Wie viel war es?\n---\n'
    const other = front + asking.slice(asking.indexOf('## start'))
    const { library, faults } = sample({
      [file]: asking,
      'de/words.yml': 'button:\n  help: Hilfe\n',
      'de/flows/under-it.md': other,
    })
    expect(faults.map((fault) => show(fault))).toEqual([])
    const flow = shelf(library, 'de').flows.get('under-it')
    expect(flow?.followUp).toEqual({ after: 'done', days: 7, ask: 'Wie viel war es?' })
  })
})

/** A change, the line it is told on, and what is said. */
const faults: readonly (readonly [what: string, from: string, to: string, at: string, says: string])[] = [
  [
    'a link to no step',
    '(#near "words")',
    '(#naer "words")',
    '#naer',
    'there is no step "naer" (did you mean "near"?)',
  ],
  ['a link that leads out', '(#near "words")', '(near "words")', '(near', '"near" is not a step (write it as #step)'],
  ['an answer too long', '"absence"', '"absence-of-a-word"', '"absence-of', '"absence-of-a-word" cannot be an answer'],
  ['an answer in capitals', '"absence"', '"Absence"', '"Absence"', '"Absence" cannot be an answer'],
  ['a step too long', '## rest', '## resting-a-while', '## resting', '"resting-a-while" cannot be a step'],
  ['a step twice', '## rest', '## near', '## near', 'the step "near" stands twice'],
  ['an empty step', '## rest\n', '## none\n\n## rest\n', '## none', 'the step "none" is empty'],
  [
    'an unknown step in a condition',
    'when moment is absence',
    'when moments is absence',
    'when moments',
    'did you mean "moment"',
  ],
  [
    'an unknown answer in a condition',
    'when moment is absence',
    'when moment is absense',
    'when moment is absense',
    '"moment" has no answer "absense" (did you mean "absence"?)',
  ],
  [
    'arithmetic',
    'when after is lower than start',
    'when after is lower than start + 2',
    'start + 2',
    'cannot be asked',
  ],
  [
    'another comparison',
    'when after is lower than start',
    'when after is equal to start',
    'equal to',
    'cannot be asked',
  ],
  [
    'a number compared with none',
    'when after is lower than start',
    'when after is lower than moment',
    'lower than moment',
    '"moment" asks for no number',
  ],
  ['an unknown heading', '### otherwise\nYou do', '### else\nYou do', '### else', '"### else" is not known'],
  ['a misspelt heading', '### otherwise\nYou do', '### otherwize\nYou do', '### otherwize', 'did you mean "otherwise"'],
  [
    'otherwise without when',
    '### when write is hold',
    '### otherwise\nx\n\n### otherwise',
    '### otherwise\n> Could',
    '"### otherwise" without "### when"',
  ],
  [
    'a condition with nothing under it',
    'Silence leaves room for a story.',
    '',
    '### when moment is absence',
    'nothing stands under',
  ],
  [
    'a wait that is no time',
    'wait 5 minutes',
    'wait a while',
    '### wait',
    '"### wait a while" is not a time (write it as ### wait 5 minutes',
  ],
  [
    'text among buttons',
    '- [I do not know](#near)',
    '- I do not know',
    '- I do not',
    'a list of buttons holds something else',
  ],
  ['a button too long', 'I do not know', `I do not know${' at all'.repeat(12)}`, 'at all', 'at most 60 fit'],
  ['a range upside down', '"0-10")\n\n## moment', '"10-0")\n\n## moment', '"10-0"', '"10-0" is not a range'],
  ['a field that is none', '- **ask**: What', '- **ask** What', '- **ask**', 'this is not a field'],
  [
    'a field with a long label',
    'What I worry about',
    'What I worry about when I lie awake and think it over',
    '- **worry**',
    'the label has',
  ],
  [
    'a form with two buttons',
    '- [Write it](#done)',
    '- [Write it](#done)\n- [Or not](#done)',
    'Two short lines',
    'exactly one button',
  ],
  [
    'words in braces outside the composed text',
    'This is the end.',
    'This is {worry}.',
    'This is {worry}',
    'words in braces outside',
  ],
  [
    'a former name of nothing',
    '  near: [wish]',
    '  naer: [wish]',
    '  naer',
    'was: there is no step "naer" (did you mean "near"?)',
  ],
  ['a former answer of nothing', 'near.close', 'near.clos', 'near.clos', 'did you mean "close"'],
  ['a deeper heading', 'Words can land', '#### Deep\nWords can land', '#### Deep', 'a heading with 4 #'],
]

describe('a fault in a flow', () => {
  it.each(faults)('is told with its line: %s', (_, from, to, at, says) => {
    const text = flowText.replace(from, to)
    expect(text).not.toBe(flowText)
    const found = read(text).faults.filter((fault) => fault.rule === 'flow')
    const here = found.filter(({ line }) => line === lineWith(text, at))
    expect(here.map((fault) => show(fault)).join('\n')).toContain(says)
  })

  it('keeps the flow out of the library, and no other page', () => {
    const { library } = read(flowText.replace('(#near "words")', '(#naer "words")'))
    const books = shelf(library, 'en')
    expect([books.flows.size, books.cards.size]).toEqual([0, 1])
  })

  it('is told when the file has a long name', () => {
    const { faults: found } = read(flowText, 'en/flows/what-was-under-it-all.md')
    expect(found.map((fault) => show(fault)).join('\n')).toContain("the file's name is too long")
  })
})
