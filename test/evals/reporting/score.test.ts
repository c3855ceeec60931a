import { describe, expect, it } from 'vitest'
import { bureauOf, casesOf, type Place, readAll } from './cases.ts'
import { score } from './score.ts'

describe('figures read from messages of bureaus that the code was not written on', () => {
  it.each<Place>(['linjiang', 'baiyang', 'kunyang'])('%s keeps to the bars', (place) => {
    const bureau = bureauOf(place)
    const all = casesOf(place, bureau)
    const result = score(all, readAll(all, bureau))
    const shown = result.failures.join('\n')
    expect(all.length).toBeGreaterThanOrEqual(200)
    expect(result.entryF1, shown).toBeGreaterThanOrEqual(0.96)
    expect(result.valueF1, shown).toBeGreaterThanOrEqual(0.97)
    expect(result.kinds, shown).toBeGreaterThanOrEqual(0.97)
    expect(result.askRecall, shown).toBeGreaterThanOrEqual(0.9)
    expect(result.needlessAsks, shown).toBeLessThanOrEqual(0.03)
    expect(result.falseRecords, shown).toBeLessThanOrEqual(0.01)
  })

  it.each<[Place, string]>([
    ['kunyang', 'silent.txt'],
    ['chenghu', 'silent.txt'],
    ['songling', 'silent.txt'],
    ['songling', 'silent-held.txt'],
  ])('%s %s: nothing is recorded of what people say beside their reports', (place, file) => {
    const bureau = bureauOf(place)
    const all = casesOf(place, bureau, file)
    const result = score(all, readAll(all, bureau))
    const shown = result.failures.join('\n')
    expect(all.length).toBeGreaterThanOrEqual(80)
    expect(result.falseRecords, shown).toBeLessThanOrEqual(0.005)
    expect(result.kinds, shown).toBeGreaterThanOrEqual(0.97)
    // What hardly is a report is asked about rather than dropped.
    expect(result.needlessAsks, shown).toBeLessThanOrEqual(0.06)
  })

  // Written before they were first read: what was reached since must not fall.
  it.each<[Place, string]>([
    ['kunyang', 'fresh.txt'],
    ['kunyang', 'held.txt'],
    ['kunyang', 'third.txt'],
    ['chenghu', 'messages.txt'],
    ['chenghu', 'second.txt'],
    ['chenghu', 'third.txt'],
    ['chenghu', 'held.txt'],
    ['songling', 'messages.txt'],
    ['songling', 'held.txt'],
  ])('%s %s does not fall behind', (place, file) => {
    const bureau = bureauOf(place)
    const all = casesOf(place, bureau, file)
    const result = score(all, readAll(all, bureau))
    const shown = result.failures.join('\n')
    expect(result.entryF1, shown).toBeGreaterThanOrEqual(0.96)
    expect(result.kinds, shown).toBeGreaterThanOrEqual(0.97)
    expect(result.askRecall, shown).toBeGreaterThanOrEqual(0.9)
    expect(result.falseRecords, shown).toBeLessThanOrEqual(0.04)
    expect(result.needlessAsks, shown).toBeLessThanOrEqual(0.03)
  })
})
