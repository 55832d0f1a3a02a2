/**
 * What the bot can say: our own small vocabulary, free of Discord's JSON and of its limits.
 *
 * `discord/write` turns it into Components V2 and keeps every limit, whatever the lengths here.
 * Texts are Discord Markdown and come from `content/`; a person's own words pass through `plain` first.
 */
import type { Address } from './address.ts'
import type { Picture } from './picture.ts'

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly small?: boolean }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'line' }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'menu'; readonly to: Address; readonly hint: string; readonly choices: readonly MenuChoice[] }

/** `main`: the way on; `danger`: what this press does cannot be undone. A tone is never the only sign: the label tells. */
export type Tone = 'plain' | 'main' | 'danger'

export type Button = { readonly label: string; readonly tone?: Tone } & (
  | { readonly to: Address }
  | { readonly url: string }
)

/** Choices in a menu, and suggestions while somebody types: Discord takes no more. */
export const mostChoices = 25

export interface MenuChoice {
  readonly label: string
  readonly value: string
  readonly about?: string
}

/** One message. */
export interface Reply {
  readonly blocks: readonly Block[]
  /** `same` rewrites the pressed message, `new` adds one, `gone` shows the blocks for a moment and deletes the message. */
  readonly to: 'same' | 'new' | 'gone'
  /** `you`: ephemeral. */
  readonly seenBy: 'you' | 'room'
  /** A text to take away as a file. Discord stores it, so a person is told before. */
  readonly file?: TextFile
}

export interface TextFile {
  /** Letters, digits and a dot: what the file is called. */
  readonly name: string
  readonly text: string
}

/** A form (Discord's modal). It can answer a command or a press, never another form. */
export interface Form {
  readonly form: Address
  readonly title: string
  readonly fields: readonly Field[]
}

export type Field =
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'words'
      /** The key of the answer. */
      readonly name: string
      readonly label: string
      readonly about?: string
      readonly long?: boolean
      readonly optional?: boolean
      /** Longest answer in characters; 4,000 at most. */
      readonly most?: number
    }
  | {
      /** A menu in a form: one of up to 25 choices, whose value comes back under the name. */
      readonly kind: 'pick'
      readonly name: string
      readonly label: string
      readonly about?: string
      readonly hint?: string
      readonly choices: readonly MenuChoice[]
      /** The value that is chosen already. */
      readonly chosen?: string
      readonly optional?: boolean
    }

/** One suggestion of an autocomplete. */
export interface Choice {
  readonly label: string
  readonly value: string
}

/** Everything that can answer one interaction. */
export type Say = Reply | Form | readonly Choice[]

export const text = (words: string): Block => ({ kind: 'text', text: words })

export const row = (...buttons: readonly Button[]): Block => ({ kind: 'buttons', buttons })

/** A new message that only the asker sees. */
export const toYou = (...blocks: Block[]): Reply => ({ blocks, to: 'new', seenBy: 'you' })

/** The pressed message, rewritten; what was ephemeral stays so. */
export const instead = (...blocks: Block[]): Reply => ({ blocks, to: 'same', seenBy: 'you' })

/** A person's own words, made harmless: no Markdown, no mention, no link preview. */
export const plain = (words: string): string => words.replace(/[\\`*_~|>#[\]()<:@-]/g, '\\$&')
