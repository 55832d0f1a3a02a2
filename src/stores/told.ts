/** What came of something that an operator asked for. */
export interface Told {
  readonly done: boolean
  /** For the operator. */
  readonly said: string
}

export const refuse = (said: string): Told => ({ done: false, said })
