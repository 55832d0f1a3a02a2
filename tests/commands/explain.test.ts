import { ComponentType } from 'discord-api-types/v10'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isEphemeral, labels, type Pair, parts, startPair, text } from '../pair.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.close())

const pictures = (message: Parameters<typeof parts>[0]) =>
  parts(message).filter(({ type }) => type === ComponentType.MediaGallery)

describe('/explain', () => {
  test('shows the card to the asker alone', async () => {
    await pair.robin.use('explain', { topic: 'negative-reinforcement' })
    const card = pair.robin.last('server')
    expect(isEphemeral(card)).toBe(true)
    expect(text(card)).toMatch(/relief/i)
    expect(labels(card)).toEqual(expect.arrayContaining(['See the loop', 'Sources', 'Related', 'Show it here', 'Help']))
    expect(pair.sasha.seen('server').map(({ message }) => message.id)).not.toContain(card.message.id)
  })

  test('suggests cards for lay words, misspelt ones too', async () => {
    for (const typed of ['are we okay', 'reasurance', 'are we oky']) {
      const result = await pair.robin.suggest('explain', { topic: typed }, 'topic')
      const values = result.got === 'choices' ? result.choices.map(({ value }) => value) : []
      expect(values, typed).toContain('excessive-reassurance-seeking')
    }
  })

  test('an unknown topic gets the nearest cards, a hopeless one the topics', async () => {
    await pair.robin.use('explain', { topic: 'my friend asks again and again if we are ok' })
    expect(labels(pair.robin.last('server')).length).toBeGreaterThan(1)
    await pair.robin.use('explain', { topic: 'zzzz qqqq' })
    await pair.robin.choose('trust')
    await pair.robin.choose('jealousy')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })

  test('the loop comes as a picture that is described in words; going back takes it away', async () => {
    await pair.robin.use('explain', { topic: 'negative-reinforcement' })
    await pair.robin.press('See the loop')
    const shown = await pair.practice.until(() => {
      const message = pair.robin.last('server')
      return pictures(message).length === 1 && message
    })
    expect(JSON.stringify(pictures(shown))).toMatch(/A circle of five steps/)
    await pair.robin.press('Sources')
    expect(text(pair.robin.last('server'))).toMatch(/https:\/\/doi\.org\//)
    await pair.robin.press('Back to the card')
    expect(pictures(pair.robin.last('server'))).toHaveLength(0)
    expect(pair.robin.last('server').message.id).toBe(shown.message.id)
  })

  test('related cards and what is often misread are one press away', async () => {
    await pair.robin.use('explain', { topic: 'negative-reinforcement' })
    await pair.robin.press('Often misread')
    await pair.robin.press('Back to the card')
    await pair.robin.press('Related')
    const related = labels(pair.robin.last('server'))
    expect(related.length).toBeGreaterThan(2)
    await pair.robin.press(related[0] ?? '')
    expect(labels(pair.robin.last('server'))).toContain('Sources')
  })
})

describe('Show it here', () => {
  let own: Pair
  beforeAll(async () => {
    own = await startPair()
  })
  afterAll(() => own.close())

  test('posts the card as the bot, naming nobody; the next one has to wait', async () => {
    await own.robin.use('explain', { topic: 'negative-reinforcement' })
    await own.robin.press('Show it here')
    await own.robin.reads(/No name is shown; moderators can still remove it\./)
    const posted = own.sasha.last('server')
    expect(isEphemeral(posted)).toBe(false)
    expect(JSON.stringify(posted)).not.toContain(own.robin.id)
    expect(labels(posted)).not.toContain('Show it here')

    await own.robin.press('Show it here')
    await own.robin.reads(/few minutes ago/)
    expect(own.sasha.seen('server')).toHaveLength(1)
  })

  test('two people press the shown card: each gets an own answer, the card stays', async () => {
    const before = own.sasha.last('server')
    await Promise.all([own.robin.press('Sources'), own.sasha.press('Related')])
    expect(own.sasha.seen('server').find(({ message }) => message.id === before.message.id)).toEqual(before)
    expect(isEphemeral(own.robin.last('server'))).toBe(true)
    expect(isEphemeral(own.sasha.last('server'))).toBe(true)
    expect(text(own.robin.last('server'))).not.toBe(text(own.sasha.last('server')))
  })

  test('is not offered where the bot may not post', async () => {
    const { practice, robin } = own
    practice.set({ set: 'botMayPost', channel: robin.channel('server'), may: false })
    await robin.use('explain', { topic: 'negative-reinforcement' })
    expect(labels(robin.last('server'))).not.toContain('Show it here')
    practice.set({ set: 'botMayPost', channel: robin.channel('server'), may: true })
    practice.set({ set: 'inServer', installed: false })
    await robin.use('explain', { topic: 'negative-reinforcement' })
    expect(labels(robin.last('server'))).not.toContain('Show it here')
    practice.set({ set: 'inServer', installed: true })
    await robin.use('explain', { topic: 'negative-reinforcement' }, 'dm')
    expect(labels(robin.last('dm'))).not.toContain('Show it here')
  })

  test('permission withdrawn after the button was drawn: one sentence, no error', async () => {
    const { practice, robin } = own
    await robin.use('explain', { topic: 'negative-reinforcement' })
    practice.set({ set: 'botMayPost', channel: robin.channel('server'), may: false })
    await robin.press('Show it here')
    await robin.reads(/may not post/)
    practice.set({ set: 'botMayPost', channel: robin.channel('server'), may: true })
  })
})
