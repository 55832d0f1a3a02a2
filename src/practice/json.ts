/** Small helpers: looking into JSON of unknown shape without trusting it, and maps that do not grow for ever. */

export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value if it is an object, else an empty one. */
export const record = (value: unknown): Json => (isRecord(value) ? value : {})

/** The value if it is a list, else an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The value if it is a string, else an empty one. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The value if it is a number, else zero. */
export const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** The one cast of this folder: JSON that has passed the rules is from here on what Discord's types say it is. */
export const trusted = <Type>(json: unknown): Type => json as Type

/** Puts a value into a map that holds at most `most`; the oldest goes. */
export function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
  map.set(key, value)
  if (map.size <= most) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
