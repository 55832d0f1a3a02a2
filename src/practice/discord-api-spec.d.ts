/** Types for the schemas of `discord-api-spec/zod` that `shape.ts` uses: the package ships them as plain JavaScript. */
declare module 'discord-api-spec/zod' {
  import type { ZodMiniType } from 'zod/mini'
  export const ApplicationCommandUpdateRequestSchema: ZodMiniType
  export const ApplicationCommandPatchRequestPartialSchema: ZodMiniType
  export const CreatePrivateChannelRequestSchema: ZodMiniType
  export const IncomingWebhookInteractionRequestSchema: ZodMiniType
  export const IncomingWebhookRequestPartialSchema: ZodMiniType
  export const IncomingWebhookUpdateRequestPartialSchema: ZodMiniType
  export const MessageCreateRequestSchema: ZodMiniType
  export const MessageEditRequestPartialSchema: ZodMiniType
  export const ModalInteractionCallbackRequestDataSchema: ZodMiniType
  export const InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema: ZodMiniType
  export const InteractionApplicationCommandAutocompleteCallbackNumberDataSchema: ZodMiniType
  export const InteractionApplicationCommandAutocompleteCallbackStringDataSchema: ZodMiniType
}
