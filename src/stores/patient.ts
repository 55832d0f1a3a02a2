/** A keeper that can be out of reach at the start: everything else goes on, and it is tried again until it is there. */
import type { Keeper } from '../core/keep.ts'
import { type Opening, openKeeper, type Where } from './open.ts'
import { StoreDown } from './trouble.ts'

type Opened = Extract<Opening, { keeper: Keeper }>

export type Patient =
  | {
      readonly keeper: Keeper
      /** As of a store that answers; `down` while it does not. */
      claimGateway(onTaken?: () => void): Promise<'claimed' | 'taken' | 'down'>
      /** Whether it was ever reached. */
      reached(): boolean
      close(): Promise<void>
    }
  | { readonly off: string }
  | { readonly refused: string }

/** Milliseconds between two tries. */
const pause = 10_000

/**
 * Opens the store. Where it is out of reach the returned keeper rejects with `StoreDown` and tries again by itself.
 * @param tell hears each time why it is not there, and at last that it is
 */
export async function openPatiently(
  where: Where,
  masterKey: Uint8Array | undefined,
  tell: { down(error: StoreDown): void; refused(sentence: string): void; reached(): void },
): Promise<Patient> {
  const first = await openKeeper(where, masterKey)
  if ('off' in first || 'refused' in first) return first
  let opened: Opened | undefined = 'keeper' in first ? first : undefined
  let why = 'down' in first ? first.down : undefined
  let timer: NodeJS.Timeout | undefined
  let trying: Promise<void> = Promise.resolve()
  let closed = false

  async function again(): Promise<void> {
    const next = await openKeeper(where, masterKey)
    if ('keeper' in next) {
      opened = next
      if (closed) return
      return tell.reached()
    }
    if ('down' in next) {
      why = next.down
      later()
    } else tell.refused('refused' in next ? next.refused : next.off)
  }

  function later(): void {
    if (why) tell.down(why)
    if (closed) return
    timer = setTimeout(() => {
      trying = again()
    }, pause)
  }

  if (!opened) later()
  const now = (): Keeper => {
    if (opened) return opened.keeper
    throw why ?? new StoreDown('unreachable')
  }
  return {
    keeper: {
      load: async (whose) => now().load(whose),
      save: async (whose, saving) => now().save(whose, saving),
      erase: async (whose) => now().erase(whose),
      due: async (at, most, lease) => now().due(at, most, lease),
    },
    claimGateway: async (onTaken) => (opened ? opened.claimGateway(onTaken) : 'down'),
    reached: () => opened !== undefined,
    async close() {
      closed = true
      clearTimeout(timer)
      await trying
      await opened?.close()
    },
  }
}
