/** Makes each costly thing once: shared by all who ask, the latest used kept. */

export interface Once<Input, Made> {
  /** What was made before, at once. */
  made(input: Input): Made | undefined
  /** A failure rejects for all who wait on it and is forgotten: the next call tries again. */
  make(input: Input): Promise<Made>
}

/**
 * Inputs with the same `key` are the same thing. At most `most` things are kept; the one unused for longest goes first.
 */
export function makeOnce<Input, Made>(
  most: number,
  key: (input: Input) => string,
  work: (input: Input) => Promise<Made>,
): Once<Input, Made> {
  const kept = new Map<string, Made>()
  const underWay = new Map<string, Promise<Made>>()

  const keep = (name: string, made: Made): void => {
    kept.delete(name)
    kept.set(name, made)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) return
      kept.delete(oldest)
    }
  }
  const find = (name: string): Made | undefined => {
    const made = kept.get(name)
    if (made !== undefined) keep(name, made)
    return made
  }
  const start = async (name: string, input: Input): Promise<Made> => {
    try {
      const made = await work(input)
      keep(name, made)
      return made
    } finally {
      underWay.delete(name)
    }
  }

  return {
    made: (input) => find(key(input)),
    async make(input) {
      const name = key(input)
      const made = find(name)
      if (made !== undefined) return made
      const shared = underWay.get(name)
      if (shared) return shared
      const making = start(name, input)
      underWay.set(name, making)
      return making
    },
  }
}
