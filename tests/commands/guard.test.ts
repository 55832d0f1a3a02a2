/** The loop guard: asked the same thing the third time in a day, the bot shows the loop in place of one more answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labels, type Pair, startPair, text } from '../pair.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.close())

const ask = (times: number, topic = 'excessive-reassurance-seeking') =>
  Array.from({ length: times }).reduce<Promise<unknown>>(
    (before) => before.then(() => pair.robin.use('explain', { topic })),
    Promise.resolve(),
  )
const shown = () => text(pair.robin.last('server'))

describe('the third time', () => {
  test('it shows the loop and asks what would help; nobody is kept from the card', async () => {
    await ask(2)
    expect(labels(pair.robin.last('server'))).toContain('Sources')
    await ask(1)
    expect(shown()).toMatch(/information or relief\?/)
    expect(shown()).toMatch(/\*\*Trigger:\*\*/)
    expect(labels(pair.robin.last('server'))).toEqual(['Information', 'Relief', 'Do not ask me today', 'Hide', 'Help'])
    await pair.robin.press('Information')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('relief is a wait with Discord’s own countdown, then on', async () => {
    await ask(3)
    await pair.robin.press('Relief')
    expect(shown()).toMatch(/<t:\d+:R>/)
    await pair.robin.press('Go on')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('it is off for the day at a press', async () => {
    await ask(3)
    await pair.robin.press('Do not ask me today')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
    await ask(2)
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('counts for each person and each thing; pressing around on a card does not count', async () => {
    await ask(2)
    await pair.sasha.use('explain', { topic: 'excessive-reassurance-seeking' })
    expect(labels(pair.sasha.last('server'))).toContain('Sources')
    await ask(1, 'negative-reinforcement')
    for (let round = 0; round < 3; round++) {
      await pair.robin.press('Sources')
      await pair.robin.press('Back to the card')
    }
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('holds nobody back from what is about safety, nor from help', async () => {
    await ask(4, 'coercive-control')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
    for (let round = 0; round < 4; round++) await pair.robin.use('support')
    expect(shown()).toMatch(/Talk to a person/)
  })

  test('a reflection is held the same way', async () => {
    for (let round = 0; round < 3; round++) await pair.robin.use('reflect', { flow: 'under-it' })
    await pair.robin.reads(/information or relief\?/)
    await pair.robin.press('Information')
    await pair.robin.reads(/I sent you a message/)
  })

  test('does not say that something was asked before: someone else may hold the phone', async () => {
    await ask(3)
    expect(shown()).not.toMatch(/you (have )?(came|come|asked|were)|today|third|times/i)
  })

  test('is silent for the day after a yes to the question about fear, and on skills', async () => {
    for (let round = 0; round < 3; round++) await pair.robin.use('reflect', { flow: 'name-it' })
    await pair.robin.reads(/I sent you a message/)
    await pair.sasha.use('reflect', { flow: 'under-it' })
    await pair.sasha.reads(/Here is what you asked for/, 'dm')
    await pair.sasha.press('Open', 'dm')
    await pair.sasha.press('One of these', 'dm')
    for (let round = 0; round < 3; round++) await pair.sasha.use('explain', { topic: 'jealousy' })
    expect(labels(pair.sasha.last('server'))).toContain('Sources')
  })
})
