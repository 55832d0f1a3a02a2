/**
 * Turns what the bot says into Discord's JSON and keeps every limit, whatever the lengths.
 *
 * When a reply is too large, the least is lost: first dividing lines, then pictures (their alternative text stands in),
 * then the order of texts and buttons, then words of the longest texts, and buttons last, those of the last row after all
 * others: *Help* and *Hide* stand there.
 */
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APILabelComponent,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  type APITextInputComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
  TextInputStyle,
} from 'discord-api-types/v10'
import { writeAddress } from '../core/address.ts'
import type { Block, Button, Choice, Field, Form, MenuChoice, Reply, Tone } from '../core/reply.ts'
import type { Files } from '../core/speaker.ts'
import { clean, cutMarkdown, cutPlain, line, visible } from './cut.ts'
import { limits } from './limits.ts'

/** How a message is sent. */
export type Way =
  /** A new message in answer to an interaction: callback type 4, or `POST /webhooks/{application}/{token}`. */
  | 'answer'
  /** A message rewritten: callback type 7, or `PATCH` of a message, which is also how a deferred answer (type 5) is filled. */
  | 'edit'
  /** The bot's own message: `POST /channels/{channel}/messages`. */
  | 'post'

/** The fields we send, the same for every way but one: `EPHEMERAL` is given with an answer and never changed later. */
export interface Body {
  /**
   * `IS_COMPONENTS_V2` always: a new message needs it, so does the edit that fills a deferred answer (which may not carry
   * it), and set again it changes nothing. `EPHEMERAL` where the way is an answer and `seenBy` is `you`.
   */
  readonly flags: MessageFlags
  /** Nobody is ever pinged. It goes with edits too: without it Discord reads mentions anew with its own defaults. */
  readonly allowed_mentions: { parse: [] }
  readonly components: APIMessageTopLevelComponent[]
  /** Every file the message has from now on, so an empty list takes away the pictures that an edited message had. */
  readonly attachments: { id: number; filename: string; description?: string }[]
}

export interface Message {
  readonly body: Body
  /** In the order of `body.attachments`: the file at n goes out as `files[n]`. */
  readonly files: readonly { readonly name: string; readonly data: Uint8Array }[]
}

/** One calm blue-green, readable beside Discord's light and dark grounds. */
const accent = 0x3a8fa3

/**
 * Writes a reply as a message.
 * @throws if nothing of it would be seen: a handler that says nothing is a bug.
 * @see https://docs.discord.com/developers/components/reference
 */
export function message(reply: Reply, files: Files, way: Way = 'answer'): Message {
  const beside = reply.file ? 1 : 0
  const all = reply.blocks.flatMap((block) => toParts(block, files))
  const parts = tidyLines(limitPictures(all, limits.attachments - beside))
  if (parts.every(({ kind }) => kind === 'line')) throw new Error('a reply without a visible block')
  const boxed = parts.some((part) => part.kind === 'text' && part.heading)
  const room = limits.components - (boxed ? 1 : 0) - beside
  const fitting = fitTexts(fitComponents(parts, room))
  const pictures = fitting.filter((part) => part.kind === 'picture')
  const named = new Map(pictures.map((part, index) => [part, `picture-${index + 1}.png`]))
  const components = toComponents(fitting, (part) => named.get(part) ?? '')
  if (reply.file) components.push({ type: ComponentType.File, file: { url: `attachment://${reply.file.name}` } })
  const ephemeral = way === 'answer' && reply.seenBy === 'you'
  return {
    body: {
      flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
      allowed_mentions: { parse: [] },
      components: boxed ? [{ type: ComponentType.Container, accent_color: accent, components }] : components,
      attachments: [
        ...[...named].map(([{ alt }, filename], id) => ({ id, filename, ...(alt && { description: alt }) })),
        ...(reply.file ? [{ id: named.size, filename: reply.file.name }] : []),
      ],
    },
    files: [
      ...[...named].map(([{ data }, name]) => ({ name, data })),
      ...(reply.file ? [{ name: reply.file.name, data: new TextEncoder().encode(reply.file.text) }] : []),
    ],
  }
}

/** A block ready to be measured: its text is Markdown, its buttons and menus are Discord's. */
type Part =
  | { readonly kind: 'text'; readonly text: string; readonly heading?: boolean }
  | { readonly kind: 'line' }
  | { readonly kind: 'picture'; readonly data: Uint8Array; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly APIButtonComponent[] }
  | { readonly kind: 'menu'; readonly menu: APIStringSelectComponent }

type Of<K extends Part['kind']> = Extract<Part, { kind: K }>

/** A block as a part; nothing where it has nothing to show. */
function toParts(block: Block, files: Files): Part[] {
  switch (block.kind) {
    case 'heading':
      return textPart(line(block.text), (text) => `## ${text}`, true)
    case 'text':
      return textPart(clean(block.text), (text) => (block.small ? eachLine(text, '-# ') : text))
    case 'quote':
      return textPart(clean(block.text), (text) => text.replace(/^/gm, '> '))
    case 'list':
      return textPart(block.items.map(clean).filter(visible).map(listItem).join('\n'))
    case 'line':
      return [block]
    case 'picture': {
      const data = files.get(block.picture)
      const alt = clean(block.alt)
      return data ? [{ kind: 'picture', data, alt: visible(alt) ? cutPlain(alt, limits.alt) : '' }] : textPart(alt)
    }
    case 'buttons': {
      const buttons = block.buttons.flatMap(toButton)
      return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : []
    }
    case 'menu':
      return toMenu(block)
  }
}

const textPart = (text: string, style = (words: string) => words, heading = false): Part[] =>
  visible(text) ? [{ kind: 'text', text: style(text), heading }] : []

const eachLine = (text: string, mark: string) => text.replace(/^(?=.*\S)/gm, mark)

/** Further lines are indented, and empty ones left out, so that they stay in the item. */
const listItem = (text: string) => `- ${text.replace(/\n\s*/g, '\n  ')}`

const styles = {
  plain: ButtonStyle.Secondary,
  main: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const satisfies Record<Tone, ButtonStyle>

function toButton(button: Button): APIButtonComponent[] {
  const label = cutPlain(line(button.label), limits.buttonLabel)
  if (!visible(label)) return []
  if ('to' in button) {
    const { tone = 'plain', to } = button
    return [{ type: ComponentType.Button, style: styles[tone], label, custom_id: writeAddress(to) }]
  }
  const url = URL.parse(button.url)
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > limits.url) return []
  return [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: url.href }]
}

function toMenu({ to, hint, choices }: Extract<Block, { kind: 'menu' }>): Part[] {
  const options = toOptions(choices)
  if (options.length === 0) return []
  const placeholder = cutPlain(line(hint), limits.menuHint)
  const shown = visible(placeholder) && { placeholder }
  return [{ kind: 'menu', menu: { type: ComponentType.StringSelect, custom_id: writeAddress(to), options, ...shown } }]
}

const toOptions = (choices: readonly MenuChoice[]) =>
  unique(choices.flatMap(toOption), ({ value }) => [value]).slice(0, limits.menuOptions)

function toOption({ label, value, about = '' }: MenuChoice): APIStringSelectComponent['options'] {
  const shown = cutPlain(line(label), limits.menuOption)
  const description = cutPlain(line(about), limits.menuOption)
  if (!visible(shown) || !isExact(value, limits.menuOption)) return []
  return [{ label: shown, value, ...(visible(description) && { description }) }]
}

/** Whether a value can be sent as it is: one that was changed would come back as another. */
const isExact = (value: string, most: number) => visible(value) && value.length <= most && line(value) === value

/** Those whose keys no earlier one has. */
function unique<T>(items: readonly T[], keys: (item: T) => readonly string[]): T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const own = keys(item)
    if (own.some((key) => seen.has(key))) return false
    for (const key of own) seen.add(key)
    return true
  })
}

/** The words of a picture in its place. */
const inWords = (part: Part): Part[] => (part.kind === 'picture' ? textPart(part.alt) : [part])

function limitPictures(parts: readonly Part[], most: number): Part[] {
  const beyond = new Set(parts.filter(({ kind }) => kind === 'picture').slice(most))
  return parts.flatMap((part) => (beyond.has(part) ? inWords(part) : [part]))
}

/** Lines stand between things. */
const tidyLines = (parts: readonly Part[]): Part[] =>
  parts.filter(({ kind }, at) => kind !== 'line' || (at > 0 && (parts[at + 1]?.kind ?? 'line') !== 'line'))

function fitComponents(parts: readonly Part[], room: number): Part[] {
  const once = uniqueAddresses(parts)
  if (count(once) <= room) return once
  const unlined = once.filter(({ kind }) => kind !== 'line')
  if (count(unlined) <= room) return unlined
  const unpictured = unlined.flatMap(inWords)
  if (count(unpictured) <= room) return unpictured
  return gather(parts.flatMap(inWords), room)
}

/** An address leads to one place, so of two buttons with the same the first is enough; Discord would refuse both. */
function uniqueAddresses(parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  const isNew = (address: string) => !seen.has(address) && seen.add(address).has(address)
  return parts.flatMap((part): Part[] => {
    if (part.kind === 'menu') return isNew(part.menu.custom_id) ? [part] : []
    if (part.kind !== 'buttons') return [part]
    const buttons = part.buttons.filter((button) => !('custom_id' in button) || isNew(button.custom_id))
    return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : []
  })
}

/** Components that parts become; texts in a row become one. */
const count = (parts: readonly Part[]): number =>
  parts.reduce((sum, part, at) => {
    if (part.kind === 'buttons') return sum + withRows(part.buttons.length)
    if (part.kind === 'menu') return sum + 2
    return part.kind === 'text' && parts[at - 1]?.kind === 'text' ? sum : sum + 1
  }, 0)

const withRows = (buttons: number) => buttons + Math.ceil(buttons / limits.buttonsInRow)

/** The most buttons that fit, rows counted. */
const mostButtons = (room: number) => Math.max(0, room - Math.ceil(room / (limits.buttonsInRow + 1)))

/** Everything by kind, so that texts share one display and buttons fill their rows; what is still too much is left out. */
function gather(parts: readonly Part[], room: number): Part[] {
  const texts = parts.filter((part) => part.kind === 'text')
  const rows = parts.filter((part) => part.kind === 'buttons')
  const menus = parts.filter((part) => part.kind === 'menu')
  const earlier: Of<'buttons'> = { kind: 'buttons', buttons: rows.slice(0, -1).flatMap(({ buttons }) => buttons) }
  // The last row first, so that it is served first and keeps an address that an earlier one has too.
  const byWorth = uniqueAddresses([...rows.slice(-1), ...menus, earlier])
  const kept: Part[] = []
  let left = room - count(texts)
  for (const part of byWorth) {
    const served: Part = part.kind === 'buttons' ? { ...part, buttons: part.buttons.slice(0, mostButtons(left)) } : part
    const cost = count([served])
    if (cost === 0 || cost > left) continue
    kept.push(served)
    left -= cost
  }
  const last = rows.length > 0 ? 1 : 0
  return [...texts, ...kept.slice(last), ...kept.slice(0, last)]
}

/** Between two texts of one display. */
const gap = '\n\n'

/** No text is cut shorter than this; where that is not enough, the last texts are left out. */
const shortest = 40

/** Shortens the longest texts until all fit together. */
function fitTexts(parts: readonly Part[]): Part[] {
  const texts = parts.filter((part) => part.kind === 'text')
  const lengths = texts.map(({ text }) => text.length)
  if (sum(lengths) + gap.length * (lengths.length - 1) <= limits.text) return [...parts]
  const ends = running(lengths.map((length) => Math.min(length, shortest) + gap.length))
  const keep = ends.filter((end) => end <= limits.text).length
  const most = level(lengths.slice(0, keep), limits.text - keep * gap.length)
  const kept = new Map(texts.slice(0, keep).map((part) => [part, { ...part, text: cutMarkdown(part.text, most) }]))
  return parts.flatMap((part): readonly Part[] | Part => (part.kind === 'text' ? (kept.get(part) ?? []) : part))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

function running(numbers: readonly number[]): number[] {
  let total = 0
  return numbers.map((one) => (total += one))
}

/** The greatest length such that texts cut to it have `room`, as water finds its level over an uneven ground. */
function level(lengths: readonly number[], room: number): number {
  let left = room
  const rising = lengths.toSorted((a, b) => a - b)
  for (const [at, length] of rising.entries()) {
    const share = Math.floor(left / (rising.length - at))
    if (length > share) return share
    left -= length
  }
  return room
}

function toComponents(parts: readonly Part[], nameOf: (part: Of<'picture'>) => string): APIComponentInContainer[] {
  const components: APIComponentInContainer[] = []
  for (const [at, part] of parts.entries()) {
    const before = parts[at - 1]
    const display = components.at(-1)
    if (part.kind === 'text' && before?.kind === 'text' && display?.type === ComponentType.TextDisplay) {
      display.content += (before.heading ? '\n' : gap) + part.text
    } else {
      components.push(...toComponent(part, nameOf))
    }
  }
  return components
}

function toComponent(part: Part, nameOf: (part: Of<'picture'>) => string): APIComponentInContainer[] {
  switch (part.kind) {
    case 'text':
      return [textDisplay(part.text)]
    case 'line':
      return [{ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small }]
    case 'picture': {
      const media = { url: `attachment://${nameOf(part)}` }
      return [{ type: ComponentType.MediaGallery, items: [{ media, ...(part.alt && { description: part.alt }) }] }]
    }
    case 'buttons': {
      const { buttons } = part
      const starts = buttons.flatMap((_, at) => (at % limits.buttonsInRow === 0 ? [at] : []))
      return starts.map((at) => ({
        type: ComponentType.ActionRow,
        components: buttons.slice(at, at + limits.buttonsInRow),
      }))
    }
    case 'menu':
      return [{ type: ComponentType.ActionRow, components: [part.menu] }]
  }
}

const textDisplay = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content })

/**
 * Writes a form as the data of a modal (callback type 9). Of more than five fields the notes give way first.
 * A note without words and a menu without choices have nothing to show and are left out.
 * @throws if it has no field, or a field without a name of 1 to 100 characters: both are bugs.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
 */
export function form({ form, title, fields }: Form): APIModalInteractionResponseCallbackData {
  const shown = unique(fields.filter(hasContent), (field) => (field.kind === 'note' ? [] : [field.name]))
  const ranked = [...shown.filter(({ kind }) => kind !== 'note'), ...shown.filter(({ kind }) => kind === 'note')]
  const kept = new Set(ranked.slice(0, limits.formFields))
  if (kept.size === 0) throw new Error('a form without a field')
  const notes = shown.flatMap((field): Part[] =>
    kept.has(field) && field.kind === 'note' ? textPart(clean(field.text)) : [],
  )
  const texts = fitTexts(notes).flatMap((part) => (part.kind === 'text' ? [textDisplay(part.text)] : []))
  return {
    custom_id: writeAddress(form),
    title: titled(title, limits.formTitle),
    components: shown.flatMap((field): APIModalInteractionResponseCallbackComponent[] => {
      if (!kept.has(field)) return []
      return field.kind === 'note' ? texts.splice(0, 1) : [toLabel(field)]
    }),
  }
}

function hasContent(field: Field): boolean {
  if (field.kind === 'note') return visible(field.text)
  return field.kind === 'words' || toOptions(field.choices).length > 0
}

/** A title or label that Discord demands, even where there are no words for it. */
function titled(text: string, most: number): string {
  const short = cutPlain(line(text), most)
  return visible(short) ? short : '…'
}

function toLabel(field: Exclude<Field, { kind: 'note' }>): APILabelComponent {
  if (!isExact(field.name, limits.fieldName))
    throw new Error(`the name of a field must have 1 to ${limits.fieldName} characters`)
  const description = cutPlain(line(field.about ?? ''), limits.fieldAbout)
  return {
    type: ComponentType.Label,
    label: titled(field.label, limits.fieldLabel),
    ...(visible(description) && { description }),
    component: field.kind === 'words' ? toTextInput(field) : toSelect(field),
  }
}

const toTextInput = ({ name, long, optional, most }: Extract<Field, { kind: 'words' }>): APITextInputComponent => ({
  type: ComponentType.TextInput,
  custom_id: name,
  style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
  required: !optional,
  max_length: Math.min(Math.max(Math.trunc(most ?? limits.fieldText), 1), limits.fieldText),
})

function toSelect({
  name,
  hint = '',
  choices,
  chosen,
  optional,
}: Extract<Field, { kind: 'pick' }>): APIStringSelectComponent {
  const placeholder = cutPlain(line(hint), limits.menuHint)
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    options: toOptions(choices).map((option) => (option.value === chosen ? { ...option, default: true } : option)),
    ...(visible(placeholder) && { placeholder }),
    required: !optional,
    // Without it, what is chosen already could be changed but not taken back.
    ...(optional && { min_values: 0 }),
  }
}

/**
 * Writes suggestions as the data of an autocomplete (callback type 8). None is an answer too.
 * A value too long to be sent whole is left out, and of two that look or mean the same the later.
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete
 */
export function choices(choices: readonly Choice[]): { choices: { name: string; value: string }[] } {
  const written = choices.flatMap(({ label, value }) => {
    const name = cutPlain(line(label), limits.choice)
    return visible(name) && isExact(value, limits.choice) ? [{ name, value }] : []
  })
  const different = unique(written, ({ name, value }) => [`name ${name}`, `value ${value}`])
  return { choices: different.slice(0, limits.choices) }
}
