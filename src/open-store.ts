/** Opens the store for this process, and sees to it that no second one answers from the same store. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { openPatiently } from './stores/patient.ts'
import { readMasterKey, readWhere } from './stores/settings.ts'

/** How long after a store did not tell who else is connected it is asked again, in milliseconds. */
const askAgain = 10_000

/**
 * Where documents are kept; undefined: the operator set no key, and nothing is. `alone` tells why this process may not go on,
 * where it must be the only one at the store; `onTaken` hears it later, of a store that was out of reach at the start, or
 * whose claim got lost with its connection.
 */
export async function openStore(config: Config, log: Log, onTaken: (why: Error) => void) {
  const { MASTER_KEY, MASTER_KEY_FILE, DATA_DIR, DATABASE_URL } = config
  const { key, fault } = readMasterKey({ MASTER_KEY, MASTER_KEY_FILE })
  if (fault) throw new Error(fault)
  const opened = await openPatiently(readWhere({ DATA_DIR, DATABASE_URL }), key, {
    down: (err) => log.error({ err }, 'the store is out of reach; it is tried again'),
    refused: (sentence) => log.error({ err: new Error(sentence) }, 'the store may not be used; nothing is kept'),
    reached: () => {
      log.info({}, 'the store is there')
      void aloneAtLast()
    },
  })
  if ('refused' in opened) throw new Error(opened.refused)
  if ('off' in opened) {
    log.warn({}, opened.off)
    return undefined
  }
  // SQLite is one process's, over HTTP too: so rotating the key and restoring see that the bot runs.
  const must = config.TRANSPORT === 'gateway' ? config.ROLE !== 'timer' : DATABASE_URL === undefined
  const { claimGateway, close: closeStore } = opened
  async function alone(): Promise<Error | undefined> {
    const taken = new Error('another process with this store is connected already; stop it first')
    return must && (await claimGateway(() => onTaken(taken))) === 'taken' ? taken : undefined
  }
  let closed = false
  /** A store that is back may still refuse this, such as one with too many connections. */
  async function aloneAtLast(): Promise<void> {
    while (!closed) {
      try {
        const taken = await alone()
        return taken && onTaken(taken)
      } catch (err) {
        log.error({ err }, 'the store does not tell whether another process is connected; it is asked again')
        await sleep(askAgain, undefined, { ref: false })
      }
    }
  }
  async function close(): Promise<void> {
    closed = true
    await closeStore()
  }
  return { ...opened, alone, close }
}
