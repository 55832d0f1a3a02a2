// Undercurrent's way out alone: each interaction is deferred, then edited.
import { toYou } from '../../src/core/reply.ts'
import { makeGateway } from '../../src/transports/gateway.ts'
import { report } from './report.ts'

report()
const { DISCORD_TOKEN: token = '', DISCORD_API: api = '' } = process.env
const gateway = makeGateway({ token, api }, (error) => process.stderr.write(`${String(error)}\n`))
await gateway.open(async (_, speaker) => {
  await speaker.wait('new', 'you')
  await speaker.say(toYou({ kind: 'text', text: 'Here it is.' }), new Map())
})
process.send?.('started')
