/** What the tools for whoever hosts the bot share: the settings as the bot reads them, and how the end is told. */
import { readEnvironment } from '../environment.ts'
import { StoreDown } from '../stores/trouble.ts'

type Env = Readonly<Record<string, string | undefined>>
interface Ended {
  readonly done: boolean
  readonly said: string
}

/** Does it with the settings, and prints the sentence; the exit status is 1 if the work was not done. */
export async function tell(work: (env: Env) => Promise<Ended>): Promise<void> {
  const { env, fault } = readEnvironment()
  const { done, said } = fault ? { done: false, said: fault } : await work(env).catch(outOfReach)
  process[done ? 'stdout' : 'stderr'].write(`${said}\n`)
  if (!done) process.exitCode = 1
}

function outOfReach(error: unknown): Ended {
  if (error instanceof StoreDown) return { done: false, said: error.message }
  throw error
}
