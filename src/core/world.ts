/** What a handler may know besides the request. It is built before the handler runs, so that handlers stay pure. */
import type { Instant } from './instant.ts'
import type { Library } from './library.ts'
import type { Person } from './person.ts'
import type { Place } from './place.ts'

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
  /** What is kept about the asker; only for commands that declare `keeps`. */
  readonly person?: Person
  /** The settings of the server that the request comes from; `unknown` while the store does not tell them. */
  readonly place?: Place | 'unknown'
  /** `off`: the host set no key, nothing can be kept; `down`: what was asked for did not come just now. */
  readonly keeping: 'ready' | 'off' | 'down'
  /** How often in the last day the asker's outcomes were about this. */
  times(about: string): number
  /** Whether a card may be posted to the channel now; if not, which of the two limits is reached. */
  readonly posting: 'free' | 'channel-busy' | 'person-busy'
}
