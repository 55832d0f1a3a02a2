/** What may be told of a call that failed: Discord's numbers, and nothing of the call. */
import { DiscordAPIError, HTTPError } from '@discordjs/rest'

/**
 * An error with the status and Discord's code alone: a path may hold a token, a body somebody's words.
 * @param status 0: there was no answer
 * @param code Discord's code, or the system's where there was no answer
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes
 */
export function refusal(status: number, code: unknown): Error {
  const about = code === undefined ? '' : ` (${String(code)})`
  const message =
    status === 401
      ? 'Discord does not accept the token'
      : status === 0
        ? `Discord could not be reached${about}`
        : `Discord answered ${status}${about}`
  return Object.assign(new Error(message), { status, code })
}

/** The same out of what discord.js throws; an error that is none of Discord's or the network's is a bug and stays as it is. */
export function plainly(error: unknown): unknown {
  if (error instanceof DiscordAPIError) return refusal(error.status, error.code)
  if (error instanceof HTTPError) return refusal(error.status, undefined)
  if (!(error instanceof Error)) return error
  // It throws the token away as soon as Discord has refused it, and then misses it.
  if (error.message.startsWith('Expected token to be set')) return refusal(401, undefined)
  if (error.name === 'AbortError') return refusal(0, 'timeout')
  return codeOf(error) === undefined ? error : refusal(0, codeOf(error))
}

/** The name that the system or undici gives to what happened, such as `ECONNRESET`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** How long a ban counts that does not say how long it lasts, in milliseconds. */
const unknownBan = 10 * 60_000

/**
 * Tells of a ban once for as long as it lasts: whoever stands before Discord, and speaks no JSON, takes no call from this address.
 * @see https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export function makeBanTeller(tell: (error: Error) => void) {
  let until = Number.NEGATIVE_INFINITY
  /** @param retryAfter seconds, as the header has them */
  return (retryAfter: string | null | undefined): void => {
    const now = performance.now()
    if (now < until) return
    const seconds = Number(retryAfter)
    until = now + (seconds > 0 ? seconds * 1000 : unknownBan)
    const span = seconds > 0 ? ` for ${seconds} seconds` : ''
    tell(
      Object.assign(new Error(`Discord takes no call from this address${span}: too many were refused`), {
        status: 429,
      }),
    )
  }
}
