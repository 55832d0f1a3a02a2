/** `/moment` through the pipeline, the timer and a store in memory: what is kept, what is asked again, and how it ends. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeAnswer } from '../../src/answer.ts'
import { loadCommands } from '../../src/commands.ts'
import { type Address, readAddress, writeAddress } from '../../src/core/address.ts'
import { claim, dueEntry, planFor, refused, sent, skipped } from '../../src/core/agenda.ts'
import { withCare } from '../../src/core/care.ts'
import type { Library } from '../../src/core/library.ts'
import { nameOf, type Person, readPerson } from '../../src/core/person.ts'
import type { Form, Reply, Say } from '../../src/core/reply.ts'
import type { Asker } from '../../src/core/request.ts'
import { broken, outdated, unsaved } from '../../src/core/sorry.ts'
import type { Direct, Speaker } from '../../src/core/speaker.ts'
import { form, message } from '../../src/discord/write.ts'
import { makeKeeping, saving } from '../../src/keeping.ts'
import { makeLog } from '../../src/log.ts'
import { noMetrics } from '../../src/metrics.ts'
import { checkMessage, checkModal } from '../../src/practice/rules.ts'
import { makeRecent } from '../../src/recent.ts'
import { makeKeeper } from '../../src/stores/keeper.ts'
import { openMemory } from '../../src/stores/memory.ts'
import { newKey } from '../../src/stores/seal.ts'
import { makeTimer } from '../../src/timer.ts'
import { hour, minute, noon, library as read, someone, textOf } from '../core/urges.ts'

let library: Library
let commands: Awaited<ReturnType<typeof loadCommands>>
beforeAll(async () => {
  library = read()
  commands = await loadCommands(new URL('../../commands/', import.meta.url))
})

const server = { kind: 'server', channel: '1', server: '1', mayPost: true } as const
const dm = { kind: 'dm', channel: '5', mayPost: false } as const
const eight = { before: '8', act: 'asked', after: '3' }

/** One person, what they see, and their document. Every screen is judged by Discord's rules on the way. */
async function begin(start?: Person) {
  const keeper = await makeKeeper(openMemory(), newKey())
  if (!keeper) throw new Error('the store did not open')
  const log = makeLog('silent')
  const lines = new Map<string, Reply>()
  const facts = { version: '0', project: 'https://example.org', freeText: true, commands: [...commands.keys()] }
  let now = noon
  let said: Say[] = []
  let removed = 0
  let ids = 0

  const direct: Direct = {
    openDm: async () => dm.channel,
    send: async (_, reply) => {
      const id = String(lines.size + 1)
      judge(reply)
      lines.set(id, reply)
      return id
    },
    own: async () => ({
      messages: [...lines].map(([id, { blocks }]) => ({ id, addresses: addressesOf(blocks) })).reverse(),
    }),
    remove: async (_, id) => void lines.delete(id),
  }
  const speaker: Speaker = {
    say: async (say) => {
      judge(say)
      said.push(say)
      return 'heard'
    },
    wait: async () => 'heard',
    remove: async () => {
      removed += 1
      return 'heard'
    },
  }
  const clock = () => now
  const shared = { commands, library: () => library, direct, facts, log, metrics: noMetrics, clock }
  const keeping = makeKeeping(keeper, log, noMetrics)
  const answer = makeAnswer({
    ...shared,
    keeping,
    pictures: { drawn: () => undefined, draw: async () => new Uint8Array([1]) },
    recent: makeRecent(),
    withCare,
    sorry: { outdated, broken, unsaved },
  })
  const steps = { readPerson, dueEntry, planFor, claim, sent, skipped, refused, nameOf, saving }
  const timer = makeTimer({ ...shared, keeper, steps, refusals: { resting: () => false } })
  if (start) await keeping.save('7', start, { revision: 0 }, now)

  const asker = (room: Asker['room']): Asker => {
    ids += 1
    return { id: `i${ids}`, user: '7', locale: 'en-US', manages: false, room }
  }
  const last = () => {
    const reply = said.findLast((say): say is Reply => 'blocks' in say)
    if (!reply) throw new Error('nothing was said')
    return reply
  }
  const person = async () => (await keeping.load('7')).person
  const press = async (address: Address, room: Asker['room'] = server) => {
    said = []
    await answer({ ...asker(room), kind: 'press', address, values: [], on: 'own' }, speaker)
  }
  return {
    press,
    person,
    last,
    lines,
    said: () => said,
    text: () => said.map((say) => ('blocks' in say ? textOf(say.blocks) : '')).join('\n'),
    removed: () => removed,
    use: async (room: Asker['room'] = server) => {
      said = []
      await answer({ ...asker(room), kind: 'command', name: 'moment', options: {} }, speaker)
    },
    /** Presses the button with this label on the last screen, or on this one. */
    tap: (label: string, on: Reply = last(), room: Asker['room'] = server) => press(addressOf(on, label), room),
    /** Sends the form that is open, or this one. */
    fill: async (picks: Record<string, string>, opened: Say | undefined = said[0], room: Asker['room'] = server) => {
      if (!opened || !('form' in opened)) throw new Error('no form is open')
      said = []
      await answer({ ...asker(room), kind: 'form', address: opened.form, fields: {}, picks, on: 'own' }, speaker)
    },
    /** Lets time pass, with the timer looking every half an hour. */
    pass: async (milliseconds: number) => {
      const until = now + milliseconds
      while (now < until) {
        now = Math.min(until, now + 30 * minute)
        await timer.look()
      }
    },
    change: async (how: (person: Person) => Person | 'erase') => {
      const { person, ...held } = await keeping.load('7')
      if (person) await keeping.save('7', how(person), held, now)
    },
    moments: async () => (await person())?.moments ?? [],
    pings: async () => (await person())?.agenda.filter(({ kind }) => kind === 'ping').length ?? 0,
  }
}

function judge(say: Say): void {
  if ('form' in say) expect(checkModal(form(say))).toBeUndefined()
  if (!('blocks' in say)) return
  const { body, files } = message(say, new Map(), 'answer')
  expect(checkMessage(body, { kind: 'callback', files: files.map(({ name }) => name) })).toBeUndefined()
}

const buttonsOf = (blocks: Reply['blocks']) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
const addressesOf = (blocks: Reply['blocks']) =>
  buttonsOf(blocks).flatMap((button) => ('to' in button ? [button.to] : []))
const labelsOf = (reply: Reply) => buttonsOf(reply.blocks).map(({ label }) => label)

function addressOf(reply: Reply, label: string): Address {
  const button = buttonsOf(reply.blocks).find((one) => one.label === label)
  if (!button || !('to' in button)) throw new Error(`no button ${label}`)
  // As Discord gives it back.
  const address = readAddress(writeAddress(button.to))
  if (!address) throw new Error(`no address under ${label}`)
  return address
}

type Life = Awaited<ReturnType<typeof begin>>
let life: Life
const note = async (picks: Record<string, string> = eight) => {
  await life.use()
  await life.tap('Note one')
  await life.fill(picks)
}
const line = (): Reply => {
  const found = [...life.lines.values()].at(-1)
  if (!found) throw new Error('no line in the DM')
  return found
}
const { dm: _, ...notMet } = someone

describe('before anything is kept', () => {
  test('it says what it is and what comes later; then come age and consent, and the form is one tap away', async () => {
    life = await begin()
    await life.use()
    expect(life.text()).toContain(
      'After each one I offer to ask you twice more in a DM, about two hours later and the next day.',
    )
    expect(labelsOf(life.last())).toEqual(['Note one', 'Hide', 'Help'])
    expect(await life.person()).toBeUndefined()
    await life.tap('Note one')
    expect(life.text()).toContain('How old are you?')
    await life.tap('18 or older')
    expect(life.text()).toContain('May I keep this for you?')
    await life.tap('Yes, keep it')
    await life.tap('Note one')
    await life.fill(eight)
    expect((await life.moments()).map(({ strengths }) => strengths)).toEqual([[8, 3, null, null]])
  })

  test('after consent was taken back or all was cleared, no old button and no open form keeps anything', async () => {
    for (const how of [(person: Person): Person => ({ ...newlyWithout(person) }), () => 'erase' as const]) {
      life = await begin(someone)
      await note()
      const old = life.last()
      await life.use()
      await life.tap('Note one')
      const open = life.said()[0]
      await life.change(how)
      await life.fill(eight, open)
      expect(life.text()).toContain('How old are you?')
      for (const label of ['My curve', 'Stop measuring', 'Forget this one', 'Hide']) await life.tap(label, old)
      expect(await life.moments()).toEqual([])
      expect((await life.person())?.consent).toBeUndefined()
    }
  })

  test('who keeps no numbers is told the way to change it, and nothing is measured', async () => {
    life = await begin({ ...someone, keepDays: 0 })
    await life.use()
    expect(life.text()).toContain('/settings')
    await life.press(['moment', 'n'])
    expect(life.text()).toContain('/settings')
    await life.fill(eight, { form: ['moment', 'f', 'x1'], title: '', fields: [] })
    expect(life.text()).toContain('/settings')
    expect([await life.moments(), await life.pings()]).toEqual([[], 0])
  })
})

const newlyWithout = ({ consent: _, age: __, ...person }: Person): Person => ({ ...person, moments: [], agenda: [] })

describe('a moment', () => {
  beforeEach(async () => {
    life = await begin(someone)
  })

  test('is noted with two taps and a form; nothing of the answers stays on the screen', async () => {
    await note()
    expect(await life.moments()).toHaveLength(1)
    expect(life.text()).toContain('Noted. So far: 1 moment.')
    expect(life.text()).not.toMatch(/\b[38]\b/)
    expect(life.last().seenBy).toBe('you')
    expect(await life.pings()).toBe(2)
  })

  test('sent twice is one record', async () => {
    await life.use()
    await life.tap('Note one')
    const open = life.said()[0]
    await Promise.all([life.fill(eight, open), life.fill(eight, open)])
    await life.fill(eight, open)
    expect(await life.moments()).toHaveLength(1)
    expect(await life.pings()).toBe(2)
  })

  test('delivered again after its questions were ended brings none of them back', async () => {
    await life.use()
    await life.tap('Note one')
    const open = life.said()[0]
    await life.fill(eight, open)
    await life.tap('Stop measuring')
    await life.fill(eight, open)
    expect([(await life.moments()).length, await life.pings()]).toEqual([1, 0])
  })

  test('that was a slip can be forgotten, with its questions', async () => {
    await note()
    await life.tap('Forget this one')
    expect([await life.moments(), await life.pings()]).toEqual([[], 0])
  })

  test('with answers that are none of the choices is not kept', async () => {
    for (const picks of [{ ...eight, before: '11' }, { ...eight, act: 'left' }, { before: '3' }]) {
      await life.use()
      await life.tap('Note one')
      await life.fill(picks)
      expect(await life.moments()).toEqual([])
    }
  })
})

describe('what comes later is said before', () => {
  test.each([
    ['where the DM is known', someone, server, 'I ask you twice more in our DM'],
    ['where it is not', notMet, server, 'None comes unless you say yes to it then.'],
    ['in the DM', notMet, dm, 'I ask you twice more in this chat'],
    ['where the person is discreet', { ...someone, discreet: true }, dm, 'I will not ask again later'],
  ])('%s', async (_, person, room, said) => {
    life = await begin(person)
    await life.use(room)
    expect(life.text()).toContain(said)
  })

  test('and once it is noted, just the questions that would come', async () => {
    const hours = async (later: number) => {
      life = await begin(notMet)
      await life.pass(later * hour)
      await note()
      return life.text()
    }
    expect(await hours(0)).toContain('two short questions in a DM, in about two hours and again tomorrow')
    // At nine in the evening, two hours later is night.
    expect(await hours(9)).toContain('one short question in a DM tomorrow')
  })
})

describe('later', () => {
  const answered = async (strength: string) => {
    await life.tap('Open', line(), dm)
    await life.fill({ now: strength }, life.said()[0], dm)
  }

  test('a neutral line asks twice, and the answers go to their places', async () => {
    life = await begin(someone)
    await note()
    await life.pass(2.25 * hour)
    expect(textOf(line().blocks)).toBe('A short question for you, if you like.\n[Open] [Stop asking] [Help]')
    await answered('6')
    const [done, apart] = life.said()
    expect(done).toMatchObject({ to: 'gone', blocks: [{ text: 'Done.' }] })
    expect(apart).toMatchObject({ to: 'new', seenBy: 'you' })
    expect(textOf(life.last().blocks)).toBe('Your answer is kept.\n[My curve]\n[Hide] [Help]')
    expect(life.removed()).toBe(1)
    await life.pass(24 * hour)
    expect(life.lines.size).toBe(2)
    await answered('0')
    expect((await life.moments())[0]?.strengths).toEqual([8, 3, 6, 0])
    expect(await life.pings()).toBe(0)
  })

  test('an answer out of time is not counted, and the line goes with a kind word', async () => {
    life = await begin(someone)
    await note()
    await life.pass(2.25 * hour)
    await life.tap('Open', line(), dm)
    const open = life.said()[0]
    await life.pass(1.5 * hour)
    await life.fill({ now: '6' }, open, dm)
    expect(life.text()).toContain('A gap is better than a guess')
    await life.tap('Open', line(), dm)
    expect(life.text()).toContain('A gap is better than a guess')
    expect(life.removed()).toBe(2)
    expect((await life.moments())[0]?.strengths).toEqual([8, 3, null, null])
    await life.pass(40 * hour)
    await life.tap('Open', line(), dm)
    expect(life.text()).toContain('A gap is better than a guess')
  })

  test('nothing is asked whose answer could not count', async () => {
    life = await begin(someone)
    await note()
    await life.change((person) => ({ ...person, moments: [] }))
    await life.pass(30 * hour)
    expect(life.lines.size).toBe(0)
    expect(await life.pings()).toBe(0)
  })

  test('about a moment that was forgotten, the line goes and nothing is kept', async () => {
    life = await begin(someone)
    await note()
    await life.pass(2.25 * hour)
    await life.change((person) => ({ ...person, moments: [] }))
    await life.tap('Open', line(), dm)
    expect(life.text()).toContain('I do not keep that moment any more')
    expect(life.removed()).toBe(1)
  })

  test('one tap on the line ends all questions, one on the screen too', async () => {
    life = await begin(someone)
    await note()
    await life.pass(2.25 * hour)
    await life.tap('Stop asking', line(), dm)
    expect(life.text()).toContain('I ask no more about these')
    expect(life.removed()).toBe(1)
    expect([(await life.moments()).length, await life.pings()]).toEqual([1, 0])

    await note()
    await life.use()
    await life.tap('Stop measuring')
    expect(await life.pings()).toBe(0)
    await life.use()
    expect(labelsOf(life.last())).not.toContain('Stop measuring')
  })

  test('where the DM is not known, a press there makes it known and asks what still lies ahead', async () => {
    life = await begin(notMet)
    await note()
    expect(await life.pings()).toBe(0)
    await life.tap('Ask me later in a DM')
    expect(textOf(line().blocks)).toContain('Here is what you asked for.')
    await life.pass(3 * hour)
    await life.tap('Yes, here is fine', line(), dm)
    expect(life.text()).toContain('Tomorrow I may ask')
    expect(life.removed()).toBe(1)
    expect([(await life.person())?.dm, await life.pings()]).toEqual(['5', 1])
    await life.tap('Yes, here is fine', line(), dm)
    expect(await life.pings()).toBe(1)
  })

  test('used in the DM, it knows the DM', async () => {
    life = await begin(notMet)
    await life.use(dm)
    await life.tap('Note one', life.last(), dm)
    await life.fill(eight, life.said()[0], dm)
    expect(await life.pings()).toBe(2)
  })

  test('discreetly, nothing comes by itself', async () => {
    life = await begin({ ...notMet, discreet: true })
    await life.use(dm)
    await life.tap('Note one', life.last(), dm)
    await life.fill(eight, life.said()[0], dm)
    expect(life.text()).toContain('Discreet mode is on')
    expect(labelsOf(life.last())).not.toContain('Ask me later in a DM')
    expect([(await life.person())?.dm, await life.pings()]).toEqual([undefined, 0])
  })
})

describe('the fourth in a day', () => {
  beforeEach(async () => {
    life = await begin(someone)
    for (let round = 0; round < 3; round += 1) await note()
    await life.use()
    await life.tap('Note one')
  })

  test('is met by the loop, with a way out and a way on', async () => {
    expect(life.text()).toMatch(/comes back again and again.*\n.*Trigger/)
    expect(labelsOf(life.last())).toEqual(['Let it pass', 'Note it anyway', 'Do not ask me today', 'Hide', 'Help'])
    const guard = life.last()
    await life.tap('Let it pass')
    expect(life.text()).toMatch(/<t:\d+:R>/)
    expect(await life.moments()).toHaveLength(3)
    await life.tap('Note it anyway', guard)
    await life.fill(eight)
    expect(await life.moments()).toHaveLength(4)
  })

  test('is not met again that day where the guard was switched off', async () => {
    await life.tap('Do not ask me today')
    await life.fill(eight)
    await life.use()
    await life.tap('Note one')
    expect(life.said()[0]).toHaveProperty('form')
  })

  test('on the next day is the first', async () => {
    await life.pass(24 * hour)
    await life.use()
    await life.tap('Note one')
    expect(life.said()[0]).toHaveProperty('form')
  })
})

describe('my curve', () => {
  const moments = (count: number): Person['moments'] =>
    Array.from({ length: count }, (_, at) => ({
      id: `m${at}`,
      at: noon - (at + 2) * 24 * hour,
      act: 'waited',
      strengths: [8, 6, 3, null],
    }))

  test('has no picture of fewer than five', async () => {
    life = await begin({ ...someone, moments: moments(4) })
    await life.use()
    await life.tap('My curve')
    expect(life.text()).toContain('So far: 4 moments. From 5 on, I draw your curve.')
    expect(life.last().blocks.some(({ kind }) => kind === 'picture')).toBe(false)
  })

  test('from five on is a picture, its words, its numbers, and what it cannot show', async () => {
    life = await begin({ ...someone, moments: moments(5) })
    await life.use()
    await life.tap('My curve')
    const caution = 'Strong feelings usually come down by themselves; this cannot show that what you did caused it.'
    expect(life.last().blocks.some(({ kind }) => kind === 'picture')).toBe(true)
    expect(life.text().split(caution)).toHaveLength(2)
    await life.tap('As numbers')
    expect(life.text()).toContain('Nov 20: 8, 6, 3, –')
    expect(life.text()).toContain(caution)
    const numbers = life.last()
    await life.tap('Back to my curve')
    expect(life.last().blocks.some(({ kind }) => kind === 'picture')).toBe(true)
    await life.tap('Forget the last one', numbers)
    expect((await life.moments()).map(({ id }) => id)).not.toContain('m0')
    expect(await life.moments()).toHaveLength(4)
  })
})

test('Hide stands first in the last row of every screen, Help beside it', async () => {
  life = await begin({ ...notMet })
  const isPersonal = (say: Say): say is Reply => 'blocks' in say && say.seenBy === 'you' && say.to !== 'gone'
  const check = () => {
    for (const { blocks } of life.said().filter(isPersonal)) {
      const rows = blocks.filter((block) => block.kind === 'buttons')
      expect(rows.at(-1)?.buttons[0]?.label).toBe('Hide')
    }
  }
  await life.use()
  check()
  await life.tap('My curve')
  check()
  await note()
  check()
  await life.tap('My curve')
  check()
  await life.tap('As numbers')
  check()
  await life.tap('Forget the last one')
  check()
})

test('a button that nobody made leads nowhere, and keeps nothing', async () => {
  life = await begin(someone)
  for (const address of [
    ['moment', 'zz'],
    ['moment', 'p', 'x', 'y', '9'],
    ['moment', 'u'],
  ] as const)
    await life.press(address as Address)
  await life.fill({ now: '3' }, { form: ['moment', 'r', 'a1', '1'], title: '', fields: [] } satisfies Form)
  expect(life.text()).toContain('older version')
  expect(await life.moments()).toEqual([])
})
