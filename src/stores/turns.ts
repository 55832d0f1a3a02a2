/** Gathers what is asked in one turn of the event loop, so that all of it costs one transaction. */

interface Waiting<Ask, Answer> {
  readonly ask: Ask
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * @param answer gets everything asked since the last turn, and gives one answer to each in the same order; if it rejects, all are
 *   rejected
 * @returns asks for one thing
 */
export function inTurns<Ask, Answer>(
  answer: (asked: readonly Ask[]) => readonly Answer[] | Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = []

  async function turn(): Promise<void> {
    const now = waiting
    waiting = []
    try {
      const answers = await answer(now.map(({ ask }) => ask))
      for (const [at, one] of answers.entries()) now[at]?.resolve(one)
    } catch (error) {
      for (const one of now) one.reject(error)
    }
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      // The check phase comes after all that the network brought in this turn.
      if (waiting.length === 0) setImmediate(turn)
      waiting.push({ ask, resolve, reject })
    })
}
