/** Random small flows for property tests, as drafts that fast-check can shrink. */
import fc from 'fast-check'
import type { Arm, Condition, Flow, Step } from '../../src/core/flow.ts'

const names = ['start', 'one', 'two', 'three', 'four'] as const
const answers = ['a', 'b'] as const

export interface DraftStep {
  readonly links: readonly { readonly to: number; readonly answer: number }[]
  readonly rating: boolean
  readonly conditions: readonly {
    readonly kind: 'is' | 'lower' | 'higher'
    readonly step: number
    readonly than: number
    readonly answer: number
  }[]
  readonly otherwise: boolean
}

const step: fc.Arbitrary<DraftStep> = fc.record({
  links: fc.array(fc.record({ to: fc.nat(names.length - 1), answer: fc.nat(2) }), { maxLength: 3 }),
  rating: fc.boolean(),
  conditions: fc.array(
    fc.record({
      kind: fc.constantFrom('is' as const, 'is' as const, 'lower' as const, 'higher' as const),
      step: fc.nat(names.length - 1),
      than: fc.nat(names.length - 1),
      answer: fc.nat(1),
    }),
    { maxLength: 2 },
  ),
  otherwise: fc.boolean(),
})

export const flows = fc.array(step, { minLength: 2, maxLength: names.length })

/** A flow of a draft. Links lead anywhere, so some of these flows loop and some have steps that nothing leads to. */
export function makeFlow(draft: readonly DraftStep[]): Flow {
  const used = names.slice(0, draft.length)
  const name = (n: number): string => used[n % used.length] ?? ''
  const steps = draft.map((one, n): Step => {
    const plain: Arm = {
      texts: ['Words.'],
      choices: one.rating
        ? []
        : one.links.map(({ to, answer }) => ({
            label: 'Go',
            to: name(to),
            ...(answers[answer] === undefined ? {} : { answer: answers[answer] }),
          })),
      ...(one.rating && one.links[0]
        ? { rating: { hint: 'How much?', lowest: 0, highest: 2, to: name(one.links[0].to) } }
        : {}),
    }
    const arms = one.conditions.map(({ kind, step: read, than, answer }): Arm => {
      const when: Condition =
        kind === 'is'
          ? { kind, step: name(read), answers: [answers[answer] ?? ''] }
          : { kind, step: name(read), than: name(than) }
      return { when, texts: ['More.'], choices: [] }
    })
    const last: readonly Arm[] = one.otherwise && arms.length > 0 ? [{ texts: ['Else.'], choices: [] }] : []
    return { name: name(n), parts: [{ arms: [plain] }, ...(arms.length > 0 ? [{ arms: [...arms, ...last] }] : [])] }
  })
  return {
    id: 'random',
    language: 'en',
    title: 'Random',
    short: 'Random.',
    for: 'to test',
    minutes: 1,
    drawsOn: [],
    gate: [],
    topics: [],
    steps: new Map(steps.map((one) => [one.name, one])),
    was: {},
    cites: [],
  }
}
