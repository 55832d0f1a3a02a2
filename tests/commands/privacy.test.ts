/** `/privacy`: true words in every case, all of the record to see and to take along, and the way out. */
import { describe, expect, test } from 'vitest'
import { newPerson, type Person } from '../../src/core/person.ts'
import { cleared } from '../../src/core/sweep.ts'
import { message } from '../../src/discord/write.ts'
import { checkMessage } from '../../src/practice/rules.ts'
import { adult, busy } from '../core/persons.ts'
import { buttonsOf, inDm, inServer, labelsOf, noon, startHouse, textOf } from '../house.ts'

const minor: Person = { ...newPerson('en-US'), age: 'under-18' }
const note = () => {
  const left = cleared(undefined, inDm.channel, noon)
  if (left === 'erase') throw new Error('no note')
  return left
}

describe('/privacy says how it is', () => {
  test.each([
    ['nothing', {}, /keep nothing about you\./],
    ['a record', { robin: adult(noon) }, /one small record about you/],
    ['an answer', { robin: minor }, /that you are under 18/],
    ['a note', { robin: note() }, /still deleting my messages/],
  ])('where %s is kept', async (_, kept, said) => {
    const house = await startHouse(kept)
    const home = await house.someone('robin', inServer).use('privacy')
    expect(home.seenBy).toBe('you')
    expect(textOf(home)).toMatch(said)
    expect(textOf(home)).toMatch(/keys may live for a day at most/)
    const rows = home.blocks.flatMap((block) => (block.kind === 'buttons' ? [block.buttons] : []))
    expect(rows.at(-1)?.[0]?.label).toBe('Hide')
    expect(labelsOf(home).includes('Show it')).toBe(Object.keys(kept).length > 0)
    expect(buttonsOf(home).find((one) => 'url' in one)).toMatchObject({
      url: 'https://example.org/blob/main/docs/privacy.md',
    })
  })

  test('where the host set no key, and where the store is down', async () => {
    const off = await startHouse({}, false)
    expect(textOf(await off.someone('robin', inServer).use('privacy'))).toMatch(/has not set a key/)
    const house = await startHouse({ robin: busy(noon) })
    house.store('down')
    const home = await house.someone('robin', inServer).use('privacy')
    expect(textOf(home)).toMatch(/do not know if I keep anything/)
    expect(textOf(home)).toMatch(/How long/)
    expect(labelsOf(home)).not.toContain('Show it')
  })

  test('a button that leads here from elsewhere adds a screen and rewrites none', async () => {
    const house = await startHouse({ robin: adult(noon) })
    expect((await house.someone('robin', inDm).pressAt('privacy')).to).toBe('new')
  })
})

describe('what is kept can be seen and taken along', () => {
  test('all of it, part after part, each of a size that Discord takes', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inServer)
    await robin.use('privacy')
    const parts = [await robin.press('Show it')]
    for (let page = parts.at(-1); page && labelsOf(page).includes('Next part'); page = parts.at(-1))
      parts.push(await robin.press('Next part'))
    expect(parts.length).toBeGreaterThan(2)
    const all = parts.map(textOf).join('\n')
    expect(all.match(/Worry: /g)).toHaveLength(89)
    expect(all.match(/The urge, from 0 to 10: /g)).toHaveLength(30)
    expect(all).not.toMatch(/`(?:[cm]\d+|k1|trim|end|900)`/)
    for (const part of parts) {
      const { body, files } = message(part, new Map())
      expect(checkMessage(body, { kind: 'callback', files: files.map(({ name }) => name) })).toBeUndefined()
      expect(JSON.stringify(body)).not.toContain('…')
    }
    expect(labelsOf(await robin.press('Part before'))).toContain('Next part')
  })

  test('as text where that fits: just what is kept', async () => {
    const house = await startHouse({ robin: adult(noon) })
    const robin = house.someone('robin', inServer)
    await robin.use('privacy')
    const copy = await robin.press('Export')
    const [, json = ''] = /```json\n([\s\S]*)\n```/.exec(textOf(copy)) ?? []
    expect(JSON.parse(json)).toEqual(await house.kept('robin'))
    expect(copy.file).toBeUndefined()
    expect(textOf(copy)).toMatch(/^This is the whole record[\s\S]*explains each name\.\n```json/)
    const names = await robin.press('What the names mean')
    expect(textOf(names)).toContain('`keepDays`: for how many days your numbers are kept')
    expect(textOf(names)).not.toContain('`worry`')
    expect(textOf(await robin.press('Export'))).toBe(textOf(copy))
  })

  test('as a file only where it does not fit, and only after it was said what that means', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inServer)
    await robin.use('privacy')
    const warning = await robin.press('Export')
    expect(warning.file).toBeUndefined()
    expect(textOf(warning)).toMatch(/Discord stores this file/)
    const reply = await robin.press('Send the file anyway')
    expect(reply).toMatchObject({ to: 'new', seenBy: 'you' })
    const file = JSON.parse(reply.file?.text ?? '')
    expect(file.record).toEqual(await house.kept('robin'))
    expect(Object.keys(file)).toEqual(['about', 'names', 'record'])
    expect(file.names.worry).toBe('how strong the worry was, 0 to 4')
    const { body, files } = message(reply, new Map())
    expect(checkMessage(body, { kind: 'callback', files: files.map(({ name }) => name) })).toBeUndefined()
    expect(new TextDecoder().decode(files[0]?.data)).toBe(reply.file?.text)
    expect(labelsOf(reply)[0]).toBe('Hide')
  })

  test('an old button after it is gone leads to the first screen', async () => {
    const house = await startHouse()
    const robin = house.someone('robin', inServer)
    for (const part of ['show', 'show/7', 'copy', 'names', 'file', 'end']) {
      const said = await robin.pressAt(`privacy/${part}`)
      expect(textOf(said), part).toMatch(/keep nothing about you\./)
      expect(said.file).toBeUndefined()
    }
  })
})

describe('how long numbers are kept', () => {
  test('is chosen, and older ones go at once', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inServer)
    await robin.use('privacy')
    await robin.press('How long')
    const said = await robin.choose('7')
    expect(textOf(said)).toMatch(/for 7 days\. Older ones are gone/)
    const seven = (await house.kept('robin')) as Person
    expect(seven.keepDays).toBe(7)
    expect(seven.checks.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'])
    await robin.press('How long')
    expect(textOf(await robin.choose('0'))).toMatch(/keep no numbers/)
    const none = (await house.kept('robin')) as Person
    expect([none.checks, none.moments]).toEqual([[], []])
    expect(none.agenda.some(({ kind }) => kind === 'check-in')).toBe(true)
  })

  test('a number that was not offered changes nothing', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const before = await house.kept('robin')
    for (const value of ['91', '-1', 'NaN', '', '1e1', '30.5'])
      await house.someone('robin', inServer).pressAt('privacy/days', [value])
    expect(await house.kept('robin')).toEqual(before)
  })

  test('without a yes it asks for it and saves nothing, also where the DM is refused it goes on', async () => {
    const house = await startHouse({ sasha: { ...busy(noon), refusedAt: noon } })
    const robin = house.someone('robin', inServer)
    expect(textOf(await robin.pressAt('privacy/days', ['7']))).toMatch(/How old are you/)
    expect(await house.kept('robin')).toBeUndefined()
    await house.someone('sasha', inServer).pressAt('privacy/days', ['30'])
    expect(await house.kept('sasha')).toMatchObject({ keepDays: 30, refusedAt: noon })
  })
})

describe('the yes is taken back', () => {
  test('after one more question; then nothing is kept, and old buttons ask again and save nothing', async () => {
    const house = await startHouse({ robin: busy(noon) })
    const robin = house.someone('robin', inServer)
    await robin.use('settings')
    const settings = robin.said.at(-1)
    await robin.use('privacy')
    const asked = await robin.press('Take back my yes')
    expect(textOf(asked)).toMatch(/goes at once/)
    expect(
      buttonsOf(asked)
        .filter(({ tone }) => tone === 'danger')
        .map(({ label }) => label),
    ).toEqual(['Take it back and erase my record'])
    expect(await house.kept('robin')).toBeDefined()
    const done = await robin.press('Take it back and erase my record')
    expect(textOf(done)).toMatch(/keep nothing about you now/)
    expect(await house.kept('robin')).toBeUndefined()
    const again = await robin.press('Turn discreet mode on', settings)
    expect(textOf(again)).toMatch(/How old are you/)
    expect(textOf(await robin.press('Take it back and erase my record', asked))).toMatch(/nothing to take back/)
    expect(await house.kept('robin')).toBeUndefined()
  })

  test('messages that are being deleted are deleted all the same', async () => {
    const [sweep] = note().agenda
    if (!sweep) throw new Error('no sweep')
    const house = await startHouse({ robin: { ...busy(noon), agenda: [sweep] } })
    await house.someone('robin', inServer).pressAt('privacy/ended')
    expect(await house.kept('robin')).toEqual({ ...newPerson('en-US'), agenda: [sweep] })
  })

  test('of somebody under 18 the answer stays, which /clear takes', async () => {
    const house = await startHouse({ robin: minor })
    await house.someone('robin', inServer).pressAt('privacy/ended')
    expect(await house.kept('robin')).toMatchObject({ age: 'under-18' })
  })

  test('a store that is down is not said to have forgotten', async () => {
    const house = await startHouse({ robin: busy(noon) })
    house.store('down')
    expect(textOf(await house.someone('robin', inServer).pressAt('privacy/ended'))).toMatch(/cannot read what I keep/)
  })
})
