/** What happens when typed words may mean danger: on the slash command, in its suggestions, in a form. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isEphemeral, labels, type Pair, startPair, text } from '../pair.ts'

let pair: Pair
beforeAll(async () => {
  pair = await startPair()
})
afterAll(() => pair.close())

const suicide = 'i want to kill myself tonight'
const strangled = 'last night he grabbed my throat and choked me until i nearly passed out'

describe('/explain', () => {
  test('words of danger get help, for the asker alone, Hide first, and no card', async () => {
    await pair.robin.use('explain', { topic: suicide })
    const help = pair.robin.last('server')
    expect(isEphemeral(help)).toBe(true)
    expect(labels(help)[0]).toBe('Hide')
    expect(text(help)).toMatch(/thinking of death or of self-harm/)
    expect(text(help)).toMatch(/I am a program\. Nobody reads this/)
    expect(text(help)).not.toMatch(/jealous|reassur/i)
  })

  test('Get help now comes first while they are typed, and leads to people', async () => {
    const result = await pair.robin.suggest('explain', { topic: suicide }, 'topic')
    const [first] = result.got === 'choices' ? result.choices : []
    expect(first?.name).toBe('Get help now')
    await pair.robin.use('explain', { topic: String(first?.value) })
    expect(text(pair.robin.last('server'))).toMatch(/thinking of death or of self-harm/)
    expect(String(first?.value)).not.toMatch(/kill|tonight/)
  })

  test('ordinary worry gets its cards and no alarm', async () => {
    const result = await pair.robin.suggest('explain', { topic: 'they never text back' }, 'topic')
    expect(result.got === 'choices' && result.choices[0]?.name).not.toBe('Get help now')
    await pair.robin.use('explain', { topic: 'i feel worthless when they do not text back' })
    expect(text(pair.robin.last('server'))).not.toMatch(/death|danger/)
  })

  test('strangulation has words of its own', async () => {
    await pair.robin.use('explain', { topic: strangled })
    expect(text(pair.robin.last('server'))).toMatch(/see a doctor today, even if there are no marks/)
  })

  test('Not what I meant is thanked, keeps Help on top and offers cards; no typed word is in a button', async () => {
    await pair.robin.use('explain', { topic: `${suicide} because they do not reply, are we okay` })
    expect(JSON.stringify(pair.robin.last('server').message.components)).not.toMatch(/tonight|reply/)
    await pair.robin.press('Not what I meant')
    const offered = pair.robin.last('server')
    expect(text(offered)).toMatch(/^Thank you for telling me/)
    expect(labels(offered)[0]).toBe('Help')
    expect(labels(offered)).toContain('Hide')
    expect(labels(offered).length).toBeGreaterThan(1)
  })

  test('someone under 18 who writes about sex gets words for them and the way to a youth line', async () => {
    await pair.robin.use('explain', { topic: "i'm 14 and my boyfriend wants me to send nudes" })
    expect(text(pair.robin.last('server'))).toMatch(/You wrote that you are under 18/)
    expect(text(pair.robin.last('server'))).toMatch(/emergency number where you are/)
    expect(labels(pair.robin.last('server'))).toEqual(['Hide', 'Help', 'Not what I meant'])
  })
})

describe('a form', () => {
  async function toForm() {
    await pair.robin.use('reflect', { flow: 'say-it' })
    await pair.robin.reads(/Here is what you asked for/, 'dm')
    await pair.robin.press('Open', 'dm')
    for (const label of ['Neither', 'Start', '6', 'On a walk', '5']) await pair.robin.press(label, 'dm')
    const form = await pair.robin.press('Write it', 'dm')
    if (form.got !== 'form') throw new Error('no form')
    return form.form
  }

  test('words of danger: help apart, the message that stays says Paused, the words are nowhere', async () => {
    const form = await toForm()
    const fields = { fact: 'he was home', feel: 'scared', wish: 'i want to die, i have the pills here', value: 'x' }
    await pair.robin.submit(form, fields, 'dm')
    const help = await pair.robin.reads(/thinking of death/, 'dm')
    expect(isEphemeral(help)).toBe(true)
    const stays = pair.robin.seen('dm').findLast((message) => !isEphemeral(message))
    expect(stays && text(stays)).toBe('Paused.')
    expect(JSON.stringify(pair.robin.seen('dm'))).not.toMatch(/pills/)
    await pair.robin.press('Not what I meant', 'dm')
    expect(text(pair.robin.last('dm'))).toMatch(/I can be wrong/)
    const again = await pair.robin.press('Write it', 'dm')
    if (again.got !== 'form') throw new Error('no form')
    await pair.robin.submit(again.form, fields, 'dm')
    const composed = await pair.robin.reads(/pills/, 'dm')
    expect(text(composed)).toMatch(/^That sounds hard/)
  })

  test('Go on is no word against the screen: the form is as it was, and the same words get help again', async () => {
    const form = await toForm()
    const fields = { fact: 'he hits me when i am late', feel: 'scared', wish: 'that he stops', value: 'x' }
    await pair.robin.submit(form, fields, 'dm')
    await pair.robin.reads(/someone is being hurt/, 'dm')
    await pair.robin.press('Hide', 'dm')
    await pair.robin.press('Go on', 'dm')
    expect(text(pair.robin.last('dm'))).not.toMatch(/you wrote|can be wrong/)
    const again = await pair.robin.press('Write it', 'dm')
    if (again.got !== 'form') throw new Error('no form')
    await pair.robin.submit(again.form, fields, 'dm')
    await pair.robin.reads(/someone is being hurt/, 'dm')
    expect(JSON.stringify(pair.robin.seen('dm'))).not.toMatch(/hits me/)
  })
})
