import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../src/core/address.ts'
import {
  answersOf,
  begin,
  type Flow,
  go,
  longestPlace,
  needs,
  placeAddress,
  rate,
  readPlace,
  screen,
} from '../../src/core/flow.ts'
import { shelf } from '../../src/core/library.ts'
import { walk } from '../../src/core/walk.ts'
import { flowText, sample } from '../content/sample.ts'
import { flows, makeFlow } from './flows.ts'

function sampleFlow(text = flowText): Flow {
  const content = sample({ 'en/flows/under-it.md': text })
  const flow = shelf(content.library, 'en').flows.get('under-it')
  if (!flow) throw new Error(content.faults.map(({ say }) => say).join('\n'))
  return flow
}

const flow = sampleFlow()
const free = { freeText: true }
const shownAt = (step: string, answers: Record<string, string>, hand: Parameters<typeof screen>[2] = free) =>
  screen(flow, { step, answers }, hand).shown.map((one) => (one.kind === 'text' ? one.text : one.seconds))

describe('a flow', () => {
  it('shows the arm whose condition holds, and what follows it', () => {
    const last = 'The worry often comes back after an answer [@coyne-1976]. Which is nearest?'
    expect(shownAt('near', { moment: 'words' })).toEqual(['Words can land on an old bruise.', last])
    expect(shownAt('near', { moment: 'absence' })).toEqual(['Silence leaves room for a story.', last])
    expect(shownAt('near', {})).toEqual(['You do not have to know.', last])
  })

  it('compares two numbers, and nothing with a number that is not there', () => {
    expect(shownAt('done', { start: '8', after: '10' })).toContain('The pull went up. That happens, and it passes.')
    expect(shownAt('done', { start: '10', after: '9' })).toContain('The pull went down a bit.')
    expect(shownAt('done', { start: '8', after: '8' })).toContain('The pull is the same. That is fine.')
    expect(shownAt('done', { after: '0' })).toContain('The pull is the same. That is fine.')
  })

  it('waits by a countdown in its place', () => {
    expect(shownAt('rest', {})).toEqual([
      'Put the phone down for a moment.',
      300,
      'Breathe. You can go on when you like.',
    ])
  })

  it('asks for a number and remembers it', () => {
    const { rating, end, choices } = screen(flow, begin(flow), free)
    expect(rating).toEqual({ hint: '0 none, 10 very strong', lowest: 0, highest: 10, to: 'moment' })
    expect([end, choices]).toEqual([false, []])
    expect(rate(flow, begin(flow), '7', free)).toEqual({ step: 'moment', answers: { start: '7' } })
    for (const value of ['11', '-1', '07', '', 'x']) expect(rate(flow, begin(flow), value, free)).toBeUndefined()
    expect(rate(flow, { step: 'moment', answers: {} }, '7', free)).toBeUndefined()
  })

  it('carries an answer as long as a step ahead reads it, and no longer', () => {
    const near = go(flow, { step: 'moment', answers: { start: '7' } }, 'near', 'words')
    expect(near.answers).toEqual({ start: '7', moment: 'words' })
    expect(go(flow, near, 'rest', 'close').answers).toEqual({ start: '7' })
    expect([...(needs(flow).get('write') ?? [])].toSorted()).toEqual(['after', 'start', 'write'])
  })

  it('asks for words where they may be typed, and offers choices where not', () => {
    const place = { step: 'write', answers: { start: '7', after: '5' } }
    expect(screen(flow, place, free).form?.fields.map(({ name }) => name)).toEqual(['worry', 'ask'])
    const without = screen(flow, place, { freeText: false })
    expect(without.form).toBeUndefined()
    expect(without.choices.map(({ label }) => label)).toEqual([
      'Could you hold me for a minute?',
      'Could we talk tonight?',
    ])
  })

  it('shows typed words once, made harmless, and not in its own message', () => {
    const place = { step: 'done', answers: { start: '7', after: '5' } }
    const typed = { worry: '**you**\n> leave @everyone', ask: 'a {worry}' }
    const [composed] = screen(flow, place, { freeText: true, typed }).shown
    expect(composed).toEqual({
      kind: 'text',
      text: '> I notice that I worry about \\*\\*you\\*\\* \\> leave \\@everyone. What would help me: a {worry}.',
    })
    const own = screen(flow, place, free)
    expect(own.end).toBe(true)
    expect(JSON.stringify(own)).not.toContain('I notice')
  })

  it('says the beginning of a sentence once, though somebody typed the whole of it', () => {
    const place = { step: 'done', answers: { start: '7', after: '5' } }
    const shown = (worry: string) => {
      const [composed] = screen(flow, place, { freeText: true, typed: { worry, ask: 'x' } }).shown
      return composed?.kind === 'text' ? composed.text : ''
    }
    expect(shown('i notice that i worry about us')).toBe('> I notice that I worry about us. What would help me: x.')
    expect(shown('I notice that I worry about')).toContain('about I notice that I worry about. What')
    expect(shown('about us')).toContain('I worry about about us.')
  })
})

describe('the address of a place', () => {
  it('reads as reflect, flow, step, answers', () => {
    const place = { step: 'near', answers: { start: '7', moment: 'words' } }
    expect(writeAddress(placeAddress(flow, place))).toBe('reflect/under-it/near/start.7~moment.words')
  })

  it('survives a renamed flow, step and answer', () => {
    const shelves = new Map([[flow.id, flow]])
    expect(readPlace(shelves, ['reflect', 'under', 'wish', 'start.7~moment.words'])).toEqual({
      flow,
      place: { step: 'near', answers: { start: '7', moment: 'words' } },
    })
    const reader = sampleFlow(
      flowText.replace(
        '### then\nThis is the end.',
        '### then\n### when near is close\nNear.\n### otherwise\nThis is the end.',
      ),
    )
    expect(readPlace(new Map([[reader.id, reader]]), ['reflect', 'under-it', 'rest', 'start.7~wish.warm'])).toEqual({
      flow: reader,
      place: { step: 'rest', answers: { start: '7', near: 'close' } },
    })
  })

  it.each([
    ['an unknown step', ['reflect', 'under-it', 'gone', '']],
    ['an unknown answer', ['reflect', 'under-it', 'near', 'moment.shouting']],
    ['a number out of range', ['reflect', 'under-it', 'near', 'start.11']],
    ['an answer of no step', ['reflect', 'under-it', 'near', 'mood.words']],
    ['an answer given twice', ['reflect', 'under-it', 'near', 'moment.words~moment.words']],
    ['a name of every object', ['reflect', 'under-it', 'constructor', '']],
    ['an answer with more to it', ['reflect', 'under-it', 'near', 'moment.words.more']],
    ['nothing after the flow', ['reflect', 'under-it']],
  ] as const)('is outdated with %s', (_, address) => {
    expect(readPlace(new Map([[flow.id, flow]]), address)).toEqual({ flow, outdated: true })
  })

  it('of an unknown flow is nothing', () => {
    expect(readPlace(new Map([[flow.id, flow]]), ['reflect', 'other', 'start'])).toBeUndefined()
    expect(readPlace(new Map([[flow.id, flow]]), ['reflect'])).toBeUndefined()
  })

  it('drops an answer that the place does not read, so that it cannot grow', () => {
    const found = readPlace(new Map([[flow.id, flow]]), ['reflect', 'under-it', 'rest', 'moment.words~start.3'])
    expect(found).toEqual({ flow, place: { step: 'rest', answers: { start: '3' } } })
  })

  it('comes back from a button as it was, wherever one gets to', () => {
    fc.assert(
      fc.property(flows, fc.array(fc.nat(), { maxLength: 8 }), (draft, choices) => {
        const played = makeFlow(draft)
        let place = begin(played)
        for (const choice of choices) {
          const address = placeAddress(played, place)
          if (address.join('/').length > longestPlace) return
          const read = readAddress(writeAddress(address))
          expect(read && readPlace(new Map([[played.id, played]]), read)).toEqual({ flow: played, place })
          const { choices: onward, rating } = screen(played, place, free)
          const next = rating
            ? rate(played, place, String(choice % 3), free)
            : onward[choice % Math.max(1, onward.length)]?.to
          if (!next) return
          place = next
        }
      }),
    )
  })

  it('throws nothing, whatever it says', () => {
    const parts = fc.constantFrom(
      'reflect',
      'under-it',
      'near',
      'moment.words',
      'start.3',
      '~',
      '.',
      '',
      '__proto__',
      'x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 12 })), { maxLength: 6 }), (rest) => {
        const found = readPlace(new Map([[flow.id, flow]]), ['reflect', ...rest])
        if (found && 'place' in found) expect(() => screen(flow, found.place, free)).not.toThrow()
      }),
    )
  })
})

describe('the walk of the sample', () => {
  const walked = walk(flow)

  it('finds nothing to stumble over', () => {
    expect(walked.stumbles).toEqual([])
  })

  it('knows every place, the longest address and the longest way', () => {
    // near: 11 numbers by 3 answers, one of them none; done: 11 by 11 by hold, talk or typed words.
    expect(walked.places.filter((place) => place.includes('/near/'))).toHaveLength(11 * 3)
    expect(walked.places.filter((place) => place.includes('/done/'))).toHaveLength(11 * 11 * 3)
    expect(walked.longest).toBe('reflect/under-it/done/start.10~after.10~write.hold')
    expect(walked.presses).toBe(6)
  })

  it('finds addresses that all lead back to their place', () => {
    for (const place of walked.places) {
      const address = readAddress(place)
      expect(address && readPlace(new Map([[flow.id, flow]]), address)).toHaveProperty('place')
    }
    expect(answersOf(flow.steps.get('moment') ?? { name: '', parts: [] })).toEqual(['words', 'absence'])
  })
})
