/** Wordings of the sample bureau and of another one, with the reading that a colleague would give them. Today is Wednesday, 24 June 2026. */

export interface Wording {
  class: string
  text: string
  /** Said before, in the same talk. */
  after?: string
  /** `none`: no request for figures. */
  none?: boolean
  from?: string
  to?: string
  indicators?: string[]
  orgs?: string[]
  view?: string
  compare?: string
  file?: string
  bureau?: 'baiyang'
}

const WEEK = { from: '2026-06-22', to: '2026-06-28' }
const LAST_WEEK = { from: '2026-06-15', to: '2026-06-21' }
const JUNE = { from: '2026-06-01', to: '2026-06-30' }
const MAY = { from: '2026-05-01', to: '2026-05-31' }
const YEAR = { from: '2026-01-01', to: '2026-06-24' }
const ELDERLY = [
  'home_adaptation',
  'adaptation_survey',
  'ability_assessment',
  'home_service',
  'home_service_hours',
  'daycare_visits',
  'daycare_centers',
  'meal_served',
  'meal_sites',
  'care_beds',
  'family_beds',
  'silver_consult',
  'caregiver_training',
  'caregiver_rotation',
  'family_training',
  'insured_sites',
  'insurance_premium',
]
const CHILD = ['hardship_children', 'orphans', 'child_allowance', 'child_visits', 'care_home_events']
const TRAINING = ['caregiver_training', 'caregiver_rotation', 'family_training']

export const wordings: Wording[] = [
  // Periods
  { class: 'period', text: '本周汇总', ...WEEK },
  { class: 'period', text: '上周汇总', ...LAST_WEEK },
  { class: 'period', text: '出一份上周周报', ...LAST_WEEK },
  { class: 'period', text: '这个月进度怎么样', ...JUNE },
  { class: 'period', text: '5月份的汇总发我看看', ...MAY },
  { class: 'period', text: '上个月各项工作完成情况', ...MAY },
  { class: 'period', text: '一季度汇总', from: '2026-01-01', to: '2026-03-31' },
  { class: 'period', text: '上半年完成情况', from: '2026-01-01', to: '2026-06-30' },
  { class: 'period', text: '今年以来的数据', ...YEAR },
  { class: 'period', text: '去年全年汇总', from: '2025-01-01', to: '2025-12-31' },
  { class: 'period', text: '今天的汇总', from: '2026-06-24', to: '2026-06-24' },
  { class: 'period', text: '昨天报了哪些数', from: '2026-06-23', to: '2026-06-23' },
  { class: 'period', text: '把6月22日到28日的数汇总成表发我', ...WEEK },
  { class: 'period', text: '6月1日至6月15日的统计', from: '2026-06-01', to: '2026-06-15' },
  { class: 'period', text: '第25周周报', ...LAST_WEEK },
  { class: 'period', text: '汇总一下', ...WEEK },
  { class: 'period', text: '周报', ...WEEK },
  { class: 'period', text: '出个月报', ...JUNE },
  // Indicators
  {
    class: 'indicator',
    text: '上半年适老化改造的统计',
    from: '2026-01-01',
    to: '2026-06-30',
    indicators: ['home_adaptation'],
  },
  { class: 'indicator', text: '6月份福彩公益金支出情况做个汇总', ...JUNE, indicators: ['lottery_fund'] },
  {
    class: 'indicator',
    text: '一季度福彩公益金支出多少万？',
    from: '2026-01-01',
    to: '2026-03-31',
    indicators: ['lottery_fund'],
  },
  { class: 'indicator', text: '适老化改造现在一共完成多少户了？', indicators: ['home_adaptation'] },
  { class: 'indicator', text: '这个月助餐多少人次', ...JUNE, indicators: ['meal_served'] },
  { class: 'indicator', text: '上周能力评估做了多少人', ...LAST_WEEK, indicators: ['ability_assessment'] },
  { class: 'indicator', text: '今年培训情况怎么样', ...YEAR, indicators: TRAINING },
  { class: 'indicator', text: '本月养老服务科的数据', ...JUNE, indicators: ELDERLY },
  { class: 'indicator', text: '上周儿童福利这块的情况', ...LAST_WEEK, indicators: CHILD },
  {
    class: 'indicator',
    text: '本月适老化改造和能力评估进度',
    ...JUNE,
    indicators: ['home_adaptation', 'ability_assessment'],
  },
  { class: 'indicator', text: '在册困境儿童现在有多少人', indicators: ['hardship_children'] },
  // Units
  { class: 'unit', text: '新河街道今年以来', ...YEAR, orgs: ['xinhe'] },
  { class: 'unit', text: '梅岭和南浦上周汇总', ...LAST_WEEK, orgs: ['meiling', 'nanpu'] },
  {
    class: 'unit',
    text: '上周各街道适老化改造情况',
    ...LAST_WEEK,
    indicators: ['home_adaptation'],
    view: 'by-unit',
  },
  { class: 'unit', text: '把本周各街道的数据汇总一下', ...WEEK, view: 'by-unit' },
  {
    class: 'unit',
    text: '本月按街道统计一下能力评估',
    ...JUNE,
    indicators: ['ability_assessment'],
    view: 'by-unit',
  },
  {
    class: 'unit',
    text: '石榴街道这个月能力评估多少',
    ...JUNE,
    indicators: ['ability_assessment'],
    orgs: ['shiliu'],
  },
  { class: 'unit', text: '新河湾社区本周情况', ...WEEK, orgs: ['xinhewan'] },
  // Comparison
  {
    class: 'compare',
    text: '三季度培训和去年同期比',
    from: '2025-07-01',
    to: '2025-09-30',
    indicators: TRAINING,
    compare: 'last-year',
  },
  { class: 'compare', text: '5月比4月', ...MAY, compare: '2026-04-01' },
  { class: 'compare', text: '上周和上上周比怎么样', ...LAST_WEEK, compare: '2026-06-08' },
  {
    class: 'compare',
    text: '适老化改造5月同比',
    ...MAY,
    indicators: ['home_adaptation'],
    compare: 'last-year',
  },
  {
    class: 'compare',
    text: '本周能力评估环比',
    ...WEEK,
    indicators: ['ability_assessment'],
    compare: 'previous',
  },
  {
    class: 'compare',
    text: '一季度对比去年一季度',
    from: '2026-01-01',
    to: '2026-03-31',
    compare: '2025-01-01',
  },
  // Targets, ranking, who is missing
  { class: 'target', text: '离目标还差多少', ...YEAR, view: 'target' },
  {
    class: 'target',
    text: '适老化改造离全年目标还差多少',
    ...YEAR,
    indicators: ['home_adaptation'],
    view: 'target',
  },
  { class: 'target', text: '哪些指标落后于进度', ...YEAR, view: 'target' },
  { class: 'target', text: '全年任务完成率', ...YEAR, view: 'target' },
  { class: 'target', text: '公益活动还差几场达标', ...YEAR, indicators: ['station_events'], view: 'target' },
  { class: 'rank', text: '哪个街道最多', view: 'rank' },
  {
    class: 'rank',
    text: '上周适老化改造哪个街道做得最多',
    ...LAST_WEEK,
    indicators: ['home_adaptation'],
    view: 'rank',
  },
  { class: 'rank', text: '能力评估各街道排名', indicators: ['ability_assessment'], view: 'rank' },
  { class: 'missing', text: '谁还没报', ...WEEK, view: 'missing' },
  { class: 'missing', text: '上周哪些街道没报', ...LAST_WEEK, view: 'missing' },
  { class: 'missing', text: '看看谁还没报，列个本周的表', ...WEEK, view: 'missing' },
  { class: 'missing', text: '本周未报单位', ...WEEK, view: 'missing' },
  {
    class: 'missing',
    text: '柳桥今天能力评估报了没',
    from: '2026-06-24',
    to: '2026-06-24',
    orgs: ['liuqiao'],
    indicators: ['ability_assessment'],
    view: 'missing',
  },
  // Over time
  { class: 'trend', text: '近12周趋势', view: 'trend' },
  { class: 'trend', text: '适老化改造最近8周的走势', indicators: ['home_adaptation'], view: 'trend' },
  { class: 'trend', text: '今年能力评估按月', ...YEAR, indicators: ['ability_assessment'], view: 'months' },
  {
    class: 'trend',
    text: '适老化改造逐月完成情况',
    ...YEAR,
    indicators: ['home_adaptation'],
    view: 'months',
  },
  // Files
  { class: 'file', text: '发我本周汇总Excel', ...WEEK, file: 'xlsx' },
  { class: 'file', text: '上月汇总导出成word', ...MAY, file: 'docx' },
  { class: 'file', text: '把上周的周报做成表格文件发我', ...LAST_WEEK, file: 'xlsx' },
  // Follow-ups
  { class: 'follow-up', after: '本周汇总', text: '只看养老的', ...WEEK, indicators: ELDERLY },
  { class: 'follow-up', after: '本周汇总', text: '那上个月呢', ...MAY },
  {
    class: 'follow-up',
    after: '上周适老化改造情况',
    text: '那上个月呢',
    ...MAY,
    indicators: ['home_adaptation'],
  },
  { class: 'follow-up', after: '本周汇总', text: '按街道', ...WEEK, view: 'by-unit' },
  { class: 'follow-up', after: '本周汇总', text: '按月', view: 'months' },
  { class: 'follow-up', after: '上周汇总', text: '发我Excel', ...LAST_WEEK, file: 'xlsx' },
  { class: 'follow-up', after: '上周汇总', text: '要Word版的', ...LAST_WEEK, file: 'docx' },
  { class: 'follow-up', after: '本周汇总', text: '新河呢', ...WEEK, orgs: ['xinhe'] },
  { class: 'follow-up', after: '新河街道今年以来', text: '梅岭呢', ...YEAR, orgs: ['meiling'] },
  { class: 'follow-up', after: '本周汇总', text: '谁还没报', ...WEEK, view: 'missing' },
  {
    class: 'follow-up',
    after: '上周适老化改造情况',
    text: '哪个街道最多',
    ...LAST_WEEK,
    indicators: ['home_adaptation'],
    view: 'rank',
  },
  {
    class: 'follow-up',
    after: '上周适老化改造情况',
    text: '能力评估呢',
    ...LAST_WEEK,
    indicators: ['ability_assessment'],
  },
  { class: 'follow-up', after: '本周汇总', text: '和去年同期比', ...WEEK, compare: 'last-year' },
  { class: 'follow-up', after: '只看养老的本周汇总', text: '全部', ...WEEK },
  // No request for figures
  { class: 'none', text: '适老化改造补多少', none: true },
  { class: 'none', text: '适老化改造每户最多补贴多少钱', none: true },
  { class: 'none', text: '83岁独居老太太，重度失能，改造政府出多少', none: true },
  { class: 'none', text: '护理员培训什么时候报名', none: true },
  { class: 'none', text: '今年下半年培训排期', none: true },
  { class: 'none', text: '困境儿童基本生活费标准是多少', none: true },
  { class: 'none', text: '现在集中供养孤儿每月多少钱', none: true },
  { class: 'none', text: '家庭养老床位怎么申请', none: true },
  { class: 'none', text: '三项责任险今年保额多少', none: true },
  { class: 'none', text: '日间照料中心在哪里', none: true },
  { class: 'none', text: '能力评估要准备什么材料', none: true },
  { class: 'none', text: '你好', none: true },
  { class: 'none', text: '谢谢', none: true },
  { class: 'none', text: '护理员岗位津贴今年发多少', none: true },
  { class: 'none', text: '福彩公益金可以用来做什么', none: true },
  { class: 'none', after: '本周汇总', text: '适老化改造补多少', none: true },
  { class: 'none', after: '本周汇总', text: '低保边缘家庭呢', none: true },
]

/** Of a bureau with other work, units and sections, whose wordings were written at the same time. */
const AGRI = ['spring_ploughing', 'grain_subsidy', 'toilets', 'insured_pigs', 'vaccinated', 'coops', 'rent']
wordings.push(
  { bureau: 'baiyang', class: 'other bureau', text: '本周户厕改造多少户', ...WEEK, indicators: ['toilets'] },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '上月各乡镇改厕进度',
    ...MAY,
    indicators: ['toilets'],
    view: 'by-unit',
  },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '石桥镇上半年情况',
    from: '2026-01-01',
    to: '2026-06-30',
    orgs: ['shiqiao'],
  },
  { bureau: 'baiyang', class: 'other bureau', text: '农业股本月汇总', ...JUNE, indicators: AGRI },
  { bureau: 'baiyang', class: 'other bureau', text: '哪个镇演练最多', indicators: ['drills'], view: 'rank' },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '管网改造离目标还差多少公里',
    ...YEAR,
    indicators: ['pipes'],
    view: 'target',
  },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '今年水费收缴了多少',
    ...YEAR,
    indicators: ['water_fee'],
  },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '耕地补贴今年发放情况',
    ...YEAR,
    indicators: ['grain_subsidy'],
  },
  { bureau: 'baiyang', class: 'other bureau', text: '上周哪些镇没报', ...LAST_WEEK, view: 'missing' },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '12345办结5月比4月',
    ...MAY,
    indicators: ['hotline'],
    compare: '2026-04-01',
  },
  { bureau: 'baiyang', class: 'other bureau', text: '耕地补贴每亩补多少', none: true },
  { bureau: 'baiyang', class: 'other bureau', text: '户厕改造怎么申请', none: true },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    after: '本周汇总',
    text: '应急的呢',
    ...WEEK,
    indicators: ['drills', 'drill_people', 'shelters', 'fire_points', 'relocated', 'blankets'],
  },
  {
    bureau: 'baiyang',
    class: 'other bureau',
    text: '食品检查最近6周走势',
    indicators: ['food_checks'],
    view: 'trend',
  },
)
