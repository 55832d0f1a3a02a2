/** Speaks to one interaction: what is said first answers it, what follows goes to its webhook. The same over every transport. */
import { type APIInteraction, InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10'
import type { Say } from '../core/reply.ts'
import type { Files, Heard, Speaker } from '../core/speaker.ts'
import { choices, form, message } from '../discord/write.ts'
import type { Sending, Wire } from './wire.ts'

/** How long the first answer may take, and how long the token then lives, in milliseconds. */
export const firstAnswer = 3000
const tokenLife = 15 * 60_000

/** Gives the first answer. `follows`: a call to the webhook is sure to come right after it. */
export type First = (callback: Sending, follows: boolean) => Promise<Heard>

/** Makes a call to the webhook. */
export type Follow = (method: 'POST' | 'PATCH' | 'DELETE', path: `/${string}`, sending?: Sending) => Promise<Heard>

/**
 * Speaks to one interaction. Each call rejects where Discord refuses for any other reason than the time.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export function makeSpeaker({ token, application_id }: APIInteraction, first: First, follow: Follow): Speaker {
  // Written only for the few that say more than one thing.
  const webhook = () => Routes.webhook(application_id, token)
  const original = () => Routes.webhookMessage(application_id, token, '@original')
  let stage: 'asked' | 'waiting' | 'answered' = 'asked'
  return {
    async say(say, files) {
      const before = stage
      const call = () => {
        if (before === 'asked') return first(callbackOf(say, files), 'blocks' in say && say.to === 'gone')
        if (!('blocks' in say)) throw new Error('only the first answer can be a form or a list of choices')
        if (before === 'waiting') return follow('PATCH', original(), message(say, files, 'edit'))
        return follow('POST', webhook(), message(say, files, 'answer'))
      }
      const heard = await call()
      stage = 'answered'
      return heard
    },
    async wait(to, seenBy) {
      const flags = seenBy === 'you' ? MessageFlags.Ephemeral : 0
      const body =
        to === 'new'
          ? { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags } }
          : { type: InteractionResponseType.DeferredMessageUpdate }
      const heard = await first({ body }, true)
      stage = 'waiting'
      return heard
    },
    remove: () => follow('DELETE', original()),
  }
}

/** The first answer over the callback endpoint, at most three seconds after `asked` (`performance.now()`). */
export const byCallback =
  (wire: Wire, { id, token }: APIInteraction, asked: number) =>
  (callback: Sending): Promise<Heard> =>
    wire.call('POST', Routes.interactionCallback(id, token), asked + firstAnswer, callback)

/** What follows the first answer, as long as the token lives. */
export const byWebhook =
  (wire: Wire, asked: number): Follow =>
  (method, path, sending) =>
    wire.call(method, path, asked + tokenLife, sending)

/** What lasting messages look like on the wire; each goes with its message. */
const written = new WeakMap<Say, Sending>()

/** The callback that says it. A message without pictures that is said again is not written again. */
function callbackOf(say: Say, files: Files): Sending {
  if (files.size > 0) return writeCallback(say, files)
  const known = written.get(say)
  if (known) return known
  const sending = writeCallback(say, files)
  written.set(say, sending)
  return sending
}

/** The callback: a new message, the pressed one rewritten, a form, or suggestions. */
function writeCallback(say: Say, files: Files): Sending {
  if ('form' in say) return { body: { type: InteractionResponseType.Modal, data: form(say) } }
  if (!('blocks' in say)) {
    return { body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: choices(say) } }
  }
  const isNew = say.to === 'new'
  const type = isNew ? InteractionResponseType.ChannelMessageWithSource : InteractionResponseType.UpdateMessage
  const { body: data, files: attached } = message(say, files, isNew ? 'answer' : 'edit')
  return { body: { type, data }, files: attached }
}
