/** Counters and gauges in Prometheus text; one registry per process, passed down. */
export interface Metrics {
  /** Adds one (or `by`) to a counter; labels become part of its name. */
  count(name: string, labels?: Record<string, string>, by?: number): void
  /** Sets a gauge. */
  set(name: string, value: number, labels?: Record<string, string>): void
  /** Prometheus text format 0.0.4. */
  text(): string
}

const PREFIX = 'minzheng_'

export function createMetrics(): Metrics {
  const values = new Map<string, { kind: 'counter' | 'gauge'; series: Map<string, number> }>()
  const series = (name: string, kind: 'counter' | 'gauge') => {
    const found = values.get(name) ?? { kind, series: new Map<string, number>() }
    values.set(name, found)
    return found.series
  }
  return {
    count(name, labels = {}, by = 1) {
      const all = series(name, 'counter')
      const key = labelText(labels)
      all.set(key, (all.get(key) ?? 0) + by)
    },
    set(name, value, labels = {}) {
      series(name, 'gauge').set(labelText(labels), value)
    },
    text() {
      const lines: string[] = []
      for (const [name, { kind, series: all }] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
        lines.push(`# TYPE ${PREFIX}${name} ${kind}`)
        for (const [labels, value] of all) lines.push(`${PREFIX}${name}${labels} ${value}`)
      }
      return `${lines.join('\n')}\n`
    },
  }
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/["\\\n]/g, '_')}"`)
  return pairs.length ? `{${pairs.join(',')}}` : ''
}
