/** What a person asked, free of Discord's JSON. `discord/read` makes it; every handler takes it. */
import type { Address } from './address.ts'

/** Where a request comes from. */
export interface Room {
  readonly kind: 'server' | 'dm' | 'group'
  readonly channel: string
  /** Whether the bot itself may post an ordinary message here. */
  readonly mayPost: boolean
}

export interface Asker {
  /** Discord's id of the person: used in memory to open a DM and to count, never logged or stored readably. */
  readonly user: string
  /** Discord's locale code, such as `en-GB`. */
  readonly locale: string
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
        readonly fields: Readonly<Record<string, string>>
        /** The message whose button opened it; `none`: a command did. */
        readonly on: 'own' | 'public' | 'none'
      }
    /** A button or form that we could not have written. */
    | { readonly kind: 'unknown' }
  )

export type RequestOf<K extends Request['kind']> = Extract<Request, { kind: K }>
