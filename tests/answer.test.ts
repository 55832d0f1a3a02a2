/** The pipeline with a speaker that writes down what it is told: what happens in which order, and what when something breaks. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { makeAnswer, type Parts } from '../src/answer.ts'
import { withCare } from '../src/core/care.ts'
import { type Command, command } from '../src/core/command.ts'
import type { Picture } from '../src/core/picture.ts'
import { type Block, instead, type Reply, type Say, toYou } from '../src/core/reply.ts'
import type { Request } from '../src/core/request.ts'
import { broken, outdated, unsaved } from '../src/core/sorry.ts'
import type { Direct, Speaker } from '../src/core/speaker.ts'
import { content } from '../src/inputs.ts'
import { makeKeeping } from '../src/keeping.ts'
import { makeLog } from '../src/log.ts'
import { noMetrics } from '../src/metrics.ts'
import { makeRecent } from '../src/recent.ts'

test('the pipeline imports types alone: everything it uses is handed to it', () => {
  const code = stripTypeScriptTypes(readFileSync(new URL('../src/answer.ts', import.meta.url), 'utf8'))
  expect(code).toContain('makeAnswer')
  expect(code).not.toMatch(/^\s*import\b/m)
})

const silent = makeLog('silent')
const library = content()
if (!library) throw new Error('the content has faults')
const known = library

/** A speaker that writes down what it is told, and a pipeline with this one command named `one`. */
function setUp(one: Command, change: Partial<Parts> = {}) {
  const told: unknown[] = []
  const logged: unknown[] = []
  const sent: string[] = []
  const speaker: Speaker = {
    say: async (say, files) => {
      told.push(['say', say, files.size])
      return 'heard'
    },
    wait: async (to, seenBy) => {
      told.push(['wait', to, seenBy])
      return 'heard'
    },
    remove: async () => {
      told.push(['remove'])
      return 'heard'
    },
  }
  let now = 0
  const answer = makeAnswer({
    commands: new Map([['one', one]]),
    library: () => known,
    pictures: { drawn: () => undefined, draw: async () => new Uint8Array([1]) },
    direct: {
      openDm: async (user) => `dm of ${user}`,
      send: async (channel) => {
        sent.push(channel)
        return 'id'
      },
      own: async () => ({ messages: [] }),
      remove: async () => undefined,
    },
    keeping: makeKeeping(undefined, silent, noMetrics),
    metrics: noMetrics,
    recent: makeRecent(),
    withCare,
    sorry: { outdated, broken, unsaved },
    facts: { version: '0', project: 'https://example.org', freeText: true, commands: ['one'] },
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (facts, what) => logged.push([facts, what]),
    },
    clock: () => now,
    ...change,
  })
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { answer: (request: Request) => answer(request, speaker), told, logged, sent, wait, speaker, raw: answer }
}

const asker = {
  id: '1',
  user: 'robin',
  locale: 'en-US',
  manages: false,
  room: { kind: 'server', channel: 'general', server: 'place', mayPost: true },
} as const
const use: Request = { ...asker, kind: 'command', name: 'one', options: {} }
const press = (on: 'own' | 'public', user = 'robin', channel = 'general'): Request => ({
  ...asker,
  user,
  room: { ...asker.room, channel },
  kind: 'press',
  address: ['one'],
  values: [],
  on,
})
const text = (words: string): Block => ({ kind: 'text', text: words })
const says = (say: Reply) => command({ answer: () => ({ say }), press: () => ({ say }) })
const picture: Picture = { kind: 'loop', title: 't', stations: [] }

describe('what is said', () => {
  test('at once where nothing has to be waited for', async () => {
    const { answer, told } = setUp(says(toYou(text('hi'))))
    await answer(use)
    expect(told).toEqual([['say', toYou(text('hi')), 0]])
  })

  test('an own message is rewritten, a public one is left alone, a command has none', async () => {
    for (const [request, to] of [
      [press('own'), 'same'],
      [press('public'), 'new'],
      [use, 'new'],
    ] as const) {
      const { answer, told } = setUp(says(instead(text('hi'))))
      await answer(request)
      expect(told).toEqual([['say', { ...instead(text('hi')), to }, 0]])
    }
  })

  test('a message that goes is rewritten first, then deleted', async () => {
    const gone: Reply = { blocks: [text('Hidden.')], to: 'gone', seenBy: 'you' }
    const { answer, told } = setUp(says(gone))
    await answer(press('own'))
    expect(told).toEqual([['say', gone, 0], ['remove']])
  })

  test('what stands apart comes after', async () => {
    const { answer, told } = setUp(
      command({ answer: () => ({ say: toYou(text('first')), apart: toYou(text('second')) }) }),
    )
    await answer(use)
    expect(told).toEqual([
      ['say', toYou(text('first')), 0],
      ['say', toYou(text('second')), 0],
    ])
  })

  test('nothing more once Discord says that it is too late', async () => {
    const { raw, told, speaker, logged } = setUp(
      command({ answer: () => ({ say: toYou(text('a')), apart: toYou(text('b')) }) }),
    )
    await raw(use, { ...speaker, say: async (say, files) => speaker.say(say, files).then(() => 'late') })
    expect(told).toHaveLength(1)
    expect(logged).toEqual([])
  })
})

describe('pictures', () => {
  const drawing: Reply = toYou({ kind: 'picture', picture, alt: 'a loop' })

  test('one that is not drawn yet asks for time', async () => {
    const { answer, told } = setUp(says(drawing))
    await answer(use)
    expect(told).toEqual([
      ['wait', 'new', 'you'],
      ['say', drawing, 1],
    ])
  })

  test('one that is drawn goes at once', async () => {
    const { answer, told } = setUp(says(drawing), {
      pictures: { drawn: () => new Uint8Array([1]), draw: () => Promise.reject(new Error('not needed')) },
    })
    await answer(use)
    expect(told).toEqual([['say', drawing, 1]])
  })

  test('one that cannot be drawn leaves its words', async () => {
    const { answer, told, logged } = setUp(says(drawing), {
      pictures: { drawn: () => undefined, draw: () => Promise.reject(new Error('no font')) },
    })
    await answer(use)
    expect(told.at(-1)).toEqual(['say', drawing, 0])
    expect(logged).toHaveLength(1)
  })
})

describe('what goes elsewhere', () => {
  const refused = toYou(text('refused'))
  const sending = { send: toYou(text('for you')), refused }

  test('a DM is sent before it is said', async () => {
    const { answer, told, sent } = setUp(command({ answer: () => ({ say: toYou(text('sent')), dm: sending }) }))
    await answer(use)
    expect(sent).toEqual(['dm of robin'])
    expect(told).toEqual([
      ['wait', 'new', 'you'],
      ['say', toYou(text('sent')), 0],
    ])
  })

  test.each(['openDm', 'send'] as const)('where %s is refused, the refusal is said', async (where) => {
    const direct: Direct = {
      openDm: async () => 'dm',
      send: async () => 'id',
      own: async () => ({ messages: [] }),
      remove: async () => undefined,
      [where]: async () => 'refused',
    }
    const { answer, told } = setUp(command({ answer: () => ({ say: toYou(text('sent')), dm: sending }) }), { direct })
    await answer(use)
    expect(told.at(-1)).toEqual(['say', refused, 0])
  })

  test('one card a channel in five minutes, three an hour a person', async () => {
    const { answer, told, wait } = setUp(
      command({
        answer: () => ({ say: [] as never }),
        press: (_, { posting }) =>
          posting === 'free'
            ? { say: toYou(text('shown')), post: { send: toYou(text('card')), refused } }
            : { say: toYou(text(posting)) },
      }),
    )
    const said = async (request: Request) => {
      await answer(request)
      const [, say] = told.at(-1) as [string, Say]
      return 'blocks' in say && say.blocks[0]?.kind === 'text' ? say.blocks[0].text : undefined
    }
    const minute = 60_000
    expect(await said(press('own', 'robin', 'a'))).toBe('shown')
    expect(await said(press('own', 'sasha', 'a'))).toBe('channel-busy')
    wait(5 * minute)
    expect(await said(press('own', 'robin', 'a'))).toBe('shown')
    expect(await said(press('own', 'robin', 'b'))).toBe('shown')
    expect(await said(press('own', 'robin', 'c'))).toBe('person-busy')
    expect(await said(press('own', 'sasha', 'c'))).toBe('shown')
    wait(55 * minute)
    expect(await said(press('own', 'robin', 'c'))).toBe('shown')
  })

  test('a card that Discord refused was not shown, and is not counted', async () => {
    const direct: Direct = {
      openDm: async () => 'dm',
      send: async () => 'refused',
      own: async () => ({ messages: [] }),
      remove: async () => undefined,
    }
    const seen: string[] = []
    const { answer, told } = setUp(
      command({
        answer: () => ({ say: [] as never }),
        press: (_, { posting }) => {
          seen.push(posting)
          return { say: toYou(text('shown')), post: { send: toYou(text('card')), refused } }
        },
      }),
      { direct },
    )
    for (const person of ['robin', 'robin', 'robin', 'robin', 'sasha']) {
      await answer(press('own', person))
      expect(told.at(-1)).toEqual(['say', refused, 0])
    }
    expect(seen).toEqual(['free', 'free', 'free', 'free', 'free'])
  })

  test('two people at the same moment: one card', async () => {
    const { answer, sent } = setUp(
      command({
        answer: () => ({ say: [] as never }),
        press: (_, { posting }) => ({
          say: toYou(text(posting)),
          ...(posting === 'free' && { post: { send: toYou(text('card')), refused } }),
        }),
      }),
    )
    await Promise.all([answer(press('own', 'robin')), answer(press('own', 'sasha'))])
    expect(sent).toEqual(['general'])
  })
})

describe('when something breaks', () => {
  const bug = () => {
    throw new Error('a bug')
  }

  test('a calm sentence with the reference under which the log has the rest', async () => {
    const { answer, told, logged } = setUp(command({ answer: bug }))
    await answer(use)
    const said = JSON.stringify(told)
    const [[facts]] = logged as [[{ reference: string; err: Error }]]
    expect(said).toContain('Something went wrong on my side')
    expect(said).toContain(facts.reference)
    expect(said).not.toContain('a bug')
    expect(facts.err.message).toBe('a bug')
  })

  test('a broken suggestion suggests nothing', async () => {
    const { answer, told } = setUp(command({ answer: () => ({ say: toYou(text('hi')) }), suggest: bug }))
    await answer({ ...use, kind: 'suggest', focus: 'x' })
    expect(told).toEqual([['say', [], 0]])
  })

  test('it never rejects, even when the apology is refused', async () => {
    const { raw, logged, speaker } = setUp(command({ answer: bug }))
    await raw(use, { ...speaker, say: () => Promise.reject(new Error('refused')) })
    expect(logged).toHaveLength(2)
  })

  test('it never rejects, even when there are no words for the apology', async () => {
    const broken = (): never => {
      throw new Error('no library')
    }
    const { raw, logged, speaker } = setUp(says(toYou(text('hi'))), { library: broken })
    await raw(use, speaker)
    expect(logged).toHaveLength(2)
  })

  test('what no command knows is outdated', async () => {
    for (const request of [
      { ...use, name: 'other' },
      { ...press('own'), address: ['other'] as const },
      { ...asker, kind: 'unknown' } as const,
    ]) {
      const { answer, told, logged } = setUp(says(toYou(text('hi'))))
      await answer(request)
      expect(JSON.stringify(told)).toContain('older version of me')
      expect(logged).toEqual([])
    }
  })
})
