import type { ChatRef } from '../../message.ts'
import type { Reply, Table } from '../../reply.ts'
import { type CaseState, caseCounts, casesOf, codeOf } from '../../reporting/cases/event.ts'
import type { CaseQuery } from '../../reporting/cases/read.ts'
import { type Person, unitById, withParts } from '../../roster/organization.ts'
import { stageWords } from '../../summary/cases.ts'
import type { Scene } from '../scene.ts'
import { countsFor, seesCase } from './case-book.ts'

const LISTED = 40

/** The cases that the person may see, counted by stage and listed; in a group the counts alone. */
export async function caseList(
  query: CaseQuery,
  person: Person,
  chat: ChatRef,
  scene: Scene,
): Promise<Reply> {
  const { kind, notYet, orgs } = query
  const { organization } = scene.bureau
  const place = (stage: string) => kind.stages.findIndex((one) => one.id === stage)
  const asked = orgs.length ? withParts(orgs, organization) : undefined
  const seen = casesOf(await scene.cases.ofKind(kind.id)).filter(
    (one) =>
      seesCase(person, one, kind, organization) &&
      (!asked || asked.has(one.org)) &&
      (!notYet || place(one.stage) < place(notYet.id)),
  )
  const counted = seen.filter((one) => countsFor({ person, chat }, organization)(one, kind))
  const hidden = seen.length > counted.length
  const counts = caseCounts(counted, kind.id)
  const parts = stageWords(kind, counts.byStage)
  const what = notYet ? `没有${notYet.name}的${kind.name}` : kind.name
  const lead =
    counts.total || notYet || hidden
      ? `${hidden ? '本单位' : ''}${what}共${counts.total}${kind.counted}${parts.length ? `：${parts.join('，')}` : ''}。`
      : `没有查到${kind.name}。`
  const shown = chat.kind === 'group' ? [] : counted
  return {
    kind: 'summary',
    title: kind.name,
    headlines: [lead],
    missing: '',
    tables: shown.length ? [{ heading: '明细', table: tableOf(shown, query, scene) }] : [],
    footer: hidden
      ? scene.words.casesInPrivate
      : shown.length > LISTED
        ? `只列最近变动的${LISTED}${kind.counted}，全部见 cases 命令`
        : '',
    changes: [],
    buttons: [],
  }
}

function tableOf(cases: readonly CaseState[], { kind }: CaseQuery, scene: Scene): Table {
  const latest = [...cases].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, LISTED)
  const told = kind.fields.filter((one) => one.identifies || one.required).slice(0, 2)
  return {
    columns: ['编号', '单位', '阶段', ...told.map((one) => one.name)],
    rows: latest.map((one) => [
      codeOf(one.caseId),
      unitById(scene.bureau.organization, one.org)?.name ?? one.org,
      `${kind.stages.find((stage) => stage.id === one.stage)?.name ?? ''} ${Number(one.day.slice(5, 7))}月${Number(one.day.slice(8))}日`,
      ...told.map((field) => one.fields[field.id] ?? ''),
    ]),
  }
}
