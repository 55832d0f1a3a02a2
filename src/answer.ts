/**
 * The one pipeline: from a request to what is said. Build the world, call the handler, send, say; the one catch.
 *
 * Handlers are pure, so everything that can go slowly or wrong happens here, in one order, for every command.
 */
import type { Command } from './core/command.ts'
import type { Library } from './core/library.ts'
import type { Outcome, Sending } from './core/outcome.ts'
import type { Picture, Pictures } from './core/picture.ts'
import type { Reply, Say } from './core/reply.ts'
import type { Request } from './core/request.ts'
import type { Direct, Files, Speaker } from './core/speaker.ts'
import type { Facts, Instant, World } from './core/world.ts'
import type { Log } from './log.ts'
import type { Recent } from './recent.ts'

export interface Parts {
  readonly commands: ReadonlyMap<string, Command>
  /** Asked for each request, since content may be read again while the bot runs. */
  library(): Library
  readonly pictures: Pictures
  readonly direct: Direct
  readonly recent: Recent
  /** Reads what was typed before the handler does; in danger it answers in the handler's place. */
  withCare(request: Request, world: World, handle: () => Outcome): Outcome
  /** What is said when there is no proper answer. */
  readonly sorry: {
    outdated(request: Request, world: World): Reply
    broken(request: Request, world: World, reference: string): Reply
  }
  readonly facts: Facts
  readonly log: Log
  clock(): Instant
}

/** Cards shown to a whole channel: one in five minutes a channel, three an hour a person. */
const channelSpan = 5 * 60 * 1000
const personSpan = 60 * 60 * 1000
const personMost = 3

/** As far back as the loop guard counts. */
const day = 24 * 60 * 60 * 1000

/** Makes the function that answers every request. It never rejects: whatever breaks is told calmly and logged once. */
export function makeAnswer(parts: Parts): (request: Request, speaker: Speaker) => Promise<void> {
  const { commands, recent, direct, sorry, log } = parts

  return async function answer(request, speaker) {
    const world = build(request)
    try {
      const outcome = placed(
        request,
        parts.withCare(request, world, () => decide(request, world)),
      )
      if (outcome.about) recent.note(`about ${request.user} ${outcome.about}`, world.now)
      if (outcome.post) {
        recent.note(`channel ${request.room.channel}`, world.now)
        recent.note(`person ${request.user}`, world.now)
      }

      const undrawn = picturesIn(outcome.say).some((picture) => !parts.pictures.drawn(picture))
      if (isReply(outcome.say) && (undrawn || outcome.dm || outcome.post)) {
        if ((await speaker.wait(outcome.say.to, outcome.say.seenBy)) === 'late') return log.debug('late')
      }

      const refusal = (await sendDm(request, outcome.dm)) ?? (await post(request, outcome.post))
      const say = refusal ?? outcome.say
      const files = await draw(say)
      if ((await speaker.say(say, files)) === 'late') return log.debug('late')
      if (isReply(say) && say.to === 'gone') await speaker.remove()
      if (outcome.apart) await speaker.say(outcome.apart, await draw(outcome.apart))
    } catch (error) {
      const reference = referenceOf(parts.clock())
      log.error({ err: error, reference, request: request.kind }, 'an answer broke')
      const say = request.kind === 'suggest' ? [] : sorry.broken(request, world, reference)
      await speaker
        .say(say, new Map())
        .catch((again: unknown) => log.error({ err: again, reference }, 'and so did the apology'))
    }
  }

  function build(request: Request): World {
    const now = parts.clock()
    const channelBusy = recent.times(`channel ${request.room.channel}`, channelSpan, now) > 0
    const personBusy = recent.times(`person ${request.user}`, personSpan, now) >= personMost
    const posting = personBusy ? 'person-busy' : channelBusy ? 'channel-busy' : 'free'
    const times = (about: string) => recent.times(`about ${request.user} ${about}`, day, now)
    return { ...parts.facts, now, library: parts.library(), posting, times }
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
      case 'unknown':
        return outdated()
    }
  }

  /** A press on a message that others see too leaves it alone and answers the presser; a command has no message to rewrite. */
  function placed(request: Request, outcome: Outcome): Outcome {
    const own = 'on' in request && request.on === 'own'
    if (own || !isReply(outcome.say) || outcome.say.to === 'new') return outcome
    return { ...outcome, say: { ...outcome.say, to: 'new', seenBy: 'you' } }
  }

  async function sendDm(request: Request, dm: Sending | undefined): Promise<Reply | undefined> {
    if (!dm) return undefined
    const channel = await direct.openDm(request.user)
    if (channel === 'refused') return dm.refused
    return (await direct.send(channel, dm.send)) === 'refused' ? dm.refused : undefined
  }

  async function post(request: Request, sending: Sending | undefined): Promise<Reply | undefined> {
    if (!sending) return undefined
    return (await direct.send(request.room.channel, sending.send)) === 'refused' ? sending.refused : undefined
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

const isReply = (say: Say): say is Reply => 'blocks' in say

const picturesIn = (say: Say): Picture[] =>
  isReply(say) ? say.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : [])) : []

/** Short enough to type into a report: the time in base 36, and chance for two in one millisecond. */
const referenceOf = (now: Instant) => `${now.toString(36)}${Math.floor(Math.random() * 36).toString(36)}`.toUpperCase()
