/** How interactions arrive over the gateway: discord.js keeps the connection, we take the dispatch untouched. */
import { type APIInteraction, Client, Collection, GatewayDispatchEvents, LimitedCollection } from 'discord.js'
import type { Request } from '../core/request.ts'
import type { Direct, Speaker } from '../core/speaker.ts'
import { read } from '../discord/read.ts'
import { applicationId, describe, makeDirect, makeSpeaker, register } from './rest.ts'

export interface GatewayOptions {
  readonly token: string
  /** REST base without a version. */
  readonly api: string
}

export interface Gateway {
  readonly direct: Direct
  /** Asks Discord for the application's id. */
  applicationId(): Promise<string>
  /** Tells Discord our commands where they differ; whether they did. */
  register(application: string, commands: Parameters<typeof register>[2]): Promise<boolean>
  /** Tells Discord what stands under the bot's name, if it differs; whether it did. */
  describe(profile: string): Promise<boolean>
  /** Opens the connection. Rejects if Discord refuses the token. */
  open(answer: (request: Request, speaker: Speaker) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** discord.js warns when these keep nothing; without intents they hear of no more than the servers' ids. */
const keepers = new Set<string>(['GuildManager', 'ChannelManager'])

/** A gateway that is not yet open; its REST side works at once. It asks for no intent and caches nothing. */
export function makeGateway({ token, api }: GatewayOptions, onTrouble: (error: unknown) => void): Gateway {
  const client = new Client({
    intents: [],
    rest: { api },
    makeCache: ({ name }) => (keepers.has(name) ? new Collection() : new LimitedCollection({ maxSize: 0 })),
  })
  client.rest.setToken(token)
  client.on('error', onTrouble)
  client.on('shardError', onTrouble)
  return {
    direct: makeDirect(client.rest),
    applicationId: () => applicationId(client.rest),
    describe: (profile) => describe(client.rest, profile),
    register: (application, commands) => register(client.rest, application, commands),
    async open(answer) {
      client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => {
        void answer(read(raw), makeSpeaker(client.rest, raw))
      })
      await client.login(token)
    },
    close: () => client.destroy(),
  }
}
