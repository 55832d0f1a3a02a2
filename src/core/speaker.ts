/** The two ways to speak: in answer to one interaction, and as the bot itself. The transports implement both. */
import type { Address } from './address.ts'
import type { Picture } from './picture.ts'
import type { Reply, Say } from './reply.ts'

/** The drawn pictures of a reply, as PNG bytes. */
export type Files = ReadonlyMap<Picture, Uint8Array>

/** `late`: Discord no longer takes an answer (three seconds, or fifteen minutes, are over). */
export type Heard = 'heard' | 'late'

/** Speaks to one interaction, within three seconds of it; with `wait` first, within fifteen minutes. */
export interface Speaker {
  /** The first time the answer, or what was asked time for; after that one more message each time. */
  say(say: Say, files: Files): Promise<Heard>
  /** Asks for time; what is said next has this place and these eyes. */
  wait(to: Reply['to'], seenBy: Reply['seenBy']): Promise<Heard>
  /** Deletes what was said, or the message that was pressed. */
  remove(): Promise<Heard>
}

/** How a message of the bot's own goes out. */
export interface Sent {
  /** At most 25 characters; sent again under the same nonce within a few minutes, it is one message. */
  readonly nonce?: string
  /** A badge, no push. */
  readonly quiet?: boolean
  /** Once it is aborted nothing goes out any more, however long Discord has made it wait. What is out may still arrive. */
  readonly signal?: AbortSignal
}

/** One of the bot's own messages, as far as we read it back. */
export interface OwnMessage {
  readonly id: string
  /** The addresses on its buttons and menus. */
  readonly addresses: readonly Address[]
}

/** Sends the bot's own messages. `refused`: the person or the channel does not take them. Any other trouble rejects. */
export interface Direct {
  /** The id of the person's DM channel. Call it only inside that person's own click. */
  openDm(user: string): Promise<string | 'refused'>
  /** The id of the new message. */
  send(channel: string, reply: Reply, how?: Sent): Promise<string | 'refused'>
  /** The bot's own among the channel's newest 100 messages (or the 100 before `before`), newest first, and where to go on. */
  own(channel: string, before?: string): Promise<{ messages: OwnMessage[]; further?: string } | 'refused'>
  /** Deletes one of the bot's own messages; one that is gone already is fine. */
  remove(channel: string, message: string): Promise<void>
}
