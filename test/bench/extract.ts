import { readMessage } from '../../src/reporting/read.ts'
import { bureauOf, casesOf, type Place, readAll } from '../evals/reporting/cases.ts'
import { HOSTILE, repeated } from './hostile.ts'

/** How many messages a second one core reads, and how long hostile texts of 30,000 characters take. */

const PLACES: Place[] = ['linjiang', 'baiyang', 'kunyang']

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const bureau = bureauOf('linjiang')
const times = HOSTILE.map((piece) => {
  const input = {
    text: repeated(piece),
    sentAt: '2026-03-11T16:00:00+08:00',
    sender: { name: '', unit: 'qingshi' },
  }
  const runs = Array.from({ length: 12 }, () => cpuMs(() => readMessage(input, bureau)))
  return { piece, ms: Math.min(...runs) }
}).sort((a, b) => b.ms - a.ms)
console.log(`${times.length} fragments over 30,000 characters, the slowest:`)
for (const { piece, ms } of times.slice(0, 5)) console.log(`  ${ms.toFixed(1)} ms ${JSON.stringify(piece)}`)

for (const place of PLACES) {
  const bureau = bureauOf(place)
  const all = casesOf(place, bureau)
  readAll(all, bureau)
  const rates = Array.from({ length: 6 }, () => (all.length / cpuMs(() => readAll(all, bureau))) * 1000)
  console.log(`${place}: ${Math.round(Math.max(...rates)).toLocaleString('en-US')} messages a second`)
}
