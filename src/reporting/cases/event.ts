/** One thing told of a case; append-only. The present state of a case is what its standing events add up to. */
export interface CaseEvent {
  id: string
  /** Id of a kind of records.yaml. */
  kind: string
  caseId: string
  /** Unit id. */
  org: string
  /** Stage id; empty where only fields were told. */
  stage: string
  /** YYYY-MM-DD */
  day: string
  fields: Record<string, string>
  reporter: string
  reporterName: string
  chatId: string
  messageId: string
  words: string
  sentAt: string
  receivedAt: string
  /** The event that this one takes back; empty: none. */
  withdraws: string
}

/** A case as its events leave it. */
export interface CaseState {
  kind: string
  caseId: string
  org: string
  stage: string
  /** Of the stage. */
  day: string
  fields: Record<string, string>
  reporter: string
  reporterName: string
  updatedAt: string
}

/** Which case an event or a state is of. */
export function caseKey(one: { kind: string; caseId: string }): string {
  return `${one.kind}\n${one.caseId}`
}

/** The events that count: not taken back, and no taking back themselves. In the order in which they came. */
export function standingEvents(events: readonly CaseEvent[]): CaseEvent[] {
  const gone = new Set(events.map((one) => one.withdraws).filter(Boolean))
  return events.filter((one) => !one.withdraws && !gone.has(one.id))
}

/** The cases as they stand after these events (oldest first); what was taken back counts for nothing. */
export function casesOf(events: readonly CaseEvent[]): CaseState[] {
  const cases = new Map<string, CaseState>()
  for (const one of standingEvents(events)) {
    const key = caseKey(one)
    const before = cases.get(key)
    cases.set(key, {
      ...{ kind: one.kind, caseId: one.caseId, org: before?.org ?? one.org },
      stage: one.stage || (before?.stage ?? ''),
      day: one.stage ? one.day : (before?.day ?? one.day),
      fields: { ...before?.fields, ...one.fields },
      reporter: before?.reporter ?? one.reporter,
      reporterName: before?.reporterName ?? one.reporterName,
      updatedAt: one.receivedAt,
    })
  }
  return [...cases.values()]
}

/** How many cases of a kind stand at each stage (stage id → number), in all and by unit. */
export interface CaseCounts {
  total: number
  byStage: Record<string, number>
  byOrg: Record<string, Record<string, number>>
}

export function caseCounts(cases: readonly CaseState[], kind: string): CaseCounts {
  const byStage: Record<string, number> = {}
  const byOrg: Record<string, Record<string, number>> = {}
  const own = cases.filter((one) => one.kind === kind)
  for (const { stage, org } of own) {
    byStage[stage] = (byStage[stage] ?? 0) + 1
    const unit = byOrg[org] ?? {}
    byOrg[org] = unit
    unit[stage] = (unit[stage] ?? 0) + 1
  }
  return { total: own.length, byStage, byOrg }
}

/** Four signs by which people name a case without naming the person. */
export function codeOf(caseId: string): string {
  let hash = 0x811c9dc5
  for (const sign of caseId) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).toUpperCase().padStart(8, '0').slice(-4)
}
