/** A day of the calendar, as content writes it: one that there is. */
import { z } from 'zod'

export const day = z.iso.date('there is no such day: write it as 2026-01-31')
