/**
 * How interactions arrive over the gateway: discord.js's own connection, without the client around it.
 *
 * The client would build objects of every interaction and server that we never look at.
 */
import { CloseCodes, type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { GatewayCloseCodes, GatewayDispatchEvents } from 'discord-api-types/v10'
import { read } from '../discord/read.ts'
import { makeBanTeller, refusal } from './refusal.ts'
import { makeRest, ownAccount } from './rest.ts'
import { byCallback, byWebhook, makeSpeaker } from './speaker.ts'
import { type Answering, makeUnderWay, type Transport } from './transport.ts'
import { makeWire } from './wire.ts'

export interface GatewayOptions {
  readonly token: string
  /** REST base without a version. */
  readonly api: string
  /** Hears Discord's code of every refused DM or message. */
  readonly onRefused?: (code: number) => void
  /** Hears that Discord has ended the connection for good or does not accept the token any more. */
  readonly onEnded?: (why: Error) => void
}

/** With these Discord says that no further try can succeed. */
const forGood = new Set<number>([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
])
/** Discord asks for a new connection now and then; that is no trouble. */
const ordinary = new Set<number>([CloseCodes.Normal, CloseCodes.Resuming])

/** A gateway that is not yet open; its REST side works at once. It asks for no intent and keeps nothing of what it hears. */
export function makeGateway(
  { token, api, onRefused, onEnded = () => {} }: GatewayOptions,
  onTrouble: (error: unknown) => void,
): Transport {
  const onBan = makeBanTeller(onTrouble)
  const wire = makeWire(api, onBan)
  const { dispatcher } = wire
  const rest = makeRest({ token, api, dispatcher, onTokenRefused: onEnded, onBan })
  // Its default keeps the sessions of all connections of a process in one place.
  const sessions = new Map<number, SessionInfo>()
  const sockets = new WebSocketManager({
    token,
    intents: 0,
    rest,
    // The library asks this before each connection, and goes on making them after `destroy`: here that ends.
    retrieveSessionInfo: (shard) => (closing ? new Promise(() => {}) : (sessions.get(shard) ?? null)),
    updateSessionInfo: (shard, session) => void (session ? sessions.set(shard, session) : sessions.delete(shard)),
  })
  const underWay = makeUnderWay()
  let answer: Answering | undefined
  let closing = false
  let connected = false
  let lost = false
  const hangUp = async () => sockets.destroy()
  sockets.on(WebSocketShardEvents.Hello, () => {
    connected = true
    if (closing) void hangUp()
  })
  sockets.on(WebSocketShardEvents.Error, ({ error }) => onTrouble(error))
  sockets.on(WebSocketShardEvents.Closed, ({ code }) => {
    connected = false
    if (closing) return
    if (code === GatewayCloseCodes.AuthenticationFailed) return onEnded(refusal(401, undefined))
    if (forGood.has(code)) return onEnded(new Error(`Discord has closed the connection for good (${code})`))
    // Once, however many tries it takes.
    if (!lost && !ordinary.has(code)) onTrouble(Object.assign(new Error('it was lost, and is made again'), { code }))
    lost ||= !ordinary.has(code)
  })
  for (const back of [WebSocketShardEvents.Ready, WebSocketShardEvents.Resumed] as const)
    sockets.on(back, () => {
      lost = false
    })
  sockets.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (data.t !== GatewayDispatchEvents.InteractionCreate || !answer) return
    const asked = performance.now()
    const speaker = makeSpeaker(data.d, byCallback(wire, data.d, asked), byWebhook(wire, asked))
    underWay.add(answer(read(data.d), speaker))
  })
  return {
    ...ownAccount(rest, onRefused),
    async open(answering) {
      answer = answering
      await sockets.connect()
    },
    async close(other = Promise.resolve()) {
      closing = true
      underWay.add(other)
      // First, since what still arrived would be taken and cut. Not before the hello: a socket that is destroyed while it
      // connects, and then fails, throws where nobody can catch it.
      if (connected) underWay.add(hangUp())
      await underWay.done()
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
      await wire.close()
    },
  }
}
