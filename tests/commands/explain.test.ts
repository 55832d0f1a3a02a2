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

  test('a title or a phrase that is typed out opens its card, in capitals or not', async () => {
    for (const [topic, title] of [
      ['Jealousy', 'Jealousy'],
      ['should I stay or go', 'Should I stay or go?'],
      ['are we okay', 'Asking "are we okay?" again and again'],
      ['TRUST ISSUES', 'Jealousy'],
    ] as const) {
      await pair.robin.use('explain', { topic })
      expect(text(pair.robin.last('server')).split('\n')[0], topic).toContain(title)
      expect(labels(pair.robin.last('server')), topic).toContain('Sources')
    }
  })

  test('a whole question is answered as /ask would: what fits, or help first', async () => {
    await pair.robin.use('explain', { topic: 'my friend asks again and again if we are ok' })
    expect(text(pair.robin.last('server'))).toMatch(/comes closest[\s\S]*are we okay/)
    await pair.robin.use('explain', { topic: 'my stepbrother touches me' })
    expect(labels(pair.robin.last('server'))[0]).toBe('Hide')
    expect(text(pair.robin.last('server'))).not.toContain('hug')
  })

  test('a slip in a title is forgiven; where no title is near, nothing is made up', async () => {
    await pair.robin.use('explain', { topic: 'reasurance' })
    expect(text(pair.robin.last('server'))).toContain('Sexual reassurance seeking')
    for (const topic of ['pregnant', 'pizza', 'a', '🍆🍆🍆', 'my partner died', 'what is the capital of portugal']) {
      await pair.robin.use('explain', { topic })
      expect(text(pair.robin.last('server')), topic).toMatch(/^I have no card for that/)
    }
  })

  test('words in another language are told that only English is read here', async () => {
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'de' })
    await pair.robin.use('explain', { topic: 'Mein Freund antwortet nicht auf meine Nachrichten' })
    pair.practice.set({ set: 'locale', person: pair.robin.id, locale: 'en-US' })
    expect(text(pair.robin.last('server'))).toMatch(/^Hier verstehe ich bisher nur Englisch/)
  })

  test('while a question is typed, nothing is suggested that merely shares a word with it', async () => {
    const suggested = async (topic: string) => {
      const result = await pair.robin.suggest('explain', { topic }, 'topic')
      return result.got === 'choices' ? result.choices.map(({ value }) => value) : []
    }
    expect(await suggested('what is the capital of portugal')).toEqual([])
    const found = await suggested('my boyfriend does not text back for hours and i panic')
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThanOrEqual(3)
  })

  test('a hopeless topic gets the topics', async () => {
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
