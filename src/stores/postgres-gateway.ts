/** Who may hold the gateway, by a lock that PostgreSQL ends together with the connection that took it. */
import type { Client } from 'pg'
import { connect } from './postgres-client.ts'
import { locks } from './postgres-schema.ts'

/** Milliseconds until a lock that was lost with its connection is asked for again. */
const pause = 5000

export function makeGateway(url: string) {
  let holder: Client | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false

  async function claim(): Promise<'claimed' | 'taken'> {
    if (holder) return 'claimed'
    const client = await connect(url)
    const asked = client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [locks.gateway])
    const { rows } = await asked.catch(async (error: unknown) => {
      // It may have the lock all the same.
      await client.end()
      throw error
    })
    if (!rows[0]?.free) {
      await client.end()
      return 'taken'
    }
    holder = client
    client.once('end', () => {
      holder = undefined
      claimAgain()
    })
    return 'claimed'
  }

  function claimAgain(): void {
    if (closed) return
    retry = setTimeout(() => claim().then((result) => result === 'taken' && claimAgain(), claimAgain), pause)
    retry.unref()
  }

  return {
    claim,
    async close(): Promise<void> {
      closed = true
      clearTimeout(retry)
      await holder?.end()
    },
  }
}
