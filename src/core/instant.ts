/** A point in time: milliseconds since 1970. */
export type Instant = number
