/** `/server`: for those who manage it, about it alone; and what it changes for the others. */
import { describe, expect, test } from 'vitest'
import { newPerson } from '../../src/core/person.ts'
import { inDm, inServer, labelsOf, noon, otherServer, startHouse, textOf } from '../house.ts'

const card = { topic: 'negative-reinforcement' }
const who = { manages: true } as const

describe('/server', () => {
  test('is for those who may manage it: each press asks anew', async () => {
    const house = await startHouse()
    const member = house.someone('sasha', inServer)
    const old = ['server/cards/off', 'server/contact', 'server/contact/none']
    for (const said of [await member.use('server'), ...(await Promise.all(old.map((one) => member.pressAt(one))))])
      expect(textOf(said)).toMatch(/Only people who may manage/)
    expect(member.forms).toEqual([])
    expect(await house.placeOf('70')).toBeUndefined()
    const dm = house.someone('robin', inDm, who)
    expect(textOf(await dm.use('server'))).toMatch(/works in a server/)
  })

  test('a form that was opened before the right was lost changes nothing', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer, who)
    await robin.pressAt('server/contact')
    const member = house.someone('robin', inServer)
    member.forms.push(...robin.forms)
    expect(textOf(await member.submit({ contact: 'https://help.example.org/' }))).toMatch(/Only people/)
    expect(await house.placeOf('70')).toBeUndefined()
  })

  test('keeps nothing about who uses it, and shows nothing of anybody', async () => {
    const house = await startHouse({ sasha: { ...newPerson('de'), age: 'adult', consent: { version: 1, at: noon } } })
    const robin = house.someone('robin', inServer, who)
    await robin.use('server')
    await robin.press('Keep cards private')
    expect(await house.kept('robin')).toBeUndefined()
    expect(await house.placeOf('70')).toEqual({ showCards: false })
  })

  test('without a key it says so; a store that is down is told as not saved', async () => {
    const off = await startHouse({}, false)
    expect(textOf(await off.someone('robin', inServer, who).use('server'))).toMatch(/has not set a key/)
    const house = await startHouse()
    const robin = house.someone('robin', inServer, who)
    await robin.use('server')
    house.store('down')
    expect(textOf(await robin.press('Keep cards private'))).toMatch(/not sure that I could save/)
  })

  test('one change leaves the others as they are, even if they were not to be seen just then', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer, who)
    await robin.pressAt('server/contact')
    await robin.submit({ contact: '<@&123>' })
    const other = house.someone('sasha', inServer, who)
    await other.pressAt('server/say', ['de'])
    await other.pressAt('server/cards/off')
    expect(await house.placeOf('70')).toEqual({ showCards: false, locale: 'de', contact: '<@&123>' })
    await robin.pressAt('server/say', ['any'])
    await robin.press('Let cards be shown')
    await robin.press('Remove the contact')
    expect(await house.placeOf('70')).toEqual({ showCards: true })
  })
})

describe('cards shown to all', () => {
  test('where they may not be, the button is absent and an old one says so', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer)
    const before = await robin.use('explain', card)
    expect(labelsOf(before)).toContain('Show it here')
    await house.someone('mod', inServer, who).pressAt('server/cards/off')
    expect(labelsOf(await robin.use('explain', card))).not.toContain('Show it here')
    expect(textOf(await robin.press('Show it here', before))).toMatch(/not shown to a channel/)
    expect(house.posted(inServer.channel)).toEqual([])
    const elsewhere = house.someone('sasha', otherServer)
    expect(labelsOf(await elsewhere.use('explain', card))).toContain('Show it here')
  })

  test('are in the language that the server chose; the asker’s own stays', async () => {
    const house = await startHouse()
    await house.someone('mod', inServer, who).pressAt('server/say', ['de'])
    const robin = house.someone('robin', inServer)
    expect(labelsOf(await robin.use('explain', card))).toContain('Help')
    await robin.press('Show it here')
    const [shown] = house.posted(inServer.channel)
    expect(shown && labelsOf(shown.reply)).toContain('Hilfe')
  })
})

describe('the help contact', () => {
  const set = async (contact: string) => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer, who)
    await robin.pressAt('server/contact')
    return { house, robin, said: await robin.submit({ contact }) }
  }

  test.each([
    ['https://help.example.org/a?b=c', 'https://help.example.org/a?b=c'],
    [' <@&1234567890> ', '<@&1234567890>'],
  ])('%s is taken', async (typed, kept) => {
    const { house } = await set(typed)
    expect(await house.placeOf('70')).toEqual({ showCards: true, contact: kept })
  })

  test('an address that the screen takes for a cry for help can be set all the same', async () => {
    const contact = 'https://example.org/my-partner-hits-me'
    const { house, robin, said } = await set(contact)
    expect(textOf(said)).toContain('Paused')
    expect(await house.placeOf('70')).toBeUndefined()
    await robin.press('Not what I meant')
    await robin.submit({ contact })
    expect(await house.placeOf('70')).toEqual({ showCards: true, contact })
  })

  test.each([
    'http://example.org',
    'javascript:alert(1)',
    'https://robin:secret@example.org',
    'https://localhost/x',
    'ask **Robin** <@123>',
    '@everyone',
    `https://example.org/${'a'.repeat(100)}`,
    `https://example.org/${'é'.repeat(60)}`,
    '',
  ])('%s is not: one clear sentence, and what was typed is not lost', async (typed) => {
    const { house, robin, said } = await set(typed)
    expect(textOf(said)).toMatch(/begins with https:\/\/[\s\S]*Nothing was changed/)
    if (typed.includes('**')) expect(textOf(said)).toContain('ask \\*\\*Robin\\*\\* \\<\\@123\\>')
    expect(await house.placeOf('70')).toBeUndefined()
    await robin.press('Try again')
    expect(robin.forms).toHaveLength(2)
  })

  test('stands last on every screen of help, in that server alone', async () => {
    const { house } = await set('https://help.example.org/')
    const from = /\*\*From this server, not checked by us\*\*\n<https:\/\/help\.example\.org\/>$/
    const ways = ['support', 'support/list', 'support/what', 'support/phone', 'support/at/US', 'reflect/under-it/D']
    const texts = async (room: typeof inServer) => {
      const sasha = house.someone('sasha', room)
      const said: string[] = []
      for (const way of ways) {
        await sasha.pressAt(way)
        said.push(textOf(sasha.said.at(-1) ?? { blocks: [], to: 'new', seenBy: 'you' }))
      }
      await sasha.pressAt('support/kind/US', ['suicide-crisis'])
      return [...said, textOf(sasha.said.at(-1) ?? { blocks: [], to: 'new', seenBy: 'you' })]
    }
    for (const said of await texts(inServer)) expect(said).toMatch(from)
    for (const room of [otherServer, inDm])
      for (const said of await texts(room)) expect(said).not.toMatch(/From this server/)
  })
})
