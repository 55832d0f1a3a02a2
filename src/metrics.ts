/** Counts and times for the operator, about nobody: no label ever holds a person, a place, a topic or a choice. */
import { createServer } from 'node:http'
import type { Registry } from 'prom-client'

/** What the pipeline, the timer and the way out tell. Labels are fixed words of the program. */
export interface Metrics {
  /** An interaction was answered: its kind, how it ended, and how long it took in seconds. */
  answered(kind: string, outcome: Ending, seconds: number): void
  /** A message of the timer's: what became of it. */
  timed(outcome: 'sent' | 'skipped' | 'refused' | 'failed'): void
  /** How late the timer reached an entry, in seconds. */
  queueAge(seconds: number): void
  /** A call to the store, and how it ended. */
  stored(call: 'load' | 'save' | 'erase', outcome: 'done' | 'stale' | 'down', seconds: number): void
}

/** `late`: Discord no longer took the answer. `broken`: a fault of ours. `unsaved`: it was not sure to be kept. */
export type Ending = 'answered' | 'late' | 'broken' | 'unsaved'

/** Tells nobody. */
export const noMetrics: Metrics = { answered() {}, timed() {}, queueAge() {}, stored() {} }

export interface Exposed {
  readonly metrics: Metrics
  /** The port it listens on. */
  readonly port: number
  close(): Promise<void>
}

const spans = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/**
 * Counts, and shows the counts to Prometheus at `/metrics`. Rejects where the port is taken.
 * @param host loopback unless the operator says otherwise
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export async function exposeMetrics(host: string, port: number): Promise<Exposed> {
  const { Registry, collectDefaultMetrics, Counter, Histogram } = await import('prom-client')
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const answers = new Histogram({
    name: 'undercurrent_answer_seconds',
    help: 'Interactions, by kind and how they ended',
    labelNames: ['kind', 'outcome'] as const,
    buckets: spans,
    registers,
  })
  const messages = new Counter({
    name: 'undercurrent_timer_messages_total',
    help: 'Messages that come by themselves, by what became of them',
    labelNames: ['outcome'] as const,
    registers,
  })
  const age = new Histogram({
    name: 'undercurrent_timer_queue_age_seconds',
    help: 'How late the timer reached an entry',
    buckets: [1, 5, 10, 30, 60, 300, 1800, 7200],
    registers,
  })
  const store = new Histogram({
    name: 'undercurrent_store_seconds',
    help: 'Calls to the store, by how they ended',
    labelNames: ['call', 'outcome'] as const,
    buckets: spans,
    registers,
  })
  const server = await listen(register, host, port)
  return {
    ...server,
    metrics: {
      answered: (kind, outcome, seconds) => answers.observe({ kind, outcome }, seconds),
      timed: (outcome) => messages.inc({ outcome }),
      queueAge: (seconds) => age.observe(seconds),
      stored: (call, outcome, seconds) => store.observe({ call, outcome }, seconds),
    },
  }
}

async function listen(register: Registry, host: string, port: number) {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    register.metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
