/** Changes the operator's key: every key is wrapped anew in one transaction, and no document moves. */

import { bereft, openers, type Where } from './open.ts'
import { asKey, keyLength, unwrap, wrap } from './seal.ts'
import { indexName } from './store.ts'
import type { Told } from './told.ts'

/**
 * Interrupted, it has changed nothing and can be run again; run again when it is done, it changes nothing.
 * @param from the key that is in use
 * @param to the key that shall be: 32 bytes too
 * @param words the setting that holds the key in use, and what makes the new key the one that the bot reads
 * @throws StoreDown
 */
export async function rotate(
  where: Where,
  from: Uint8Array,
  to: Uint8Array,
  words: { readonly setting: string; readonly use: string } = {
    setting: 'MASTER_KEY',
    use: 'put the new key into MASTER_KEY',
  },
): Promise<Told> {
  if (from.length !== keyLength || to.length !== keyLength) return { done: false, said: 'A key must be 32 bytes.' }
  const { find, open } = await openers(where)
  const found = await find()
  if (found.newer) return { done: false, said: 'What is stored was written by a newer version of Undercurrent.' }
  if (found.bereft) return { done: false, said: bereft }
  if (!found.index) return { done: false, said: 'Nothing is stored yet, so there is nothing to change.' }
  const [old, next] = [asKey(from), asKey(to)]
  if (unwrap(next, found.index, indexName))
    return {
      done: true,
      said: `The new key is in use already. Destroy the old one. Before the bot starts, ${words.use}`,
    }

  const opened = await open()
  try {
    if ((await opened.claimGateway()) === 'taken')
      return { done: false, said: 'Stop the bot first, then run this again.' }
    const done = await opened.keys.rewrap((name, wrapped) => {
      const key = unwrap(old, wrapped, name)
      return key && wrap(next, key, name)
    })
    const said = done
      ? `Done. Once the bot runs, make a new backup and destroy every copy of the old key. Before it starts, ${words.use}`
      : `${words.setting} is not the key that is in use. Nothing was changed.`
    return { done, said }
  } finally {
    await opened.close()
  }
}
