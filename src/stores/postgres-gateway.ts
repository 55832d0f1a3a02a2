/** Who may hold the gateway, by a lock that PostgreSQL ends together with the connection that took it. */
import type { Client } from 'pg'
import { connect } from './postgres-client.ts'
import { locks } from './postgres-schema.ts'

/** Milliseconds until a lock that was lost with its connection is asked for again. */
const pause = 5000

const ask = 'SELECT pg_try_advisory_lock($1) AS free, pg_backend_pid() AS pid'
/** Ends the connection that we have lost, where the server still has it and its lock, and waits for that a moment. */
const endLost = `
  SELECT pg_terminate_backend(pid, 1000) FROM pg_locks JOIN pg_database ON database = pg_database.oid
  WHERE datname = current_database() AND locktype = 'advisory' AND (classid::int8 << 32) + objid::int8 = $1
    AND pid = $2`

export function makeGateway(url: string) {
  let holder: Client | undefined
  /** The server's process behind the connection that was lost last. */
  let lost: number | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false
  let tellTaken = () => {}

  /** @param onTaken hears once if the lock is lost later with its connection, and another process has it by then */
  async function claim(onTaken = tellTaken): Promise<'claimed' | 'taken'> {
    tellTaken = onTaken
    if (holder) return 'claimed'
    const client = await connect(url)
    try {
      if (lost !== undefined) await client.query(endLost, [locks.gateway, lost])
      const { rows } = await client.query<{ free: boolean; pid: number }>(ask, [locks.gateway])
      if (closed) throw new Error('the store was closed')
      if (!rows[0]?.free) {
        await client.end()
        return 'taken'
      }
      hold(client, rows[0].pid)
      return 'claimed'
    } catch (error) {
      // It may have the lock all the same.
      await client.end()
      throw error
    }
  }

  function hold(client: Client, pid: number): void {
    holder = client
    client.once('end', () => {
      holder = undefined
      lost = pid
      claimAgain()
    })
  }

  function claimAgain(): void {
    if (closed) return
    retry = setTimeout(() => claim().then((result) => result === 'taken' && tellTaken(), claimAgain), pause)
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
