/** The way of somebody new to check-ins, as far as the line in the DM whose button begins them. */
import type { someone } from './pair.ts'

/** Daily ones at noon in Berlin, for two weeks. */
export async function planCheckins(one: ReturnType<typeof someone>): Promise<void> {
  await one.use('checkin', { zone: 'Berlin' })
  await one.reads(/A check-in is one plain line/)
  await one.press('Start')
  await one.reads(/How old are you/)
  await one.press('18 or older')
  await one.press('Yes, keep it')
  await one.reads(/The clock in Berlin shows/)
  const form = await one.press('Start')
  if (form.got !== 'form') throw new Error('no form')
  await one.submit(form.form, { what: 'us', often: 'daily', hour: '12', how: 'true', weeks: '2' })
}
