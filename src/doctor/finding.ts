/** What a check of `npm run doctor` finds, as one line each. */

/** `look`: it works, but somebody should look at it. `fault`: something does not work, or is not safe. */
export type Level = 'ok' | 'look' | 'fault'

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

/** One line for each finding, and one that counts them. */
export function report(findings: readonly Finding[]): string {
  const widest = Math.max(...findings.map(({ about }) => about.length))
  const lines = findings.map(({ level, about, say }) => `${level.padEnd(5)}  ${about.padEnd(widest)}  ${say}`)
  const count = (level: Level) => findings.filter((one) => one.level === level).length
  const faults = count('fault')
  const sum = `${count('ok')} ok, ${count('look')} to look at, ${faults} ${faults === 1 ? 'fault' : 'faults'}.`
  return [...lines, sum, ''].join('\n')
}
