/**
 * What is left when everything that is kept about a person goes: nothing, or the note that takes the bot's own messages
 * out of their DM. The timer follows the note, then destroys it too.
 */

import type { Instant } from './instant.ts'
import { type EntryOf, newPerson, type Person } from './person.ts'

/** The notes that still take messages away. */
export const sweeps = (person: Person | undefined): EntryOf<'sweep'>[] =>
  (person?.agenda ?? []).filter((entry) => entry.kind === 'sweep')

/** Whether nothing is kept but such a note. */
export const isNote = (person: Person): boolean =>
  person.age === undefined && person.consent === undefined && sweeps(person).length > 0

/**
 * Erases all; our messages in this channel are taken away, the newest first.
 * @param channel undefined: not known, and no message is taken away but those that a running note names
 */
export function cleared(person: Person | undefined, channel: string | undefined, now: Instant): Person | 'erase' {
  const running = sweeps(person)
  if (channel === undefined) return running.length > 0 ? note(running) : 'erase'
  const before = snowflake(now + minute)
  return note([{ id: 'sweep', kind: 'sweep', channel, before, at: now, turn: 0 }])
}

/** A note says nothing of the person, so it has the language of nobody. */
const note = (agenda: Person['agenda']): Person => ({ ...newPerson('en-US'), agenda })

const minute = 60 * 1000

/**
 * The smallest id that Discord gives at this instant: what is sent later has a higher one.
 * @see https://docs.discord.com/developers/reference#snowflakes
 */
const snowflake = (at: Instant): string => ((BigInt(at) - 1_420_070_400_000n) << 22n).toString()
