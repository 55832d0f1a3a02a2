/**
 * Goes everywhere: uses every command, presses every button and chooses everything that it finds, until nothing is new.
 * Handlers are pure, so this needs no server; what they say is written and judged by the practice server's rules.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands.ts'
import { marks, pseudo } from '../../src/content/pseudo.ts'
import { readAddress, writeAddress } from '../../src/core/address.ts'
import type { Command } from '../../src/core/command.ts'
import { guardOff } from '../../src/core/guard.ts'
import type { Library } from '../../src/core/library.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Picture } from '../../src/core/picture.ts'
import type { Block, Form, Reply, Say } from '../../src/core/reply.ts'
import type { Asker } from '../../src/core/request.ts'
import type { World } from '../../src/core/world.ts'
import { choices, form, message } from '../../src/discord/write.ts'
import { content } from '../../src/main.ts'
import { checkChoices, checkMessage, checkModal } from '../../src/practice/rules.ts'

const root = new URL('../../', import.meta.url)
const room = { kind: 'server', channel: '1', server: '1', mayPost: true } as const
const asker: Asker = { id: '1', user: '1', locale: 'en-US', manages: true, room }

/** One thing to do: a command with its options, a press with what was chosen, or a form sent with what was chosen in it. */
type Deed = readonly [how: 'command' | 'press' | 'form', what: string, value?: string]

interface Visit {
  readonly deed: Deed
  readonly say: Say
  /** Deeds that lead here, the shortest way. */
  readonly taps: number
}

const isReply = (say: Say): say is Reply => 'blocks' in say
const isForm = (say: Say): say is Form => 'form' in say

function* waysOn(block: Block): Generator<Deed> {
  if (block.kind === 'menu') for (const { value } of block.choices) yield ['press', writeAddress(block.to), value]
  if (block.kind !== 'buttons') return
  for (const button of block.buttons) if ('to' in button) yield ['press', writeAddress(button.to)]
}

/** Everything that can be reached from these commands. A deed that leads nowhere fails. */
function everywhere(commands: ReadonlyMap<string, Command>, world: World, starts: readonly Deed[]): Visit[] {
  const seen = new Set<string>()
  const visits: Visit[] = []
  const queue = starts.map((deed) => ({ deed, taps: 0 }))
  for (const { deed, taps } of queue) {
    if (seen.has(deed.join(' '))) continue
    seen.add(deed.join(' '))
    const outcome = act(commands, world, deed)
    expect(outcome, `${deed.join(' ')} leads nowhere`).toBeDefined()
    for (const say of outcome ? saysOf(outcome) : []) {
      visits.push({ deed, say, taps })
      const next = isForm(say)
        ? picksIn(say).map((picks) => ['form', writeAddress(say.form), JSON.stringify(picks)] as const)
        : isReply(say)
          ? say.blocks.flatMap((block) => [...waysOn(block)])
          : []
      queue.push(...next.map((one) => ({ deed: one, taps: taps + 1 })))
    }
  }
  return visits
}

const saysOf = ({ say, apart, dm, post }: Outcome): Say[] =>
  [say, apart, dm?.send, dm?.refused, post?.send, post?.refused].filter((one) => one !== undefined)

function act(commands: ReadonlyMap<string, Command>, world: World, [how, what, value]: Deed): Outcome | undefined {
  if (how === 'command') {
    const options = JSON.parse(value ?? '{}')
    return commands.get(what)?.answer({ ...asker, kind: 'command', name: what, options }, world)
  }
  const address = readAddress(what)
  const command = address && commands.get(address[0])
  if (!command) return undefined
  if (how === 'press') {
    const values = value === undefined ? [] : [value]
    return command.press({ ...asker, kind: 'press', address, values, on: 'own' }, world)
  }
  const typed = new Proxy({}, { get: () => 'some *words* of @everyone' })
  const picks = JSON.parse(value ?? '{}')
  return command.submit({ ...asker, kind: 'form', address, fields: typed, picks, on: 'own' }, world)
}

/** What can be chosen in a form's menus: every choice of each once, and nothing where nothing must be. */
function picksIn({ fields }: Form): Record<string, string>[] {
  const menus = fields.filter((field) => field.kind === 'pick')
  const rounds = Math.max(1, ...menus.map(({ choices }) => choices.length))
  const chosen = Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(menus.map(({ name, choices }) => [name, choices[round % choices.length]?.value ?? ''])),
  )
  const optional = new Set(menus.flatMap(({ name, optional }) => (optional ? [name] : [])))
  const least = Object.fromEntries(Object.entries(chosen[0] ?? {}).filter(([name]) => !optional.has(name)))
  return optional.size > 0 ? [...chosen, least] : chosen
}

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
  for (const [name, world] of Object.entries(worlds)) visits[name] = everywhere(commands, world, starts)
})

describe.each(['on', 'off', 'again', 'pseudo'])(
  'with typed words, without, asked again and again, with marked content (%s)',
  (name) => {
    test('Discord takes everything that is said', () => {
      for (const { deed, say } of visits[name] ?? []) {
        const what = deed.join(' ')
        if (isForm(say)) expect(checkModal(form(say)), what).toBeUndefined()
        else if (!isReply(say)) expect(checkChoices(choices(say)), what).toBeUndefined()
        else {
          const { body, files } = message(say, new Map(), 'answer')
          expect(checkMessage(body, { kind: 'callback', files: files.map((file) => file.name) }), what).toBeUndefined()
        }
      }
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
    const near = (reply: Reply, taps: number): boolean =>
      reply.blocks
        .flatMap((block) => [...waysOn(block)])
        .some((way) => {
          if (way[1].startsWith('support') || way[1].endsWith('/h')) return true
          const outcome = taps > 1 && worlds.on ? act(commands, worlds.on, way) : undefined
          return outcome ? saysOf(outcome).some((one) => isReply(one) && near(one, taps - 1)) : false
        })
    const hasWays = say.blocks.some((block) => [...waysOn(block)].length > 0)
    if (hasWays) expect(near(say, 2), deed.join(' ')).toBe(true)
  }
})

test('every step of a reflection has Help and Stop', () => {
  for (const { deed, say } of visits.on ?? []) {
    const [how, what] = deed
    if (how !== 'press' || !/^reflect\/[^/]+\/[a-z]/.test(what) || !isReply(say) || say.to !== 'same') continue
    const addresses = say.blocks.flatMap((block) => [...waysOn(block)]).map(([, address]) => address)
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
  const names = [
    [...library.sources.values()].map(({ authors, container, pages }) => [
      authors.map(({ family, given }) => [family, given]),
      container,
      pages,
    ]),
    library.helplines.countries.map(({ name, lines }) => [
      name,
      lines.map((line) => [line.name, line.call, line.text]),
    ]),
    library.helplines.countries.map(({ emergency }) => emergency),
    library.helplines.directories.map((line) => [line.name, line.call]),
    [...commands.keys()],
    'some words of everyone', // what the test itself types
    't R', // of the countdown's mark
  ]
  const known = new Set(
    JSON.stringify(names)
      .replace(/\\[nt]/g, ' ')
      .match(/[\p{L}\p{N}]+/gu),
  )
  const [open, close] = marks
  const innermost = new RegExp(`${open}[^${open}${close}]*${close}`, 'gu')
  const unmarked = (text: string): string => (innermost.test(text) ? unmarked(text.replace(innermost, '')) : text)
  for (const { deed, say } of visits.pseudo ?? []) {
    for (const said of isReply(say)
      ? say.blocks.flatMap(textsOf)
      : isForm(say)
        ? formTexts(say)
        : say.map(({ label }) => label)) {
      const words = unmarked(said.replace(/<https?:[^>]*>/g, '')).match(/\p{L}[\p{L}\p{N}]*/gu) ?? []
      for (const word of words) expect(known, `"${word}" in "${said}" after ${deed.join(' ')}`).toContain(word)
    }
  }
})

function inPicture(picture: Picture): string[] {
  switch (picture.kind) {
    case 'loop':
      return [picture.title, ...picture.stations.flatMap(({ name, text }) => [name, text])]
    case 'curve':
      return [
        picture.title,
        picture.note,
        ...picture.times,
        ...picture.panels.flatMap(({ name, count }) => [name, count]),
      ]
    case 'diary':
      return [picture.title, picture.note, ...picture.rows.flatMap(({ name, low, high }) => [name, low, high])]
  }
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'quote':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'picture':
      return [block.alt, ...inPicture(block.picture)]
    case 'buttons':
      return block.buttons.map(({ label }) => label)
    case 'menu':
      return [block.hint, ...block.choices.flatMap(({ label, about }) => [label, about ?? ''])]
    case 'line':
      return []
  }
}

const formTexts = ({ title, fields }: Form): string[] => [
  title,
  ...fields.flatMap((field) => {
    if (field.kind === 'note') return [field.text]
    const shown = [field.label, field.about ?? '']
    if (field.kind === 'words') return shown
    return [...shown, field.hint ?? '', ...field.choices.flatMap(({ label, about }) => [label, about ?? ''])]
  }),
]
