/** The same answers from a bot built on Sapphire, as its guide shows it. */
import { Command, InteractionHandler, InteractionHandlerTypes, SapphireClient } from '@sapphire/framework'
import { type ButtonInteraction, type ChatInputCommandInteraction, Events, GatewayIntentBits } from 'discord.js'
import { answers } from './answers.ts'
import { report } from './report.ts'

report()
const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API ?? '', globalRequestsPerSecond: 1_000_000 },
  baseUserDirectory: null,
  logger: { level: 100 },
})

class Explain extends Command {
  override async chatInputRun(interaction: ChatInputCommandInteraction) {
    await interaction.reply(answers.explain)
  }
}

class Step extends InteractionHandler {
  override parse() {
    return this.some()
  }
  override async run(interaction: ButtonInteraction) {
    await interaction.update(answers.step)
  }
}

await client.stores.loadPiece({ store: 'commands', name: 'explain', piece: Explain as never })
await client.stores.loadPiece({
  store: 'interaction-handlers',
  name: 'step',
  piece: class extends Step {
    constructor(context: never) {
      super(context, { interactionHandlerType: InteractionHandlerTypes.Button })
    }
  } as never,
})
client.once(Events.ClientReady, () => process.send?.('started'))
await client.login(process.env.DISCORD_TOKEN)
