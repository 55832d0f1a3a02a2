/** What a lint rule is. Each lies in `rules/<id>.ts` and is the file's default export. */
import type { Fault } from './fault.ts'
import type { TextFile } from './page.ts'
import type { Content } from './parse.ts'

export type Finding = Omit<Fault, 'rule'>

/** What a rule may know besides the content. */
export interface Surroundings {
  /** The day on which ages are counted, `YYYY-MM-DD`; without it nothing is too old, so that a checkout does not rot. */
  readonly today?: string
  /** The program's own files, to see which words it uses. Absent: that is not looked at. */
  readonly code?: readonly TextFile[]
}

export interface Rule {
  /** One sentence: what it asks and why. */
  readonly about: string
  check(content: Content, around: Surroundings): readonly Finding[]
}
