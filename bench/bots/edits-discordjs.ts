/** The same from an ordinary discord.js bot, with the settings that it has by itself. */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'
import { report } from './report.ts'

report()
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env.DISCORD_API ?? '' } })
client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  await interaction.editReply('Here it is.')
})
client.once(Events.ClientReady, () => process.send?.('started'))
await client.login(process.env.DISCORD_TOKEN)
