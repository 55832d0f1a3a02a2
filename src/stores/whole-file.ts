/** Writing a file so that it is there whole or not at all. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from './access.ts'
import { isFull } from './sqlite-files.ts'
import { sqliteTrouble } from './trouble.ts'

/** Writes into a folder apart from the data; gives a sentence if its disk is full, which is no trouble of the database. */
export function whyNoRoom(folder: string, write: () => void): string | undefined {
  try {
    write()
    return undefined
  } catch (error) {
    if (sqliteTrouble(error).code === 'full') return isFull(folder)
    throw error
  }
}

/** Writes a file beside its place, and gives it its name once it is whole and on the disk. Nothing unfinished stays. */
export function writeWhole(to: string, write: (unfinished: string) => void): void {
  const unfinished = `${to}.new`
  rmSync(unfinished, { force: true })
  try {
    write(unfinished)
    sync(unfinished, 'r+')
    renameSync(unfinished, to)
    syncFolder(dirname(to))
  } finally {
    for (const ending of ['', '-journal']) rmSync(unfinished + ending, { force: true })
  }
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** So that the new name outlives a loss of power. */
function syncFolder(folder: string): void {
  try {
    sync(folder, 'r')
  } catch (error) {
    // Not every system and file system can do this with a folder.
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes(codeOf(error))) throw error
  }
}
