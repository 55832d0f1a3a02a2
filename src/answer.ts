/**
 * The one pipeline: from a request to what is said. Build the world, call the handler, save, send, say; the one catch.
 *
 * Handlers are pure, so everything that can go slowly or wrong happens here, in one order, for every command.
 */
import type { Command } from './core/command.ts'
import type { Instant } from './core/instant.ts'
import type { Library } from './core/library.ts'
import type { Outcome, Sending } from './core/outcome.ts'
import type { Picture, Pictures } from './core/picture.ts'
import type { Reply, Say } from './core/reply.ts'
import type { Request } from './core/request.ts'
import type { Direct, Files, Speaker } from './core/speaker.ts'
import type { Facts, World } from './core/world.ts'
import type { Held, Keeping } from './keeping.ts'
import type { Log } from './log.ts'
import type { Ending, Metrics } from './metrics.ts'
import type { Recent } from './recent.ts'

export interface Parts {
  readonly commands: ReadonlyMap<string, Command>
  /** Asked for each request, since content may be read again while the bot runs. */
  library(): Library
  readonly pictures: Pictures
  readonly direct: Direct
  readonly keeping: Keeping
  readonly recent: Recent
  /** Reads what was typed before the handler does; in danger it answers in the handler's place. */
  withCare(request: Request, world: World, handle: () => Outcome): Outcome
  /** What is said when there is no proper answer. */
  readonly sorry: {
    outdated(request: Request, world: World): Reply
    broken(request: Request, world: World, reference: string): Reply
    unsaved(request: Request, world: World): Reply
  }
  readonly facts: Facts
  readonly log: Log
  readonly metrics: Pick<Metrics, 'answered'>
  clock(): Instant
}

/** Cards shown to a whole channel: one in five minutes a channel, three an hour a person. */
const channelSpan = 5 * 60 * 1000
const personSpan = 60 * 60 * 1000
const personMost = 3

/** A person's document is decided anew this often, when others save it at the same time. */
const mostTries = 4
/** How long a save may take before Discord is asked for time, in milliseconds. */
const patience = 1200

/** As far back as the loop guard counts. */
const day = 24 * 60 * 60 * 1000

/** Makes the function that answers every request. It never rejects: whatever breaks is told calmly and logged once. */
export function makeAnswer(parts: Parts): (request: Request, speaker: Speaker) => Promise<void> {
  const { commands, recent, direct, sorry, log } = parts
  /** What is known of a person where the command keeps nothing. */
  const nobody: Held = { keeping: parts.keeping.on ? 'ready' : 'off', revision: 0 }

  return async function answer(request, speaker) {
    const began = performance.now()
    const ending = await carryOut(request, speaker)
    parts.metrics.answered(request.kind, ending, (performance.now() - began) / 1000)
  }

  async function carryOut(request: Request, speaker: Speaker): Promise<Ending> {
    let world: World | undefined
    let decidedAt = parts.clock()
    try {
      const { outcome, waits, kept } = await settle(request, speaker, (built) => {
        world = built
        decidedAt = built.now
      })
      const undrawn = picturesIn(outcome.say).some((picture) => !parts.pictures.drawn(picture))
      if (!waits && isReply(outcome.say) && (undrawn || outcome.dm || outcome.post)) {
        if ((await speaker.wait(outcome.say.to, outcome.say.seenBy)) === 'late') return 'late'
      }

      const refusal = (await sendDm(request, outcome.dm)) ?? (await post(request, outcome.post, decidedAt))
      const say = refusal ?? outcome.say
      const files = await draw(say)
      if ((await speaker.say(say, files)) === 'late') return 'late'
      if (isReply(say) && say.to === 'gone') await speaker.remove()
      if (outcome.apart) await speaker.say(outcome.apart, await draw(outcome.apart))
      return kept ? 'answered' : 'unsaved'
    } catch (error) {
      const reference = referenceOf(parts.clock())
      log.error({ err: error, reference, request: request.kind }, 'an answer broke')
      await apologise(request, speaker, world, reference).catch((again: unknown) =>
        log.error({ err: again, reference }, 'and so did the apology'),
      )
      return 'broken'
    }
  }

  /** `world`: where it was built before something broke. */
  async function apologise(request: Request, speaker: Speaker, world: World | undefined, reference: string) {
    const known = world ?? build(request, nobody, undefined)
    await speaker.say(request.kind === 'suggest' ? [] : sorry.broken(request, known, reference), new Map())
  }

  /** Decides and saves. Handlers are pure: when somebody else saved in between, the same request is decided anew. */
  async function settle(
    request: Request,
    speaker: Speaker,
    seen: (world: World) => void,
  ): Promise<{ outcome: Outcome; waits: boolean; kept: boolean }> {
    const server = request.room.server
    const keeps = commandOf(request)?.keeps(request) ?? false
    const hold: Hold = { asked: false }
    let unsaved: Reply | undefined
    for (let tries = 0; tries < mostTries; tries += 1) {
      const place = server === undefined ? undefined : await parts.keeping.place(server, parts.clock())
      let held = nobody
      if (keeps) {
        const loading = parts.keeping.load(request.user, keeps === 'surely')
        const { say } = placed(request, { say: rewritten })
        held = keeps === 'surely' ? await patiently(loading, say, speaker, hold) : await loading
      }
      const world = build(request, held, place)
      seen(world)
      const outcome = placed(
        request,
        parts.withCare(request, world, () => decide(request, world)),
      )
      if (outcome.person === undefined && outcome.place === undefined) {
        // In the same turn as the decision: two people at the same moment post one card.
        note(request, outcome, world.now)
        return { outcome, waits: hold.asked, kept: true }
      }
      unsaved = outcome.unsaved ?? sorry.unsaved(request, world)
      const saved = await patiently(save(request, outcome, held, world.now), outcome.say, speaker, hold)
      if (saved === 'saved') {
        note(request, outcome, world.now)
        return { outcome, waits: hold.asked, kept: true }
      }
      // Another decision might belong in another place than the one that Discord was asked to hold.
      if (saved === 'down' || (hold.asked && keeps !== 'surely')) break
    }
    const say = unsaved ?? sorry.unsaved(request, build(request, nobody, undefined))
    return { outcome: placed(request, { say }), waits: hold.asked, kept: false }
  }

  /** What the loop guard and the limits on posting count. */
  function note(request: Request, { about, post }: Outcome, now: Instant): void {
    if (about) recent.note(`about ${request.user} ${about}`, now)
    if (post) postings(request, recent.note, now)
  }

  /** Counts a card shown to a channel; takes it back where Discord refused it. */
  function postings(request: Request, count: Recent['note'], now: Instant): void {
    count(`channel ${request.room.channel}`, now)
    count(`person ${request.user}`, now)
  }

  /** Where the store takes long, Discord is asked for time, once; a form cannot be waited for. */
  async function patiently<T>(stored: Promise<T>, say: Say, speaker: Speaker, hold: Hold): Promise<T> {
    if (hold.asked) return stored
    let timer: NodeJS.Timeout | undefined
    const slow = new Promise<'slow'>((resolve) => {
      timer = setTimeout(resolve, patience, 'slow')
    })
    const first = await Promise.race([stored, slow])
    clearTimeout(timer)
    if (first !== 'slow') return first
    hold.asked = isReply(say) && (await speaker.wait(say.to, say.seenBy)) === 'heard'
    return stored
  }

  async function save(request: Request, outcome: Outcome, held: Held, now: Instant) {
    const { person, place } = outcome
    const { server } = request.room
    const kept = place && server !== undefined ? await parts.keeping.savePlace(server, place, now) : 'saved'
    if (kept !== 'saved' || person === undefined) return kept
    return parts.keeping.save(request.user, person, held, now)
  }

  function commandOf(request: Request): Command | undefined {
    if (request.kind === 'command') return commands.get(request.name)
    return request.kind === 'press' || request.kind === 'form' ? commands.get(request.address[0]) : undefined
  }

  function build(request: Request, { keeping, person }: Held, place: World['place']): World {
    const now = parts.clock()
    const times = (about: string) => recent.times(`about ${request.user} ${about}`, day, now)
    return {
      ...parts.facts,
      now,
      library: parts.library(),
      // Counted only for who asks: most answers do not post.
      get posting() {
        if (recent.times(`person ${request.user}`, personSpan, now) >= personMost) return 'person-busy'
        return recent.times(`channel ${request.room.channel}`, channelSpan, now) > 0 ? 'channel-busy' : 'free'
      },
      times,
      keeping,
      ...(person && { person }),
      ...(place && { place }),
    }
  }

  function decide(request: Request, world: World): Outcome {
    const outdated = () => ({ say: sorry.outdated(request, world) })
    switch (request.kind) {
      case 'command':
        return commands.get(request.name)?.answer(request, world) ?? outdated()
      case 'suggest':
        return commands.get(request.name)?.suggest(request, world) ?? { say: [] }
      case 'press':
        return commands.get(request.address[0])?.press(request, world) ?? outdated()
      case 'form':
        return commands.get(request.address[0])?.submit(request, world) ?? outdated()
      // What is due is the timer's business; nobody can ask for it.
      case 'due':
      case 'unknown':
        return outdated()
    }
  }

  /** A press on a message that others see too leaves it alone and answers the presser; a command has no message to rewrite. */
  function placed(request: Request, outcome: Outcome): Outcome {
    const own = 'on' in request && request.on === 'own'
    if (own || !isReply(outcome.say) || outcome.say.to === 'new') return outcome
    return { ...outcome, say: asNew(outcome.say) }
  }

  // A nonce each: where Discord's word of a message is lost, discord.js sends it again.
  async function sendDm(request: Request, dm: Sending | undefined): Promise<Reply | undefined> {
    if (!dm) return undefined
    const channel = await direct.openDm(request.user)
    if (channel === 'refused') return dm.refused
    return (await direct.send(channel, dm.send, { nonce: `dm-${request.id}` })) === 'refused' ? dm.refused : undefined
  }

  async function post(request: Request, sending: Sending | undefined, now: Instant): Promise<Reply | undefined> {
    if (!sending) return undefined
    const posted = await direct.send(request.room.channel, sending.send, { nonce: `post-${request.id}` })
    if (posted !== 'refused') return undefined
    postings(request, recent.forget, now)
    return sending.refused
  }

  /** Draws what a reply shows. A picture that cannot be drawn is left out: its words stand in for it. */
  async function draw(say: Say): Promise<Files> {
    const files = new Map<Picture, Uint8Array>()
    for (const picture of picturesIn(say)) {
      try {
        files.set(picture, parts.pictures.drawn(picture) ?? (await parts.pictures.draw(picture)))
      } catch (error) {
        log.error({ err: error }, 'a picture could not be drawn')
      }
    }
    return files
  }
}

/** Whether Discord was asked for time. */
interface Hold {
  asked: boolean
}

/** Where an answer goes for which time was asked before it was known. */
const rewritten: Reply = { blocks: [], to: 'same', seenBy: 'you' }

/** The same message as a new one. A lasting message has one such twin, which lasts as long. */
function asNew(say: Reply): Reply {
  const known = twins.get(say)
  if (known) return known
  const twin: Reply = { ...say, to: 'new', seenBy: 'you' }
  twins.set(say, twin)
  return twin
}

const twins = new WeakMap<Reply, Reply>()

const isReply = (say: Say): say is Reply => 'blocks' in say

const picturesIn = (say: Say): Picture[] =>
  isReply(say) ? say.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : [])) : []

/** Short enough to type into a report: the time in base 36, and chance for two in one millisecond. */
const referenceOf = (now: Instant) => `${now.toString(36)}${Math.floor(Math.random() * 36).toString(36)}`.toUpperCase()
