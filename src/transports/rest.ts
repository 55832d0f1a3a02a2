/** What the bot calls on its own account, with its token: through discord.js's REST, which keeps Discord's limits. */
import { REST, RESTEvents } from '@discordjs/rest'
import {
  type APIApplication,
  type APIDMChannel,
  type APIMessage,
  type APIUser,
  CannotSendMessagesToThisUserErrorCodes,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
} from 'discord-api-types/v10'
import type { Dispatcher } from 'undici'
import { type Address, readAddress } from '../core/address.ts'
import type { Direct } from '../core/speaker.ts'
import { differs } from '../discord/register.ts'
import { message } from '../discord/write.ts'
import { plainly, refusal } from './refusal.ts'
import type { Transport } from './transport.ts'

/** A person takes no DMs, we opened too many of them, or we may not read or post in a channel. */
const refused = new Set<unknown>([
  ...CannotSendMessagesToThisUserErrorCodes,
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
])

/** The most messages that Discord gives at once. */
const page = 100

export interface RestOptions {
  readonly token: string
  /** An address without a version. */
  readonly api: string
  readonly dispatcher: Dispatcher
  /** Hears each time that Discord does not accept the token; discord.js then makes no further call. */
  readonly onTokenRefused: (why: Error) => void
  /** As of a wire. */
  readonly onBan: (seconds: string | null) => void
}

/** discord.js's REST. */
export function makeRest({ token, api, dispatcher, onTokenRefused, onBan }: RestOptions): REST {
  const rest = new REST({ api }).setToken(token).setAgent(dispatcher)
  return rest.on(RESTEvents.Response, (_, { status, headers }) => {
    if (status === 401) onTokenRefused(refusal(status, undefined))
    const isDiscords = headers.get('content-type')?.startsWith('application/json') ?? false
    if (status === 429 && !isDiscords) onBan(headers.get('retry-after'))
  })
}

/** The call's result; where it fails, an error that tells nothing of the call. */
async function asked<Result>(call: Promise<unknown>): Promise<Result> {
  try {
    return (await call) as Result
  } catch (error) {
    throw plainly(error)
  }
}

/** The call, or a refusal as soon as it is called off: discord.js first waits to the end where Discord made it wait. */
function unlessCalledOff<Result>(call: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return call
  const { promise: calledOff, reject } = Promise.withResolvers<never>()
  const stop = () => reject(refusal(0, 'timeout'))
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return Promise.race([call, calledOff])
}

const codeIn = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/**
 * Speaks as the bot itself.
 * @param onRefused hears Discord's code of every refusal: 40003 says that DMs are opened too fast
 */
export function makeDirect(rest: REST, onRefused: (code: number) => void = () => {}): Direct {
  async function unlessRefused<Result>(call: Promise<Result>): Promise<Result | 'refused'> {
    try {
      return await call
    } catch (error) {
      const code = codeIn(error)
      if (typeof code !== 'number' || !refused.has(code)) throw error
      onRefused(code)
      return 'refused'
    }
  }
  const idOf = async (call: Promise<unknown>) => (await asked<APIMessage | APIDMChannel>(call)).id

  let self: Promise<string> | undefined
  const ownId = () => {
    self ??= idOf(rest.get(Routes.user()) as Promise<APIUser>)
    // A failure is not kept.
    self.catch(() => {
      self = undefined
    })
    return self
  }

  return {
    openDm: (user) => unlessRefused(idOf(rest.post(Routes.userChannels(), { body: { recipient_id: user } }))),
    send(channel, reply, { nonce, quiet, signal } = {}) {
      const { body, files } = message(reply, new Map(), 'post')
      const flags = body.flags | (quiet ? MessageFlags.SuppressNotifications : 0)
      const once = nonce === undefined ? {} : { nonce, enforce_nonce: true }
      const sending = { body: { ...body, ...once, flags }, files: [...files], ...(signal && { signal }) }
      return unlessRefused(unlessCalledOff(idOf(rest.post(Routes.channelMessages(channel), sending)), signal))
    },
    own: (channel, before) =>
      unlessRefused(
        (async () => {
          const query = new URLSearchParams({ limit: `${page}`, ...(before !== undefined && { before }) })
          const messages = await asked<APIMessage[]>(rest.get(Routes.channelMessages(channel), { query }))
          const self = await ownId()
          const last = messages.length < page ? undefined : messages.at(-1)
          return {
            messages: messages
              .filter(({ author }) => author.id === self)
              .map(({ id, components }) => ({ id, addresses: addressesIn(components) })),
            ...(last && { further: last.id }),
          }
        })(),
      ),
    async remove(channel, message) {
      try {
        await asked(rest.delete(Routes.channelMessage(channel, message)))
      } catch (error) {
        if (codeIn(error) !== RESTJSONErrorCodes.UnknownMessage) throw error
      }
    },
  }
}

/** The addresses on buttons and menus, however deep they lie. */
function addressesIn(part: unknown): Address[] {
  if (typeof part !== 'object' || part === null) return []
  const address = 'custom_id' in part && typeof part.custom_id === 'string' ? readAddress(part.custom_id) : undefined
  return [...(address ? [address] : []), ...Object.values(part).flatMap(addressesIn)]
}

/** The application that the token belongs to. */
export const application = (rest: REST): Promise<APIApplication> => asked(rest.get(Routes.currentApplication()))

/** The part of a transport that every transport has. */
export const ownAccount = (
  rest: REST,
  onRefused?: (code: number) => void,
): Pick<Transport, 'direct' | 'applicationId' | 'register' | 'describe'> => ({
  direct: makeDirect(rest, onRefused),
  applicationId: async () => (await application(rest)).id,
  async register(id, commands) {
    const route = Routes.applicationCommands(id)
    const known = await asked(rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) }))
    if (!differs(commands, known)) return false
    await asked(rest.put(route, { body: commands }))
    return true
  },
  async describe(description) {
    const { description: known } = await application(rest)
    if (known === description) return false
    await asked(rest.patch(Routes.currentApplication(), { body: { description } }))
    return true
  },
})
