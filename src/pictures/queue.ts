/** One work at a time, in the order asked. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Before each work the event loop turns once, because native memory (resvg's) is given back only then.
 *
 * A failure rejects for whoever asked and holds up nobody. Nothing that was made is held here.
 */
export function makeQueue(): <Made>(work: () => Promise<Made>) => Promise<Made> {
  let last: Promise<void> = Promise.resolve()
  const nothing = (): void => undefined
  return (work) => {
    const made = last.then(() => nextTurn()).then(work)
    last = made.then(nothing, nothing)
    return made
  }
}
