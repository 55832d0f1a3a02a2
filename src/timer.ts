/**
 * The one clock loop: who is due, and what becomes of it. Each message is claimed in the store before it is sent, goes out
 * under a name that Discord takes once, and is settled by reading back; never twice comes before never missed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Plan } from './core/agenda.ts'
import type { Command } from './core/command.ts'
import type { Instant } from './core/instant.ts'
import type { Due, Keeper } from './core/keep.ts'
import type { Library } from './core/library.ts'
import type { Entry, EntryOf, Person } from './core/person.ts'
import type { Reply } from './core/reply.ts'
import type { Request } from './core/request.ts'
import type { Direct } from './core/speaker.ts'
import type { Facts, World } from './core/world.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Refusals } from './refusals.ts'

/** The pure steps of an agenda (`core/agenda.ts`), and how a person is written down (`keeping.ts`). */
export interface Steps {
  readPerson(value: unknown): Person | undefined
  dueEntry(person: Person, now: Instant): Entry | undefined
  planFor(person: Person, entry: Entry, now: Instant): Plan
  claim(person: Person, entry: Entry, now: Instant): Person
  sent(person: Person, entry: Entry, plan: Plan, message: string, now: Instant): Person
  skipped(person: Person, entry: Entry, now: Instant): Person
  refused(person: Person, now: Instant): Person
  nameOf(entry: Entry): string
  saving(
    person: Person,
    revision: number,
    now: Instant,
    used: boolean,
  ): { value: unknown; revision: number; due: Instant | undefined; fresh: boolean }
}

export interface TimerParts {
  readonly commands: ReadonlyMap<string, Command>
  library(): Library
  readonly keeper: Keeper
  readonly direct: Direct
  readonly steps: Steps
  readonly facts: Facts
  readonly log: Log
  readonly metrics: Pick<Metrics, 'timed' | 'queueAge'>
  readonly refusals: Pick<Refusals, 'resting'>
  clock(): Instant
}

export interface Timer {
  /** Looks once, now, and resolves when everything that was due is settled: how many messages were sent. */
  look(): Promise<number>
  /** Looks every few seconds until `stop`. */
  start(): void
  /** Resolves when the look that is under way has ended; nothing new is begun. */
  stop(): Promise<void>
}

/** Milliseconds between two looks. */
const pause = 5_000
/** Documents lent at once, and worked on at the same time. */
const batch = 64
const atOnce = 8
/** How long a document is lent, in milliseconds: far longer than one message takes. */
const lease = 120_000
/** A begun message that is younger may still be on its way: it is its sender's, whom nobody can tell from a dead one. */
const underWay = 60_000
/** A message that has not gone out so long after its claim does not go out any more: others may soon look for it. */
const toGoOut = 15_000
/** How long after a stop a message that is out may still be heard of, in milliseconds; half of what a closing bot has. */
const toBeHeard = 2_000
/** A message is not sent again when it is later than this. */
const stillInTime = 2 * 60 * 60_000
/** Milliseconds from one message to the next, at least, so that people who press buttons are not kept waiting. */
const apart = 40
/** Messages taken away in one look, for one person. */
const mostSwept = 40
/** Which command speaks for an entry. */
const speaker: Readonly<Partial<Record<Entry['kind'], string>>> = {
  'check-in': 'checkin',
  'follow-up': 'checkin',
  ping: 'moment',
}

export function makeTimer(parts: TimerParts): Timer {
  const { keeper, direct, steps, log, metrics, refusals, clock } = parts
  let stopping = false
  const stopped = new AbortController()
  /** Aborted a moment after the stop: what is out by then is heard, and what still waits does not go out any more. */
  const calledOff = new AbortController()
  /** When the next message may go out, on the process's own clock. */
  let free = 0
  let looking: Promise<number> = Promise.resolve(0)
  let next: NodeJS.Timeout | undefined

  async function run(): Promise<number> {
    let sentNow = 0
    while (goesOn()) {
      const due = await keeper.due(clock(), batch, lease)
      const waiting = [...due]
      const work = async () => {
        for (let one = waiting.shift(); one && goesOn(); one = waiting.shift()) {
          // One document that makes trouble holds up nobody else's.
          const some = await settle(one).catch((err: unknown) => {
            log.error({ err }, 'an entry could not be settled')
            metrics.timed('failed')
            return 0
          })
          // Added after the wait: `+= await` would forget what the others have sent meanwhile.
          sentNow += some
        }
      }
      await Promise.all(Array.from({ length: atOnce }, work))
      if (due.length < batch) break
    }
    return sentNow
  }

  const goesOn = () => !stopping && !refusals.resting()

  /** Waits until another message may go out; whether it still may. */
  async function inTurn(): Promise<boolean> {
    const now = performance.now()
    const mine = Math.max(free, now)
    free = mine + apart
    if (mine > now) await sleep(mine - now, undefined, { signal: stopped.signal }).catch(() => undefined)
    return goesOn()
  }

  /** Everything of one person that is due: how many messages were sent. */
  async function settle(due: Due): Promise<number> {
    let held = { value: due.value, revision: due.revision }
    let sentNow = 0
    // Each turn settles one entry, or finds that somebody saved in between.
    for (let turns = 0; turns < 40; turns += 1) {
      const now = clock()
      const person = steps.readPerson(held.value)
      const entry = person && steps.dueEntry(person, now)
      if (!person) return sentNow
      if (!entry) {
        // Nothing is due after all: saving it says when something will be.
        await keeper.save({ key: due.key }, steps.saving(person, held.revision, now, false))
        return sentNow
      }
      const changed = await carryOut(due, person, held.revision, entry, now)
      if (changed === 'gone') return sentNow
      if (changed === 'sent') sentNow += 1
      if (changed === 'later') return sentNow
      const again = await keeper.load({ key: due.key })
      if (!again) return sentNow
      held = again
      if (stopping) return sentNow
    }
    return sentNow
  }

  async function carryOut(
    due: Due,
    person: Person,
    revision: number,
    entry: Entry,
    now: Instant,
  ): Promise<'sent' | 'changed' | 'gone' | 'later'> {
    if (entry.kind === 'end') {
      await keeper.erase({ key: due.key })
      return 'gone'
    }
    if (entry.kind === 'sweep') return sweep(due, person, revision, entry, now)
    if (entry.kind === 'trim') {
      const trimmed = { ...person, agenda: person.agenda.filter(({ kind }) => kind !== 'trim') }
      await keeper.save({ key: due.key }, steps.saving(trimmed, revision, now, false))
      return 'changed'
    }
    const plan = steps.planFor(person, entry, now)
    const channel = person.dm
    if (entry.claimed !== undefined && channel !== undefined) {
      if (now - entry.claimed < underWay) return 'later'
      const found = await readBack(channel, entry)
      if (found === 'refused') return change(due, (one) => steps.refused(one, now))
      if (found !== undefined) return change(due, (one) => steps.sent(one, entry, planOnce(plan), found, now))
      if (now - entry.at >= stillInTime) return change(due, (one) => steps.skipped(one, entry, now))
    }
    if (plan === 'skip' || channel === undefined) {
      metrics.timed('skipped')
      return change(due, (one) => steps.skipped(one, entry, now))
    }

    const reply = say(person, channel, entry, plan, now)
    if (!reply) return change(due, (one) => steps.skipped(one, entry, now))
    if (!(await inTurn())) return 'later'
    // Both counted from here: reading back may have taken long, and so may the save.
    const signal = AbortSignal.any([calledOff.signal, AbortSignal.timeout(toGoOut)])
    const claimed = steps.claim(person, entry, clock())
    if ((await keeper.save({ key: due.key }, steps.saving(claimed, revision, now, false))) === 'stale') return 'changed'
    if (entry.kind === 'check-in' && entry.message !== undefined)
      await direct.remove(channel, entry.message).catch(quietly)
    const quiet = entry.kind === 'check-in' ? entry.quiet : true
    const message = await direct.send(channel, reply, { nonce: due.nonce(steps.nameOf(entry)), quiet, signal })
    if (message === 'refused') {
      metrics.timed('refused')
      return change(due, (one) => steps.refused(one, now))
    }
    await change(due, (one) => steps.sent(one, entry, plan, message, now))
    metrics.timed('sent')
    metrics.queueAge((now - entry.at) / 1000)
    return 'sent'
  }

  /** What was begun as a message stays one, even if it would be skipped by now. */
  const planOnce = (plan: Plan): Plan => (plan === 'skip' ? 'message' : plan)

  /** The words for it: what its command says. */
  function say(
    person: Person,
    channel: string,
    entry: Entry,
    plan: Exclude<Plan, 'skip'>,
    now: Instant,
  ): Reply | undefined {
    const name = speaker[entry.kind]
    const request: Request = {
      kind: 'due',
      entry,
      plan,
      id: entry.id,
      user: '',
      manages: false,
      locale: person.locale,
      room: { kind: 'dm', channel, mayPost: false },
    }
    const world: World = {
      ...parts.facts,
      now,
      library: parts.library(),
      person,
      keeping: 'ready',
      posting: 'free',
      times: () => 0,
    }
    return name === undefined ? undefined : parts.commands.get(name)?.due(request, world)?.say
  }

  /** The id of the entry's message, if it stands in the DM. */
  async function readBack(channel: string, entry: Entry): Promise<string | 'refused' | undefined> {
    const own = await direct.own(channel)
    if (own === 'refused') return 'refused'
    const name = steps.nameOf(entry)
    return own.messages.find(({ addresses }) => addresses.some((address) => address.includes(name)))?.id
  }

  /** Takes away our messages, newest first; then the note itself goes. Begun again anywhere, it does the rest. */
  async function sweep(
    due: Due,
    person: Person,
    revision: number,
    entry: EntryOf<'sweep'>,
    now: Instant,
  ): Promise<'changed' | 'gone' | 'later'> {
    const own = await direct.own(entry.channel, entry.before)
    const messages = own === 'refused' ? [] : own.messages.slice(0, mostSwept)
    for (const { id } of messages) {
      // The next look, of whichever process, finds what is left.
      if (stopping) return 'later'
      await direct.remove(entry.channel, id)
    }
    const before = own === 'refused' ? undefined : own.messages.length > mostSwept ? messages.at(-1)?.id : own.further
    const rest = person.agenda.filter(({ id }) => id !== entry.id)
    const goesOn = before !== undefined
    if (!goesOn && person.age === undefined && !person.consent && rest.length === 0) {
      await keeper.erase({ key: due.key })
      return 'gone'
    }
    const agenda = goesOn ? [{ ...entry, before }, ...rest] : rest
    await keeper.save({ key: due.key }, steps.saving({ ...person, agenda }, revision, now, false))
    return goesOn ? 'later' : 'changed'
  }

  /** Changes the document as it is now, however often others save meanwhile. */
  async function change(due: Due, step: (person: Person) => Person): Promise<'changed'> {
    for (let tries = 0; tries < 20; tries += 1) {
      const kept = await keeper.load({ key: due.key })
      const person = kept && steps.readPerson(kept.value)
      if (!kept || !person) return 'changed'
      const saved = await keeper.save({ key: due.key }, steps.saving(step(person), kept.revision, clock(), false))
      if (saved === 'saved') return 'changed'
    }
    throw new Error('a document is saved by others without end')
  }

  const quietly = (err: unknown): void => log.warn({ err }, 'an old line could not be taken away')

  /** One look after the other: whoever looks finds settled what an earlier look had begun. */
  function look(): Promise<number> {
    const mine = looking.then(run)
    looking = mine.catch(() => 0)
    return mine
  }

  function again(): void {
    look()
      .catch((err: unknown) => log.error({ err }, 'the clock loop has trouble'))
      .finally(() => {
        if (!stopping) next = setTimeout(again, pause)
      })
  }

  return {
    look,
    start: again,
    async stop() {
      stopping = true
      stopped.abort()
      clearTimeout(next)
      const enough = setTimeout(() => calledOff.abort(), toBeHeard)
      await looking
      clearTimeout(enough)
    },
  }
}
