/** The colours of every picture. Each text has a contrast of 4.5 or more on its ground, each mark and line that means something 3. */
export const colours = {
  water: '#0f2d37',
  ripple: '#17404c',
  card: '#194552',
  edge: '#3f7d8c',
  /** A scale's steps; faint, so that it joins no dots. */
  rule: '#265462',
  text: '#fbf4e6',
  name: '#f3c98b',
  arrow: '#8fc3cc',
  thread: '#6ca9b6',
  light: '#f8ecd6',
  ink: '#12303a',
  inkName: '#7a4410',
  cost: '#f7ab95',
} as const
