/**
 * Goes everywhere that something kept leads to, as every kind of person about whom something is kept, or nothing: in a
 * server and in the DM, from commands, from messages that came by themselves, and from buttons that a person still has
 * from before, when what is kept about them was something else.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/commands.ts'
import { zones } from '../../src/core/calendar.ts'
import { parts as ofCheckIns } from '../../src/core/checkin.ts'
import type { Command } from '../../src/core/command.ts'
import { languageName } from '../../src/core/language.ts'
import { type Library, shelf } from '../../src/core/library.ts'
import { parts as ofMoments } from '../../src/core/moment.ts'
import {
  acts,
  type Check,
  consentVersion,
  type Entry,
  type EntryOf,
  hasConsent,
  type Moment,
  newPerson,
  type Person,
} from '../../src/core/person.ts'
import type { Reply } from '../../src/core/reply.ts'
import { cleared, isNote } from '../../src/core/sweep.ts'
import type { World } from '../../src/core/world.ts'
import { cityOf } from '../../src/core/zones.ts'
import { busy } from '../core/persons.ts'
import { hour, library, noon, someone } from '../core/urges.ts'
import { pseudo } from '../pseudo.ts'
import {
  act,
  type Bot,
  type Deed,
  dm,
  everywhere,
  helpIsNear,
  inDm,
  inServer,
  isReply,
  namesIn,
  refusalOf,
  type Spot,
  textsOf,
  unmarkedWords,
  type Visit,
  waysOf,
  whenDue,
  wordsIn,
} from './walk-all.ts'

const day = 24 * hour
const today = Math.floor(noon / day)
/** A line in the DM. */
const inLine: Spot = { room: dm, lasts: true }

const checkIn: EntryOf<'check-in'> = {
  id: 'k1',
  kind: 'check-in',
  at: noon + 8 * hour,
  turn: 4,
  about: 'us',
  often: 'daily',
  hour: 20,
  quiet: true,
  begun: noon - 4 * day,
  until: noon + 24 * day,
  answered: false,
  unanswered: 0,
  message: '77',
}
const check = (turn: number): Check => ({ id: `k1~${turn}`, day: today - 4 + turn, worry: turn, close: 4, plain: 3 })
const moment = (n: number, at: number): Moment => ({
  id: `m${n}`,
  at,
  act: acts[n % 2] ?? 'asked',
  strengths: [8, 6, n > 0 ? 5 : null, n > 0 ? 2 : null],
})
/** The first is two hours old, and still open; the others lie days apart. */
const moments = (most: number) => Array.from({ length: most }, (_, n) => moment(n, noon - 2 * hour - n * day))
const ping = (step: 2 | 3): EntryOf<'ping'> => ({
  id: `m0-${step}`,
  kind: 'ping',
  at: noon + hour * step,
  turn: 0,
  moment: 'm0',
  step,
})
const followUp = (flow: string): EntryOf<'follow-up'> => ({
  id: `${flow}-${today}`,
  kind: 'follow-up',
  flow,
  turn: 0,
  at: noon + day,
})

/** With all that can come by itself, and much of what can be shown. */
const going: Person = {
  ...someone,
  agenda: [checkIn, ping(2), ping(3), followUp('one-plan')],
  checks: [check(0), check(1), check(2)],
  moments: moments(1),
  follows: [{ id: 'pause-20700~0', flow: 'pause', day: today - 7, answer: 1 }],
  sent: { day: today, count: 1 },
}
const { dm: _dm, ...unreached } = someone
const { zone: _zone, ...bare } = unreached
const { dm: _known, ...silent } = going

interface Case {
  readonly person?: Person
  readonly keeping?: World['keeping']
  readonly place?: World['place']
  /** How often everything was asked for today. */
  readonly times?: number
}

const resting = { ...checkIn, paused: true }
const noted = { ...someone, agenda: [], checks: [] }
const cases: Record<string, Case> = {
  nobody: {},
  'nobody, and the store is down': { keeping: 'down', place: 'unknown' },
  'an adult, where they live not known, nor their DM': { person: bare },
  'an adult without a DM': { person: unreached },
  'an adult with a place and a DM': { person: someone, place: { showCards: false, locale: 'en', contact: '<@&5>' } },
  'check-ins that go on': { person: going },
  'check-ins that go on, looked at again and again': { person: going, times: 2 },
  'check-ins that rest': { person: { ...going, agenda: [resting] } },
  'check-ins that rest, without a DM': { person: { ...silent, agenda: [resting] } },
  'a DM that refuses': { person: { ...going, refusedAt: noon - day } },
  'under 18': { person: { ...newPerson('en-US'), age: 'under-18' } },
  'a yes to other words': { person: { ...going, consent: { version: consentVersion - 1, at: noon - day } } },
  discreet: { person: { ...going, discreet: true } },
  'discreet, without a DM': { person: { ...silent, discreet: true } },
  'no numbers kept': { person: { ...going, keepDays: 0, checks: [], moments: [], follows: [] } },
  'four moments': { person: { ...noted, moments: moments(4) } },
  'moments enough to compare': { person: { ...noted, moments: moments(12) } },
  'three moments in a day': {
    person: { ...noted, moments: [0, 1, 2].map((n) => moment(n, noon - (n + 1) * hour)) },
  },
  'questions that wait': { person: { ...noted, moments: moments(1), agenda: [ping(2), ping(3)] } },
  'erased, with messages to take away': { person: erased(going) },
  'much of everything': { person: busy(noon) },
}

function erased(person: Person): Person {
  const left = cleared(person, dm.channel, noon)
  if (left === 'erase') throw new Error('nothing is left to take messages away')
  return left
}

const kept = new Set(['checkin', 'moment', 'privacy', 'clear', 'settings', 'server'])
const commandOf = ([how, what]: Deed): string =>
  how === 'command' || how === 'due' ? what : (what.split('/')[0] ?? '')
const isKept = ({ deed }: Visit): boolean => kept.has(commandOf(deed))

const asked: readonly Deed[] = [
  ...[...kept].map((name): Deed => ['command', name]),
  ['command', 'checkin', '{"zone":"Berlin"}'],
  ['command', 'checkin', '{"zone":"zzzz qqqq"}'],
  ['command', 'explain', '{"topic":"negative-reinforcement"}'],
  ['command', 'reflect', '{"flow":"pause"}'],
  ['command', 'reflect', '{"flow":"one-plan"}'],
  ['command', 'support'],
  // Buttons that stand elsewhere.
  ...['checkin', 'moment', 'privacy', 'clear'].map((name): Deed => ['press', name]),
]

const entries = (): [string, Entry, 'message' | 'stop' | 'close'][] => [
  ['checkin', { ...checkIn, turn: 0 }, 'message'],
  ['checkin', { ...checkIn, turn: 3 }, 'message'],
  ['checkin', checkIn, 'stop'],
  ['checkin', checkIn, 'close'],
  ...followed().map((flow) => ['checkin', followUp(flow), 'message'] as [string, Entry, 'message']),
  ['moment', ping(2), 'message'],
  ['moment', ping(3), 'message'],
]
const followed = () => [...shelf(read, 'en').flows.values()].flatMap(({ id, followUp }) => (followUp ? [id] : []))

let commands: ReadonlyMap<string, Command>
let read: Library
/** What comes by itself, as it stands in the DM. */
let lines: Visit[]
/** Everywhere a person of each kind comes. */
const visits = new Map<string, Visit[]>()
/** The same in marked content, and one step from every button that somebody of another kind has. */
const marked = new Map<string, Visit[]>()
const old = new Map<string, Visit[]>()

function botFor({ person, keeping = 'ready', place, times = 0 }: Case, of: Library): Bot {
  const world: World = {
    now: noon,
    version: '0.0.0',
    project: 'https://example.org',
    freeText: true,
    commands: [...commands.keys()],
    library: of,
    keeping,
    posting: 'free',
    times: (about) => (about === 'checkin history' ? times : 0),
    ...(person && { person }),
    ...(place && { place }),
  }
  return { commands, world }
}

function walk(bot: Bot, some: readonly Visit[]): Visit[] {
  const starts = [
    ...[inServer, inDm].flatMap((spot) => asked.map((deed) => [deed, spot] as const)),
    ...some.flatMap(({ say }) => (isReply(say) ? waysOf(say) : [])).map((deed) => [deed, inLine] as const),
    ...[inServer, inDm].flatMap((spot) =>
      followed().map((flow): readonly [Deed, Spot] => [['press', `checkin/w/${flow}`], spot]),
    ),
  ]
  return everywhere(bot, starts, { moves: true, most: 40, goesOn: (deed) => kept.has(commandOf(deed)) })
}

beforeAll(async () => {
  commands = await loadCommands(new URL('../../commands/', import.meta.url))
  read = library()
  const dues = entries().map((one) => [whenDue(...one), inLine] as const)
  const onlyThese = { moves: true, goesOn: () => false }
  lines = everywhere(botFor({ person: going }, read), dues, onlyThese)
  const other = pseudo(read)
  for (const [name, one] of Object.entries(cases)) {
    visits.set(name, walk(botFor(one, read), lines))
    marked.set(name, walk(botFor(one, other), everywhere(botFor({ person: going }, other), dues, onlyThese)))
  }
  const buttons = [...visits.values()].flat().filter((visit) => isKept(visit) && visit.deed[0] !== 'command')
  const starts = buttons.map(({ deed, from }) => [deed, from] as const)
  for (const [name, one] of Object.entries(cases)) old.set(name, everywhere(botFor(one, read), starts, onlyThese))
})

const whatOf = ({ deed, from }: Visit): string => `${from.room.kind}${from.lasts ? ' line' : ''}: ${deed.join(' ')}`
/** What stays in the DM, if only for a moment. */
const isLine = ({ from, say, part, spot }: Visit): boolean =>
  part === 'own' || (isReply(say) && (spot.lasts || (from.lasts && say.to === 'gone')))
const isAside = (visit: Visit): visit is Visit & { readonly say: Reply } =>
  isReply(visit.say) && !isLine(visit) && visit.say.to !== 'gone'

describe.each(Object.keys(cases))('%s', (name) => {
  const bot = (): Bot => botFor(cases[name] ?? {}, read)
  const all = (): Visit[] => [...(visits.get(name) ?? []), ...(old.get(name) ?? [])]

  test('Discord takes everything that is said', () => {
    expect(
      all()
        .filter((visit) => refusalOf(visit) !== undefined)
        .map(whatOf),
    ).toEqual([])
  })

  test('there is always a way on, and help is at most two taps away', () => {
    const lost = all().filter((visit) => {
      const { say, spot } = visit
      if (!isKept(visit) || !isReply(say) || say.to === 'gone') return false
      return (waysOf(say)[0] || isAside(visit)) && !helpIsNear(bot(), say, spot.room, 2)
    })
    expect(lost.map(whatOf)).toEqual([])
  })

  test('Hide stands in the last row of every screen', () => {
    const lastRow = ({ say }: { readonly say: Reply }) =>
      waysOf({ ...say, blocks: say.blocks.filter(({ kind }) => kind === 'buttons').slice(-1) })
    const open = all().filter((visit) => isKept(visit) && isAside(visit) && !lastRow(visit).some(isHide))
    expect(open.map(whatOf)).toEqual([])
  })

  test('what stays in the DM tells nothing', () => {
    const said = all()
      .filter(isLine)
      .map((visit) => `${whatOf(visit)}: ${textsOf(visit.say).join(' | ')}`)
    expect(said.filter((text) => telling.test(text.replace(/^.*?: .*?: /, '').toLowerCase()))).toEqual([])
  })

  test('every sentence comes from the content', () => {
    const known = new Set([...namesIn(read, commands), ...spoken(read)])
    const strange = (marked.get(name) ?? []).flatMap((visit) =>
      textsOf(visit.say)
        .filter((text) => unmarkedWords(withoutMarks(text)).some((word) => !known.has(word)))
        .map((text) => `${whatOf(visit)}: ${text}`),
    )
    expect(strange).toEqual([])
  })

  test('nothing more is kept without a yes', () => {
    const { person: before, keeping = 'ready' } = cases[name] ?? {}
    const wrong = all().filter(({ deed, outcome: { person } }) => {
      if (person === undefined) return false
      const saysYes =
        /^\w+\/q3\./.test(deed[1]) && before?.age !== 'under-18' && person !== 'erase' && hasConsent(person)
      return keeping !== 'ready' || !(hasConsent(before) || saysYes || isLess(person, before))
    })
    expect(wrong.map((visit) => `${whatOf(visit)}: ${JSON.stringify(visit.outcome.person)}`)).toEqual([])
  })
})

const isHide = ([, to]: Deed): boolean => to === 'support/hide'

/** Whether nothing is kept that was not kept before but the answer of an under-18. */
function isLess(after: Person | 'erase', before: Person | undefined): boolean {
  if (after === 'erase' || isNote(after)) return true
  const { agenda, age, ...rest } = after
  const { agenda: planned, age: _, ...known } = before ?? newPerson('en-US')
  const entries = new Set(planned.map((entry) => JSON.stringify(entry)))
  if (!agenda.every((entry) => entries.has(JSON.stringify(entry)))) return false
  const { agenda: __, ...nothing } = newPerson('en-US')
  if (age === 'under-18') return JSON.stringify(rest) === JSON.stringify(nothing)
  return before !== undefined && age === before.age && JSON.stringify(rest) === JSON.stringify(known)
}

/** Words that would say to somebody else what it is about. */
const telling =
  /\b(relation|love|lover|partner|couple|ex\b|break-?up|date|dating|sex|intima|jealous|cheat|trust|moment|urge|check-?in|worr|clos(e|er|eness)\b|feel|emotion|anxi|afraid|fear|stress|reflect|exercise|therap|psych|mental|health|safe|abuse|violen|help line|helpline|crisis|danger|reassur|mood|diary|number|under 18|18 or older|strong|ask again)/

/** What the machine's own names of times, places and languages are made of. */
function spoken(of: Library): Set<string> {
  const year = Array.from({ length: 366 }, (_, n) => new Date(noon + n * day))
  const written = (options: Intl.DateTimeFormatOptions) => year.map((one) => one.toLocaleString('en-US', options))
  return new Set(
    [
      ...zones().flatMap((zone) => [zone, cityOf(zone)]),
      'AM PM',
      ...written({ month: 'short', weekday: 'short', hour: 'numeric' }),
      ...[...of.shelves.keys(), 'en-US'].map((code) => languageName(shelf(of, 'en'), code)),
    ].flatMap(wordsIn),
  )
}

/** Without times in Discord's own marks, and without names of ours and the record as it is kept. */
const withoutMarks = (text: string): string =>
  text
    .replace(/<t:\d+:\w>|<@&\d+>/g, '')
    .replace(/```[^`]*```/g, '')
    .replace(/`[^`]*`/g, '')

test('what comes by itself is one neutral line with a way to people, also where it asks if it may', () => {
  expect(lines.map(({ say }) => isReply(say) && say.seenBy === 'room' && say.to === 'new')).not.toContain(false)
  for (const { say } of lines) {
    expect(textsOf(say).join('\n').toLowerCase()).not.toMatch(telling)
    expect(isReply(say) && waysOf(say).some(([, to]) => to === 'support')).toBe(true)
  }
  // A discreet person is not asked, nor written to from a button that they have from before.
  const discreet = botFor({ person: { ...going, discreet: true } }, read)
  expect(act(discreet, whenDue('moment', ping(2), 'message'), dm)).toBeUndefined()
  expect(act(discreet, ['press', 'moment/d/m0'], inServer.room)?.dm).toBeUndefined()
})

test('the walk comes to every screen, form and line that keeps something', () => {
  const came = new Set(
    [...visits.values()].flat().map(({ deed }) => deed.slice(0, 2).join(' ').split('/', 2).join('/')),
  )
  const forms = ['f', 'r', 'm']
  for (const part of Object.values(ofCheckIns))
    expect(came).toContain(`${forms.includes(part) ? 'form' : 'press'} checkin/${part}`)
  for (const part of Object.values(ofMoments))
    expect(came).toContain(`${['f', 'r'].includes(part) ? 'form' : 'press'} moment/${part}`)
  for (const part of ['home', 'show', 'copy', 'names', 'file', 'long', 'days', 'end', 'ended'])
    expect(came).toContain(`press privacy/${part}`)
  for (const part of ['clear/yes', 'settings/quiet', 'settings/say', 'server/cards', 'server/say', 'server/contact'])
    expect(came).toContain(`press ${part}`)
})
