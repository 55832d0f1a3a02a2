import { command } from '../../src/core/command.ts'
import { toYou } from '../../src/core/reply.ts'
import { registration } from '../../src/discord/register.ts'
import { content } from '../../src/main.ts'
import { makeGateway } from '../../src/transports/gateway.ts'
import { transportContract } from '../contracts/transport.ts'

const library = content()
if (!library) throw new Error('the content has faults')
const english = library.shelves.get('en')
if (!english) throw new Error('there is no English')
const words = { ...english.words, 'commands.try.description': 'Try', 'commands.try.options.topic': 'What' }
const shelves = new Map([['en', { ...english, words }]])

transportContract('the gateway', async (practice, answer) => {
  const trying = command({
    options: { topic: { type: 'string', suggest: true } },
    answer: () => ({ say: toYou({ kind: 'text', text: 'unused' }) }),
  })
  const gateway = makeGateway({ token: practice.token, api: practice.api }, (error) => {
    throw error
  })
  await gateway.register(practice.applicationId, registration(new Map([['try', trying]]), { ...library, shelves }))
  await gateway.open(answer)
  return { direct: gateway.direct, close: () => gateway.close() }
})
