/** `npm run register`: tells Discord our commands and our profile text without starting the bot. */
import { offered, register } from '../commands.ts'
import { fail } from '../complain.ts'
import type { Config } from '../config.ts'
import { type Library, shelf, words } from '../core/library.ts'
import { content, ownSettings } from '../inputs.ts'
import { makeGateway } from '../transports/gateway.ts'

const config = ownSettings()
const library = content()
if (config && library) await tell(config, library).catch(failed)

function failed(error: unknown): void {
  fail('Discord could not be told the commands and the description', error)
}

async function tell(config: Config, library: Library): Promise<void> {
  const gateway = makeGateway({ token: config.DISCORD_TOKEN, api: config.DISCORD_API }, failed)
  const commands = await register(gateway, config, await offered(config), library)
  const profile = await gateway.describe(words(shelf(library, 'en'), 'profile'))
  const told = (changed: boolean) => (changed ? 'updated' : 'already in sync')
  process.stdout.write(`Commands: ${told(commands)}. Profile: ${told(profile)}.\n`)
}
