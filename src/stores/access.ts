/** What keeps this user from a file or a folder, in a sentence that says what to do. */
import { accessSync, constants, statSync } from 'node:fs'
import { userInfo } from 'node:os'

/** The user who runs this, by name where there is one: a container may run under a bare number. */
export function self(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.()}`
  }
}

export const mayNotRead = (path: string): string => `${self()} may not read ${path}. Run this as the bot’s user`

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Why this file cannot be read, without a full stop, since a command may be its end; undefined: it can be. */
export function whyUnread(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return `${path} is a folder, not a file`
    accessSync(path, constants.R_OK)
    return undefined
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return `${path} is not there`
    return `${mayNotRead(path)}, or name a file of the bot’s own`
  }
}
