/** Opens the store that the settings name, and says in a sentence why it may not be used if it may not. */
import type { Keeper } from '../core/keep.ts'
import { makeKeeper } from './keeper.ts'
import { asKey, keyLength, unwrap } from './seal.ts'
import { type Found, indexName, type Opened } from './store.ts'
import { StoreDown } from './trouble.ts'

/** Where documents lie: in a folder of this machine, or behind an address such as `postgres://user:password@host/name`. */
export type Where = { readonly dataDir: string } | { readonly databaseUrl: string }

export type Opening =
  | {
      readonly keeper: Keeper
      /** Before a gateway opens: at most one process at a time may, until it closes or dies. `onTaken`: as of a store. */
      claimGateway(onTaken?: () => void): Promise<'claimed' | 'taken'>
      /** Waits for what is being saved. */
      close(): Promise<void>
    }
  /** Nothing is kept, and nothing was made on the disk. */
  | { readonly off: string }
  /** The start must stop, with this sentence. Nothing was touched. */
  | { readonly refused: string }
  /** The store is out of reach; its message says why. */
  | { readonly down: StoreDown }

const off =
  'Neither MASTER_KEY_FILE nor MASTER_KEY is set: nothing is kept. Make a key with `npm run doctor -- --init`.'
const newer = 'What is stored was written by a newer version of Undercurrent. Install that version again.'
const missing =
  'There are stored documents, but neither MASTER_KEY_FILE nor MASTER_KEY is set. Set the key they were sealed with.'
const tooShort = 'The master key must be 32 bytes.'
const lost = 'There are stored documents, but their keys are missing. Put back keys.db, or the table undercurrent_keys.'
const wrong =
  'The key in MASTER_KEY_FILE or MASTER_KEY is not the one that the stored documents were sealed with. Set the right one. ' +
  'After `npm run rotate` it is the new key: move its file over the old one.'
const stranded =
  'None of the stored documents has a key here, so documents and keys are of two bots. Nothing was touched. ' +
  'Put back the keys.db, or the table undercurrent_keys, that belongs to these documents.'

/** For every tool too that would make an empty store of it, or a backup of that. */
export const bereft =
  'DATA_DIR holds keys of people, and their documents are gone: kept.db is missing or empty. Put it back, or restore the ' +
  'last backup: npm run restore -- /path/to/kept-<time>.db. If all shall begin anew, move everything out of DATA_DIR.'

/** The store's two entrances. Each driver is loaded only where it is used. */
export async function openers(where: Where): Promise<{ find(): Promise<Found>; open(): Promise<Opened> }> {
  if ('databaseUrl' in where) {
    const { findPostgres, openPostgres } = await import('./postgres.ts')
    return { find: () => findPostgres(where.databaseUrl), open: () => openPostgres(where.databaseUrl) }
  }
  const { findSqlite, openSqlite } = await import('./sqlite.ts')
  return { find: async () => findSqlite(where.dataDir), open: async () => openSqlite(where.dataDir) }
}

/** What stands against opening what was found with this key. */
export function standsAgainst(
  { documents, index, stranded: apart, bereft: left, newer: written }: Found,
  masterKey: Uint8Array | undefined,
): Opening | undefined {
  if (written) return { refused: newer }
  if (left) return { refused: bereft }
  if (!masterKey) return documents ? { refused: missing } : { off }
  if (masterKey.length !== keyLength) return { refused: tooShort }
  if (index && !unwrap(asKey(masterKey), index, indexName)) return { refused: wrong }
  if (apart) return { refused: stranded }
  if (index) return undefined
  return documents ? { refused: lost } : undefined
}

/**
 * @param masterKey the operator's key, 32 bytes; undefined: none is set
 * @returns expected trouble too as a value; never rejects but for a bug
 */
export async function openKeeper(where: Where, masterKey?: Uint8Array): Promise<Opening> {
  try {
    const { find, open } = await openers(where)
    const refusal = standsAgainst(await find(), masterKey)
    if (refusal || !masterKey) return refusal ?? { off }
    return await begin(await open(), masterKey)
  } catch (error) {
    if (!(error instanceof StoreDown)) throw error
    // Without a key nothing would be kept there either, so it is not waited for.
    return masterKey ? { down: error } : { off }
  }
}

async function begin(opened: Opened, masterKey: Uint8Array): Promise<Opening> {
  try {
    const keeper = await makeKeeper(opened, asKey(masterKey))
    if (!keeper) {
      await opened.close()
      return { refused: wrong }
    }
    await opened.keys.sweep()
    return { keeper, claimGateway: opened.claimGateway, close: opened.close }
  } catch (error) {
    await opened.close()
    throw error
  }
}
