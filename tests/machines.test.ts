/**
 * Many machines on one PostgreSQL: three that answer over HTTP behind a proxy, and two timers. Any of them is killed at
 * random moments while people save things and check-ins go out. Nothing confirmed is lost, nothing is sent twice, nobody
 * is left out; and the timers open no gateway.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Practice, startPractice } from '../src/practice/server.ts'
import { openKeeper } from '../src/stores/open.ts'
import { makeChance, makeCrowd } from './crowd.ts'
import { liveADay, type Machine, makeMachine, nothingWrong } from './machines.ts'
import { type Server, startServer } from './stores/server.ts'

const days = 3
const killsADay = 4
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))

let database: Server
beforeAll(async () => {
  database = await startServer()
})
afterAll(() => database?.stop())

/** Gives each post to the next machine in turn; one that takes no connection is passed over. Gives its address. */
async function startProxy(machines: readonly Machine[]): Promise<string> {
  let turn = 0
  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    const { method, url: path, headers } = incoming
    const attempt = (left: number): void => {
      const port = machines[turn++ % machines.length]?.port()
      if (left === 0) {
        outgoing.writeHead(502).end()
        return
      }
      if (port === undefined) {
        attempt(left - 1)
        return
      }
      const passing = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        // It died in the middle of its answer.
        answer.on('error', () => outgoing.destroy())
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      passing.on('error', (error) => {
        if ('code' in error && error.code === 'ECONNREFUSED') attempt(left - 1)
        else if (!outgoing.headersSent) outgoing.writeHead(502).end()
      })
      passing.end(body)
    }
    attempt(machines.length)
  }
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
}

/** Discord waits three seconds, which a machine under load may miss: whoever enters an address then tries again. */
async function enter(practice: Practice, address: string, tries = 10): Promise<void> {
  try {
    await practice.deliverTo(address)
  } catch (error) {
    if (tries === 1 || !(error instanceof Error) || error.name !== 'TimeoutError') throw error
    await enter(practice, address, tries - 1)
  }
}

// Half a minute, and many times that on a machine under load.
test(`three answer, two look at the clock, seed ${seed}`, { timeout: 900_000 }, async () => {
  const chance = makeChance(seed)
  const practice = await startPractice({ members: 10, opensPerMinute: 1000 })
  onTestFinished(() => practice.close())
  const [DATABASE_URL, key] = [await database.newDatabase(), randomBytes(32)]
  const env = { DATABASE_URL, MASTER_KEY: key.toString('base64'), FREE_TEXT: 'off', LOG_LEVEL: 'silent' }
  const make = (count: number, role: Readonly<Record<string, string>>) =>
    Array.from({ length: count }, () => makeMachine(practice, { ...env, ...role }))
  const answering = make(3, { ROLE: 'answer', TRANSPORT: 'http', PORT: '0' })
  // As it is unless somebody says otherwise, a timer would have the gateway.
  const timers = make(2, { ROLE: 'timer', TRANSPORT: 'gateway' })
  const machines = [...answering, ...timers]
  onTestFinished(async () => void (await Promise.all(machines.map((one) => one.kill()))))
  const gateways: string[] = []
  practice.events.on('call', ({ route }) => {
    if (route.includes('gateway')) gateways.push(route)
  })

  // All at once, on an empty database.
  await Promise.all(machines.map((one) => one.start()))
  await enter(practice, await startProxy(answering))
  const opening = await openKeeper({ databaseUrl: DATABASE_URL }, key)
  if (!('keeper' in opening)) throw new Error('the store did not open')
  onTestFinished(() => opening.close())
  const { keeper } = opening
  const crowd = makeCrowd(practice, chance)
  await crowd.seed(keeper)

  const starting = new Map<Machine, Promise<void>>()
  let kills = 0
  const living = {
    ...{ practice, crowd, keeper, machines, chance },
    async kill() {
      const alive = machines.filter((one) => one.runs())
      const dying = alive[Math.floor(chance() * alive.length)]
      if (!dying) return
      await dying.kill()
      kills += 1
      starting.set(dying, dying.start())
    },
    /** One that answers and one timer are enough; the others come back meanwhile. */
    async mend() {
      for (const some of [answering, timers])
        if (!some.some((one) => one.runs())) await Promise.race(some.map((one) => starting.get(one)))
    },
    mendAll: async () => void (await Promise.all(starting.values())),
  }
  for (let day = 0; day < days; day += 1) expect(await liveADay(living, killsADay)).toEqual(nothingWrong)

  expect(gateways).toEqual([])
  // There was something to lose.
  const { sent, confirmed } = crowd.counts()
  expect(sent).toBeGreaterThan(kills)
  expect(confirmed).toBeGreaterThan(kills)
})
