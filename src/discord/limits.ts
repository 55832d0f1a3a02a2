/**
 * Discord's limits that we keep, each with its page of https://docs.discord.com/developers.
 *
 * Discord does not say what a character is. We count UTF-16 code units, which are never fewer than code points.
 */
export const limits = {
  /** Components of a message, nested ones counted. components/reference */
  components: 40,
  /** Characters over all text displays of a message. discord/discord-api-docs#8562 */
  text: 4000,
  /** components/reference#action-row */
  buttonsInRow: 5,
  /** components/reference#button */
  buttonLabel: 80,
  /** components/reference#button */
  url: 512,
  /** Menus are string selects. components/reference#string-select */
  menuOptions: 25,
  /** Label, value or description. components/reference#string-select-select-option-structure */
  menuOption: 100,
  /** components/reference#string-select */
  menuHint: 150,
  /** Alternative text. components/reference#media-gallery-media-gallery-item-structure */
  alt: 1024,
  /** Attachments of a message; the page is silent, Discord's OpenAPI document has it. resources/message#create-message */
  attachments: 10,
  /** interactions/receiving-and-responding#interaction-response-object-modal */
  formTitle: 45,
  /** interactions/receiving-and-responding#interaction-response-object-modal */
  formFields: 5,
  /** components/reference#label */
  fieldLabel: 45,
  /** components/reference#label */
  fieldAbout: 100,
  /** components/reference#text-input, the input's `custom_id` */
  fieldName: 100,
  /** components/reference#text-input */
  fieldText: 4000,
  /** Suggestions of an autocomplete. interactions/receiving-and-responding#interaction-response-object-autocomplete */
  choices: 25,
  /** Name or value. interactions/application-commands#application-command-object-application-command-option-choice-structure */
  choice: 100,
  /** Of a command or an option. interactions/application-commands#application-command-object */
  description: 100,
  /** What a string option may hold. interactions/application-commands#application-command-object-application-command-option-structure */
  optionText: 6000,
} as const
