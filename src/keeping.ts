/** What is kept, as the pipeline and the timer see it: people and servers, read before a deadline, saved with their due. */
import { LRUCache } from 'lru-cache'
import { dueOf, tidy } from './core/agenda.ts'
import type { Instant } from './core/instant.ts'
import type { Keeper, Kept } from './core/keep.ts'
import { type Person, readPerson } from './core/person.ts'
import { changed, type Place, type PlaceChange, plainPlace } from './core/place.ts'
import { isNote } from './core/sweep.ts'
import type { World } from './core/world.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** What is known of one person when a handler runs, and what a save must name. */
export interface Held {
  readonly keeping: World['keeping']
  readonly person?: Person
  readonly revision: number
  /** The store's own name for the document, where there is one. */
  readonly key?: string
}

export interface Keeping {
  /** Whether anything can be kept at all: the host set a key. */
  readonly on: boolean
  /** Within 700 ms, or ten seconds if it `waits`; else `down`. */
  load(user: string, waits?: boolean): Promise<Held>
  /** `stale`: read and decide again. `down`: it is not sure to be saved. */
  save(
    user: string,
    person: Person | 'erase',
    held: Pick<Held, 'revision' | 'key'>,
    now: Instant,
  ): Promise<'saved' | 'stale' | 'down'>
  /** A server's settings, a minute old unless the store is out of reach; `unknown` where it does not tell them at once. */
  place(server: string, now: Instant): Promise<Place | 'unknown'>
  savePlace(server: string, change: PlaceChange, now: Instant): Promise<'saved' | 'stale' | 'down'>
}

/** Longest waits, in milliseconds. */
const toLoad = 700
const toSave = 10_000
const toSeePlace = 150
/** A server's settings are asked for anew after this long, or, where the store did not answer, after that. */
const placeFor = 60_000
const unknownFor = 5_000
const mostPlaces = 20_000

interface Known {
  readonly until: Instant
  readonly place: Place | 'unknown'
}

/** @param keeper undefined where the host set no key: then nothing is kept. */
export function makeKeeping(keeper: Keeper | undefined, log: Log, metrics: Pick<Metrics, 'stored'>): Keeping {
  /** The settings of the servers that asked last. */
  const places = new LRUCache<string, Known>({ max: mostPlaces })
  /** Readings that are under way. A save ends them: what they bring is older. */
  const readings = new Map<string, Promise<Place | 'unknown'>>()

  async function trying<T>(what: 'load' | 'save' | 'erase', call: Promise<T>, within: number): Promise<T | 'down'> {
    const late = deadline(within)
    const began = performance.now()
    let outcome: T | 'down' = 'down'
    try {
      outcome = await Promise.race([call, late.passed])
    } catch (err) {
      log.warn({ err }, `the store did not ${what}`)
    } finally {
      late.forget()
    }
    const ending = outcome === 'down' ? 'down' : outcome === 'stale' ? 'stale' : 'done'
    metrics.stored(what, ending, (performance.now() - began) / 1000)
    return outcome
  }

  return {
    on: keeper !== undefined,
    async load(user, waits = false) {
      if (!keeper) return { keeping: 'off', revision: 0 }
      const kept = await trying('load', keeper.load({ person: user }), waits ? toSave : toLoad)
      return kept === 'down' ? { keeping: 'down', revision: 0 } : held(kept)
    },
    async save(user, person, { revision, key }, now) {
      if (!keeper) return 'down'
      if (person === 'erase') {
        return trying(
          'erase',
          keeper.erase({ person: user }).then(() => 'saved' as const),
          toSave,
        )
      }
      const whose = key === undefined ? { person: user } : { key }
      return trying('save', keeper.save(whose, saving(person, revision, now, true)), toSave)
    },
    async place(server, now) {
      if (!keeper) return plainPlace
      const known = places.get(server)
      if (known && now < known.until) return known.place
      const reading = readings.get(server) ?? reread(keeper, server, now)
      // What was known stands until the answer is there; help and explanations do not wait for it.
      return known && known.place !== 'unknown' ? known.place : soon(reading)
    },
    async savePlace(server, change, now) {
      if (!keeper) return 'down'
      const before = await trying('load', keeper.load({ place: server }), toLoad)
      if (before === 'down') return 'down'
      const revision = before?.revision ?? 0
      const place = changed(readPlace(before?.value), change)
      const result = await trying(
        'save',
        keeper.save({ place: server }, { value: place, revision, due: undefined }),
        toSave,
      )
      if (result === 'saved') {
        places.set(server, { until: now + placeFor, place })
        readings.delete(server)
      }
      return result
    },
  }

  /** Reads a server's settings; whoever asks meanwhile waits for the same reading. */
  function reread(from: Keeper, server: string, now: Instant): Promise<Place | 'unknown'> {
    const reading = trying('load', from.load({ place: server }), toLoad).then((kept) => {
      if (readings.get(server) !== reading) return places.get(server)?.place ?? 'unknown'
      readings.delete(server)
      const place = kept === 'down' ? (places.peek(server)?.place ?? 'unknown') : readPlace(kept?.value)
      places.set(server, { until: now + (kept === 'down' ? unknownFor : placeFor), place })
      return place
    })
    readings.set(server, reading)
    return reading
  }
}

/** A document as it is saved: tidied, with the time at which the clock must look at it. */
export function saving(person: Person, revision: number, now: Instant, used: boolean) {
  const value = tidy(person, now, used)
  // Nothing may open what was kept before: only the note is left that takes the messages away.
  return { value, revision, due: dueOf(value), fresh: isNote(value) }
}

export function held(kept: Kept | undefined): Held {
  const person = readPerson(kept?.value)
  const { revision = 0, key } = kept ?? {}
  return { keeping: 'ready', revision, ...(person && { person }), ...(key !== undefined && { key }) }
}

const readPlace = (value: unknown): Place =>
  typeof value === 'object' && value !== null ? { ...plainPlace, ...value } : plainPlace

async function soon(place: Promise<Place | 'unknown'>): Promise<Place | 'unknown'> {
  const late = deadline(toSeePlace)
  const found = await Promise.race([place, late.passed])
  late.forget()
  return found === 'down' ? 'unknown' : found
}

function deadline(within: number): { passed: Promise<'down'>; forget(): void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<'down'>((resolve) => {
    timer = setTimeout(resolve, within, 'down')
  })
  return { passed, forget: () => clearTimeout(timer) }
}
