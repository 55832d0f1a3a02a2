/**
 * `/checkin`: short check-ins that come by themselves for as long as somebody chose, their history, and the questions that
 * a reflection asks some days later.
 *
 * Nothing is saved by the form of the plan: *Begin* in the DM saves it all, so that the way there is proven.
 */
import { answered, arrived, dayFor, followUp, reachedAgain, withEntries } from '../src/core/agenda.ts'
import { isZone } from '../src/core/calendar.ts'
import {
  type Asking,
  answeredBlocks,
  answerForm,
  clockBlocks,
  dueReply,
  followForm,
  gone,
  historyBlocks,
  hubBlocks,
  lastBlocks,
  laterBlocks,
  lineReply,
  numbersScreen,
  openingReply,
  parts,
  planForm,
  readAnswer,
  readFollow,
  sentBlocks,
  setBlocks,
  zoneBlocks,
} from '../src/core/checkin.ts'
import { command } from '../src/core/command.ts'
import { consentPress, reachOut, withConsent } from '../src/core/consent.ts'
import type { Flow } from '../src/core/flow.ts'
import { guardBlocks, guardOff, isLoop, waitBlocks } from '../src/core/guard.ts'
import { sentence, shelf } from '../src/core/library.ts'
import type { Answer, Outcome } from '../src/core/outcome.ts'
import { type Day, hasConsent, type Person, upsert } from '../src/core/person.ts'
import { type Form, instead, mostChoices, type Reply, toYou } from '../src/core/reply.ts'
import type { Request, RequestOf } from '../src/core/request.ts'
import {
  goingOn,
  lineOf,
  readPicks,
  readWish,
  resting,
  running,
  scheduled,
  silenced,
  stopped,
} from '../src/core/schedule.ts'
import { aside } from '../src/core/support.ts'
import type { World } from '../src/core/world.ts'
import { readZone, writeZone, zoneChoices, zonesFor } from '../src/core/zones.ts'

/** What the loop guard counts: a history that is looked at again and again is a way to ask "are we okay?". */
const looks = 'checkin history'

export default command({
  options: { zone: { type: 'string', suggest: true, most: 100 } },
  keeps: true,

  answer(request, world) {
    const typed = request.options.zone
    const [zone] = typed === undefined ? [] : zonesFor(typed, request.locale)
    const note = typed !== undefined && zone === undefined ? { note: 'checkin.zone-unknown' } : {}
    return hub(request, world, { zone, ...note })
  },

  suggest({ options, locale }, { now }) {
    return { say: zoneChoices(String(options.zone ?? ''), locale, now, mostChoices) }
  },

  press(request, world) {
    const before = consentPress(request, world, (person) => afterYes(request, world, person, request.address.slice(2)))
    return before ?? going(request, world, presses.get(request.address[1] ?? parts.hub)?.(request, world))
  },

  submit(request, world) {
    switch (request.address[1]) {
      case parts.planned:
        return planned(request, world)
      case parts.answered:
        return going(request, world, keepAnswer(request, world))
      case parts.followed:
        return going(request, world, keepFollow(request, world))
      default:
        return undefined
    }
  },

  due({ entry, plan, locale }, { library }) {
    const line = dueReply(shelf(library, locale), entry, plan)
    return line && { say: line }
  },
})

type Press = RequestOf<'press'>

const name = 'checkin'

const askingOf = ({ locale }: Request, { library, now }: World): Asking => ({
  books: shelf(library, locale),
  locale,
  now,
})

/** A line that goes has arrived, even if nobody has counted it yet. */
function going<S extends Reply | Form>(
  { address: [, , line] }: Press | RequestOf<'form'>,
  world: World,
  outcome: Outcome<S> | undefined,
): Outcome<S> | undefined {
  const person = outcome?.person ?? world.person
  if (!outcome || line === undefined || person === undefined || person === 'erase') return outcome
  if (!('blocks' in outcome.say) || outcome.say.to !== 'gone') return outcome
  const counted = arrived(person, line, world.now)
  return counted === person ? outcome : { ...outcome, person: counted }
}

/** Lets a person go on who said yes; `tail` is what they were about. */
const kept = <S extends Reply | Form>(
  request: Request,
  world: World,
  goOn: (person: Person) => Outcome<S>,
  tail: readonly string[] = [],
): Outcome<S | Reply> => withConsent(request, world, name, goOn, tail)

/** Before anybody is asked for anything, it says what it is. */
function hub(request: Request, world: World, also: Parameters<typeof hubBlocks>[3] = {}): Outcome<Reply> {
  const { person, keeping, now } = world
  const show = (one?: Person): Outcome<Reply> => ({
    say: toYou(...hubBlocks(askingOf(request, world), one, one && running(one, now), also)),
  })
  const isNew = keeping === 'ready' && person?.age !== 'under-18' && !hasConsent(person)
  return isNew ? show() : kept(request, world, show)
}

/** The hub in the place of the one that was pressed. */
const hubInstead = (request: Request, world: World, person: Person, note?: string): Outcome<Reply> => ({
  say: instead(
    ...hubBlocks(askingOf(request, world), person, running(person, world.now), note === undefined ? {} : { note }),
  ),
})

/** What a person was about before they were asked whether it may be kept. */
function afterYes(request: Press, world: World, person: Person, tail: readonly string[]): Outcome<Reply> {
  const [part, one, two, three] = tail
  const zone = readZone(one) ?? person.zone
  if (part === parts.later && one !== undefined) {
    const done = askLater(request, world, person, one, undefined)
    if (done) return done
  }
  if (part === parts.begin) {
    const done = begin(request, world, person, [one, two, three])
    if (done) return done
  }
  if (part === parts.plan && zone === undefined)
    return { say: instead(...clockBlocks(askingOf(request, world), [parts.plan])) }
  const found = running(person, world.now)
  return { say: instead(...hubBlocks(askingOf(request, world), person, found, { zone: readZone(one) })) }
}

const presses: ReadonlyMap<string, (request: Press, world: World) => Answer | undefined> = new Map<
  string,
  (request: Press, world: World) => Answer | undefined
>([
  [parts.hub, openHub],
  [parts.plan, (request, world) => kept(request, world, (person) => plan(request, world, person), tailOf(request))],
  [parts.clock, chooseClock],
  [parts.begin, pressBegin],
  [parts.pause, (request, world) => kept(request, world, (person) => rest(request, world, person))],
  [parts.goOn, (request, world) => kept(request, world, (person) => goOn(request, world, person))],
  [parts.goOnHere, (request, world) => kept(request, world, (person) => goOn(request, world, person))],
  [parts.stop, stop],
  [parts.notFine, notFine],
  [parts.fine, stillFine],
  [parts.open, openLine],
  [parts.leave, (request, world) => ({ say: gone(shelf(world.library, request.locale)) })],
  [parts.last, openLast],
  [parts.history, (request, world) => kept(request, world, (person) => history(request, world, person, true))],
  [parts.historyAnyway, (request, world) => kept(request, world, (person) => history(request, world, person, false))],
  [parts.wait, ({ locale }, world) => ({ say: instead(...waitBlocks(shelf(world.library, locale), world, anyway)) })],
  [
    parts.guardOff,
    (request, world) => ({
      ...kept(request, world, (person) => history(request, world, person, false)),
      about: guardOff,
    }),
  ],
  [parts.numbers, numbers],
  [parts.later, pressLater],
  [parts.laterHere, pressLater],
  [parts.follow, openFollow],
])

const anyway = [name, parts.historyAnyway] as const

const tailOf = ({ address }: Press): readonly string[] => address.slice(1)

/** From a line that says it stopped, or from anywhere. */
function openHub(request: Press, world: World): Answer {
  const shown = hub(request, world)
  const line = request.address[2]
  return line === undefined ? shown : { ...shown, say: gone(shelf(world.library, request.locale)), apart: shown.say }
}

/** The form of the plan, once the clock is known. */
function plan(request: Press, world: World, person: Person, chosen?: string): Outcome<Reply | Form> {
  const asking = askingOf(request, world)
  const zone = chosen ?? readZone(request.address[2]) ?? person.zone
  if (zone === undefined) return { say: instead(...clockBlocks(asking, [parts.plan])) }
  return { say: planForm(asking, zone, running(person, world.now), person.dm !== undefined) }
}

/** A time of the clock was chosen, or a place where one time fits several. */
function chooseClock(request: Press, world: World): Answer | undefined {
  const asking = askingOf(request, world)
  const [value = ''] = request.values
  const tail = request.address.slice(2)
  const found = /^-?\d+$/.test(value) ? zoneBlocks(asking, value, tail) : isZone(value) ? value : []
  if (typeof found !== 'string') return { say: instead(...(found[0] ? found : clockBlocks(asking, tail))) }
  const [part, flow] = tail
  if (part === parts.plan) return kept(request, world, (person) => plan(request, world, person, found), tail)
  if (part !== parts.later || flow === undefined) return undefined
  const done = kept(
    request,
    world,
    (person) => askLater(request, world, person, flow, found) ?? { say: toYou(aside(asking.books)) },
    tail,
  )
  return { ...done, say: { ...done.say, to: 'same' } }
}

/** The plan was chosen: kept at once where it changes what goes on already; else its *Begin* goes to the DM. */
function planned(request: RequestOf<'form'>, world: World): Outcome<Reply> | undefined {
  const wish = readPicks(request.picks)
  const zone = readZone(request.address[2])
  if (!wish || zone === undefined) return undefined
  return kept(request, world, (person) => {
    const asking = askingOf(request, world)
    const entry = running(person, world.now)
    if (entry && entry.id === request.address[3] && person.dm !== undefined) {
      const next = scheduled({ ...person, locale: request.locale }, entry.id, wish, zone, world.now)
      if (!next) return { say: instead(sentence(asking.books, 'checkin.full'), aside(asking.books)) }
      return { ...hubInstead(request, world, next), person: next }
    }
    return {
      say: instead(...sentBlocks(asking, wish, zone, request.room)),
      dm: {
        send: openingReply(asking.books, request.id, wish, zone),
        refused: instead(sentence(asking.books, 'checkin.refused'), aside(asking.books)),
      },
    }
  })
}

function pressBegin(request: Press, world: World): Answer | undefined {
  const given = request.address.slice(2)
  if (request.room.kind !== 'dm' || !readWish(given[1]) || readZone(given[2]) === undefined) return undefined
  return kept(
    request,
    world,
    (person) => begin(request, world, person, given) ?? { say: toYou(aside(shelf(world.library, request.locale))) },
    tailOf(request),
  )
}

/** Saves the plan that the address carries; pressed twice, it is one. */
function begin(
  request: Press,
  world: World,
  person: Person,
  [id = '', segment, written]: readonly (string | undefined)[],
): Outcome<Reply> | undefined {
  const asking = askingOf(request, world)
  const wish = readWish(segment)
  const zone = readZone(written)
  if (!wish || zone === undefined || id === '' || request.room.kind !== 'dm') return undefined
  const begun = person.agenda.find((entry) => entry.id === id)
  const reached = reachedAgain({ ...person, locale: request.locale }, request.room.channel, world.now)
  const next = begun ? person : scheduled(reached, id, wish, zone, world.now)
  const entry = next && running(next, world.now)
  if (!next) return { say: toYou(sentence(asking.books, 'checkin.full'), aside(asking.books)) }
  return {
    say: instead(sentence(asking.books, 'checkin.set')),
    ...(entry && { apart: toYou(...setBlocks(asking, entry, next.zone ?? zone)) }),
    ...(begun ? {} : { person: next }),
  }
}

const rest = (request: Press, world: World, person: Person): Outcome<Reply> => {
  const next = resting(person)
  return { ...hubInstead(request, world, next), person: next }
}

/** On it goes; where it was said that the DM is no good way, a press in the DM is needed first. */
function goOn(request: Press, world: World, person: Person): Outcome<Reply> {
  const { books } = askingOf(request, world)
  const inDm = request.room.kind === 'dm'
  const here = request.address[1] === parts.goOnHere
  if (!running(person, world.now)) {
    const shown = hubInstead(request, world, person)
    return here ? { say: gone(books, 'checkin.over'), apart: toYou(...shown.say.blocks) } : shown
  }
  if (person.dm === undefined && !inDm) return reachOut(books, [name, parts.goOnHere], request.room)
  const reached = inDm ? reachedAgain(person, request.room.channel, world.now) : person
  const next = goingOn({ ...reached, locale: request.locale }, world.now)
  if (!here) return { ...hubInstead(request, world, next), person: next }
  const shown = hubInstead(request, world, next).say
  return { say: instead(sentence(books, 'checkin.set')), apart: toYou(...shown.blocks), person: next }
}

/** One press ends it, whatever else stands in the way. From a line, the line goes too. */
function stop(request: Press, world: World): Answer {
  const { books } = askingOf(request, world)
  const line = request.address[2]
  const person = world.person && hasConsent(world.person) ? world.person : undefined
  if (world.keeping !== 'ready') return hub(request, world)
  if (!person) return line === undefined ? hub(request, world) : { say: gone(books, 'checkin.over') }
  const next = stopped(person)
  if (line === undefined) return { ...hubInstead(request, world, next, 'checkin.stopped'), person: next }
  return { say: gone(books), apart: toYou(sentence(books, 'checkin.stopped'), aside(books)), person: next }
}

/** Somebody else may read along: everything rests, the line goes, and nothing that stays says why. */
function notFine(request: Press, world: World): Answer {
  const { books } = askingOf(request, world)
  if (world.keeping !== 'ready') return hub(request, world)
  return {
    say: gone(books),
    apart: toYou(sentence(books, 'checkin.silent'), aside(books)),
    ...(world.person && hasConsent(world.person) && { person: silenced(world.person) }),
  }
}

/** The line as it is on other days. */
function stillFine({ address: [, , line], locale }: Press, { library }: World): Answer | undefined {
  return line === undefined ? undefined : { say: instead(...lineReply(shelf(library, locale), line, false).blocks) }
}

function openLine(request: Press, world: World): Answer | undefined {
  const line = request.address[2]
  if (line === undefined) return undefined
  const { books } = askingOf(request, world)
  return kept<Reply | Form>(request, world, (person) => {
    const entry = lineOf(person, line)
    return { say: entry ? answerForm(books, line, entry) : gone(books, 'checkin.over') }
  })
}

/** The numbers are saved, the line goes, and whether they are kept is said apart. Sent twice, they are kept once. */
function keepAnswer(request: RequestOf<'form'>, world: World): Outcome<Reply> | undefined {
  const line = request.address[2]
  const answer = readAnswer(request.picks)
  if (line === undefined || !answer) return undefined
  const { books } = askingOf(request, world)
  return kept(request, world, (person) => {
    const entry = lineOf(person, line)
    const apart = (key: Parameters<typeof answeredBlocks>[1]) => toYou(...answeredBlocks(books, key))
    if (!entry) {
      const isKept = person.checks.some(({ id }) => id === line)
      return { say: gone(books), apart: apart(isKept ? 'checkin.answered' : 'checkin.late') }
    }
    const check = { id: line, day: dayFor(person, world.now), ...answer }
    return {
      say: gone(books),
      apart: apart(person.keepDays === 0 ? 'checkin.not-answered' : 'checkin.answered'),
      person: answered(person, check, entry.id),
    }
  })
}

function openLast(request: Press, world: World): Answer | undefined {
  const line = request.address[2]
  if (line === undefined) return undefined
  const asking = askingOf(request, world)
  return kept(request, world, (person) => ({
    say: gone(asking.books),
    apart: toYou(...lastBlocks(asking, person, line)),
  }))
}

function history(request: Press, world: World, person: Person, guarded: boolean): Outcome<Reply> {
  const asking = askingOf(request, world)
  if (guarded && isLoop(world, looks)) {
    const ways = { goOn: anyway, wait: [name, parts.wait], off: [name, parts.guardOff] } as const
    return { say: toYou(...guardBlocks(asking.books, ways)), about: looks }
  }
  const blocks = historyBlocks(asking, person)
  return guarded ? { say: toYou(...blocks), about: looks } : { say: instead(...blocks) }
}

function numbers(request: Press, world: World): Answer | undefined {
  const page = Number(request.address[2])
  if (!Number.isInteger(page) || page < 0) return undefined
  return kept(request, world, (person) => ({
    say: instead(...numbersScreen(askingOf(request, world), person, page)),
  }))
}

function pressLater(request: Press, world: World): Answer | undefined {
  const [, part, flow = '', zone] = request.address
  const { books } = askingOf(request, world)
  if (!books.flows.get(flow)?.followUp) return undefined
  const done = kept(
    request,
    world,
    (person) => askLater(request, world, person, flow, readZone(zone)) ?? { say: gone(books, 'checkin.over') },
    [parts.later, flow],
  )
  // The line in the DM turns neutral; the end of a reflection stays as it is, with its words to copy.
  return part === parts.laterHere && done.person
    ? { ...done, say: instead(sentence(books, 'checkin.set')), apart: done.say }
    : done
}

/** Plans the question that a reflection asks some days later: once for each reflection. */
function askLater(
  request: Press,
  world: World,
  person: Person,
  flowId: string,
  given: string | undefined,
): Outcome<Reply> | undefined {
  const asking = askingOf(request, world)
  const flow = asking.books.flows.get(flowId)
  if (!flow?.followUp) return undefined
  // A button in a DM may be older than the clock that was chosen since.
  const zone = person.zone ?? given
  if (zone === undefined) return { say: toYou(...clockBlocks(asking, [parts.later, flow.id])) }
  const inDm = request.room.kind === 'dm'
  const here = [name, parts.laterHere, flow.id, writeZone(zone)] as const
  if (!inDm && person.dm === undefined) return reachOut(asking.books, here, request.room)
  const reached = inDm ? reachedAgain(person, request.room.channel, world.now) : person
  const agenda = reached.agenda.filter((entry) => !(entry.kind === 'follow-up' && entry.flow === flow.id))
  const day = dayFor({ ...person, zone }, world.now)
  const entry = followUp(followName(flow.id, day), flow.id, flow.followUp.days, world.now, zone)
  const next = withEntries({ ...reached, agenda, zone, locale: request.locale }, [entry])
  if (!next.agenda.includes(entry)) return { say: toYou(sentence(asking.books, 'checkin.full'), aside(asking.books)) }
  return { say: toYou(...laterBlocks(asking, entry.at, zone, next.keepDays)), person: next }
}

function openFollow(request: Press, world: World): Answer | undefined {
  const [, , line, id = ''] = request.address
  const { books } = askingOf(request, world)
  if (line === undefined) return undefined
  return kept<Reply | Form>(request, world, (person) => {
    const flow = askedFor(person, line, books.flows.get(id))
    const isOver = !flow || person.follows.some((follow) => follow.id === line)
    return { say: isOver ? gone(books, 'checkin.over') : followForm(books, line, flow, flow.followUp.ask) }
  })
}

function keepFollow(request: RequestOf<'form'>, world: World): Outcome<Reply> | undefined {
  const [, , line, id] = request.address
  const answer = readFollow(request.picks)
  const { books } = askingOf(request, world)
  if (line === undefined || id === undefined || answer === undefined) return undefined
  return kept(request, world, (person) => {
    const apart = (key: Parameters<typeof answeredBlocks>[1]) => toYou(...answeredBlocks(books, key))
    const flow = askedFor(person, line, books.flows.get(id))
    if (!flow) return { say: gone(books), apart: apart('checkin.late') }
    const follow = { id: line, flow: flow.id, day: dayFor(person, world.now), answer }
    return {
      say: gone(books),
      apart: apart(person.keepDays === 0 ? 'checkin.not-followed' : 'checkin.answered'),
      person: { ...person, follows: upsert(person.follows, follow) },
    }
  })
}

/** What a question some days later is called: the reflection, and the day on which it was asked for. */
const followName = (flow: string, day: Day) => `${flow}-${day}`

/**
 * The reflection that a line asks about, if it was asked for since the yes: a form may lie open while everything is erased. A
 * person's clock may have changed since, so a day is allowed for.
 */
function askedFor(person: Person, line: string, flow: Flow | undefined) {
  if (!flow?.followUp || !person.consent) return undefined
  const { followUp: asks } = flow
  const first = dayFor(person, person.consent.at) - 1
  const day = Number(/-(\d+)~\d+$/.exec(line)?.[1])
  return day >= first && line.startsWith(`${followName(flow.id, day)}~`) ? { ...flow, followUp: asks } : undefined
}
