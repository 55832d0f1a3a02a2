/** `npm start`: the process around the bot, from its settings to its last signal. */
import { setTimeout as sleep } from 'node:timers/promises'
import { complain, refuse } from './complain.ts'
import { content, ownSettings, warnOfMisspelt } from './inputs.ts'
import { makeLog } from './log.ts'
import { type Bot, startBot } from './main.ts'
import { whenLeftByNpm } from './npm.ts'

/** Milliseconds that a bot which is still starting gets to start, so that it can end well. */
const toStart = 5000

/**
 * Runs until it is told to stop. Whatever prevents the start is told in a sentence, with exit status 1.
 * @param starter the process that this one was started by
 */
export async function run(starter: number): Promise<void> {
  const config = ownSettings()
  const library = content()
  if (!config || !library) return
  warnOfMisspelt(makeLog(config.LOG_LEVEL))
  const starting = startBot(config, () => library).catch(refuse)
  const end = makeEnd(starting)
  // Before the first interaction: one that is being answered when a signal comes must not be cut.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  whenLeftByNpm(starter, end)
  const bot = await starting
  void bot?.ended.then((why) => {
    complain([`Undercurrent has stopped: ${why.message}`])
    end()
  })
}

/** Ends the bot and then the process, whatever else it holds: a library's timer may be a minute long. */
function makeEnd(starting: Promise<Bot | undefined>): () => void {
  let ending = false
  return () => {
    if (ending) return
    ending = true
    void Promise.race([starting, sleep(toStart)])
      .then((bot) => bot?.close())
      .finally(() => process.exit())
  }
}
