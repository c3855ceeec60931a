/** What a message is, before any number is read: the words that make it a report, a question, a plan, a quote. */
export type Manner = 'report' | 'correction' | 'withdrawal' | 'question' | 'summary' | 'other'

const WITHDRAWAL =
  /撤回|撤销|作废|取消(?!资格)|删掉|删除|删了|不算数|不要记|别记|重复报|报重|重了|白报|忽略|当我没报|没报过/
const CORRECTION =
  /更正|勘误|改一下|口误|不对不对|更改|改正|订正|勘误|应为|应该是|应是|改为|改成|打错|写错|报错|填错|记错|说错|输错|弄错|多报|少报|报多|报少|[写报打填说]成|纠正|修正|不是.{1,12}(?:是|，|,)|，不是/
const ASKS =
  /[?？]|[吗呢么]\s*[。！!]?\s*$|多少(?!还)|(?<![好十])几[户人次个场家张名](?!百)|怎么|如何|什么|哪[个些里儿天]|是否|能否|能不能|可不可以|要不要|有没有|多久|多长|为什么|为啥|是谁|谁(?:负责|管|来报)|请问|请教|是不是|了没(?:有)?$|没有[?？]|还是.{1,8}[?？]/
const COUNTS =
  /汇总|统计(?!局)|报表|周报|月报|季报|年报|通报一下|排名|排第|进度|完成率|完成情况|环比|同比|对比|哪个(?:街道|社区)|多少[户人次个场家张名元小时]|几[户人次个场家张名]|一共|总共|合计多少|累计多少|完成(?:了)?多少|还差多少|来着/
const PLANS =
  /计划|目标|争取|打算|预计|拟[在于]|准备(?:在|做|改|办|开|新|投|发|培)|力争|确保|安排在|将(?:于|在|要|组织|开展|完成|对)|拟(?:开展|组织|投|新|于|在|支|用)|还要|要支出|任务(?:数|是|为|量)?|指标数|下周|下个?月|下季度|下半年要|明天|明年|后天|明日|明后|即将|尚需|还需|还差|还剩|要求(?:各|完成)|请(?:各|大家|于|在|你|务必|按|准备)|务必|抓紧|截止日期|名额|报名|会议室|开会/
const STANDARDS =
  /每人每[月年天日次]|每[户人床家次餐](?:每[年月天])?(?:补|最高|\d|不超过|按)|标准(?:为|是|提高|调整|从)|按[每照]|不[低超高少]于|不超过|上限|封顶|最高|补贴\d|结算|以上(?:的|可)|周岁/
const OTHERS =
  /听说|据说|刚来电话|新闻|电视|报纸|兄弟区|外区|别的区|隔壁区|其他区|某区|全国|全省|全市|省里|市里|审计|通知[:：]|转发|【通知】|各位(?:同事|老师|领导)|去年同期|要是|假如|假设|如果|比如|例如|举例|测试一下|开玩笑|请客|哈哈/

/** Words that a figure was really reached. */
const DONE =
  /完成|新增|累计|开展|发放|支出|走访|服务|改造(?:了|完)|做了|办了|报一下|上报|报送|今[天日儿]|昨[天日儿]|本周|上周|本月/

/** The lines of a message that are its sender's own: quoted ones are somebody else's words. */
export function ownLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*(?:>|＞|》|「|回复[@：: ])/.test(line) ? ' '.repeat(line.length) : line))
    .join('\n')
}

/** Words of a correction that cannot be a withdrawal, though they may call the old figure void. */
const REPLACES = /更正|勘误|应为|应该是|改为|改成|修正为/

/** An empty form is nobody's report. */
const TEMPLATE = /_{2,}|＿{2,}|\*(?=[户人次场家张个元])|模板|格式[:：]/

/** Reads the manner of a text (width already folded). `figures`: whether it names an indicator with a number or a zero. */
export function mannerOf(text: string, figures: { numbers: boolean; indicators: boolean }): Manner {
  if (TEMPLATE.test(text)) return 'other'
  const asks = ASKS.test(text)
  const replaces = figures.numbers && REPLACES.test(text)
  if (WITHDRAWAL.test(text) && !asks && !replaces && !/补贴|资格|政策|办法|文件/.test(text))
    return 'withdrawal'
  if (CORRECTION.test(text) && !asks && figures.numbers) return 'correction'
  if (asks)
    return COUNTS.test(text) && !/补贴|标准|补多少|条件|给多少钱|多少钱|名额/.test(text)
      ? 'summary'
      : 'question'
  if (!figures.numbers && COUNTS.test(text) && text.length <= 40) return 'summary'
  return figures.numbers ? 'report' : 'other'
}

/** Why a clause with a number is no entry; undefined when it may be one. */
export function noEntry(clause: string): 'plan' | 'standard' | 'others' | undefined {
  if (OTHERS.test(clause)) return 'others'
  if (STANDARDS.test(clause)) return 'standard'
  if (PLANS.test(clause) && !/(?:已|都)(?:经)?完成|超额完成|提前报|计划内/.test(clause)) return 'plan'
  return undefined
}

export function saysDone(clause: string): boolean {
  return DONE.test(clause)
}
