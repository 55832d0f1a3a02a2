/** One line icon for each station of a loop, on a field of 24 by 24, to be drawn with a stroke. */
import type { LoopRole } from '../core/picture.ts'

export const icons: Readonly<Record<LoopRole, string>> = {
  // a spark
  trigger: 'M13.5 3 6 13.5h5.2L10 21l8-11h-5.4z',
  // a heart
  feeling: 'M12 20C5.5 15.6 3.2 12 3.2 8.6a4.6 4.6 0 0 1 8.8-1.8 4.6 4.6 0 0 1 8.8 1.8c0 3.4-2.3 7-8.8 11.4z',
  // the sign for "go"
  act: 'M8 5.2v13.6L19 12z',
  // still water
  relief: 'M3 9c3-3.2 6-3.2 9 0s6 3.2 9 0M3 16c3-3.2 6-3.2 9 0s6 3.2 9 0',
  // an hourglass
  cost: 'M6.5 3h11M6.5 21h11M8 3v4.2l4 4.8-4 4.8V21M16 3v4.2L12 12l4 4.8V21',
}
