import { bureauOf, casesOf, type Place, readAll } from '../evals/reporting/cases.ts'

/** How many messages a second one core reads, and how long hostile texts of 30,000 characters take. */

const PLACES: Place[] = ['linjiang', 'baiyang', 'kunyang']

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

for (const place of PLACES) {
  const bureau = bureauOf(place)
  const all = casesOf(place, bureau)
  readAll(all, bureau)
  const rates = Array.from({ length: 6 }, () => (all.length / cpuMs(() => readAll(all, bureau))) * 1000)
  console.log(`${place}: ${Math.round(Math.max(...rates)).toLocaleString('en-US')} messages a second`)
}
