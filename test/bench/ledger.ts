import type Database from 'better-sqlite3'
import type { Catalogue } from '../../src/reporting/catalogue.ts'
import type { Organization } from '../../src/roster/organization.ts'

/** A bureau of `units` units and `indicators` indicators, invented for measuring. */
export function bigBureau(units: number, indicators: number) {
  const catalogue: Catalogue = Array.from({ length: indicators }, (_, i) => ({
    id: `indicator_${i}`,
    name: `第${i}项工作`,
    aliases: [],
    unit: i % 9 === 0 ? '元' : '人次',
    kind: i % 10 === 9 ? 'level' : 'flow',
    section: `第${i % 6}科`,
    targets: { '2024': 40_000, '2025': 45_000, '2026': 50_000 },
  }))
  const ids = Array.from({ length: units }, (_, i) => `unit_${i}`)
  const organization: Organization = {
    bureau: '测量区民政局',
    timezone: 'Asia/Shanghai',
    units: ids.map((id, i) => ({ id, name: `第${i}街道`, kind: 'street', aliases: [] })),
    people: [{ openId: 'ou_lead', name: '领导', unit: 'unit_0', role: 'leader' }],
    reporting: [
      {
        units: ids,
        indicators: catalogue.slice(0, 4).map((one) => one.id),
        every: 'week',
        due: 'friday 17:00',
      },
    ],
  }
  return { catalogue, organization, glossary: [], question: '' }
}

/** Numbers that look random and are the same in every run. */
export function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const DAY = 86_400_000
const FIRST = Date.UTC(2024, 0, 1)
const text = (time: number) => new Date(time).toISOString().slice(0, 10)

/**
 * `count` entries over `days` days from 2024-01-01, as a bureau would leave them: mostly increments of a day or a week, some running
 * totals, levels, corrections, withdrawals and figures that wait for confirmation.
 */
export function fillLedger(
  raw: Database.Database,
  bureau: ReturnType<typeof bigBureau>,
  count: number,
  days: number,
): void {
  const roll = dice(7)
  const insert =
    raw.prepare(`INSERT INTO entries (id, indicator, value, unit, org, from_day, to_day, measure, status, reporter,
    reporter_name, chat_id, message_id, span_start, span_end, words, sent_at, received_at, parser_version, replaces)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ou_x', '某人', 'c', ?, 0, 4, '某项12', ?, ?, '2', ?)`)
  const act = raw.prepare('INSERT INTO entry_acts (entry_id, act, by, at, cause) VALUES (?, ?, ?, ?, ?)')
  raw.transaction(() => {
    for (let i = 0; i < count; i++) {
      // In order of time, as a ledger grows.
      const day = FIRST + Math.floor((i / count) * days) * DAY
      const indicator = bureau.catalogue[roll(bureau.catalogue.length)]!
      const place = roll(bureau.organization.units.length)
      const long = roll(3) === 0 ? Math.min(roll(7), (day - FIRST) / DAY) : 0
      const running = place % 7 === 0 && roll(4) === 0
      const measure = indicator.kind === 'level' ? 'level' : running ? 'cumulative' : 'increment'
      const year = text(day).slice(0, 4)
      const start =
        measure === 'level'
          ? text(day)
          : measure === 'increment'
            ? text(day - long * DAY)
            : roll(8)
              ? `${year}-01-01`
              : `${text(day).slice(0, 7)}-01`
      const at = new Date(day + 10 * 3_600_000 + (i % 1000) * 1000).toISOString()
      const id = `om_${i.toString(36).padStart(8, '0')}.1`
      const chance = roll(100)
      const status = chance < 2 ? 'pending' : 'recorded'
      const value =
        measure === 'cumulative' ? 100 + roll(4000) : roll(2000) / (indicator.unit === '元' ? 100 : 1)
      const org = `unit_${place}`
      insert.run(
        id,
        indicator.id,
        Math.round(value * 100) / 100,
        indicator.unit,
        org,
        start,
        text(day),
        measure,
        status,
        id,
        at,
        at,
        '',
      )
      if (chance === 0) act.run(id, 'confirm', 'ou_lead', at, id)
      if (chance === 5) act.run(id, 'withdraw', 'ou_x', at, id)
      if (chance === 6 || chance === 7) {
        act.run(id, 'replace', 'ou_x', at, `${id}c`)
        insert.run(
          `${id}c`,
          indicator.id,
          value + 1,
          indicator.unit,
          org,
          start,
          text(day),
          measure,
          'recorded',
          `${id}c`,
          at,
          at,
          id,
        )
      }
    }
  })()
}
