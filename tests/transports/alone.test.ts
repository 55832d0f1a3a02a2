/** Nobody but Discord is contacted: every connection and every name looked up, recorded while a transport works. */
import dns from 'node:dns'
import net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { toYou } from '../../src/core/reply.ts'
import { type Practice, startPractice } from '../../src/practice/server.ts'
import { makeGateway } from '../../src/transports/gateway.ts'
import { makeHttp } from '../../src/transports/http.ts'
import type { Answering, Transport } from '../../src/transports/transport.ts'
import { registered } from '../contracts/transport.ts'
import { someone, text } from '../pair.ts'

/** Whom this process connects to from now on, as `host:port`, and which names it looks up. */
function contacts(): Set<string> {
  const found = new Set<string>()
  const { connect } = net.Socket.prototype
  const { lookup } = dns
  net.Socket.prototype.connect = new Proxy(connect, {
    apply(target, socket, given: unknown[]) {
      const [options] = Array.isArray(given[0]) ? given[0] : given
      const { host, port, path } = Object.assign({ host: undefined, port: undefined, path: undefined }, options)
      found.add(port === undefined ? String(path) : `${String(host)}:${String(port)}`)
      return Reflect.apply(target, socket, given)
    },
  })
  dns.lookup = new Proxy(lookup, {
    apply(target, self, given: unknown[]) {
      if (!net.isIP(String(given[0]))) found.add(String(given[0]))
      return Reflect.apply(target, self, given)
    },
  })
  onTestFinished(() => {
    net.Socket.prototype.connect = connect
    dns.lookup = lookup
  })
  return found
}

const refuse = (error: unknown) => {
  throw error
}

/** Registers, answers in every way, writes and reads a DM. */
async function lives(practice: Practice, transport: Transport, opened: () => Promise<void>): Promise<void> {
  const say = (words: string) => toYou({ kind: 'text', text: words })
  const answer: Answering = async (_, speaker) => {
    await speaker.wait('new', 'you')
    await speaker.say(say('one'), new Map())
    await speaker.say(say('two'), new Map())
  }
  await transport.register(await transport.applicationId(), registered)
  await transport.describe('A description')
  await transport.open(answer)
  await opened()
  const robin = someone(practice, practice.state('').people[0]?.id ?? '')
  await robin.use('try')
  await robin.reads(/two/)
  const dm = await transport.direct.openDm(robin.id)
  await transport.direct.send(dm, say('three'))
  await transport.direct.own(dm)
  expect(text(robin.last('dm'))).toBe('three')
  await transport.close()
}

test('over the gateway', async () => {
  const practice = await startPractice()
  onTestFinished(() => practice.close())
  const found = contacts()
  const gateway = makeGateway({ token: practice.token, api: practice.api }, refuse)
  await lives(practice, gateway, async () => {})
  expect(found).toEqual(new Set([new URL(practice.api).host]))
})

test('over HTTP', async () => {
  const practice = await startPractice()
  onTestFinished(() => practice.close())
  const found = contacts()
  const options = { token: practice.token, api: practice.api, host: '127.0.0.1', port: 0 }
  const site = { unready: () => undefined, page: () => undefined, onDeauthorized: async () => {} }
  const http = makeHttp(options, site, refuse)
  let own = ''
  await lives(practice, http, async () => {
    own = `127.0.0.1:${http.port()}`
    await practice.deliverTo(`http://${own}/`)
  })
  // The practice server, in the same process, posts to the bot.
  expect(found).toEqual(new Set([new URL(practice.api).host, own]))
})
