/** What a check of `npm run doctor` finds, as one line each. */

/**
 * `look`: it works, but somebody should look at it. `fault`: something does not work, or is not safe. `skip`: it could not
 * be looked at yet.
 */
export type Level = 'ok' | 'look' | 'fault' | 'skip'

export interface Finding {
  readonly level: Level
  /** What was looked at, in a word or two. */
  readonly about: string
  /** What was found and, unless all is well, what to do. */
  readonly say: string
}

const of =
  (level: Level) =>
  (about: string, say: string): Finding => ({ level, about, say })

export const [ok, look, fault] = [of('ok'), of('look'), of('fault')]

/**
 * Checks that were left out.
 * @param checks as they are called in the report
 * @param until what must be so first, such as “DISCORD_TOKEN is set”
 */
export const skip = (about: string, checks: readonly string[], until: string): Finding =>
  of('skip')(about, `Not looked at: ${checks.join(', ')}, until ${until}.`)

/** One line for each finding, and one that counts those that were looked at. */
export function report(findings: readonly Finding[]): string {
  const widest = Math.max(...findings.map(({ about }) => about.length))
  const lines = findings.map(({ level, about, say }) => `${level.padEnd(5)}  ${about.padEnd(widest)}  ${say}`)
  const count = (level: Level) => findings.filter((one) => one.level === level).length
  const faults = count('fault')
  const sum = `${count('ok')} ok, ${count('look')} to look at, ${faults} ${faults === 1 ? 'fault' : 'faults'}.`
  return [...lines, sum, ''].join('\n')
}
