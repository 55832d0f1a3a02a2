/**
 * A slash command as one declaration: options are written once, as data, and the handlers' arguments are inferred from them.
 *
 * Handlers are pure and synchronous. The command's name is its file's name in `commands/`; its words are in `words.yml`.
 */
import type { Answer, Outcome, Submitted, Suggested } from './outcome.ts'
import type { Reply } from './reply.ts'
import type { OptionValue, Request, RequestOf } from './request.ts'
import type { World } from './world.ts'

export interface Option {
  readonly type: 'string' | 'integer' | 'boolean'
  readonly required?: boolean
  /** Suggestions come from the command's `suggest`. */
  readonly suggest?: boolean
  /** Longest string, in characters. */
  readonly most?: number
}

export type Options = Readonly<Record<string, Option>>

type ValueOf<O extends Option> = O['type'] extends 'string' ? string : O['type'] extends 'integer' ? number : boolean

/** The options as a handler receives them: required ones present, the others perhaps. */
export type ValuesOf<O extends Options> = {
  readonly [K in keyof O as O[K]['required'] extends true ? K : never]: ValueOf<O[K]>
} & { readonly [K in keyof O as O[K]['required'] extends true ? never : K]?: ValueOf<O[K]> }

/** What a handler returns for something it could not have offered: the pipeline then says that the button is outdated. */
type Unknown = undefined

export interface Spec<O extends Options> {
  readonly options?: O
  /** It lives on typed words: where a host switched those off, the command is not there. */
  readonly typed?: boolean
  /** For whoever may manage a server: Discord offers it there alone, to them alone, unless they hand it to others. */
  readonly manages?: boolean
  /**
   * Whether what is kept about the asker is loaded before the handler runs; none of its other requests touches the store.
   * `surely`: a slow store is waited for, and what is said rewrites the pressed message.
   */
  readonly keeps?: boolean | ((request: Request) => boolean | 'surely')
  answer(request: Omit<RequestOf<'command'>, 'options'> & { readonly options: ValuesOf<O> }, world: World): Answer
  suggest?(request: RequestOf<'suggest'>, world: World): Suggested
  press?(request: RequestOf<'press'>, world: World): Answer | Unknown
  submit?(request: RequestOf<'form'>, world: World): Submitted | Unknown
  /** What one of its entries says when its time has come. */
  due?(request: RequestOf<'due'>, world: World): Outcome<Reply> | Unknown
}

/** A command with its option types forgotten, as the pipeline sees it. */
export interface Command {
  readonly options: Options
  readonly typed: boolean
  readonly manages: boolean
  keeps(request: Request): boolean | 'surely'
  answer(request: RequestOf<'command'>, world: World): Answer | Unknown
  suggest(request: RequestOf<'suggest'>, world: World): Suggested
  press(request: RequestOf<'press'>, world: World): Answer | Unknown
  submit(request: RequestOf<'form'>, world: World): Submitted | Unknown
  due(request: RequestOf<'due'>, world: World): Outcome<Reply> | Unknown
}

const typeOf = { string: 'string', integer: 'number', boolean: 'boolean' } as const

/** Whether every required option is there and every option has the type it was declared with. */
function fits<O extends Options>(
  options: O,
  given: Readonly<Record<string, OptionValue>>,
): given is ValuesOf<O> & typeof given {
  return Object.entries(options).every(([name, { type, required }]) =>
    given[name] === undefined ? !required : typeof given[name] === typeOf[type],
  )
}

/**
 * Declares a command.
 * A request whose options do not fit the declaration (an outdated registration, a forged call) reaches no handler.
 */
export function command<const O extends Options>(spec: Spec<O>): Command {
  const options = spec.options ?? ({} as O)
  return {
    options,
    typed: spec.typed ?? false,
    manages: spec.manages ?? false,
    keeps: (request) => (typeof spec.keeps === 'function' ? spec.keeps(request) : (spec.keeps ?? false)),
    answer: (request, world) =>
      fits(options, request.options) ? spec.answer({ ...request, options: request.options }, world) : undefined,
    suggest: (request, world) => spec.suggest?.(request, world) ?? { say: [] },
    press: (request, world) => spec.press?.(request, world),
    submit: (request, world) => spec.submit?.(request, world),
    due: (request, world) => spec.due?.(request, world),
  }
}
