/** `/checkin` through the pipeline, the store and the timer: what is kept, what comes by itself, and how it ends. */
import { beforeEach, describe, expect, test } from 'vitest'
import { consentVersion, type Person, readPerson } from '../../src/core/person.ts'
import type { Reply } from '../../src/core/reply.ts'
import { kinds, picked, type Running, usualWish } from '../../src/core/schedule.ts'
import { form, message } from '../../src/discord/write.ts'
import { checkMessage, checkModal } from '../../src/practice/rules.ts'
import { adult } from '../core/persons.ts'
import { addressOf, inDm, inServer, labelsOf, noon, startHouse, textOf } from '../house.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const plan = {
  [picked.about]: 'us',
  [picked.often]: 'daily',
  [picked.hour]: '20',
  [picked.quiet]: 'true',
  [picked.weeks]: '2',
}
const calm = { one: '1', two: '3', three: '2' }
const berlin: Person = { ...adult(noon - day), zone: 'Europe/Berlin' }

type House = Awaited<ReturnType<typeof startHouse>>
type Someone = ReturnType<House['someone']>

let house: House
let here: Someone
let there: Someone
const start = async (kept: Readonly<Record<string, Person>> = {}, holds = true) => {
  house = await startHouse(kept, holds)
  here = house.someone('1', inServer)
  there = house.someone('1', inDm)
}
beforeEach(() => start({ '1': berlin }))

const kept = async () => readPerson(await house.kept('1'))
const entry = async () => (await kept())?.agenda.find((one): one is Running => one.kind === 'check-in')
const line = (): Reply => {
  const last = house.dm().at(-1)?.reply
  if (!last) throw new Error('no line in the DM')
  return last
}
const last = (someone: Someone) => someone.said.at(-1) ?? { blocks: [], to: 'new', seenBy: 'you' }

/** Chooses a plan and begins it in the DM. */
async function begin(picks: Record<string, string> = plan) {
  await here.use('checkin')
  await here.press('Start')
  await here.submit({}, picks)
  return there.press('Turn reminders on', line())
}

/** Lets time pass until the next line has come. */
async function nextLine(): Promise<Reply> {
  for (let hours = 0; hours < 24 * 40; hours += 1) {
    house.later(hour / 2)
    if ((await house.timer.look()) > 0) return line()
  }
  throw new Error('nothing came')
}

async function open(on: Reply, answer: Record<string, string> = calm) {
  await there.press('Open', on)
  return there.submit({}, answer)
}

describe('the way in', () => {
  test('says what it is before anything is asked; nothing is kept before the yes', async () => {
    await start()
    const hub = await here.use('checkin')
    expect(textOf(hub)).toContain('A check-in is one plain line in our DM')
    expect(labelsOf(hub)).toEqual(['Start', 'Hide', 'Help'])
    await here.press('Start')
    expect(await kept()).toBeUndefined()
    await here.press('18 or older')
    expect(await kept()).toBeUndefined()
    const clock = await here.press('Yes, keep it')
    expect(textOf(clock)).toContain('What does your clock show now?')
    expect(await kept()).toMatchObject({ age: 'adult', agenda: [{ kind: 'end' }] })
  })

  test('under 18: only that answer is kept, and there is no check-in', async () => {
    await start()
    await here.use('checkin')
    await here.press('Start')
    await here.press('Under 18')
    expect(await kept()).toMatchObject({ age: 'under-18', checks: [], agenda: [{ kind: 'end' }] })
    expect(textOf(await here.use('checkin'))).toContain('under 18')
    expect(labelsOf(last(here))).not.toContain('Start')
  })

  test('where nothing can be kept, it says so', async () => {
    await start({}, false)
    expect(textOf(await here.use('checkin'))).toContain('cannot keep anything here')
  })

  test('the clock, and a place where the time alone does not tell', async () => {
    await start({ '1': adult(noon) })
    await here.use('checkin')
    await here.press('Start')
    await here.choose('330')
    expect(here.forms.at(-1)?.form).toEqual(['checkin', 'f', 'Asia.Kolkata'])
    await here.press('Start', here.said[0])
    const places = await here.choose('60')
    expect(textOf(places)).toContain('the same clock as you, all year round')
    await here.choose('Africa/Lagos')
    expect(here.forms.at(-1)?.form).toEqual(['checkin', 'f', 'Africa.Lagos'])
    for (const forged of ['Mars/Olympus', '61', '', 'constructor'])
      expect(textOf(await here.choose(forged, places)), forged).toContain('What does your clock show now?')
  })

  test('a zone by its city or country, and one that nobody knows', async () => {
    const named = await here.use('checkin', { zone: 'new york' })
    expect(textOf(named)).toContain('The clock in New York shows 7:00')
    await here.press('Start')
    expect(here.forms.at(-1)?.form).toEqual(['checkin', 'f', 'America.New_York'])
    expect(textOf(await here.use('checkin', { zone: 'atlantis' }))).toContain('I do not know that place')
  })
})

describe('beginning', () => {
  test('the form saves nothing; *Begin* in the DM saves it all, once', async () => {
    await here.use('checkin')
    await here.press('Start')
    const sent = await here.submit({}, plan)
    expect(textOf(sent)).toBe(
      'I sent you a message. It begins with a neutral line. Press *Turn reminders on* there, and your check-ins are set. Until then I keep nothing of them.\n' +
        'This is what it begins: Me and someone close · Every day · 8:00 PM, by the clock in Berlin · Quietly · 2 weeks',
    )
    expect(await kept()).toEqual({ ...berlin, agenda: expect.anything() })
    expect(await entry()).toBeUndefined()
    const opening = line()
    expect(textOf(opening)).toBe('Here is what you asked for.')
    expect(labelsOf(opening)).toEqual(['Turn reminders on', 'Help'])
    await there.press('Turn reminders on', opening)
    const [set, apart] = there.said
    expect(set && textOf(set)).toBe('Set.')
    expect(apart?.seenBy).toBe('you')
    expect(apart && textOf(apart)).toBe(
      'The first one comes on Nov 22 at about 8:00 PM, by the clock in Berlin. The last day is Dec 6. *Stop these* stands on each one.',
    )
    const once = await kept()
    expect(once).toMatchObject({ dm: inDm.channel, zone: 'Europe/Berlin' })
    await there.press('Turn reminders on', opening)
    expect(await kept()).toEqual(once)
  })

  test('asked for in the DM, it points to the line below', async () => {
    await there.use('checkin')
    await there.press('Start')
    const sent = await there.submit({}, plan)
    expect(textOf(sent)).toContain('below, in this chat. Press *Turn reminders on* there')
    expect(textOf(sent)).not.toContain('sent you a message')
    expect(textOf(line())).toBe('Here is what you asked for.')
  })

  test('the zone that was chosen comes along; another *Begin* replaces the first', async () => {
    await here.use('checkin', { zone: 'Auckland' })
    await here.press('Start')
    await here.submit({}, plan)
    await there.press('Turn reminders on', line())
    expect((await kept())?.zone).toBe('Pacific/Auckland')
    await start({ '1': berlin })
    await here.use('checkin')
    await here.press('Start')
    await here.submit({}, plan)
    await here.submit({}, { ...plan, [picked.hour]: '9' })
    const [one, other] = house.dm().map(({ reply }) => reply)
    await there.press('Turn reminders on', one)
    await there.press('Turn reminders on', other)
    expect((await kept())?.agenda.filter(({ kind }) => kind === 'check-in')).toHaveLength(1)
    expect((await entry())?.hour).toBe(9)
  })

  test('where the DM is refused, it says how to allow it, and keeps nothing', async () => {
    house.direct.send = async () => 'refused'
    await here.use('checkin')
    await here.press('Start')
    const said = await here.submit({}, plan)
    expect(textOf(said)).toContain('allow messages from members of a server that we share')
    expect(await entry()).toBeUndefined()
  })

  test('a forged or outdated plan begins nothing', async () => {
    await here.use('checkin')
    await here.press('Start')
    expect(textOf(await here.submit({}, { ...plan, [picked.hour]: '24' }))).toContain('older version')
    for (const address of ['checkin/b', 'checkin/b/k1/0-0-24-0-4/Europe.Berlin', 'checkin/b/k1/0-0-20-0-4/Mars.X'])
      expect(textOf(await there.pressAt(address)), address).toContain('older version')
    expect(textOf(await here.pressAt('checkin/b/k1/0-0-20-0-4/Europe.Berlin'))).toContain('older version')
    expect(await entry()).toBeUndefined()
  })

  test('after /clear an old *Begin* asks again and saves nothing; after the yes it begins', async () => {
    await here.use('checkin')
    await here.press('Start')
    await here.submit({}, plan)
    const opening = line()
    await start()
    expect(textOf(await there.press('Turn reminders on', opening))).toContain('How old are you?')
    expect(await kept()).toBeUndefined()
    await there.press('18 or older')
    await there.press('Yes, keep it')
    expect(await entry()).toMatchObject({ hour: 20, often: 'daily' })
  })
})

describe('a check-in', () => {
  test('is one neutral line; *Open* shows three menus; one submit saves, and nothing stays', async () => {
    await begin()
    const on = await nextLine()
    expect(textOf(on)).toBe('Your reminder. There is no hurry.')
    expect(labelsOf(on)).toEqual(['Open', 'Stop these', 'Help'])
    await there.press('Open', on)
    const asked = there.forms.at(-1)
    expect(asked?.fields.map(({ kind }) => kind)).toEqual(['pick', 'pick', 'pick'])
    const done = await there.submit({}, calm)
    expect(done).toMatchObject({ to: 'gone' })
    expect(textOf(done)).toBe('Done.')
    expect(last(there)).toMatchObject({ to: 'new', seenBy: 'you' })
    expect(textOf(last(there))).toBe('Your answer is kept.')
    expect(labelsOf(last(there))).toEqual(['See how it went', 'Hide', 'Help'])
    const person = await kept()
    expect(person?.checks).toEqual([{ id: expect.stringMatching(/~0$/), day: 20779, worry: 1, close: 3, plain: 2 }])
    expect(await entry()).toMatchObject({ answered: true, turn: 1 })
    await there.submit({}, { ...calm, one: '4' })
    expect((await kept())?.checks).toEqual(person?.checks)
    expect(textOf(last(there))).toBe('Your answer is kept.')
    expect(textOf(await there.press('See how it went'))).toContain('From two check-ins on')
    expect(textOf(await there.press('Open', on))).toBe('This one is over.')
  })

  test('every kind has its own words, and Discord takes them', async () => {
    for (const about of kinds) {
      await start({ '1': berlin })
      await begin({ ...plan, [picked.about]: about })
      await there.press('Open', await nextLine())
      const asked = there.forms.at(-1)
      if (!asked) throw new Error('no form')
      expect(checkModal(form(asked))).toBeUndefined()
    }
    expect(JSON.stringify(there.forms)).toContain('How close do you feel to anyone?')
  })

  test('what no menu offers saves nothing', async () => {
    await begin()
    const on = await nextLine()
    for (const forged of [{}, { ...calm, one: '5' }, { ...calm, three: '4' }, { one: '1', two: '1' }]) {
      await there.press('Open', on)
      expect(textOf(await there.submit({}, forged))).toContain('older version')
    }
    expect((await kept())?.checks).toEqual([])
  })

  test('who keeps no numbers answers all the same', async () => {
    await start({ '1': { ...berlin, keepDays: 0 } })
    await begin()
    await open(await nextLine())
    expect((await kept())?.checks).toEqual([])
    expect(textOf(last(there))).toContain('You chose to keep no numbers, so your answer is gone.')
    expect(labelsOf(last(there))).toEqual(['Hide', 'Help'])
    expect(await entry()).toMatchObject({ answered: true, unanswered: 0 })
    await here.use('checkin')
    expect(textOf(await here.press('History'))).toContain('You chose to keep no numbers')
  })

  test('an answer that comes after they were stopped is not kept, and that is said', async () => {
    await begin()
    await there.press('Open', await nextLine())
    await here.use('checkin')
    await here.press('Stop')
    expect(await there.submit({}, calm)).toMatchObject({ to: 'gone' })
    expect(textOf(last(there))).toBe('This one ended before your answer came, so I kept nothing of it.')
    expect((await kept())?.checks).toEqual([])
  })

  test('where it could not be saved, nothing says that it was', async () => {
    await begin()
    await there.press('Open', await nextLine())
    house.saving('down')
    expect(textOf(await there.submit({}, calm))).toContain('not sure that I could save')
    expect(there.said.map(textOf)).not.toContain('Your answer is kept.')
  })

  test('the line of yesterday is taken away when the next one comes; an older one counts once under its own name', async () => {
    await begin()
    const first = await nextLine()
    const before = house.dm().length
    await nextLine()
    expect(house.dm()).toHaveLength(before)
    await open(first)
    expect((await kept())?.checks.map(({ id }) => id.split('~')[1])).toEqual(['0'])
    expect((await entry())?.message).toBeDefined()
  })

  test('after /clear an old line asks again and saves nothing', async () => {
    await begin()
    const on = await nextLine()
    await there.press('Open', on)
    const asked = there.forms.at(-1)
    await start()
    expect(textOf(await there.press('Open', on))).toContain('How old are you?')
    if (asked) there.forms.push(asked)
    expect(textOf(await there.submit({}, calm))).toContain('How old are you?')
    expect(await kept()).toBeUndefined()
  })

  test('and a new yes gives old lines no way to save', async () => {
    await begin()
    const on = await nextLine()
    await start({ '1': berlin })
    expect(textOf(await there.press('Open', on))).toBe('This one is over.')
  })

  test('*Stop these* stops them in one press and leaves no line', async () => {
    await begin()
    await open(await nextLine())
    const on = await nextLine()
    expect(await there.press('Stop these', on)).toMatchObject({ to: 'gone' })
    expect(textOf(last(there))).toContain('Type /clear to erase it now')
    expect(await entry()).toBeUndefined()
    expect((await kept())?.checks).toHaveLength(1)
    house.later(day)
    expect(await house.timer.look()).toBe(0)
  })
})

describe('every fourth', () => {
  const fourth = async () => {
    await begin()
    for (let turn = 0; turn < 3; turn += 1) await open(await nextLine())
    return nextLine()
  }

  test('asks whether this is still fine; yes leaves the line as it is on other days', async () => {
    const on = await fourth()
    expect(textOf(on)).toContain('Are reminders still fine here?')
    expect(labelsOf(on)).toEqual(['Open', 'Stop these', 'Help', 'Yes', 'No'])
    const same = await there.press('Yes', on)
    expect(same.to).toBe('same')
    expect(labelsOf(same)).toEqual(['Open', 'Stop these', 'Help'])
    await open(same)
    expect((await kept())?.checks).toHaveLength(4)
  })

  test('no: the line goes, all rests, nothing says why, and going on needs a press in the DM', async () => {
    const on = await fourth()
    expect(await there.press('No', on)).toMatchObject({ to: 'gone' })
    expect(labelsOf(last(there))).toEqual(['Hide', 'Help'])
    expect(textOf(last(there))).not.toMatch(/safe|read|partner|because/i)
    expect(await entry()).toMatchObject({ paused: true })
    expect(await kept()).not.toHaveProperty('dm')
    house.later(3 * day)
    expect(await house.timer.look()).toBe(0)
    await here.use('checkin')
    await here.press('Go on')
    expect(await entry()).toMatchObject({ paused: true })
    await there.press('Yes, here is fine', line())
    expect(await entry()).not.toHaveProperty('paused')
    expect((await kept())?.dm).toBe(inDm.channel)
    await nextLine()
  })
})

describe('the end', () => {
  test('three without an answer, and it stops by itself; the line leads to a new beginning', async () => {
    await begin()
    for (let turn = 0; turn < 3; turn += 1) await nextLine()
    const on = await nextLine()
    expect(textOf(on)).toBe('Reminders are off. You can turn them on again.')
    expect(await entry()).toBeUndefined()
    expect(await there.press('Open', on)).toMatchObject({ to: 'gone' })
    expect(labelsOf(last(there))).toContain('Start')
  })

  test('on its last day it closes with a summary, apart, and asks nothing more', async () => {
    await begin()
    for (let turn = 0; turn < 14; turn += 1) await open(await nextLine())
    const on = await nextLine()
    expect(textOf(on)).toBe('That was the last reminder.')
    expect(await entry()).toBeUndefined()
    expect(await there.press('Open', on)).toMatchObject({ to: 'gone' })
    const summary = last(there)
    expect(summary.seenBy).toBe('you')
    expect(textOf(summary)).toContain('It asks nothing more. Answers that I still have of it: 14.')
    expect(textOf(summary)).toContain('In the first week (answers: 7)')
    expect(summary.blocks.some(({ kind }) => kind === 'picture')).toBe(true)
    house.later(20 * day)
    expect(await house.timer.look()).toBe(0)
  })
})

describe('the hub', () => {
  test('change, pause, go on and stop', async () => {
    await begin()
    const hub = await here.use('checkin')
    expect(textOf(hub)).toContain('The next one comes on Nov 22 at about 8:00 PM, by the clock in Berlin.')
    expect(labelsOf(hub)).toEqual(['Change', 'Pause', 'Stop', 'History', 'Hide', 'Help'])
    const id = (await entry())?.id
    await here.press('Change')
    const chosen = here.forms.at(-1)?.fields.map((field) => (field.kind === 'pick' ? field.chosen : undefined))
    expect(chosen).toEqual(['us', 'daily', '20', 'true', '2'])
    const changed = await here.submit({}, { ...plan, [picked.hour]: '7', [picked.often]: 'weekly' })
    expect(textOf(changed)).toContain('Nov 23 at about 7:00 AM')
    expect(await entry()).toMatchObject({ id, hour: 7, often: 'weekly' })
    const until = (await entry())?.until
    await here.press('Change')
    await here.submit({}, { ...plan, [picked.hour]: '7', [picked.often]: 'weekly', [picked.weeks]: '12' })
    await here.press('Change')
    const same = here.forms
      .at(-1)
      ?.fields.flatMap((field) => (field.kind === 'pick' ? [[field.name, field.chosen]] : []))
    await here.submit({}, Object.fromEntries(same ?? []))
    expect((await entry())?.until).toBe((until ?? 0) + 10 * 7 * day)
    expect(textOf(await here.press('Pause'))).toContain('They are paused')
    house.later(3 * day)
    expect(await house.timer.look()).toBe(0)
    expect(labelsOf(await here.press('Go on'))).toContain('Pause')
    expect(textOf(await here.press('Stop'))).toContain('Stopped. What you answered stays')
    expect(await entry()).toBeUndefined()
  })

  test('an old *Pause* or *Stop* without a document asks, and saves nothing', async () => {
    await start()
    for (const address of [
      'checkin/p',
      'checkin/g',
      'checkin/e',
      'checkin/i',
      'checkin/n/0',
      'checkin/s',
      'checkin/c/k1~1',
    ]) {
      await here.pressAt(address)
      expect(textOf(last(here)), address).toMatch(/How old are you|A check-in is one plain line/)
    }
    expect(await kept()).toBeUndefined()
  })

  test('stopping works while the DM is refused', async () => {
    await begin()
    const on = await nextLine()
    house.direct.send = async () => 'refused'
    house.later(day)
    await house.timer.look()
    expect((await kept())?.refusedAt).toBeDefined()
    expect(textOf(await here.use('checkin'))).toContain('did not arrive')
    await there.press('Stop these', on)
    expect(await entry()).toBeUndefined()
  })
})

describe('the history', () => {
  test('from two check-ins on, a picture that says the same in words, and the numbers', async () => {
    await begin()
    await open(await nextLine())
    await here.use('checkin')
    expect(textOf(await here.press('History'))).toContain('From two check-ins on')
    await open(await nextLine(), { one: '4', two: '0', three: '3' })
    await here.use('checkin')
    const shown = await here.press('History')
    expect(shown).toMatchObject({ to: 'new', seenBy: 'you' })
    const picture = shown.blocks.find((block) => block.kind === 'picture')
    expect(picture?.alt).toContain('2 answers from Nov 22 to Nov 23. Worry, 0 (none) to 4 (very strong): 1 4.')
    expect(picture?.alt).toContain('They prove nothing about a partner')
    expect(picture?.picture).toMatchObject({ note: expect.stringContaining('They prove nothing about a partner') })
    expect(textOf(shown)).not.toContain('They prove nothing about a partner')
    expect(labelsOf(shown)).toEqual(['As numbers', 'Hide', 'Help'])
    const numbers = await here.press('As numbers')
    expect(numbers.to).toBe('same')
    expect(textOf(numbers)).toContain('**Nov 22:** worry 1, closeness 3, said plainly: yes')
    expect(labelsOf(numbers)).toEqual(['As a picture', 'Hide', 'Help'])
    const back = await here.press('As a picture')
    expect(back.to).toBe('same')
    expect(back.blocks.some(({ kind }) => kind === 'picture')).toBe(true)
  })

  test('looked at again and again, the loop guard speaks first, and holds nobody back', async () => {
    await begin()
    for (let times = 0; times < 2; times += 1) await here.pressAt('checkin/i')
    expect(labelsOf(await here.pressAt('checkin/i'))).toContain('Relief')
    expect(textOf(await here.press('Information'))).toContain('From two check-ins on')
    await here.pressAt('checkin/i')
    await here.press('Do not ask me today')
    expect(labelsOf(await here.pressAt('checkin/i'))).not.toContain('Relief')
  })
})

describe('a question some days later', () => {
  const ask = (of: Someone, flow = 'one-plan') => of.pressAt(`checkin/w/${flow}`)
  const follow = async () => (await kept())?.agenda.find(({ kind }) => kind === 'follow-up')

  test('is offered where a reflection really ended, and only there', async () => {
    const flows = [...house.books.flows.values()].flatMap(({ id, followUp }) => (followUp ? [[id, followUp.days]] : []))
    expect(flows).toEqual([
      ['kind-word', 14],
      ['one-plan', 7],
    ])
    await there.pressAt('reflect/one-plan/other/')
    expect(labelsOf(last(there))).not.toContain('Ask me in 7 days')
    await there.pressAt('reflect/one-plan/end/')
    expect(labelsOf(last(there))).toEqual(['Hide', 'Help', 'Ask me in 7 days'])
  })

  test('asked for in the DM: it comes on that day at noon, one form, and the line goes', async () => {
    expect(textOf(await ask(there))).toBe(
      'I will ask you once, around noon on Nov 29. I keep your answer: less, about the same or more.',
    )
    await ask(there)
    expect((await kept())?.agenda.filter(({ kind }) => kind === 'follow-up')).toHaveLength(1)
    const on = await nextLine()
    expect(textOf(on)).toBe('The reminder you asked for.')
    expect(labelsOf(on)).toEqual(['Open', 'Leave it', 'Help'])
    const done = await open(on, { one: 'less' })
    expect(done).toMatchObject({ to: 'gone' })
    expect(textOf(last(there))).toBe('Your answer is kept.')
    const saved = await kept()
    expect(saved?.follows).toEqual([
      { id: expect.stringContaining('one-plan-'), flow: 'one-plan', day: 20786, answer: -1 },
    ])
    await there.submit({}, { one: 'less' })
    expect((await kept())?.follows).toEqual(saved?.follows)
    expect(textOf(await there.press('Open', on))).toBe('This one is over.')
    expect(await follow()).toBeUndefined()
  })

  test('who keeps no numbers is told before and after that the answer is not kept', async () => {
    await start({ '1': { ...berlin, keepDays: 0 } })
    expect(textOf(await ask(there))).toContain('I will not keep your answer')
    await open(await nextLine(), { one: 'more' })
    expect(textOf(last(there))).toBe('You chose to keep no numbers, so I kept nothing of your answer.')
    expect((await kept())?.follows).toEqual([])
  })

  test('asked for elsewhere: a press in the DM comes first', async () => {
    await ask(here, 'kind-word')
    expect(await follow()).toBeUndefined()
    await there.press('Yes, here is fine', line())
    const [set, apart] = there.said
    expect(set && textOf(set)).toBe('Set.')
    expect(apart && textOf(apart)).toContain('around noon on Dec 6')
    expect(await follow()).toMatchObject({ flow: 'kind-word' })
  })

  test('without a yes it asks first and goes on after it, clock and all', async () => {
    await start()
    await ask(there)
    expect(await kept()).toBeUndefined()
    await there.press('18 or older')
    await there.press('Yes, keep it')
    expect(textOf(last(there))).toContain('What does your clock show now?')
    await there.choose('60')
    await there.choose('Europe/Berlin')
    expect(textOf(last(there))).toContain('I will ask you once')
    expect(await follow()).toBeDefined()
  })

  test('an unknown reflection, or one that asks nothing, is outdated', async () => {
    for (const flow of ['pause', 'zzz', '']) expect(textOf(await ask(there, flow)), flow).toContain('older version')
  })

  test('a form that lay open while everything was erased brings nothing back', async () => {
    await ask(there)
    const on = await nextLine()
    await there.press('Open', on)
    const { forms } = there
    // The same person, who has said yes again ten days later.
    await start({ '1': { ...berlin, consent: { version: consentVersion, at: noon + 10 * 24 * 60 * 60_000 } } })
    expect(textOf(await there.pressAt(addressOf(on, 'Open')))).toBe('This one is over.')
    there.forms.push(...forms)
    await there.submit({}, { one: 'less' })
    expect(textOf(last(there))).toBe('This one ended before your answer came, so I kept nothing of it.')
    expect((await kept())?.follows).toEqual([])
  })

  test('is left with one press', async () => {
    await ask(there)
    expect(await there.press('Leave it', await nextLine())).toMatchObject({ to: 'gone' })
    expect((await kept())?.follows).toEqual([])
  })
})

describe('what lies in the DM', () => {
  test('says nothing of what it is about, and Discord takes it', async () => {
    const neutral: string[] = []
    const lines = async () => {
      for (const { reply } of house.dm()) {
        neutral.push(textOf(reply), ...labelsOf(reply))
        expect(reply.seenBy).toBe('room')
        const { body, files } = message(reply, new Map(), 'post')
        expect(checkMessage(body, { kind: 'create', files: files.map(({ name }) => name) })).toBeUndefined()
      }
    }
    await begin()
    await lines()
    for (let turn = 0; turn < 5; turn += 1) {
      await nextLine()
      await lines()
      if (turn === 0) await open(line())
    }
    await there.pressAt('checkin/w/kind-word')
    await nextLine()
    await lines()
    expect(neutral.join('\n')).not.toMatch(/worry|close|partner|feel|relationship|check-in|reflect|love|urge|plan/i)
    expect(neutral.length).toBeGreaterThan(20)
  })

  test('addresses tell nothing either', async () => {
    await begin()
    const addresses = house.dm().flatMap(({ reply }) => labelsOf(reply).map((label) => addressOf(reply, label)))
    expect(addresses[0]).toMatch(/^checkin\/b\/[a-z0-9]+\/0-1-20-0-2\/Europe\.Berlin$/)
    expect(usualWish.quiet).toBe(true)
  })
})
