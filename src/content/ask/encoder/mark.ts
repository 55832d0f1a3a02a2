/** What a text is found by in the files beside this one: it is nowhere to be read in them. */
import { createHash } from 'node:crypto'

/** Bytes of a mark. */
export const mark = 8

export const markOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * mark)
