/** The two pages that Discord wants linked, where the bot is reached over HTTP: filled in by whoever runs it. */
import { existsSync, readFileSync } from 'node:fs'

/** Where the operator puts them; in the project lie templates (`docs/pages`). */
const folder = new URL('../pages/', import.meta.url)

/** The page as HTML, as it lies there now; undefined where the operator wrote none. */
export function readPage(name: 'privacy' | 'terms'): string | undefined {
  const file = new URL(`${name}.html`, folder)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
