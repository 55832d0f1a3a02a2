/** The content folder on disk -> `parse`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TextFile } from './page.ts'
import { type Content, parse } from './parse.ts'

/** Every file below the folder but hidden ones and the copies that editors leave behind, by path. */
export function read(folder: string): readonly TextFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^[.#]|~$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({
      path: path.slice(join(folder, sep).length).replaceAll(sep, '/'),
      text: readFileSync(path, 'utf8'),
    }))
}

/**
 * Reads, checks and freezes the content. Faults are values: the library holds all that has none.
 * @throws if the folder cannot be read.
 */
export const load = (folder: string | URL): Content =>
  parse(read(typeof folder === 'string' ? folder : fileURLToPath(folder)))
