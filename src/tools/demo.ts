/** `npm run demo`: the practice server and the bot on this machine, and the address of the page to use it on. */
import { shelf, words } from '../core/library.ts'
import { content, settings, startBot } from '../main.ts'
import { startPractice } from '../practice/server.ts'

const library = content()
if (library) {
  const practice = await startPractice({
    port: Number(process.env.PORT ?? 0),
    profile: { name: 'Undercurrent', description: words(shelf(library, 'en'), 'profile') },
  })
  const config = settings({
    LOG_LEVEL: 'warn',
    ...process.env,
    DISCORD_TOKEN: practice.token,
    DISCORD_APPLICATION_ID: practice.applicationId,
    DISCORD_API: practice.api,
  })
  const bot = config && (await startBot(config, () => library))
  if (bot)
    process.stdout.write(
      `Undercurrent is ready. Open this page to use it:\n\n  ${practice.url}\n\nPress Ctrl+C to stop.\n`,
    )
  const stop = async () => {
    await bot?.close()
    await practice.close()
  }
  if (!bot) await stop()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}
