/** `/ask` all the way: the form, the cards that fit, and what is said where none does. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buttons, isEphemeral, labels, type Pair, startPair, text } from '../pair.ts'

let pair: Pair
beforeAll(async () => {
  pair = await startPair()
})
afterAll(() => pair.close())

const jealous = 'Every time my husband laughs with his coworker I get so jealous that I search his phone. zebrafinch'
const work = 'My boss yells at me in meetings and takes credit for my work. Should I look for another job?'
const pain = 'There is bleeding and a burning pain during intercourse, could it be an infection?'
const danger = 'i want to kill myself tonight'

async function ask(own: Pair, typed: string) {
  const opened = await own.robin.use('ask')
  if (opened.got !== 'form') throw new Error('no form')
  await own.robin.submit(opened.form, { words: typed })
  return own.robin.last('server')
}

describe('/ask', () => {
  test('opens a form with one field that makes its promise', async () => {
    const opened = await pair.robin.use('ask')
    expect(opened.got).toBe('form')
    expect(JSON.stringify(opened)).toMatch(/No names, please\. I read this once and forget it\./)
  })

  test('answers the asker alone with up to three cards; no typed word is in it or in a button', async () => {
    const before = pair.sasha.seen('server').length
    const answer = await ask(pair, jealous)
    expect(isEphemeral(answer)).toBe(true)
    expect(text(answer)).toMatch(/\*\*Jealousy\*\*/)
    const reads = labels(answer).filter((label) => label === 'Read it')
    expect(reads.length).toBeGreaterThan(0)
    expect(reads.length).toBeLessThanOrEqual(3)
    expect(labels(answer)).toContain(reads.length > 1 ? 'None of these fits' : 'This does not fit')
    expect(labels(answer)).toContain('Help')
    expect(JSON.stringify(pair.robin.seen('server'))).not.toMatch(/zebrafinch/)
    expect(pair.sasha.seen('server')).toHaveLength(before)
    const ids = buttons(answer).map(({ customId }) => customId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('Read it opens the card', async () => {
    await ask(pair, jealous)
    await pair.robin.press('Read it')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('where the words only hint at danger, help says once that it is heavy', async () => {
    const answer = await ask(pair, "I can't take this anymore, everything feels pointless and I cry at night")
    expect(text(answer)).toMatch(/What you wrote sounds heavy/)
    expect(text(answer)).not.toMatch(/That sounds hard/)
  })

  test('None of these fits, or This does not: one honest sentence, the topics, people, and another try', async () => {
    const answer = await ask(
      pair,
      'My girlfriend left me a month ago and I cry every night. How do I get over this breakup?',
    )
    await pair.robin.press(labels(answer).find((label) => / fits?$/.test(label)) ?? '')
    const missed = pair.robin.last('server')
    expect(labels(missed)).toEqual(['All topics', 'Other words', 'Talk to a person'])
    expect((await pair.robin.press('Other words')).got).toBe('form')
  })

  test('out of scope is said in one sentence, with the ways on', async () => {
    const answer = await ask(pair, work)
    expect(text(answer)).toMatch(/^I have nothing on that\./)
    expect(labels(answer)).toEqual(['All topics', 'Other words', 'Talk to a person'])
  })

  test('medical matters are sent to a clinician, with the card on when to go', async () => {
    const answer = await ask(pair, pain)
    expect(text(answer)).toMatch(/one for a doctor/)
    expect(buttons(answer)[0]?.customId).toBe('explain/performance-anxiety')
  })

  test('words of danger get help in the place of cards; Not what I meant leads to cards by name', async () => {
    const help = await ask(pair, `${danger} because my husband laughs with his coworker`)
    expect(isEphemeral(help)).toBe(true)
    expect(labels(help)[0]).toBe('Hide')
    expect(text(help)).toMatch(/thinking of death or of self-harm/)
    expect(JSON.stringify(help.message.components)).not.toMatch(/tonight|coworker/)
    await pair.robin.press('Not what I meant')
    expect(text(pair.robin.last('server'))).toMatch(/^Thank you for telling me/)
    expect(labels(pair.robin.last('server')).length).toBeGreaterThan(1)
  })

  test('danger that only the questions we know tell of gets people first, too', async () => {
    const answer = await ask(
      pair,
      'My stepfather screams at me and calls me a mistake. I am afraid and have nowhere to go.',
    )
    expect(text(answer)).toMatch(/Talk to a person/)
    expect(labels(answer)).toEqual(expect.arrayContaining(['Hide', 'Not what I meant']))
  })

  test('takes any text', async () => {
    const odd = ['', '   ', '\u0000\u202e', '```@everyone <@1> [x](http://x)', 'a'.repeat(4000), '😀'.repeat(2000)]
    for (const typed of odd) expect(text(await ask(pair, typed))).not.toBe('')
  })
})

describe('asked again and again', () => {
  let own: Pair
  beforeEach(async () => {
    own = await startPair()
    return () => own.close()
  })

  test('the third time the loop comes first, and the card is one press away', async () => {
    for (const _ of [1, 2]) expect(labels(await ask(own, jealous))).toContain('Read it')
    const third = await ask(own, jealous)
    expect(labels(third)).toContain('Information')
    await own.robin.press('Information')
    expect(labels(own.robin.last('server'))).toContain('Sources')
  })
})

describe('with FREE_TEXT=off', () => {
  test('it is not registered and not in /help; a form from before is told to be outdated', async () => {
    const off = await startPair(undefined, { FREE_TEXT: 'off' })
    expect(off.practice.state(off.robin.id).commands.map(({ name }) => name)).not.toContain('ask')
    await off.robin.use('help')
    expect(text(off.robin.last('server'))).not.toContain('/ask')
    await off.robin.pressOld('ask', 'server')
    expect(text(off.robin.last('server'))).toMatch(/older version/)
    await off.close()
  })
})
