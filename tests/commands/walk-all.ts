/**
 * Walks the bot: does everything that some first deeds lead to, until nothing is new, and judges what is said.
 * Handlers are pure, so this needs no server; what they say is written and judged by the practice server's rules.
 */
import { expect } from 'vitest'
import { readAddress, writeAddress } from '../../src/core/address.ts'
import type { Command } from '../../src/core/command.ts'
import type { Library } from '../../src/core/library.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import type { Entry } from '../../src/core/person.ts'
import type { Picture } from '../../src/core/picture.ts'
import type { Block, Form, Reply, Say } from '../../src/core/reply.ts'
import type { Asker, RequestOf, Room } from '../../src/core/request.ts'
import type { World } from '../../src/core/world.ts'
import { choices, form, message } from '../../src/discord/write.ts'
import { checkChoices, checkMessage, checkModal } from '../../src/practice/rules.ts'
import { marks } from '../pseudo.ts'

export const server: Room = { kind: 'server', channel: '1', server: '1', mayPost: true }
export const dm: Room = { kind: 'dm', channel: '5', mayPost: false }

/** Somebody who asks, where they are, and whether what they press is a message that lasts in their DM. */
export interface Spot {
  readonly room: Room
  readonly lasts: boolean
}
export const inServer: Spot = { room: server, lasts: false }
export const inDm: Spot = { room: dm, lasts: false }

/** One thing to do: a command with its options, a press with what was chosen, or a form sent with what was chosen in it. */
export type Deed =
  | readonly [how: 'command' | 'press' | 'form', what: string, value?: string]
  /** Nobody does it: its time has come. */
  | readonly [how: 'due', command: string, value: string]

/** An entry of an agenda as a deed of the clock. */
export const whenDue = (command: string, entry: Entry, plan: RequestOf<'due'>['plan']): Deed => [
  'due',
  command,
  JSON.stringify({ entry, plan }),
]

export interface Visit {
  readonly deed: Deed
  /** Where it was done, and where what was said stands then. */
  readonly from: Spot
  readonly spot: Spot
  readonly outcome: Outcome
  readonly say: Say
  /** `own`: a message of the bot's own, not an answer. */
  readonly part: 'answer' | 'own'
  /** Deeds that lead here, the shortest way. */
  readonly taps: number
}

export interface Bot {
  readonly commands: ReadonlyMap<string, Command>
  readonly world: World
}

export interface Reach {
  /** Whether what the bot sends to the DM is pressed there; else all is pressed in one place. */
  readonly moves?: boolean
  /** Whether what was said after this deed is followed further. */
  goesOn?(deed: Deed): boolean
  /** How often addresses that differ only from the third segment on are followed, in each place. */
  readonly most?: number
}

export const isReply = (say: Say): say is Reply => 'blocks' in say
export const isForm = (say: Say): say is Form => 'form' in say

function* waysOn(block: Block): Generator<Deed> {
  if (block.kind === 'menu') for (const { value } of block.choices) yield ['press', writeAddress(block.to), value]
  if (block.kind !== 'buttons') return
  for (const button of block.buttons) if ('to' in button) yield ['press', writeAddress(button.to)]
}

export const waysOf = ({ blocks }: Reply): Deed[] => blocks.flatMap((block) => [...waysOn(block)])

/** Everything that can be reached from these deeds. A deed that leads nowhere fails. */
export function everywhere(bot: Bot, starts: readonly (readonly [Deed, Spot])[], reach: Reach = {}): Visit[] {
  const { moves = false, goesOn = () => true, most = Number.POSITIVE_INFINITY } = reach
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  const visits: Visit[] = []
  const queue = starts.map(([deed, from]) => ({ deed, from, taps: 0 }))
  for (const { deed, from, taps } of queue) {
    const where = `${from.room.kind} ${from.lasts}`
    const key = `${where} ${deed.join(' ')}`
    if (seen.has(key)) continue
    seen.add(key)
    const shape = `${where} ${deed[0]} ${deed[1].split('/').slice(0, 2).join('/')}`
    const count = (counts.get(shape) ?? 0) + 1
    if (taps > 0 && count > most) continue
    counts.set(shape, count)
    const outcome = act(bot, deed, from.room)
    expect(outcome, `${key} leads nowhere`).toBeDefined()
    if (!outcome) continue
    for (const [say, part] of partsOf(outcome, deed)) {
      const spot = moves ? standing(say, part, from) : from
      visits.push({ deed, from, spot, outcome, say, part, taps })
      if (goesOn(deed)) queue.push(...next(say).map((one) => ({ deed: one, from: spot, taps: taps + 1 })))
    }
  }
  return visits
}

/** Where a message stands: an answer where it was asked for, the bot's own in the DM, where it lasts. */
function standing(say: Say, part: Visit['part'], from: Spot): Spot {
  if (part === 'own') return { room: dm, lasts: true }
  return isReply(say) && say.to === 'new' ? { ...from, lasts: false } : from
}

function next(say: Say): Deed[] {
  if (isForm(say)) return picksIn(say).map((picks) => ['form', writeAddress(say.form), JSON.stringify(picks)] as const)
  return isReply(say) ? waysOf(say) : []
}

function partsOf({ say, apart, unsaved, dm, post }: Outcome, [how]: Deed): [Say, Visit['part']][] {
  const answers = [apart, unsaved, dm?.refused, post?.refused].filter((one) => one !== undefined)
  const own = [dm?.send, post?.send].filter((one) => one !== undefined)
  return [
    [say, how === 'due' ? 'own' : 'answer'],
    ...answers.map((one): [Say, 'answer'] => [one, 'answer']),
    ...own.map((one): [Say, 'own'] => [one, 'own']),
  ]
}

export function act({ commands, world }: Bot, [how, what, value]: Deed, room: Room): Outcome | undefined {
  const asker: Asker = { id: '1', user: '1', locale: 'en-US', manages: true, room }
  if (how === 'command') {
    const options = JSON.parse(value ?? '{}')
    return commands.get(what)?.answer({ ...asker, kind: 'command', name: what, options }, world)
  }
  if (how === 'due') return commands.get(what)?.due({ ...asker, kind: 'due', ...JSON.parse(value) }, world)
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

/** What Discord would refuse of it, without its pictures and with them. */
export function refusalOf({ say, part }: Visit): unknown {
  if (isForm(say)) return checkModal(form(say))
  if (!isReply(say)) return checkChoices(choices(say))
  const pictures = say.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : []))
  const drawn = new Map(pictures.map((picture): [Picture, Uint8Array] => [picture, new Uint8Array(1)]))
  return (pictures.length > 0 ? [new Map(), drawn] : [drawn])
    .map((some) => {
      const { body, files } = message(say, some, part === 'own' ? 'post' : 'answer')
      const kind = part === 'own' ? 'create' : 'callback'
      return checkMessage(body, { kind, files: files.map(({ name }) => name) })
    })
    .find((refusal) => refusal !== undefined)
}

/** Whether a way to people is at most so many taps away. */
export function helpIsNear(bot: Bot, reply: Reply, room: Room, taps: number): boolean {
  return waysOf(reply).some((way) => {
    if (way[1].startsWith('support') || way[1].endsWith('/h')) return true
    const outcome = taps > 1 ? act(bot, way, room) : undefined
    return outcome ? partsOf(outcome, way).some(([one]) => isReply(one) && helpIsNear(bot, one, room, taps - 1)) : false
  })
}

/** Everything in it that people read. */
export function textsOf(say: Say): string[] {
  if (isReply(say)) return say.blocks.flatMap(textsIn)
  return isForm(say) ? formTexts(say) : say.map(({ label }) => label)
}

function textsIn(block: Block): string[] {
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

const formTexts = ({ title, fields }: Form): string[] => [
  title,
  ...fields.flatMap((field) => {
    if (field.kind === 'note') return [field.text]
    const shown = [field.label, field.about ?? '']
    if (field.kind === 'words') return shown
    return [...shown, field.hint ?? '', ...field.choices.flatMap(({ label, about }) => [label, about ?? ''])]
  }),
]

/** Every word in some texts. */
export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

/** Words that need no marks: names of people, services and commands, and what the walk itself types. */
export function namesIn({ sources, helplines }: Library, commands: Bot['commands']): Set<string> {
  const names = [
    [...sources.values()].map(({ authors, container, pages }) => [
      authors.map(({ family, given }) => [family, given]),
      container,
      pages,
    ]),
    helplines.countries.map(({ name, lines }) => [name, lines.map((line) => [line.name, line.call, line.text])]),
    helplines.countries.map(({ emergency }) => emergency),
    helplines.directories.map((line) => [line.name, line.call]),
    [...commands.keys()],
    'some words of everyone', // what the walk types
    't R', // of the countdown's mark
  ]
  return new Set(wordsIn(JSON.stringify(names).replace(/\\[nt]/g, ' ')))
}

const [open, close] = marks
const innermost = new RegExp(`${open}[^${open}${close}]*${close}`, 'gu')
const unmarked = (text: string): string => (innermost.test(text) ? unmarked(text.replace(innermost, '')) : text)

/** Words in a text of marked content that stand outside the marks; web addresses do not count. */
export const unmarkedWords = (text: string): string[] =>
  unmarked(text.replace(/<https?:[^>]*>/g, '')).match(/\p{L}[\p{L}\p{N}]*/gu) ?? []
