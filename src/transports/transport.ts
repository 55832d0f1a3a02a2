/** What a transport is: how interactions arrive, and the calls that the bot makes on its own account. */
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'
import type { Request } from '../core/request.ts'
import type { Direct, Speaker } from '../core/speaker.ts'

/** Answers one request. It never rejects. */
export type Answering = (request: Request, speaker: Speaker) => Promise<void>

/** Every transport: one over the gateway, one over HTTP. Its outgoing side works before `open`. */
export interface Transport {
  readonly direct: Direct
  /** Asks Discord for the application's id. */
  applicationId(): Promise<string>
  /** Tells Discord our commands where they differ; whether they did. */
  register(application: string, commands: RESTPutAPIApplicationCommandsJSONBody): Promise<boolean>
  /** Tells Discord what stands under the bot's name, if it differs; whether it did. */
  describe(profile: string): Promise<boolean>
  /** Resolves when interactions arrive. Rejects where Discord refuses the token or the port is taken. */
  open(answer: Answering): Promise<void>
  /**
   * Lets nothing new in, finishes within at most four seconds what has come, and ends every connection.
   * @param other what else must finish within these seconds
   */
  close(other?: Promise<void>): Promise<void>
}

/** How long `close` waits for what is being answered, in milliseconds: it must be over in five seconds. */
const patience = 4000

/** What is under way, so that a stop can wait for it. */
export function makeUnderWay() {
  const running = new Set<Promise<void>>()
  return {
    add(work: Promise<void>): void {
      const forget = () => void running.delete(done)
      const done: Promise<void> = work.then(forget, forget)
      running.add(done)
    },
    /** Resolves when nothing runs any more, what was added meanwhile included, or after four seconds. */
    async done(): Promise<void> {
      let timer: NodeJS.Timeout | undefined
      let over = false
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          over = true
          resolve()
        }, patience)
      })
      while (running.size > 0 && !over) await Promise.race([Promise.all(running), enough])
      clearTimeout(timer)
    },
  }
}
