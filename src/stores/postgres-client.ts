/** How this program connects to PostgreSQL. */
import { Client, Pool } from 'pg'

/** Connections of one process. */
const connections = 8

/** Milliseconds until a server that says nothing counts as out of reach. */
const patience = 5000

const settings = (url: string) => ({
  connectionString: url,
  connectionTimeoutMillis: patience,
  keepAlive: true,
  application_name: 'undercurrent',
})

// A broken connection shows in the next question; unheard, the event would end the process.
const ignore = () => {}

export const makePool = (url: string): Pool =>
  new Pool({ ...settings(url), max: connections, query_timeout: patience }).on('error', ignore)

/** A connection of its own, whose questions may take as long as they need. */
export async function connect(url: string): Promise<Client> {
  const client = new Client(settings(url)).on('error', ignore)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

/** Does something over a connection of its own. What was begun and not committed is undone at its end. */
export async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
