/**
 * Goes everywhere: uses every command, presses every button and chooses everything that it finds, until nothing is new.
 * Handlers are pure, so this needs no server; what they say is written and judged by the practice server's rules.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands.ts'
import type { Command } from '../../src/core/command.ts'
import { guardOff } from '../../src/core/guard.ts'
import type { Library } from '../../src/core/library.ts'
import type { World } from '../../src/core/world.ts'
import { message } from '../../src/discord/write.ts'
import { content } from '../../src/inputs.ts'
import { pseudo } from '../pseudo.ts'
import {
  type Deed,
  everywhere,
  helpIsNear,
  inServer,
  isReply,
  namesIn,
  refusalOf,
  textsOf,
  unmarkedWords,
  type Visit,
  waysOf,
} from './walk-all.ts'

const root = new URL('../../', import.meta.url)
let commands: ReadonlyMap<string, Command>
let library: Library
const worlds: Record<string, World> = {}
const visits: Record<string, Visit[]> = {}

beforeAll(async () => {
  commands = await loadCommands(new URL('commands/', root))
  const read = content()
  if (!read) throw new Error('the content has faults')
  library = read
  const base = {
    now: Date.UTC(2026, 10, 22),
    version: '0.0.0',
    project: 'https://example.org',
    commands: [...commands.keys()],
    posting: 'free',
    keeping: 'off',
    times: () => 0,
  } as const
  worlds.on = { ...base, library, freeText: true }
  worlds.off = { ...base, library, freeText: false }
  worlds.again = { ...base, library, freeText: true, times: (about) => (about === guardOff ? 0 : 2) }
  worlds.pseudo = { ...base, library: pseudo(library), freeText: true }
  const starts: Deed[] = [
    ...[...commands]
      .filter(([, { options }]) => Object.values(options).every((option) => !option.required))
      .map(([name]): Deed => ['command', name]),
    ['command', 'explain', '{"topic":"zzzz qqqq"}'],
    ['command', 'explain', '{"topic":"are we ok"}'],
    ['command', 'explain', '{"topic":"negative-reinforcement"}'],
    ['command', 'reflect', '{"flow":"zzzz"}'],
    ...[...(library.shelves.get('en')?.flows.keys() ?? [])].map(
      (id): Deed => ['command', 'reflect', `{"flow":"${id}"}`],
    ),
    ['command', 'support', '{"country":"DE"}'],
    ['command', 'support', '{"country":"Atlantis"}'],
    ['command', 'browse', '{"topic":"trust"}'],
  ]
  const here = starts.map((deed) => [deed, inServer] as const)
  for (const [name, world] of Object.entries(worlds)) visits[name] = everywhere({ commands, world }, here)
})

describe.each(['on', 'off', 'again', 'pseudo'])(
  'with typed words, without, asked again and again, with marked content (%s)',
  (name) => {
    test('Discord takes everything that is said', () => {
      for (const visit of visits[name] ?? []) expect(refusalOf(visit), visit.deed.join(' ')).toBeUndefined()
    })

    test('every card, every reflection, every claim of the article and every country was reached', () => {
      const pressed = new Set((visits[name] ?? []).map(({ deed: [, what, value] }) => `${what} ${value ?? ''}`))
      const shelf = library.shelves.get('en')
      for (const id of shelf?.cards.keys() ?? []) {
        expect(
          [...pressed].some((one) => one === `explain/${id} ` || one === `explain//pick ${id}`),
          id,
        ).toBe(true)
      }
      for (const id of shelf?.flows.keys() ?? []) expect(pressed, id).toContain(`reflect/${id} `)
      for (const id of shelf?.flows.keys() ?? []) expect(pressed, id).toContain(`reflect//S ${id}`)
      expect(shelf?.article?.claims.length).toBeGreaterThan(0)
      for (const { id } of shelf?.article?.claims ?? []) {
        expect(pressed).toContain(`about/article ${id}`)
        expect(pressed).toContain(`about/article/${id}/sources `)
      }
      for (const { code } of library.helplines.countries) expect(pressed).toContain(`support/in ${code}`)
    })
  },
)

test('every button and every choice is written: none is lost to another with the same address', () => {
  for (const { deed, say } of visits.on ?? []) {
    if (!isReply(say)) continue
    const asked = say.blocks.flatMap((block) =>
      block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
    )
    const chosen = say.blocks.flatMap((block) => (block.kind === 'menu' ? block.choices.map(({ value }) => value) : []))
    const written = JSON.stringify(message(say, new Map(), 'answer').body)
    const count = written.match(/"type":2,/g)?.length ?? 0
    expect(count, deed.join(' ')).toBe(asked.length)
    for (const value of chosen) expect(written, deed.join(' ')).toContain(`"value":${JSON.stringify(value)}`)
  }
})

test('help is at most two taps away from every message', () => {
  for (const { deed, say } of visits.on ?? []) {
    if (!isReply(say) || say.to === 'gone') continue
    const bot = worlds.on && { commands, world: worlds.on }
    if (bot && waysOf(say)[0]) expect(helpIsNear(bot, say, inServer.room, 2), deed.join(' ')).toBe(true)
  }
})

test('every step of a reflection has Help and Stop', () => {
  for (const { deed, say } of visits.on ?? []) {
    const [how, what] = deed
    if (how !== 'press' || !/^reflect\/[^/]+\/[a-z]/.test(what) || !isReply(say) || say.to !== 'same') continue
    const addresses = waysOf(say).map(([, address]) => address)
    if (addresses.length < 2) continue
    expect(
      addresses.some((address) => address.endsWith('/h')),
      what,
    ).toBe(true)
    expect(
      addresses.some((address) => address.endsWith('/Z')),
      what,
    ).toBe(true)
  }
})

test('every sentence comes from the content', () => {
  const known = namesIn(library, commands)
  for (const { deed, say } of visits.pseudo ?? []) {
    for (const said of textsOf(say)) {
      for (const word of unmarkedWords(said))
        expect(known, `"${word}" in "${said}" after ${deed.join(' ')}`).toContain(word)
    }
  }
})
