/** Messages that are the same for everybody, made once: whoever writes them for Discord then does it once, too. */
import type { Shelf } from './library.ts'
import type { Block, Reply } from './reply.ts'

/** Some 5 kB each. */
const most = 600

/** With the shelf they go: content that was read anew has its own. */
const made = new WeakMap<Shelf, Map<string, Reply>>()

/**
 * The message that rewrites the pressed one, or answers a command.
 * @param key tells everything that `make` depends on besides the shelf; nothing of any person may be in it
 */
export function lasting(books: Shelf, key: string, make: () => readonly Block[]): Reply {
  const known = made.get(books) ?? new Map<string, Reply>()
  const found = known.get(key)
  if (found) {
    // The one used last stands last, so that screens of few people do not push out those of many.
    known.delete(key)
    known.set(key, found)
    return found
  }
  const reply: Reply = { blocks: make(), to: 'same', seenBy: 'you' }
  known.set(key, reply)
  made.set(books, known)
  for (const oldest of known.keys()) {
    if (known.size <= most) break
    known.delete(oldest)
  }
  return reply
}
