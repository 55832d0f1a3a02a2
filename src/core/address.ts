/**
 * The address in a button: where a press leads, as the `custom_id` that Discord keeps for us.
 *
 * An address is a few short segments joined by `/`. The first names a command, the rest is the
 * command's own business. Addresses hold names of content, never a person's words.
 */

/** At least one segment; the first is a command's name. */
export type Address = readonly [string, ...string[]]

/** Discord's limit on a `custom_id`, in characters. */
export const longestAddress = 100

const segment = /^[a-z0-9][a-z0-9._~-]*$|^$/i

/**
 * Writes an address as a `custom_id`.
 * @throws if a segment holds anything but letters, digits, `.`, `_`, `~`, `-`, or the whole exceeds
 * 100 characters: both are bugs in the caller or faults in content, and the linter finds them first.
 */
export function writeAddress(address: Address): string {
  // The messages quote nothing: what should not be here may be what a person wrote, and the log tells them.
  const bad = address.findIndex((part) => !segment.test(part))
  if (bad >= 0 || address[0] === '') throw new Error(`not an address: its segment ${bad} holds other signs`)
  const text = address.join('/')
  if (text.length > longestAddress) throw new Error(`an address of ${text.length} characters, over ${longestAddress}`)
  return text
}

/** Reads a `custom_id` back; undefined for anything we could not have written. */
export function readAddress(text: string): Address | undefined {
  if (text.length === 0 || text.length > longestAddress) return undefined
  const [first, ...rest] = text.split('/')
  if (!first || ![first, ...rest].every((part) => segment.test(part))) return undefined
  return [first, ...rest]
}
