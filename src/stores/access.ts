/** What keeps this user from a file or a folder, in a sentence that says what to do. */
import { accessSync, constants, statSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Undefined where there is none: a container may run under a bare number. */
function ownName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}

/** The user who runs this. */
export const self = (): string => ownName() ?? `user ${process.getuid?.()}`

export const mayNotRead = (path: string): string => `${self()} may not read ${path}. Run this as the bot’s user`

/** Of a folder that is not there, where this user may make none. */
export const cannotMake = (folder: string): string =>
  `${folder} is not there, and ${self()} cannot make it. Put it back, or make it for the bot’s user: ` +
  `sudo install -d -m 700 -o ${ownName() ?? process.getuid?.()} ${folder}`

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Not there for sure: what lies in a folder that this user may not look into may be there. */
export function isMissing(path: string): boolean {
  try {
    statSync(path)
    return false
  } catch (error) {
    return codeOf(error) === 'ENOENT'
  }
}

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
