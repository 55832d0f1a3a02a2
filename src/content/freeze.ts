/** Freezing all the way down: a handler that wrote to the library would change what the next person reads. */

const refuse = (): never => {
  throw new TypeError('the library is frozen')
}

/** Freezes a value and all it holds, maps too. Functions are left as they are. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map || value instanceof Set) {
    // Object.freeze leaves the entries of a Map open.
    Object.assign(value, { set: refuse, add: refuse, delete: refuse, clear: refuse })
    for (const item of value.values()) freeze(item)
  }
  Object.freeze(value)
  for (const item of Object.values(value)) freeze(item)
  return value
}
