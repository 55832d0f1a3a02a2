/** Content while somebody edits it: reads the folder anew whenever a file in it was saved. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { load } from './load.ts'
import type { Content } from './parse.ts'

/** Milliseconds between two looks. */
const often = 250

/**
 * Calls `changed` with all of the content after each change to it, until the returned function is called.
 *
 * It looks at the files' times and sizes. Node's recursive `fs.watch` would be told, but on Linux it loses a file that
 * an editor has replaced by another, as most do on saving, and on mounted folders it is told nothing.
 */
export function watch(folder: string, changed: (content: Content) => void): () => void {
  let read = stamp(folder)
  let before = read
  const timer = setInterval(() => {
    const now = stamp(folder)
    // Editors save in several steps: what moved since the last look has not come to rest.
    const rests = now === before
    before = now
    if (!rests || now === undefined || now === read) return
    const content = attempt(() => load(folder))
    if (!content) return
    read = now
    changed(content)
  }, often)
  return () => clearInterval(timer)
}

const stamp = (folder: string): string | undefined =>
  attempt(() =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => {
        const { mtimeMs, size } = statSync(join(folder, path))
        return `${path} ${mtimeMs} ${size}`
      })
      .join('\n'),
  )

/** A file may go between its listing and its reading: the next look will see more. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
