/** Files and folders as an operator must mind them: who may read them, and what lies inside what. */
import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const project = fileURLToPath(new URL('../../', import.meta.url))

/** Where it really is, links followed, also of a path of which only the beginning is there yet. */
function real(path: string): string {
  const whole = resolve(path)
  if (existsSync(whole) || dirname(whole) === whole) return realpathSync(whole)
  return join(real(dirname(whole)), relative(dirname(whole), whole))
}

/** Whether a path lies in this folder, or is it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(real(folder), real(path))
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}

/** The nearest folder above that is there. */
export const standing = (path: string): string => (existsSync(path) ? path : standing(dirname(resolve(path))))

/** Permissions as `ls` and `chmod` know them. */
export const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(3, '0')
