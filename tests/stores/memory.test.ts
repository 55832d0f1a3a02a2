import { openMemory } from '../../src/stores/memory.ts'
import { keeperContract } from '../contracts/keeper.ts'
import { type Place, storeContract } from '../contracts/store.ts'

const make = async (): Promise<Place> => {
  const opened = openMemory()
  return { open: async () => opened, remove: async () => {} }
}

storeContract('memory', make)
keeperContract('memory', make)
