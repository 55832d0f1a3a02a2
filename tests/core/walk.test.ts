import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arm, armsOf, begin, type Flow, type Hand, numbers, type Place, screen } from '../../src/core/flow.ts'
import { type Walk, walk } from '../../src/core/walk.ts'
import { flows, makeFlow } from './flows.ts'

const text = (...texts: string[]): Arm => ({ texts, choices: [] })
const to = (...steps: string[]): Arm => ({
  texts: ['Words.'],
  choices: steps.map((step) => ({ label: step, to: step })),
})

function flowOf(steps: Readonly<Record<string, readonly Arm[][]>>): Flow {
  const entries = Object.entries(steps).map(
    ([name, parts]) => [name, { name, parts: parts.map((arms) => ({ arms })) }] as const,
  )
  return { ...makeFlow([]), steps: new Map(entries) }
}

const says = ({ stumbles }: Walk): readonly string[] => stumbles.map(({ step, say }) => `${step}: ${say}`)

describe('a walk', () => {
  it('finds a loop', () => {
    expect(says(walk(flowOf({ start: [[to('a')]], a: [[to('b')]], b: [[to('a')]] })))).toEqual([
      'a: a loop: a -> b -> a',
    ])
  })

  it('finds a step that nothing leads to', () => {
    expect(says(walk(flowOf({ start: [[text('End.')]], a: [[text('End.')]] })))).toEqual(['a: no way leads to "a"'])
  })

  it('finds conditions that cannot hold, or hold every time, and words that are never shown', () => {
    const start: Arm = { texts: ['Words.'], choices: [{ label: 'x', to: 'a', answer: 'x' }] }
    const when = (answer: string): Arm => ({
      ...text('Words.'),
      when: { kind: 'is', step: 'start', answers: [answer] },
    })
    expect(says(walk(flowOf({ start: [[start]], a: [[when('y'), text('Else.')]] })))).toEqual([
      'a: this can never be so when the step is reached',
    ])
    expect(says(walk(flowOf({ start: [[start]], a: [[when('x'), text('Else.')]] })))).toEqual([
      'a: this is so every time the step is reached',
      'a: these words are never shown: what stands before covers all',
    ])
  })

  it('takes two conditions that cover all between them for what they are', () => {
    const start: Arm = { texts: ['Words.'], choices: ['x', 'y'].map((answer) => ({ label: answer, to: 'a', answer })) }
    const when = (answer: string): Arm => ({
      ...text('Words.'),
      when: { kind: 'is', step: 'start', answers: [answer] },
    })
    expect(says(walk(flowOf({ start: [[start]], a: [[when('x'), when('y')]] })))).toEqual([])
    expect(says(walk(flowOf({ start: [[start]], a: [[when('x'), when('y'), text('Else.')]] })))).toEqual([
      'a: these words are never shown: what stands before covers all',
    ])
  })

  it('finds a step that leads on for some and stops for others', () => {
    const start: Arm = { texts: ['Words.'], choices: ['x', 'y'].map((answer) => ({ label: answer, to: 'a', answer })) }
    const some: Arm = { ...to('b'), when: { kind: 'is', step: 'start', answers: ['x'] } }
    expect(says(walk(flowOf({ start: [[start]], a: [[some, text('Else.')]], b: [[text('End.')]] })))).toEqual([
      'a: "a" leads on for some answers and stops for others',
    ])
  })

  it('finds screens with too much or nothing on them', () => {
    const many = text('1', '2', '3', '4', '5', '6')
    expect(says(walk(flowOf({ start: [[many]] })))).toEqual(['start: a screen of "start" has 6 texts; at most 5'])
    const long = text(Array.from({ length: 121 }, () => 'word').join(' '))
    expect(says(walk(flowOf({ start: [[long]] })))).toEqual(['start: a screen of "start" has 121 words; at most 120'])
    expect(says(walk(flowOf({ start: [[text()]] })))).toEqual(['start: a screen of "start" shows no words'])
  })

  it('finds an address that does not fit into a button', () => {
    const names = Array.from({ length: 9 }, (_, n) => `step-number${n}`)
    const steps = Object.fromEntries(
      names.map((name, n): [string, Arm[][]] => [
        name,
        [
          [
            {
              texts: ['Words.'],
              choices: ['answer-one', 'answer-two'].map((answer) => ({
                label: answer,
                to: names[n + 1] ?? 'end',
                answer,
              })),
            },
          ],
        ],
      ]),
    )
    const read = names.map((step): Arm[] => [
      { ...text('Words.'), when: { kind: 'is', step, answers: ['answer-one'] } },
    ])
    const walked = walk(flowOf({ ...steps, end: [[text('End.')], ...read.slice(0, 4)] }))
    expect(walked.longest.length).toBeGreaterThan(96)
    expect(says(walked)).toContainEqual(expect.stringMatching(/its longest address has \d+ characters; at most 96 fit/))
  })

  it('finds what is wrong with a form', () => {
    const fields = [{ name: 'fact', label: 'Fact' }]
    const form = (next: string): Arm => ({
      ...text('Words.'),
      when: { kind: 'form' },
      form: { label: 'Write', fields, to: next },
    })
    const without: Arm = { ...to('end'), when: { kind: 'without-words' } }
    const composed = (words: string): Arm => ({ ...text(words), when: { kind: 'composed' } })
    const end = [[composed('{fact}')], [text('End.')]]
    expect(says(walk(flowOf({ start: [[form('end'), without]], end })))).toEqual([])
    expect(says(walk(flowOf({ start: [[form('end'), without]], end: [[composed('x')], [text('End.')]] })))).toEqual([
      'start: what is typed under "fact" is not shown',
    ])
    expect(says(walk(flowOf({ start: [[form('end'), without]], end: [[text('End.')]] })))).toContain(
      'start: "end" does not show what was typed',
    )
    expect(says(walk(flowOf({ start: [[form('end')]], end })))).toContain(
      'start: there is nothing to choose where words may not be typed',
    )
    expect(
      says(
        walk(
          flowOf({
            start: [[form('next'), { ...without, ...to('next'), when: { kind: 'without-words' } }]],
            next: [[to('end')], [composed('{fact}')]],
            end: [[text('End.')]],
          }),
        ),
      ),
    ).toContain('start: the form leads to "next", which leads on')
    expect(says(walk(flowOf({ start: [[text('End.')], [composed('x')]] })))).toContain(
      'start: there is no form whose words could stand here',
    )
  })
})

/** Plays every way by brute force, forgetting no answer on the way; undefined where a way comes back to a step. */
function playAll(
  flow: Flow,
): { readonly steps: ReadonlySet<string>; readonly arms: ReadonlySet<Arm>; readonly longest: number } | undefined {
  const steps = new Set<string>()
  const arms = new Set<Arm>()
  let longest = 0
  const play = (place: Place, hand: Hand, path: readonly string[]): boolean => {
    if (path.includes(place.step)) return false
    const step = flow.steps.get(place.step)
    if (!step) throw new Error(place.step)
    steps.add(place.step)
    for (const { arm } of armsOf(step, place.answers, hand)) arms.add(arm)
    longest = Math.max(longest, path.length)
    const shown = armsOf(step, place.answers, hand).map(({ arm }) => arm)
    const onward = shown.flatMap(({ choices, rating }) => [
      ...choices.map((choice) => ({ to: choice.to, answer: choice.answer })),
      ...(rating ? numbers(rating).map((answer) => ({ to: rating.to, answer })) : []),
    ])
    return onward.every(({ to: next, answer }) =>
      play(
        { step: next, answers: answer === undefined ? place.answers : { ...place.answers, [place.step]: answer } },
        hand,
        [...path, place.step],
      ),
    )
  }
  return play(begin(flow), { freeText: true }, []) ? { steps, arms, longest } : undefined
}

describe('of a random flow, the walk', () => {
  it('says what playing every way by hand says', () => {
    fc.assert(
      fc.property(flows, (draft) => {
        const flow = makeFlow(draft)
        const walked = walk(flow)
        const loops = walked.stumbles.some(({ say }) => say.startsWith('a loop'))
        const played = playAll(flow)
        if (loops) {
          // The loop may lie where no way leads; then playing by hand does not meet it.
          expect(walked.places).toEqual([])
          return
        }
        expect(played).toBeDefined()
        if (!played) return
        const unreached = walked.stumbles.filter(({ say }) => say.startsWith('no way')).map(({ step }) => step)
        expect([...flow.steps.keys()].filter((name) => !played.steps.has(name))).toEqual(unreached)
        expect(walked.presses).toBe(played.longest)
        for (const step of flow.steps.values())
          for (const [part, { arms }] of step.parts.entries())
            for (const [n, arm] of arms.entries()) {
              if (!played.steps.has(step.name)) continue
              const unseen = walked.stumbles.some(
                (one) => one.step === step.name && one.part === part && one.arm === n && /never/.test(one.say),
              )
              expect(unseen).toBe(!played.arms.has(arm))
            }
      }),
      { numRuns: 500 },
    )
  })

  it('finds a loop wherever playing meets one', () => {
    fc.assert(
      fc.property(flows, (draft) => {
        const flow = makeFlow(draft)
        if (playAll(flow) === undefined) expect(walk(flow).stumbles[0]?.say).toMatch(/^a loop/)
      }),
    )
  })

  it('knows every place that a press can lead to', () => {
    fc.assert(
      fc.property(flows, fc.array(fc.nat(), { maxLength: 8 }), (draft, presses) => {
        const flow = makeFlow(draft)
        const { places } = walk(flow)
        if (places.length === 0) return
        let place = begin(flow)
        for (const press of presses) {
          const { choices } = screen(flow, place, { freeText: false })
          const next = choices[press % Math.max(1, choices.length)]
          if (!next) return
          place = next.to
          const address = [
            'reflect',
            flow.id,
            place.step,
            Object.entries(place.answers)
              .map((pair) => pair.join('.'))
              .join('~'),
          ].join('/')
          expect(places).toContain(address)
        }
      }),
    )
  })
})
