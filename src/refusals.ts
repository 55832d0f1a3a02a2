/**
 * The circuit breaker: how often Discord refused a message lately. Ten thousand refusals in ten minutes, and Discord bans
 * the address; opening DMs too fast, and it may lock the bot. Long before that, nothing is sent by itself for a while.
 * @see https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
import type { Direct } from './core/speaker.ts'

export interface Refusals {
  /** Hears Discord's code of each refusal. */
  note(code: number): void
  /** Whether the bot should send nothing by itself just now. */
  resting(): boolean
  /** Whether it should open no DM just now. */
  tooManyDms(): boolean
}

/** Ten minutes, in milliseconds. */
const span = 10 * 60_000
const mostRefused = 100
/** "You are opening direct messages too fast." One is enough. */
const openingTooFast = 40_003

/** @param clock milliseconds */
export function makeRefusals(clock: () => number): Refusals {
  let refused: number[] = []
  let tooFast = Number.NEGATIVE_INFINITY
  return {
    note(code) {
      // More are not needed to tell that there were too many.
      refused = [...refused.slice(1 - mostRefused), clock()]
      if (code === openingTooFast) tooFast = clock()
    },
    tooManyDms: () => clock() - tooFast < span,
    resting: () => clock() - tooFast < span || refused.filter((at) => clock() - at < span).length >= mostRefused,
  }
}

/** The same voice, which opens no DM while that would be too many: it is refused without a call. */
export const sparing = (direct: Direct, refusals: Refusals): Direct => ({
  ...direct,
  openDm: async (user) => (refusals.tooManyDms() ? 'refused' : direct.openDm(user)),
})
