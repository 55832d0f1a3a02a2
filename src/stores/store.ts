/**
 * The role of whatever holds sealed documents. A store knows keys of rows, sealed bytes, revisions and times, and can read none of it:
 * `keeper.ts` makes core's `Keeper` of any store.
 */

/** A sealed document as it lies there. */
export interface Stored {
  readonly key: string
  readonly sealed: Uint8Array
  readonly revision: number
  /** The document's own key, wrapped by the operator's. Undefined: it was destroyed. */
  readonly wrapped: Uint8Array | undefined
}

/** A document to be written. */
export interface Change {
  readonly sealed: Uint8Array
  /** The revision that must lie there now; 0: none may. */
  readonly was: number
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly due: number | undefined
  /** A key for it; the row's former key is destroyed. The first save of a row needs one. */
  readonly lock?: Lock
}

/** A wrapped document key, and the wrapped index key that lay there when it was wrapped. */
export interface Lock {
  readonly wrapped: Uint8Array
  readonly under: Uint8Array
}

/** `rekeyed`: the operator's key was changed since, so the new lock would never open. */
export type Saved = 'saved' | 'stale' | 'rekeyed'

/** The role. Every method rejects with `StoreDown`, and only with that. */
export interface Store {
  load(key: string): Promise<Stored | undefined>
  /** Durable before it resolves, as are its key before it and the end of the former key after it. */
  save(key: string, change: Change): Promise<Saved>
  /** Destroys the key, then the row. */
  erase(key: string): Promise<void>
  /**
   * Up to `most` rows whose time has come, the longest waiting first, each lent for `lease` milliseconds: until then nobody
   * else gets it, unless a save has moved its time on.
   */
  due(now: number, most: number, lease: number): Promise<Stored[]>
}

/** The keys as a whole, for the start and for changing the operator's key. */
export interface Keys {
  /** Writes this wrapped index key if there is none yet; gives the one that counts. */
  found(wrapped: Uint8Array): Promise<Uint8Array>
  /** The wrapped index key. */
  index(): Promise<Uint8Array | undefined>
  /** Takes away keys without a row and rows without a key. Safe while others write. */
  sweep(): Promise<void>
  /**
   * Changes how every key is wrapped: all at once or not at all. The index key comes first, under the name `indexName`.
   * @param each gives the new form; undefined leaves a key as it is, or for the index key gives the whole thing up
   * @returns whether it was done
   */
  rewrap(each: (key: string, wrapped: Uint8Array) => Uint8Array | undefined): Promise<boolean>
}

export interface Opened {
  readonly store: Store
  readonly keys: Keys
  /**
   * At most one process at a time holds the gateway, until it closes or dies.
   * @param onTaken hears once if the claim is lost later, and another process has it by then
   */
  claimGateway(onTaken?: () => void): Promise<'claimed' | 'taken'>
  close(): Promise<void>
}

/** What lies there before anything is opened or changed. */
export interface Found {
  readonly documents: boolean
  readonly index: Uint8Array | undefined
  /** No document has its key, though keys are there: they are of two bots. */
  readonly stranded: boolean
  /** Keys of documents are there, and what held the documents is not. */
  readonly bereft: boolean
  /** Written by a version that came after this one. */
  readonly newer: boolean
}

/** The name of the index key among the keys. No row has it: theirs are 43 characters long. */
export const indexName = 'index'
