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

/**
 * How an urge went after each kind of act, from a person's own moments. Strengths run from 0 to 10.
 *
 * Each mark was really measured. A line joins two marks of one moment only where no measurement between them was missed.
 */
export interface CurvePicture {
  readonly kind: 'curve'
  readonly title: string
  /** The points in time, in words of the reader's language: before, right after, about two hours later, the next day. */
  readonly times: readonly string[]
  /** One panel for each kind of act that has moments, in a fixed order. */
  readonly panels: readonly {
    readonly name: string
    /** How many moments, in words ("6 moments"). */
    readonly count: string
    /** A moment: its strength at each of `times`; null where nobody measured. */
    readonly moments: readonly (readonly (number | null)[])[]
    /** The median at each of `times`, where at least three moments were measured there; else null. */
    readonly medians: readonly (number | null)[]
  }[]
  /** What a mark and what a bar is, in words; the second is shown where there is a bar. */
  readonly legend: { readonly moment: string; readonly median: string }
  /** Shown under the panels; always says what the picture cannot show. */
  readonly note: string
}

/** A person's check-ins over the days they were kept. */
export interface DiaryPicture {
  readonly kind: 'diary'
  readonly title: string
  /** The first and the last day shown, as days since 1970 in the person's zone. */
  readonly from: number
  readonly to: number
  /** Labels of days on the axis, with where they stand. */
  readonly ticks: readonly { readonly day: number; readonly text: string }[]
  /** One row for each question, its scale's ends in words. */
  readonly rows: readonly {
    readonly name: string
    readonly least: number
    readonly most: number
    readonly low: string
    readonly high: string
    readonly points: readonly { readonly day: number; readonly value: number }[]
  }[]
  readonly note: string
}

export type Picture = LoopPicture | CurvePicture | DiaryPicture

/** Whoever can draw. `drawn` answers at once from what was drawn before; `draw` may take a while. */
export interface Pictures {
  drawn(picture: Picture): Uint8Array | undefined
  /** PNG bytes. */
  draw(picture: Picture): Promise<Uint8Array>
}
