import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { makeGateway } from '../../src/transports/gateway.ts'
import type { Transport } from '../../src/transports/transport.ts'
import { registered, transportContract } from '../contracts/transport.ts'
import { type Door, type Knock, openDoor } from './door.ts'

transportContract('the gateway', async (practice, answer, onRefused) => {
  const gateway = makeGateway({ token: practice.token, api: practice.api, onRefused }, (error) => {
    throw error
  })
  await gateway.register(practice.applicationId, registered)
  await gateway.open(answer)
  return { direct: gateway.direct, close: () => gateway.close() }
})

/** One that is in, and a promise of the moment when it knows that it was cut off. */
async function enter(door: Door, token: string): Promise<{ gateway: Transport; lost: Promise<unknown> }> {
  const { promise: lost, resolve } = Promise.withResolvers<unknown>()
  const gateway = makeGateway({ token, api: door.api }, resolve)
  await gateway.open(async () => {})
  return { gateway, lost }
}

test('closed while Discord is away, it does not come back with it', async () => {
  const before = await openDoor()
  const [gone, witness] = [await enter(before, 'gone'), await enter(before, 'witness')]
  await before.close()
  await Promise.all([gone.lost, witness.lost])
  await gone.gateway.close()
  const after = await openDoor({ port: before.port })
  // Another one, which tries as often, is back twice meanwhile.
  const socket = await after.introduced()
  const again = after.introduced()
  socket.terminate()
  await again
  expect(after.came).toEqual(['witness', 'witness'])
  await witness.gateway.close()
  await after.close()
})

/** One that was closed while it stood before a shut door, and its knock. */
async function closedAtTheDoor(): Promise<{ door: Door; knock: Knock }> {
  const before = await openDoor()
  const { gateway } = await enter(before, 'token')
  await before.close()
  const door = await openDoor({ port: before.port, shut: true })
  onTestFinished(() => door.close())
  const knock = await door.knock()
  await gateway.close()
  return { door, knock }
}

test('closed while it connects, it leaves as soon as it is in, and says nothing', async () => {
  const { door, knock } = await closedAtTheDoor()
  const entered = door.entered()
  knock.letIn()
  const socket = await entered
  await once(socket, 'close')
  expect(door.came).toEqual([])
})

test('closed while it connects, it bears to be turned away', async () => {
  const thrown: unknown[] = []
  const note = (error: unknown) => void thrown.push(error)
  process.on('uncaughtException', note)
  onTestFinished(() => void process.off('uncaughtException', note))
  const { door, knock } = await closedAtTheDoor()
  knock.turnAway()
  // It knows by the time that a later caller has an answer.
  await fetch(door.api)
  expect(thrown).toEqual([])
})

test('closing does not wait for a Discord that has gone silent', { timeout: 20_000 }, async () => {
  const door = await openDoor()
  const entered = door.entered()
  const { gateway } = await enter(door, 'token')
  const socket = await entered
  // It reads no more, so nobody says goodbye back.
  socket.pause()
  await gateway.close()
  await door.close()
})
