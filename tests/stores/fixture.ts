/** What each release left behind, kept as SQL, and the master key it was sealed with. */
import { readFileSync } from 'node:fs'

export const fixtureKey = Buffer.alloc(32, 'the key of a fixture')

export const fixture = (name: 'kept' | 'keys' | 'postgres'): string =>
  readFileSync(new URL(`../fixtures/stored-0.1/${name}.sql`, import.meta.url), 'utf8')
