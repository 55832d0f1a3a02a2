/** `/settings`, and what discreet mode changes: nothing starts in the DM. */
import { describe, expect, test } from 'vitest'
import { newPerson } from '../../src/core/person.ts'
import { adult, busy } from '../core/persons.ts'
import { inDm, inServer, labelsOf, noon, startHouse, textOf } from '../house.ts'

describe('/settings', () => {
  test('asks for a yes first, and saves nothing without it', async () => {
    const house = await startHouse({ minor: { ...newPerson('en-US'), age: 'under-18' } })
    const robin = house.someone('robin', inServer)
    expect(textOf(await robin.use('settings'))).toMatch(/How old are you/)
    expect(textOf(await robin.pressAt('settings/quiet/on'))).toMatch(/How old are you/)
    expect(await house.kept('robin')).toBeUndefined()
    const minor = house.someone('minor', inServer)
    expect(textOf(await minor.pressAt('settings/quiet/on'))).toMatch(/under 18/)
    expect(await house.kept('minor')).toMatchObject({ age: 'under-18', discreet: false })
  })

  test('after the yes it shows them, and each choice is kept and shown', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer, { locale: 'de' })
    const home = await robin.agree('settings')
    expect(home.seenBy).toBe('you')
    expect(await house.kept('robin')).toMatchObject({ locale: 'de', discreet: false })
    await robin.press('Turn discreet mode on')
    expect(await house.kept('robin')).toMatchObject({ discreet: true })
    expect(textOf(robin.said.at(-1) ?? home)).toMatch(/Discreet mode is on[\s\S]*Check-ins come in our DM/)
    await robin.press('Turn discreet mode off')
    expect(await house.kept('robin')).toMatchObject({ discreet: false })
    await robin.choose('fr')
    expect(await house.kept('robin')).toMatchObject({ locale: 'fr' })
    await robin.pressAt('settings/say', ['xx'])
    expect(await house.kept('robin')).toMatchObject({ locale: 'fr' })
    expect(textOf(await robin.press('How long', home))).toMatch(/90 days/)
  })

  test('a store that is down changes nothing and says so', async () => {
    const house = await startHouse({ robin: adult(noon) })
    house.store('down')
    expect(textOf(await house.someone('robin', inServer).pressAt('settings/quiet/on'))).toMatch(/does not answer/)
    house.store('none')
    expect(await house.kept('robin')).toMatchObject({ discreet: false })
  })
})

describe('discreet mode', () => {
  const asked = /right here\. Only you see this/
  const openings = ['reflect//S', 'reflect/pause/G', 'reflect/pause/O']

  test('reflections begin where they are asked for, and nothing goes to the DM', async () => {
    const house = await startHouse({ robin: { ...adult(noon), discreet: true } })
    for (const room of [inServer, inDm]) {
      const robin = house.someone('robin', room)
      const said = await robin.use('reflect', { flow: 'pause' })
      expect(said.seenBy).toBe('you')
      expect(textOf(said)).toMatch(asked)
      await robin.press('Open')
      for (const one of openings)
        expect(textOf(await robin.pressAt(one, one.endsWith('S') ? ['pause'] : []))).toMatch(asked)
      expect(robin.said.every(({ seenBy }) => seenBy === 'you')).toBe(true)
    }
    expect(house.dm()).toEqual([])
  })

  test('so they do for everybody while it cannot be known who is discreet', async () => {
    const house = await startHouse({ robin: { ...adult(noon), discreet: true } })
    house.store('down')
    expect(textOf(await house.someone('robin', inServer).use('reflect', { flow: 'pause' }))).toMatch(asked)
    expect(house.dm()).toEqual([])
  })

  test('without it, and where nothing can be kept, they go to the DM', async () => {
    for (const house of [await startHouse({ robin: busy(noon) }), await startHouse({}, false), await startHouse()]) {
      const said = await house.someone('robin', inServer).use('reflect', { flow: 'pause' })
      expect(textOf(said)).toMatch(/sent you a message/)
      expect(house.dm()).toHaveLength(1)
      expect(house.dm().map(({ reply }) => labelsOf(reply))).toEqual([['Open', 'Help', 'Stop']])
    }
  })

  test('no step of a reflection touches the store', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer)
    await robin.use('reflect', { flow: 'pause' })
    house.store('down')
    const step = await robin.pressAt('reflect/pause/C')
    expect(labelsOf(step)).toContain('Stop')
    expect(textOf(step)).not.toMatch(/does not answer/)
  })
})
