import type { Reply } from '../../../src/reply.ts'

/** One reply of each family, on the sample bureau, as VOICE words them; also what the chat page is looked at with. */
const office = { section: '养老服务科', room: '302室', phone: '8652 1107' }

const subsidy = {
  document: '养老服务/困难老年人家庭适老化改造实施办法（2026年修订）.md',
  title: '困难老年人家庭适老化改造实施办法（2026年修订）',
  number: '云民规〔2026〕2号',
  section: '第六条',
  quote: '80周岁以上独居且重度以上失能 | 50% | 3000',
  effective: '2026-03-01',
  open: true,
}

const street = { unitName: '新河街道', period: '6月24日（周三）' }

const adaptation = {
  ...street,
  entryId: 'e1',
  indicator: '适老化改造',
  value: '12户',
  week: '本周31户',
  year: '186 / 320（58%）',
}

const assessment = {
  ...street,
  entryId: 'e2',
  indicator: '老年人能力评估',
  value: '30人',
  week: '本周95人',
  year: '2,410 / 4,200（57%）',
}

const manage = [
  { label: '修改', action: 'report.edit', value: { ids: ['e1', 'e2'] } },
  { label: '撤销', action: 'report.undo', value: { ids: ['e1', 'e2'] } },
]

const weeks = ['4-27', '5-4', '5-11', '5-18', '5-25', '6-1', '6-8', '6-15']
const points = (values: number[]) => weeks.map((label, index) => ({ label, value: values[index] ?? 0 }))

const streets = [
  '新河街道',
  '城南街道',
  '梅岭街道',
  '石榴街道',
  '东郊街道',
  '云台街道',
  '白沙街道',
  '长亭街道',
]

export const samples = {
  answer: {
    kind: 'answer',
    title: '适老化改造补贴',
    answer: '按50%补贴，每户最高3,000元，超出部分自付。\n适用类别：80周岁以上独居且重度以上失能',
    quotes: [{ ...subsidy, url: 'https://bureau.example/sources/a.md?q=50%25#cited' }],
    asOf: '2026-06-24',
    contact: office,
    buttons: [{ label: '申请材料', action: 'ask', value: { text: '适老化改造申请材料' } }],
    answerId: 'a1',
  },
  clarify: {
    kind: 'clarify',
    title: '适老化改造补贴',
    lead: '要看您家属于哪一类：',
    table: {
      columns: ['类别', '补贴比例', '每户最高（元）'],
      rows: [
        ['特困老年人', '100%', '6,000'],
        ['最低生活保障家庭老年人', '80%', '5,000'],
        ['80周岁以上独居且重度以上失能', '50%', '3,000'],
      ],
    },
    choices: ['特困', '低保', '80岁以上独居失能'],
    quotes: [{ ...subsidy, section: '第六条 附表', quote: '特困老年人 | 100% | 6000' }],
    asOf: '2026-06-24',
  },
  'not-found': {
    kind: 'not-found',
    lead: '没有查到床位收费的规定。',
    searched:
      '查了现行有效的22份文件，最接近的是《养老服务三项责任险实施方案》第三条，讲的是投保，不是收费。',
    contact: office,
    asOf: '2026-06-24',
  },
  recorded: {
    kind: 'record',
    state: 'recorded',
    title: '已登记 2 项',
    unitName: '新河街道',
    rows: [adaptation, assessment],
    notes: ['“结婚登记32对”没有对应的指标，没有登记，已记下转告管理员。'],
    buttons: manage,
  },
  corrected: {
    kind: 'record',
    state: 'corrected',
    title: '已更正',
    unitName: '新河街道',
    rows: [{ ...adaptation, was: '12户', value: '10户', week: '本周29户', year: '184 / 320（58%）' }],
    notes: [],
    buttons: manage,
  },
  withdrawn: {
    kind: 'record',
    state: 'withdrawn',
    title: '消息已撤回，2项登记一并作废',
    unitName: '新河街道',
    rows: [
      { ...adaptation, struck: true, week: '本周19户', year: '174 / 320（54%）' },
      { ...assessment, struck: true, week: '本周65人', year: '2,380 / 4,200（57%）' },
    ],
    notes: [],
    buttons: [],
  },
  confirm: {
    kind: 'confirm',
    title: '请确认',
    question: '比上周的日均多10倍，请确认：适老化改造 120户？',
    rows: [{ ...street, entryId: 'e3', indicator: '适老化改造', value: '120户' }],
    notes: [],
    buttons: [
      { label: '是120户', action: 'report.confirm', value: { id: 'e3' }, style: 'primary' },
      { label: '改成12户', action: 'report.confirm', value: { id: 'e3', value: 12 } },
      { label: '不登记', action: 'report.undo', value: { id: 'e3' } },
    ],
  },
  edit: {
    kind: 'edit',
    title: '修改登记',
    fields: [
      { name: 'value:e1', label: '适老化改造（户）', value: '12' },
      { name: 'value:e2', label: '老年人能力评估（人）', value: '30' },
    ],
    submit: { label: '保存', action: 'report.edit', value: { ids: ['e1', 'e2'] } },
    cancel: { label: '不改了', action: 'report.cancel', value: { ids: ['e1', 'e2'] } },
  },
  summary: {
    kind: 'summary',
    title: '民政重点工作周报 6月15日—21日',
    headlines: [
      '适老化改造31户，较上周多9户，完成全年58%（时间过去47%）。',
      '能力评估95人，较上周少40人。护理员轮训没有新增。',
    ],
    missing: '未报：石榴街道（3项）、东郊街道（1项）。待确认 2 项',
    chart: {
      title: '近8周',
      kind: 'line',
      series: [
        { name: '适老化改造', points: points([14, 22, 18, 25, 19, 27, 22, 31]) },
        { name: '老年人能力评估', points: points([88, 102, 97, 120, 110, 131, 135, 95]) },
      ],
    },
    tables: [
      {
        heading: '养老服务科',
        table: {
          columns: ['指标', '本周', '上周', '今年累计', '目标'],
          rows: [
            ['适老化改造（户）', '31', '22', '186', '320（58%）'],
            ['老年人能力评估（人）', '95', '135', '2,410', '4,200（57%）'],
            ['老年助餐（人次）', '12,480', '11,960', '318,020', ''],
          ],
        },
      },
      {
        heading: '按街道',
        table: {
          columns: ['街道', '适老化改造', '能力评估'],
          rows: streets.map((name, index) => [
            name,
            String(2 + ((index * 3) % 7)),
            String(8 + ((index * 5) % 11)),
          ]),
        },
        folded: true,
      },
    ],
    footer: '截至6月22日9:00，6/8个街道已报 · 后报的数会更新到这张卡',
    changes: ['6月22日15:10 更新：石榴街道补报，适老化改造31 → 35户'],
    buttons: [
      { label: '按街道', action: 'ask', value: { text: '本周汇总按街道' } },
      { label: '数据来源', action: 'ask', value: { text: '本周汇总数据来源' } },
      { label: 'Word', action: 'open', value: { url: 'https://bureau.example/f.docx' } },
      { label: 'Excel', action: 'open', value: { url: 'https://bureau.example/f.xlsx' } },
    ],
  },
  reminder: {
    kind: 'notice',
    tone: 'turquoise',
    title: '本周填报提醒',
    lines: ['周五17:00前请报本周：适老化改造、能力评估。', '没有新增也请回“本周无新增”。'],
    buttons: [{ label: '本周无新增', action: 'ask', value: { text: '本周无新增' }, style: 'primary' }],
  },
  refused: {
    kind: 'notice',
    tone: 'red',
    title: '没有改动',
    lines: ['这是梅岭街道张敏登记的，只有本人、街道负责人或管理员可以改。'],
    buttons: [],
  },
  unknown: {
    kind: 'notice',
    tone: 'plain',
    title: '',
    lines: ['您还没有登记在组织名单里，这条没有记。请联系管理员（邵国栋）添加，您的编号 ou_guest。'],
    buttons: [],
  },
  welcome: {
    kind: 'welcome',
    title: '民政助手',
    lines: ['查政策，报数字，看汇总。直接说就行，也可以点一句试试：'],
    examples: [
      '83岁独居老太太，重度失能，改造政府出多少',
      '今天适老化改造完成12户，能力评估30人',
      '本周汇总',
    ],
  },
  mixed: {
    kind: 'mixed',
    parts: [
      {
        kind: 'record',
        state: 'recorded',
        title: '已登记 1 项',
        unitName: '新河街道',
        rows: [adaptation],
        notes: [],
        buttons: manage,
      },
      {
        kind: 'answer',
        title: '适老化改造补贴',
        answer: '按50%补贴，每户最高3,000元，超出部分自付。',
        quotes: [subsidy],
        asOf: '2026-06-24',
        contact: office,
        buttons: [],
        answerId: 'a2',
      },
    ],
  },
} satisfies Record<string, Reply>
