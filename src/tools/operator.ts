/** What the tools for whoever hosts the bot share: the settings as the bot reads them, and how the end is told. */
import { fileURLToPath } from 'node:url'
import { config } from 'dotenv'
import { StoreDown } from '../stores/trouble.ts'

/** The environment, with what `.env` adds. */
export function readEnvironment(): NodeJS.ProcessEnv {
  config({ quiet: true, path: fileURLToPath(new URL('../../.env', import.meta.url)) })
  return process.env
}

/** Prints the sentence; the exit status is 1 if the work was not done. */
export async function tell(work: () => Promise<{ done: boolean; said: string }>): Promise<void> {
  const { done, said } = await work().catch((error: unknown) => {
    if (error instanceof StoreDown) return { done: false, said: error.message }
    throw error
  })
  process[done ? 'stdout' : 'stderr'].write(`${said}\n`)
  if (!done) process.exitCode = 1
}
