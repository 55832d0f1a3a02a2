/** The two ways to speak: in answer to one interaction, and as the bot itself. The transports implement both. */
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

/** Sends the bot's own messages. `refused`: the person or the channel does not take them. */
export interface Direct {
  /** The id of the person's DM channel. Call it only inside that person's own click. */
  openDm(user: string): Promise<string | 'refused'>
  /** The id of the new message. */
  send(channel: string, reply: Reply): Promise<string | 'refused'>
}
