// Plain JavaScript, so that the compile cache is on before the first TypeScript file loads (a faster start, less memory).
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./main.ts').then(({ main }) => main())
