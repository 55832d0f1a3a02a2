/** What a handler returns: what to say and what to do about it, as data. The pipeline in `answer.ts` carries it out. */
import type { Person } from './person.ts'
import type { PlaceChange } from './place.ts'
import type { Choice, Form, Reply, Say } from './reply.ts'

/** A message that the bot posts itself, and what the asker is told where that was refused. */
export interface Sending {
  readonly send: Reply
  readonly refused: Reply
}

export interface Outcome<S extends Say = Say> {
  readonly say: S
  /** One more message after it, for the asker alone, where `say` rewrote another. */
  readonly apart?: Reply
  /** What is kept about the asker from now on; saved before anything is said. Only for commands that declare `keeps`. */
  readonly person?: Person | 'erase'
  /** What changes in the server's settings; saved before anything is said. */
  readonly place?: PlaceChange
  /** Said instead where it is not sure to be saved; else one sentence that fits everything. */
  readonly unsaved?: Reply
  /** What the loop guard counts. */
  readonly about?: string
  /** Sent to the asker's DM first; where the DM is refused, `refused` is said instead. */
  readonly dm?: Sending
  /** Posted in the channel as the bot's own message, nobody named; where that is refused, `refused` is said instead. */
  readonly post?: Sending
}

/** Commands and presses may open a form; a form must not answer a form. */
export type Answer = Outcome<Reply | Form>
export type Submitted = Outcome<Reply>
export type Suggested = Outcome<readonly Choice[]>
