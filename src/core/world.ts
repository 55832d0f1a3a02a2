/** What a handler may know besides the request. It is built before the handler runs, so that handlers stay pure. */
import type { Library } from './library.ts'

/** Milliseconds since 1970. */
export type Instant = number

/** What stays the same from start to end of a process. */
export interface Facts {
  readonly version: string
  /** The project's page, with its issue tracker and documents: a web address without a closing slash. */
  readonly project: string
  /** Whether forms may ask for typed words. */
  readonly freeText: boolean
  /** Names of the commands, in the order in which `/help` lists them. */
  readonly commands: readonly string[]
}

export interface World extends Facts {
  readonly now: Instant
  readonly library: Library
  /** How often in the last day the asker's outcomes were about this. */
  times(about: string): number
  /** Whether a card may be posted to the channel now; if not, which of the two limits is reached. */
  readonly posting: 'free' | 'channel-busy' | 'person-busy'
}
