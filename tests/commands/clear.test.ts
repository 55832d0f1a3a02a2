/** `/clear`: all of it goes, in every case, and each sentence tells only what is sure. */
import { describe, expect, test } from 'vitest'
import { newPerson, type Person } from '../../src/core/person.ts'
import type { Reply, toYou } from '../../src/core/reply.ts'
import { adult, busy } from '../core/persons.ts'
import { buttonsOf, inDm, inServer, labelsOf, noon, startHouse, textOf } from '../house.ts'

type House = Awaited<ReturnType<typeof startHouse>>
const minor: Person = { ...newPerson('en-US'), age: 'under-18' }
const line = (text: string): ReturnType<typeof toYou> => ({
  blocks: [{ kind: 'text', text }],
  to: 'new',
  seenBy: 'room',
})

/** The bot's own messages in the DM, some now, some later. */
const write = async (house: House, ...texts: string[]) => {
  for (const text of texts) await house.direct.send(inDm.channel, line(text))
}
const inTheDm = (house: House) => house.dm().map(({ reply }) => textOf(reply))

async function clear(house: House, where = inServer): Promise<{ asked: Reply; done: Reply }> {
  const robin = house.someone('robin', where)
  const asked = await robin.use('clear')
  return { asked, done: await robin.press('Erase everything') }
}

/** What is left for the timer: the channel and no more. */
const onlyNote = {
  ...newPerson('en-US'),
  agenda: [{ id: 'sweep', kind: 'sweep', channel: inDm.channel, before: expect.any(String), at: noon, turn: 0 }],
}

describe('/clear', () => {
  test('asks once, then all is gone but the note, and the messages go, then the note', async () => {
    const house = await startHouse({ robin: busy(noon) })
    await write(house, 'one', 'two', 'three')
    const { asked, done } = await clear(house, inDm)
    expect(asked.seenBy).toBe('you')
    expect(labelsOf(asked)).toEqual(['Erase everything', 'Hide', 'Help'])
    expect(
      buttonsOf(asked)
        .filter(({ tone }) => tone === 'danger')
        .map(({ label }) => label),
    ).toEqual(['Erase everything'])
    expect(textOf(asked)).toMatch(/goes at once[\s\S]*in this chat[\s\S]*copy that Discord keeps/)
    expect(textOf(done)).toBe('Your data is gone. I am now deleting my messages here.')
    expect(await house.kept('robin')).toEqual(onlyNote)
    house.later(120_000)
    await write(house, 'later')
    await house.timer.look()
    expect(inTheDm(house)).toEqual(['later'])
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('in a server it deletes in the DM that is known, and says so', async () => {
    const house = await startHouse({ robin: busy(noon) })
    await write(house, 'one')
    expect(textOf((await clear(house)).done)).toBe('Your data is gone. I am now deleting my messages in our DM.')
    await house.timer.look()
    expect(inTheDm(house)).toEqual([])
  })

  test('where no DM is known it erases, and claims no more', async () => {
    const house = await startHouse({ robin: adult(noon) })
    const { asked, done } = await clear(house)
    expect(textOf(asked)).toMatch(/type \/clear there/)
    expect(textOf(done)).toMatch(/^Your data is gone\. My messages in our DM stay/)
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('under 18, that answer goes too', async () => {
    const house = await startHouse({ robin: minor })
    expect(textOf((await clear(house)).done)).toMatch(/^Your data is gone/)
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('of whom nothing is kept, the messages go all the same', async () => {
    const house = await startHouse()
    await write(house, 'one')
    const { asked, done } = await clear(house, inDm)
    expect(textOf(asked)).toMatch(/keep no record about you/)
    expect(textOf(done)).toBe('I keep nothing about you. I am now deleting my messages here.')
    expect(await house.kept('robin')).toEqual(onlyNote)
    await house.timer.look()
    expect(inTheDm(house)).toEqual([])
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('of whom nothing is kept and no DM is known, there is nothing to press', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer)
    expect(labelsOf(await robin.use('clear'))).toEqual(['Hide', 'Help'])
    expect(textOf(await robin.pressAt('clear/yes'))).toMatch(/keep nothing about you\. My messages in our DM stay/)
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('pressed again while messages go, from anywhere, it goes on and the note is not lost', async () => {
    const house = await startHouse({ robin: busy(noon) })
    await write(house, 'one', 'two')
    await clear(house, inDm)
    house.later(1000)
    const { done } = await clear(house, inServer)
    expect(textOf(done)).toBe('I keep nothing about you. I am now deleting my messages in our DM.')
    expect(await house.kept('robin')).toMatchObject({ agenda: [{ kind: 'sweep', channel: inDm.channel }] })
    await house.timer.look()
    expect(inTheDm(house)).toEqual([])
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('afterwards an old button asks again and saves nothing, the old yes among them', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer)
    await robin.use('settings')
    await robin.press('18 or older')
    const consent = robin.said.at(-1)
    await robin.press('Yes, keep it')
    const settings = robin.said.at(-1)
    await robin.use('clear')
    await robin.press('Erase everything')
    house.later(2 * 60 * 60_000)
    for (const [label, on] of [
      ['Turn discreet mode on', settings],
      ['Yes, keep it', consent],
    ] as const) {
      expect(textOf(await robin.press(label, on)), label).toMatch(/How old are you/)
      expect(await house.kept('robin')).toBeUndefined()
    }
  })

  test('under 18 while messages go: both the answer and the note are kept', async () => {
    const house = await startHouse({ robin: busy(noon) })
    await clear(house, inDm)
    const robin = house.someone('robin', inServer)
    await robin.use('settings')
    await robin.press('Under 18')
    expect(await house.kept('robin')).toMatchObject({ age: 'under-18', agenda: [{ kind: 'sweep' }, { kind: 'end' }] })
  })
})

describe('/clear in trouble', () => {
  test('no key: there is nothing to erase', async () => {
    const house = await startHouse({}, false)
    const robin = house.someone('robin', inServer)
    expect(textOf(await robin.use('clear'))).toMatch(/nothing to erase/)
    expect(textOf(await robin.pressAt('clear/yes'))).toMatch(/nothing to erase/)
  })

  test('a store that is down: nothing is said to be gone, and it works when the store is back', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inDm)
    const asked = await robin.use('clear')
    house.store('down')
    expect(textOf(await robin.use('clear'))).toMatch(/^Nothing is erased yet/)
    const said = await robin.press('Erase everything', asked)
    expect(textOf(said)).toMatch(/^Nothing is erased yet/)
    expect(await house.kept('robin')).toMatchObject({ dm: '900' })
    house.store('none')
    expect(textOf(await robin.press('Try again to erase it', said))).toMatch(/^Your data is gone/)
    expect(await house.kept('robin')).toEqual(onlyNote)
  })

  test('a store that is slow: it waits, asks Discord for time once, and then it is true', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inDm)
    await robin.use('clear')
    let open = () => {}
    house.store({
      wait: new Promise((resolve) => {
        open = resolve
      }),
    })
    const done = robin.press('Erase everything')
    await expect.poll(() => robin.waited, { timeout: 30_000 }).toEqual(['same'])
    open()
    expect(textOf(await done)).toMatch(/^Your data is gone/)
    expect(robin.waited).toEqual(['same'])
    expect(await house.kept('robin')).toEqual(onlyNote)
  })

  test('a store that fails in the middle: it says that it is not sure, and offers it again', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inDm)
    await robin.use('clear')
    house.saving('down')
    const said = await robin.press('Erase everything')
    expect(textOf(said)).toMatch(/not sure that it is erased/)
    house.saving('none')
    expect(textOf(await robin.press('Try again to erase it', said))).toMatch(/^Your data is gone/)
  })
})
