/** A picture as data. `pictures/` draws it; the same data gives the same image. */

/** The loop of a mechanism: five short labels in a circle, from the trigger round to the cost. */
export interface LoopPicture {
  readonly kind: 'loop'
  readonly title: string
  /** Five stations in order; `name` is the station's kind in the reader's language ("Trigger"). */
  readonly stations: readonly { readonly role: LoopRole; readonly name: string; readonly text: string }[]
}

/** The stations of a loop in their order. */
export const loopRoles = ['trigger', 'feeling', 'act', 'relief', 'cost'] as const
export type LoopRole = (typeof loopRoles)[number]

export type Picture = LoopPicture

/** Whoever can draw. `drawn` answers at once from what was drawn before; `draw` may take a while. */
export interface Pictures {
  drawn(picture: Picture): Uint8Array | undefined
  /** PNG bytes. */
  draw(picture: Picture): Promise<Uint8Array>
}
