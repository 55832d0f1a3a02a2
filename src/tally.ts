/** The numbers, for whoever reads the log and has no Prometheus: each event at `debug`, an hour's sum at `info`. */
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** Milliseconds between two sums. */
const span = 60 * 60_000

export interface Tally {
  /** Hands everything on to the metrics it was made of. */
  readonly metrics: Metrics
  /** Tells what came since the last sum. */
  close(): Promise<void>
}

/** Like the metrics, it knows kinds, outcomes and times, and nothing about anybody. An hour without any of them has no line. */
export function makeTally(inner: Metrics, log: Pick<Log, 'debug' | 'info'>): Tally {
  let counts: Record<string, number> = {}
  /** The longest of the hour, in seconds. */
  let longest: Record<string, number> = {}

  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  const most = (what: string, seconds: number) => {
    longest[what] = Math.max(longest[what] ?? 0, round(seconds))
  }
  const sum = () => {
    if (Object.keys(counts).length > 0) log.info({ counts, longest }, 'the last hour')
    counts = {}
    longest = {}
  }
  const timer = setInterval(sum, span)
  timer.unref()

  return {
    metrics: {
      answered(kind, outcome, seconds) {
        inner.answered(kind, outcome, seconds)
        count(outcome)
        most('answer', seconds)
        log.debug({ kind, outcome, seconds: round(seconds) }, 'an interaction')
      },
      timed(outcome) {
        inner.timed(outcome)
        count(`timer ${outcome}`)
        log.debug({ outcome }, 'a message of the timer')
      },
      queueAge(seconds) {
        inner.queueAge(seconds)
        most('queue age', seconds)
      },
      stored(call, outcome, seconds) {
        inner.stored(call, outcome, seconds)
        if (outcome === 'down') count(`store ${call} down`)
        most('store', seconds)
      },
    },
    close: async () => {
      clearInterval(timer)
      sum()
    },
  }
}

/** Seconds to the millisecond. */
const round = (seconds: number): number => Math.round(seconds * 1000) / 1000
