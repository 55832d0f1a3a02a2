/** Reflections as people meet them: in the DM, from start to end, and whatever goes otherwise on the way. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { content, settings } from '../../src/inputs.ts'
import { startBot } from '../../src/main.ts'
import { isEphemeral, labels, type Pair, type Someone, startPair, text } from '../pair.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.close())

/** Everything in the DM that is there for whoever opens it later. */
const lasting = (person: Someone) => person.seen('dm').filter((message) => !isEphemeral(message))

/** Begins a reflection and passes its questions, up to the first step. */
async function start(person: Someone, flow: string) {
  await person.use('reflect', { flow })
  await person.reads(/Here is what you asked for/, 'dm')
  await person.press('Open', 'dm')
  await person.reads(/Is there someone in this/, 'dm')
  await person.press('Neither', 'dm')
  await person.reads(/you can stop at any time/, 'dm')
}

describe('/reflect', () => {
  test('sends a neutral line to the DM and says so where it was used', async () => {
    await pair.robin.use('reflect', { flow: 'under-it' })
    await pair.robin.reads(/I sent you a message/)
    const opening = pair.robin.last('dm')
    expect(text(opening)).toBe('Here is what you asked for.')
    expect(labels(opening)).toEqual(['Open', 'Help', 'Stop'])
    await pair.robin.press('Stop', 'dm')
  })

  test('is in the DM once, though the word that it is there was lost on the way', async () => {
    const { practice, robin } = pair
    const dm = robin.channel('dm')
    const lose = (channel: string) => {
      if (channel !== dm) return
      practice.events.off('message', lose)
      practice.set({ set: 'misbehaviour', misbehaviour: { lost: 1 } })
    }
    practice.events.on('message', lose)
    await robin.use('reflect', { flow: 'under-it' })
    await robin.reads(/I sent you a message/)
    expect(robin.seen('dm')).toHaveLength(1)
  })

  test('asked for in the DM, it points below', async () => {
    await pair.robin.use('reflect', { flow: 'under-it' }, 'dm')
    await pair.robin.reads(/It begins below, in this chat/, 'dm')
    expect(text(pair.robin.last('dm'))).toBe('Here is what you asked for.')
    await pair.robin.press('Stop', 'dm')
  })

  test('words of one’s own find what draws on the cards that answer them; of several none is begun', async () => {
    const got = await pair.robin.suggest('reflect', { flow: 'should i text him again' }, 'flow')
    const values = got.got === 'choices' ? got.choices.map(({ value }) => value) : []
    expect(values.length).toBeGreaterThan(0)
    expect(values.length).toBeLessThanOrEqual(3)
    const before = pair.robin.seen('dm').length
    await pair.robin.use('reflect', { flow: 'you' })
    expect(text(pair.robin.last('server'))).toMatch(/^## Reflections/)
    expect(pair.robin.seen('dm')).toHaveLength(before)
  })

  test('an unknown name gets the list, and is told so', async () => {
    await pair.robin.use('reflect', { flow: 'zzz' })
    expect(text(pair.robin.last('server'))).toMatch(/^I did not find that one/)
    await pair.robin.choose('under-it')
    await pair.robin.reads(/Here is what you asked for/, 'dm')
  })

  test('a card leads to a reflection that fits it', async () => {
    await pair.robin.use('explain', { topic: 'negative-reinforcement' })
    await pair.robin.press('Reflect on this')
    await pair.robin.reads(/Here is what you asked for/, 'dm')
    await pair.robin.press('Stop', 'dm')
  })

  test('played to its end: one message is rewritten, and nothing of the words stays', async () => {
    await start(pair.robin, 'under-it')
    for (const label of ['Start', '7', 'They said nothing, or came late', 'That they will go', 'To be heard']) {
      await pair.robin.press(label, 'dm')
    }
    expect(text(pair.robin.last('dm'))).toContain('scared of being left')
    await pair.robin.press('Go on', 'dm')
    await pair.robin.press('4', 'dm')
    const end = await pair.robin.reads(/It has eased/, 'dm')
    expect(isEphemeral(end)).toBe(true)
    expect(labels(end)).toEqual(['Hide', 'Help'])
    // What someone else finds who opens the DM afterwards.
    expect(lasting(pair.robin).map(text)).toEqual(['Done.'])
    await pair.robin.press('Hide', 'dm')
    await pair.practice.until(() => !pair.robin.seen('dm').some(isEphemeral))
  })

  test('typed words are shown once, apart, and the message that stays closes at the same time', async () => {
    await start(pair.robin, 'say-it')
    for (const label of ['Start', '6', 'On a walk', '5']) await pair.robin.press(label, 'dm')
    const form = await pair.robin.press('Write it', 'dm')
    if (form.got !== 'form') throw new Error('no form')
    expect(JSON.stringify(form.data)).toContain('I read this once and forget it')
    const typed = { fact: 'the *plates* stay', feel: 'tired @everyone', wish: 'a hand', value: 'your `jokes`' }
    await pair.robin.submit(form.form, typed, 'dm')
    const composed = await pair.robin.reads(/When the \\\*plates\\\* stay/, 'dm')
    expect(isEphemeral(composed)).toBe(true)
    expect(lasting(pair.robin).map(text).join()).not.toMatch(/plates|tired|jokes/)
    expect(text(lasting(pair.robin).at(-1) ?? composed)).toBe('Done.')
    await pair.robin.press('Hide', 'dm')
  })

  test('afraid of them: help and the card, never the exercise; what stays says nothing', async () => {
    await pair.robin.use('reflect', { flow: 'under-it' })
    await pair.robin.reads(/Here is what you asked for/, 'dm')
    await pair.robin.press('Open', 'dm')
    await pair.robin.press('One of these', 'dm')
    const help = await pair.robin.reads(/Thank you for saying so/, 'dm')
    expect(isEphemeral(help)).toBe(true)
    expect(labels(help)[0]).toBe('Hide')
    const stays = lasting(pair.robin).at(-1)
    expect(stays && text(stays)).toBe('Paused.')
    await pair.robin.press('Hide', 'dm')
    await pair.robin.press('Go on', 'dm')
    expect(text(pair.robin.last('dm'))).toBe('Here is what you asked for.')
    await pair.robin.press('Stop', 'dm')
  })

  test('Help in the middle stands apart; Go on leads back to the same step', async () => {
    await start(pair.robin, 'pause')
    await pair.robin.press('Start', 'dm')
    const step = text(pair.robin.last('dm'))
    await pair.robin.press('Help', 'dm')
    const help = await pair.robin.reads(/in danger now/, 'dm')
    expect(isEphemeral(help)).toBe(true)
    expect(text(lasting(pair.robin).at(-1) ?? help)).toBe('Paused.')
    await pair.robin.press('Go on', 'dm')
    expect(text(lasting(pair.robin).at(-1) ?? help)).toBe(step)
    await pair.robin.press('Hide', 'dm')
    await pair.robin.press('Stop', 'dm')
  })

  test('where DMs are refused it runs right there, for the asker alone', async () => {
    const { practice, sasha } = pair
    practice.set({ set: 'refusesDms', person: sasha.id, refuses: true })
    await sasha.use('reflect', { flow: 'pause' })
    const opening = await sasha.reads(/right here/)
    expect(isEphemeral(opening)).toBe(true)
    await sasha.press('Open')
    await sasha.press('Neither')
    await sasha.press('Start')
    expect(text(sasha.last('server'))).toContain('What do you want to do right now?')
    expect(sasha.seen('server').filter(isEphemeral)).toHaveLength(1)
    practice.set({ set: 'refusesDms', person: sasha.id, refuses: false })
  })

  test('an old place gets one sentence and the start; a forged one is outdated', async () => {
    await start(pair.robin, 'under-it')
    await pair.robin.pressOld('reflect/under-it/gone/')
    expect(text(pair.robin.last('dm'))).toMatch(/older version/)
    expect(labels(pair.robin.last('dm'))).toContain('Neither')
    await pair.robin.pressOld('reflect/under-it/line/under.zzz')
    expect(text(pair.robin.last('dm'))).toMatch(/older version/)
    await pair.robin.pressOld('reflect/under-it/constructor')
    expect(text(pair.robin.last('dm'))).toMatch(/older version/)
    await pair.robin.pressOld('reflect/no-such-flow/start/')
    expect(text(pair.robin.last('dm'))).toMatch(/older version of me/)
  })

  test('pressing twice at once shows the next step once', async () => {
    await start(pair.sasha, 'under-it')
    const count = pair.sasha.seen('dm').length
    await Promise.all([pair.sasha.press('Start', 'dm'), pair.sasha.press('Start', 'dm')])
    expect(pair.sasha.seen('dm')).toHaveLength(count)
    expect(text(pair.sasha.last('dm'))).toMatch(/How strong is the wish/)
  })
})

describe('a reflection goes on', () => {
  test('after a restart, by another process, and with typed words switched off in between', async () => {
    const own = await startPair()
    try {
      await start(own.robin, 'say-it')
      for (const label of ['Start', '6', 'On a walk', '5']) await own.robin.press(label, 'dm')
      expect(labels(own.robin.last('dm'))).toContain('Write it')
      await own.stopBot()
      const config = settings({
        LOG_LEVEL: 'silent',
        FREE_TEXT: 'off',
        DISCORD_TOKEN: own.practice.token,
        DISCORD_API: own.practice.api,
      })
      const library = content()
      if (!config || !library) throw new Error('no settings or content')
      const second = await startBot(config, () => library)
      await own.robin.press('Write it', 'dm')
      expect(labels(own.robin.last('dm'))).toContain('To be listened to')
      await own.robin.press('To be listened to', 'dm')
      await own.robin.reads(/ten minutes where you just listen/, 'dm')
      expect(lasting(own.robin).map(text)).toEqual(['Done.'])
      await second.close()
    } finally {
      await own.close()
    }
  })
})
