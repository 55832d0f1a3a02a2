/**
 * What the practice page and the practice server say to each other.
 *
 * `GET /page/state?person=ID` gives a `PageState`; `GET /page/events?person=ID` is a stream of
 * server-sent events, each `data:` a `PageEvent`; `POST /page/act` takes an `Act` and gives an `ActResult`;
 * `POST /page/set` takes a `Setting` and gives 204. Messages, commands and forms are Discord's own JSON, untouched.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'

export interface Person {
  id: string
  name: string
  /** Discord locale code. */
  locale: string
  /** What the person may do in the server: Discord's permission bits, as a decimal number. */
  permissions: string
  /** Whether the person refuses DMs from the bot (50007). */
  refusesDms: boolean
}

export interface Channel {
  id: string
  name: string
  kind: 'server' | 'dm'
  /** For a DM: whose. */
  person?: string
  /** Server channels: whether the bot may post there. */
  botMayPost: boolean
}

/** A message as Discord would send it to this person. `seenBy` is set on ephemeral ones; `waiting` while the bot "is thinking". */
export interface PageMessage {
  message: APIMessage
  seenBy?: string
  waiting: boolean
  /** For an answer to a command: who used which command (Discord shows it above the message). */
  usedBy?: { person: string; command: string }
}

export interface PageState {
  /** The practice clock, in milliseconds since 1970. */
  now: number
  bot: { id: string; name: string; description: string; connected: boolean; inServer: boolean }
  people: Person[]
  channels: Channel[]
  commands: APIApplicationCommand[]
  /** The commands that are offered first where people begin, by name and in this order. */
  invites: string[]
  /** By channel id, oldest first; only what this person may see. */
  messages: Record<string, PageMessage[]>
  misbehaviour: Misbehaviour
  /** What whoever runs the server wants everybody on the page to know; line breaks stay. */
  notice?: string
}

/** How the practice server can be told to misbehave. */
export interface Misbehaviour {
  /** Milliseconds added to every REST answer. */
  slow: number
  /** The next N REST calls get 429 with a `retry_after` of half a second. */
  rateLimited: number
  /** The next N REST calls get 503. */
  failing: number
  /** The next N REST calls do what they shall, and the connection is cut before their answer. */
  lost: number
  /** Interaction tokens are refused as expired (50027). */
  expiredTokens: boolean
}

export type PageEvent =
  | { type: 'message'; channel: string; entry: PageMessage }
  | { type: 'removed'; channel: string; id: string }
  /** Something else changed: ask for the state again. */
  | { type: 'state' }

/** Something a person does. */
export type Act = { person: string; channel: string } & (
  | { do: 'command'; name: string; options: Record<string, string | number | boolean> }
  | { do: 'suggest'; name: string; options: Record<string, string | number | boolean>; focus: string }
  /** A button, or a menu with what was chosen. */
  | { do: 'press'; message: string; customId: string; values?: string[] }
  | { do: 'submit'; form: string; fields: Record<string, string | string[]> }
  /** Dismiss an ephemeral message on one's own screen. */
  | { do: 'dismiss'; message: string }
)

export type ActResult =
  | { got: 'answer' }
  | { got: 'form'; form: string; data: APIModalInteractionResponseCallbackData }
  | { got: 'choices'; choices: APIApplicationCommandOptionChoice[] }
  /** The bot was silent for three seconds, or said something that Discord refuses. */
  | { got: 'failure'; why: string }

export type Setting =
  | { set: 'locale'; person: string; locale: string }
  | { set: 'refusesDms'; person: string; refuses: boolean }
  | { set: 'botMayPost'; channel: string; may: boolean }
  | { set: 'inServer'; installed: boolean }
  | { set: 'misbehaviour'; misbehaviour: Partial<Misbehaviour> }
  /**
   * Drop the bot's gateway connection so that it has to resume: `cut` it, the default; have it `asked` to reconnect;
   * or cut it with the session `forgotten`, so that it has to identify anew.
   */
  | { set: 'drop'; how?: 'cut' | 'asked' | 'forgotten' }
  /** Move the practice clock forward, in milliseconds: a year at most. What comes meanwhile has come when the answer comes. */
  | { set: 'clock'; forward: number }
