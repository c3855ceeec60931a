/** The numbers that can be reported: indicators.yaml as data (CONTRACT §1). */
export interface Indicator {
  id: string
  name: string
  aliases: string[]
  /** Base unit; recorded values are in it. */
  unit: string
  /** flow adds up over time; level is a state at a date. */
  kind: 'flow' | 'level'
  section: string
  /** Per year: { "2026": 300 }. */
  targets: Record<string, number>
  /** More than this as one increment of at most a week is questioned. */
  typicalMax?: number
}

export type Catalogue = readonly Indicator[]
