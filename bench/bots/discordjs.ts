/** The same answers from an ordinary discord.js bot, as its guide shows it. */
import { Client, Events, GatewayIntentBits } from 'discord.js'
import { answers } from './answers.ts'
import { report } from './report.ts'

report()
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API ?? '', globalRequestsPerSecond: 1_000_000 },
})
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(answers.explain)
  else if (interaction.isButton()) await interaction.update(answers.step)
})
client.once(Events.ClientReady, () => process.send?.('started'))
await client.login(process.env.DISCORD_TOKEN)
