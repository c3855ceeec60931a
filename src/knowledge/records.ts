import { z } from 'zod'
import { openSettings, type Problem, shaped } from './settings-file.ts'

/** One step of a kind of record; the words by which it is told, its name among them. */
export interface Stage {
  id: string
  name: string
  words: string[]
  /** Nothing more is to come. */
  final: boolean
}

type FieldType = 'text' | 'date' | 'phone' | 'person' | 'address' | 'number'

export interface RecordField {
  id: string
  name: string
  aliases: string[]
  type: FieldType
  /** Asked for when it is missing. */
  required: boolean
  /** Tells one case from another. */
  identifies: boolean
  /** Shown in private chats alone, and masked elsewhere. */
  personal: boolean
}

/** A kind of structured record: cases (one household, one plan), milestones, leads. records.yaml as data. */
export interface RecordKind {
  id: string
  name: string
  aliases: string[]
  kind: 'case' | 'milestone' | 'lead'
  /** In order. */
  stages: Stage[]
  fields: RecordField[]
  /** Measure word: 户, 个, 条. */
  counted: string
  /** Unit ids or kinds of units that may report; empty: everybody in the list. */
  report: string[]
  /** Unit ids whose staff see the records of all units. */
  see: string[]
}

const text = (what: string) => z.string(what).trim().min(1, what)
const id = z.string('要写编号').regex(/^[A-Za-z][\w-]*$/, '编号只用英文字母、数字、下划线，字母开头')
const words = z.preprocess((value) => value ?? [], z.array(text('要写文字'), '要写成列表'))

const stage = z.object(
  { id, name: text('要写名称'), words, final: z.boolean('要写 true 或 false').default(false) },
  '要写成 { id: …, name: …, words: […] }',
)
const field = z.object(
  {
    id,
    name: text('要写名称'),
    aliases: words,
    type: z
      .enum(['text', 'date', 'phone', 'person', 'address', 'number'], {
        error: 'type 只能是 text、date、phone、person、address 或 number',
      })
      .default('text'),
    required: z.boolean('要写 true 或 false').default(false),
    identifies: z.boolean('要写 true 或 false').default(false),
    personal: z.boolean('要写 true 或 false').default(false),
  },
  '要写成 { id: …, name: …, type: … }',
)
const kind = z.object(
  {
    id,
    name: text('要写名称'),
    aliases: words,
    kind: z.enum(['case', 'milestone', 'lead'], {
      error: 'kind 只能是 case（个案）、milestone（节点）或 lead（线索）',
    }),
    stages: z.array(stage, 'stages 要列出阶段，按先后写').min(1, '至少要有一个阶段'),
    fields: z.preprocess((value) => value ?? [], z.array(field, 'fields 要列出字段')),
    counted: z.string('要写量词，例如 户').default('个'),
    report: words,
    see: words,
  },
  '要写成 { id: …, name: …, kind: …, stages: […] }',
)
const file = z.preprocess(
  (value) => value ?? { records: [] },
  z.object(
    { records: z.preprocess((value) => value ?? [], z.array(kind, 'records: 下面要列出记录的种类')) },
    '第一行要写 records:，下面列出种类',
  ),
)

/** Reads records.yaml; a missing file is no kinds. `units`: ids of organization.yaml. What is wrong is told by line. */
export function readRecordKinds(
  source: string | undefined,
  units: ReadonlySet<string>,
): { kinds: RecordKind[]; problems: string[] } {
  if (source === undefined) return { kinds: [], problems: [] }
  const opened = openSettings('records.yaml', source)
  const read = shaped(opened, file)
  if (read.value === undefined) return { kinds: [], problems: read.problems }
  const kinds = read.value.records.map((one) => ({
    ...one,
    stages: one.stages.map((step) => ({ ...step, words: [...new Set([step.name, ...step.words])] })),
  }))
  return { kinds, problems: problemsOf(kinds, units).map(opened.say) }
}

const UNIT_KINDS = new Set(['street', 'community', 'section'])

function problemsOf(kinds: readonly RecordKind[], units: ReadonlySet<string>): Problem[] {
  const twice = (ids: readonly string[]) => ids.findIndex((one, place) => ids.indexOf(one) !== place)
  const problems: Problem[] = []
  const again = twice(kinds.map((one) => one.id))
  if (again >= 0) problems.push({ at: ['records', again, 'id'], text: `编号 ${kinds[again]?.id} 用了两次` })
  for (const [place, one] of kinds.entries()) {
    for (const part of ['stages', 'fields'] as const) {
      const at = twice(one[part].map(({ id }) => id))
      if (at >= 0)
        problems.push({ at: ['records', place, part, at, 'id'], text: `编号 ${one[part][at]?.id} 用了两次` })
    }
    const told = one.stages.flatMap((step) => step.words)
    const shared = told[twice(told)]
    if (shared) problems.push({ at: ['records', place, 'stages'], text: `“${shared}”是两个阶段的说法` })
    for (const key of ['report', 'see'] as const)
      for (const [index, unit] of one[key].entries())
        if (!units.has(unit) && !(key === 'report' && UNIT_KINDS.has(unit)))
          problems.push({
            at: ['records', place, key, index],
            text: `${unit} 不在 organization.yaml 的 units 里`,
          })
  }
  return problems
}
