import { makeGateway } from '../../src/transports/gateway.ts'
import { registered, transportContract } from '../contracts/transport.ts'

transportContract('the gateway', async (practice, answer, onRefused) => {
  const gateway = makeGateway({ token: practice.token, api: practice.api, onRefused }, (error) => {
    throw error
  })
  await gateway.register(practice.applicationId, registered)
  await gateway.open(answer)
  return { direct: gateway.direct, close: () => gateway.close() }
})
