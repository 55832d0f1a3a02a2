/** A REST call as it is handed to the route that answers it. */
import type { Answer } from './errors.ts'
import type { Upload } from './messages.ts'
import type { World } from './world.ts'

/** One REST call, read. */
export interface Call {
  world: World
  /** The parts of the path that the route names, in order. */
  parts: readonly string[]
  query: URLSearchParams
  body: unknown
  uploads: readonly Upload[]
}

export interface Route {
  method: string
  /** Segments; one with a colon matches anything. */
  path: string
  /** Whether the bot's token is needed; interaction endpoints carry their own in the path. */
  token: boolean
  run(call: Call): Answer
}
