/** The one way out: everything we tell Discord goes through here, and what Discord refuses comes back as a value. */
import {
  type APIApplication,
  type APIDMChannel,
  type APIInteraction,
  type APIMessage,
  CannotSendMessagesToThisUserErrorCodes,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  type RESTPutAPIApplicationCommandsJSONBody,
  type RequestData,
  Routes,
} from 'discord.js'
import type { Reply, Say } from '../core/reply.ts'
import type { Direct, Files, Heard, Speaker } from '../core/speaker.ts'
import { differs } from '../discord/register.ts'
import { choices, form, type Message, message } from '../discord/write.ts'

/** The time for an answer is over, or the message it speaks of is gone. */
const late = new Set<unknown>([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownMessage,
])

const taken = new Set<unknown>([RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged])

/** A person takes no DMs, we opened too many of them, or we may not post in a channel. */
const refused = new Set<unknown>([
  ...CannotSendMessagesToThisUserErrorCodes,
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
])

const isOf = (error: unknown, codes: ReadonlySet<unknown>) => error instanceof DiscordAPIError && codes.has(error.code)

async function hear(call: Promise<unknown>): Promise<Heard> {
  try {
    await call
    return 'heard'
  } catch (error) {
    if (isOf(error, late)) return 'late'
    // The call was repeated after its answer got lost on the way: Discord has taken the first one.
    if (isOf(error, taken)) return 'heard'
    throw error
  }
}

/** The id of what was made. */
async function made(call: Promise<unknown>): Promise<string | 'refused'> {
  try {
    return ((await call) as APIMessage | APIDMChannel).id
  } catch (error) {
    if (isOf(error, refused)) return 'refused'
    throw error
  }
}

/**
 * Speaks to one interaction over REST. The interaction's token is the credential, so no call carries the bot's.
 * Each call rejects with discord.js's error where Discord refuses for any other reason than the time.
 */
export function makeSpeaker(rest: REST, { id, token, application_id }: APIInteraction): Speaker {
  const callback = Routes.interactionCallback(id, token)
  const webhook = Routes.webhook(application_id, token)
  const original = Routes.webhookMessage(application_id, token, '@original')
  let stage: 'asked' | 'waiting' | 'answered' = 'asked'
  return {
    async say(say, files) {
      const before = stage
      const call = () => {
        if (before === 'asked') return rest.post(callback, { ...callbackOf(say, files), auth: false })
        if (!('blocks' in say)) throw new Error('only the first answer can be a form or a list of choices')
        if (before === 'waiting') return rest.patch(original, { ...sendable(message(say, files, 'edit')), auth: false })
        return rest.post(webhook, { ...sendable(message(say, files, 'answer')), auth: false })
      }
      const heard = await hear(call())
      stage = 'answered'
      return heard
    },
    async wait(to, seenBy) {
      const flags = seenBy === 'you' ? MessageFlags.Ephemeral : 0
      const body =
        to === 'new'
          ? { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags } }
          : { type: InteractionResponseType.DeferredMessageUpdate }
      const heard = await hear(rest.post(callback, { body, auth: false }))
      stage = 'waiting'
      return heard
    },
    remove: () => hear(rest.delete(original, { auth: false })),
  }
}

/** The callback that says it: a new message, the pressed one rewritten, a form, or suggestions. */
function callbackOf(say: Say, files: Files): RequestData {
  if ('form' in say) return { body: { type: InteractionResponseType.Modal, data: form(say) } }
  if (!('blocks' in say)) {
    return { body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: choices(say) } }
  }
  const type =
    say.to === 'new' ? InteractionResponseType.ChannelMessageWithSource : InteractionResponseType.UpdateMessage
  const { body: data, files: attached } = sendable(message(say, files, say.to === 'new' ? 'answer' : 'edit'))
  return { body: { type, data }, files: attached }
}

const sendable = ({ body, files }: Message) => ({ body, files: [...files] })

/** Speaks as the bot itself. */
export function makeDirect(rest: REST): Direct {
  return {
    openDm: (user) => made(rest.post(Routes.userChannels(), { body: { recipient_id: user } })),
    send: (channel, reply: Reply) =>
      made(rest.post(Routes.channelMessages(channel), sendable(message(reply, new Map(), 'post')))),
  }
}

/** The application that the token belongs to. */
export async function applicationId(rest: REST): Promise<string> {
  return ((await rest.get(Routes.currentApplication())) as APIApplication).id
}

/** Replaces the commands that Discord knows, if they differ from ours; whether they did. */
export async function register(
  rest: REST,
  application: string,
  commands: RESTPutAPIApplicationCommandsJSONBody,
): Promise<boolean> {
  const route = Routes.applicationCommands(application)
  const known = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })
  if (!differs(commands, known)) return false
  await rest.put(route, { body: commands })
  return true
}

/** Tells Discord what stands under the bot's name, if it differs; whether it did. */
export async function describe(rest: REST, description: string): Promise<boolean> {
  const { description: known } = (await rest.get(Routes.currentApplication())) as APIApplication
  if (known === description) return false
  await rest.patch(Routes.currentApplication(), { body: { description } })
  return true
}
