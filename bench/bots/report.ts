/** Tells the bench, when asked, what this process has used so far. */

export interface Used {
  /** Seconds of processor time since the start. */
  readonly cpu: number
  /** Memory that stays in RAM, in bytes, after a collection where the process allows one. */
  readonly rss: number
  readonly heap: number
}

export function report(): void {
  process.on('message', (question) => {
    if (question !== 'used') return
    globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ used: { cpu: (user + system) / 1e6, rss, heap: heapUsed } satisfies Used })
  })
  process.on('disconnect', () => process.exit())
}
