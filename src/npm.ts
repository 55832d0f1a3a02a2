/** What npm does not do for the process that it starts. */

/**
 * Ends where npm was told to end and is gone: it does not pass SIGTERM on, and whoever sent it meant this process.
 * @param starter the process that this one was started by, asked before anything that takes time
 */
export function whenLeftByNpm(starter: number, end: () => void): void {
  if (!lasting.has(process.env.npm_lifecycle_event ?? '')) return
  const watch = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}

/** The scripts that run until they are stopped. Whatever such a script starts by itself is not npm's to end. */
const lasting = new Set(['start', 'demo', 'preview'])
