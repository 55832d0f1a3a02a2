/** What a person asked, free of Discord's JSON. `discord/read` makes it; every handler takes it. */
import type { Address } from './address.ts'
import type { Entry } from './person.ts'

/** Where a request comes from. */
export interface Room {
  readonly kind: 'server' | 'dm' | 'group'
  readonly channel: string
  /** Discord's id of the server; outside a server there is none. */
  readonly server?: string
  /** Whether the bot itself may post an ordinary message here. */
  readonly mayPost: boolean
}

export interface Asker {
  /**
   * Names this one interaction: Discord's id in base 36, at most 13 characters, fit for an address. What a person begins
   * is named after it, so that the same interaction delivered twice begins one thing.
   */
  readonly id: string
  /** Discord's id of the person: used in memory to open a DM and to count, never logged or stored readably. */
  readonly user: string
  /** Discord's locale code, such as `en-GB`. */
  readonly locale: string
  /** Whether the person may manage the server that they ask in; nowhere else. */
  readonly manages: boolean
  readonly room: Room
}

export type OptionValue = string | number | boolean

export type Request = Asker &
  (
    | { readonly kind: 'command'; readonly name: string; readonly options: Readonly<Record<string, OptionValue>> }
    | {
        readonly kind: 'suggest'
        readonly name: string
        readonly options: Readonly<Record<string, OptionValue>>
        /** The option being typed. */
        readonly focus: string
      }
    | {
        readonly kind: 'press'
        readonly address: Address
        /** What was chosen in a menu; empty for a button. */
        readonly values: readonly string[]
        /** `own`: only the asker sees the message; `public`: others see it too. */
        readonly on: 'own' | 'public'
      }
    | {
        readonly kind: 'form'
        readonly address: Address
        /** What was typed, under the fields' names. Every word of it passes the screen of `care`. */
        readonly fields: Readonly<Record<string, string>>
        /** What was chosen in the form's menus: values of our own, or of whoever forged the request. A menu left alone is absent. */
        readonly picks: Readonly<Record<string, string>>
        /** The message whose button opened it; `none`: a command did. */
        readonly on: 'own' | 'public' | 'none'
      }
    /** Nobody asked: the clock did. Its message goes to the person's DM. */
    | { readonly kind: 'due'; readonly entry: Entry; readonly plan: 'message' | 'stop' | 'close' }
    /** A button or form that we could not have written. */
    | { readonly kind: 'unknown' }
  )

export type RequestOf<K extends Request['kind']> = Extract<Request, { kind: K }>
