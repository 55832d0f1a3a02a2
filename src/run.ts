/** `npm start`: the process around the bot, from its settings to its last signal. */
import { complain, refuse } from './complain.ts'
import { content, ownSettings, warnOfMisspelt } from './inputs.ts'
import { makeLog } from './log.ts'
import { startBot } from './main.ts'
import { whenLeftByNpm } from './npm.ts'

/**
 * Runs until it is told to stop. Whatever prevents the start is told in a sentence, with exit status 1.
 * @param starter the process that this one was started by
 */
export async function run(starter: number): Promise<void> {
  const config = ownSettings()
  const library = content()
  if (!config || !library) return
  warnOfMisspelt(makeLog(config.LOG_LEVEL))
  const bot = await startBot(config, () => library).catch(refuse)
  if (!bot) return
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bot.close())
  whenLeftByNpm(starter, () => void bot.close())
  void bot.ended.then((why) => {
    complain([`Undercurrent has stopped: ${why.message}`])
    return bot.close()
  })
}
