import type { PeriodKind } from './periods.ts'

export type SummaryView = 'overview' | 'by-unit' | 'target' | 'rank' | 'missing' | 'trend' | 'months'

/** How people ask for a form of the figures: the first that is said decides. */
const VIEWS: readonly [SummaryView, RegExp][] = [
  [
    'missing',
    /谁(?:还)?(?:没有?|未)(?:上?报|交)|(?:哪些?|几)个?(?:街道|镇|乡镇?|社区|村|单位|科室|股室)(?:还)?(?:没有?|未)(?:上?报|交)|(?:未|没有?)(?:上?报)(?:单位|名单|街道|情况|的)*|报了?没有?|(?:都)?报(?:了|齐|全)了?吗|还有谁(?:没|未)报|报齐了?没|漏报/,
  ],
  [
    'rank',
    /排名|排行|排个?名|排个?[队序]|哪个?(?:街道|镇|乡镇?|社区|村|单位)[^，,。]{0,8}(?:最多|最少|最高|最低|最快|最慢|最好|第一|落后|垫底)|(?:最多|最少|最高|最低)的?是?(?:哪个?|谁)|谁(?:做得|报得)?最(?:多|少|快|慢)/,
  ],
  [
    'target',
    /(?:离|距|距离)(?:全年|年度|本年)?(?:的)?(?:目标|任务)|还剩(?:下)?(?:多少|几)|(?:离|距离?)\d+[^，,。]{0,3}还?(?:差|缺)(?:多少|几)?|还?差(?:多少|几)[^，,。]{0,4}(?:达标|完成)?|完成率|(?:目标|任务)(?:的)?(?:完成|进度)|落后(?:于)?(?:时间|序时)?(?:进度)?|达标|缺口|序时进度/,
  ],
  ['months', /按月(?:份)?(?:看|统计|列|汇总)?|逐月|每个?月|分月|各月/],
  ['trend', /趋势|走势|变化情况|曲线|折线/],
  ['by-unit', /(?:按|分|各|每个?)(?:个)?(?:街道|镇街?|乡镇|街镇|单位|社区|村)(?:来)?(?:分|看|列|统计|汇总)?/],
]

export function viewIn(text: string): { view: SummaryView; words: string } | undefined {
  for (const [view, pattern] of VIEWS) {
    const match = pattern.exec(text)
    if (match) return { view, words: match[0] }
  }
  return undefined
}

const FILES: readonly ['xlsx' | 'docx', RegExp][] = [
  ['xlsx', /(?:excel|xlsx?|电子表格|表格文件)(?:版|文件|格式|表格?)?(?:的)?/i],
  ['docx', /(?:word|docx?|文档|公文)(?:版|文件|格式|文档)?(?:的)?/i],
]

export function fileIn(text: string): { file: 'xlsx' | 'docx'; words: string } | undefined {
  for (const [file, pattern] of FILES) {
    const match = pattern.exec(text)
    if (match) return { file, words: match[0] }
  }
  return undefined
}

/** 去年同期, 环比: what it is compared with, where that is no period of its own. */
const COMPARES: readonly ['last-year' | 'previous', RegExp][] = [
  ['last-year', /(?:和|跟|与|同|较|比)?(?:去年|上年)(?:的)?同期(?:的)?(?:相比|比较?|对比)?|同比/],
  ['previous', /环比|(?:和|跟|与|较|比)(?:上期|前一?期|上一期)(?:相比|比较?|对比)?/],
]

export function compareIn(text: string): { compare: 'last-year' | 'previous'; words: string } | undefined {
  for (const [compare, pattern] of COMPARES) {
    const match = pattern.exec(text)
    if (match) return { compare, words: match[0] }
  }
  return undefined
}

/** Words that ask for figures of the ledger, whatever else is said. */
export const STRONG =
  /汇个?总|总表|统计|[周月季年日旬]报(?![名到送销考])|季度报|报表|一览|简报|通报(?![:：])|完成情况|工作情况|进度|进展|完成率|数据|台账|报了哪些|环比|同比|对比|相比|总数|总量|合计/

/** A report by its name tells its period when nothing else does. */
export const REPORT_KINDS: readonly [RegExp, Exclude<PeriodKind, 'span'>][] = [
  [/日报/, 'day'],
  [/周报/, 'week'],
  [/月报/, 'month'],
  [/季报|季度报/, 'quarter'],
  [/(?<![上下近前])半年(?:度)?(?:的)?(?:汇总|总结|小结|报|统计|数据|情况)/, 'half'],
  [/年报|年度报/, 'year-to-date'],
]

/** What is asked of documents, not of the ledger. */
export const POLICY =
  /补(?:贴|助|多少|几|[^，,。]{0,3}钱)|标准|条件|材料|申[请领报]|流程|手续|怎么(?:办|弄|算|领|申|走|报名)|如何(?:办|申|领)|能不能|可不可以|可以|是否|符合|资格|对象|政策|规定|办法|文件|报名|地址|在哪|哪里|电话|时间(?!进度)|什么时候|何时|几点|多久|排期|日程|名额|每[月人户年天场](?!底)|(?:还有|第|下)几?[期批]|(?<![了出])多少钱|保额|津贴|待遇|收费|用来|谁负责|谁管|多大|年龄|岁|政府出|报销|哪[一几]?[天日]|几号|百分之几|安排|分到|招(?:聘|几|多少)|要(?:花|用|达)?到|[一每](?:张床|[人户家])[一每][年月天]|注意|要求|区别|什么是|是什么|意思|为什么|需要/

/** A count of what was done is asked for. */
export const COUNTS =
  /多少|[干做办报]了?(?:些|的)?(?:啥|什么|哪些)|数$|(?<!好)几(?:[户人次个场家张名件处头亩座条部份]|公里|万|项)|怎么样|怎样|如何|情况|呢$|数字|的数/
export const DONE =
  /完成|[\u4e00-\u9fa5](?:了|到|成|好|完|出)(?:多少|几)|做了|做得|办了|办结|报了|开展|支出|发放|发了|用了|花了|投入|新增|增加|一共|总共|共|累计|搞了|服务了|评估了|走访了|改造了|培训了|检查了|做到|实现/

/** What may stand around a request and says nothing about figures. Longer words first. */
export const FILLER =
  /(?:[\u4e00-\u9fa5](?:了|到|过|成)(?=多少|几|啥|什么|哪些)|半年度?|麻烦|帮忙|帮我|给我|替我|请问|请|我想|想要|我要|我们?|咱们?|你们?|大家|领导|能否|能|可|要|给|发给?我|发我|发一?[份下个]|发过来|发送|发|来一?[份个张下]|出一?[份个张下]|出|拉一?下|拉个?|列一?[个下张]|列出来?|做一?[个份下张]|做成|做得|做个?|做|弄一?[个份下]|弄|整理一?下?|导出成?|导出|生成|查一?下|查询|查|看一?下|看看|我看|看|了解一?下|说一?下|讲一?下|报告一?下|报一?下|通报|提供|汇总|统计|合计|对比|相比|比较|比|较|和|跟|与|及|以及|同|一览|简报|报表|报告|表格|表|清单|名单|名册|[周月季年日旬]报|季度报|年度报|工作|各项|重点|主要|所有|全部|全区|全局|全县|全市|全年|年度|整体|总体|总的|总数|总量|总共|一共|目标|任务|指标|项目|数据|数字|数|台账|信息|情况|状况|结果|进度|进展|完成率|完成|趋势|走势|变化|最近|现在|目前|当前|截至|截止|为止|到|止|今天为止|已经|已|实际|具体|详细|怎么样|怎样|如何|多少|几|哪些|哪个?|些啥|什么|啥|出来|没有?|是|有|在|的|地|得|了|过|呢|吗|吧|啊|呀|嘛|把|将|成|为|下|一下|一|个|份|张|也|都|就|还|再|又|来着|那|这|这块|那块|这方面|方面|这边|那边|换成|改成|改为|换|改|只看|只要|单看|光看|看下|仅看|仅|只|单独|其中|分别|里面|里|中|内|期间|以来|至今|起|这样|这个|那个|各|每|按|分|做了|办了|办|报了|报|开展|支出|发放|新增|增加|累计|搞了|服务了|评估了|走访了|改造了|培训了|检查了|实现|用了|花了|投入|共|最多|最少|单位|街道|乡镇|社区|户数?|人次?|场次?|次|家|张|名|件|处|元|万元?|小时|亩|座|条|头|公里|[?？!！。，,、；;：:~～“”"'()（）])/g

/** Tells colleagues to report, or wishes; asks for nothing itself. */
export const TELLS =
  /^(?:通报|通知|提醒|公告)[:：]|要是|就好了|晚点再?报|(?:请|要求|通知)(?:各|大家|全体)[^，,。]{0,14}(?:报|交|填)(?!告|表)/

/** Asks what is on, or when: the schedules know. */
export const OCCASION = /有(?:什么|啥|哪几?[场期个次批])|[有办开][^，,。]{0,12}[吗么][?？]?$|哪几?[场期批]/
