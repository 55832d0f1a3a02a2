/** `npm run register`: tells Discord our commands and our profile text without starting the bot. */
import { registerOnly } from '../main.ts'

await registerOnly()
