import type { Clause } from './clauses.ts'
import { contentOf } from './filler.ts'
import { isForm } from './modality.ts'
import type { Sheet } from './sheet.ts'

/** What a message is. */
export type Manner = 'report' | 'correction' | 'withdrawal' | 'question' | 'summary' | 'other'

const ASKS =
  /[?？]|(?<!什)[吗么]\s*[。！!~]?\s*$|(?<!着)呢\s*[?？]|(?<!不知道|不清楚|没)多少(?!还|不|都|有点)|(?<![好十百])几(?:[户人次个场家张名件处份点天岁条起年月号星折成级楼星]|万元?)(?!百)|(?<![好十百])几(?![十百千万])[\u4e00-\u9fa5]{1,2}\s*$|(?<!不知道?|不管|无论)怎么(?!都|也|样都)|如何(?!都)|(?<!没|为)什么(?!也|都|问题)|哪[个些场份批次里儿天家位类一](?!怕)|是否|能否|能不能|可不可以|可以不|要不要|用不用|有没有|(?<!不)对不对|行不行|好不好|多久|多长|多大年纪|为什么|为何|为啥|是谁|谁(?!信)[\u4e00-\u9fa5]{1,2}\s*$|谁(?:负责|管|来报|还没|没报)|请问|请教|问一下|问下|想咨询|咨询(?:一?下|个)|想知道|是不是|[了到过完好去来出]没(?:有)?\s*$|^\s*谁[报写填说发登]|没有[?？]|算不算|还是.{1,10}[?？]|(?:算|要|报|是|填).{1,8}还是|第几|[能可要会用行是算].{0,12}(?<![了对])不\s*[?？]?\s*$|啥(?:时候|意思|材料|条件|流程)|咋|(?:没错|对|是这样)吧\s*$|(?<verb>[收算要报填用去来有给发补交办行])不\k<verb>|按.{1,8}还是按/

/** Asked out of politeness, or about the message itself. */
const POLITE =
  /^\s*(?:收到(?:了)?吗|看到(?:了)?吗|可以吗|行吗|好吗|能看到吗|登记上了吗|麻烦(?:登记|记录)?一?下?(?:好|可以)吗)[?？]?\s*$/
/** A new subject begins here. */
const SHIFT = /另外|对了|顺便|还有(?:个|一)|再问|想问|请问|问一?下|请教|咨询|想了解/
/** Answered by a fact, not by yes or no. */
const WH = /哪|几|怎么|如何|什么|多少|谁|多久|多长|为何|为啥|啥|咋/

export interface Questions {
  /** Clauses that ask, and those whose numbers belong to the question. */
  covered: Set<Clause>
  /** The questions themselves, as said. */
  asking: Clause[]
  /** Those that ask about another subject than the figures beside them. */
  apart: Set<Clause>
}

/** Which clauses ask. A figure in a clause of its own stays a figure where another subject is asked about. */
export function questionsIn(sheet: Sheet): Questions {
  const covered = new Set<Clause>()
  const asking: Clause[] = []
  const apart = new Set<Clause>()
  for (const sentence of Map.groupBy(sheet.clauses, (clause) => clause.sentence).values()) {
    const asks = sentence.filter((clause) => asksIn(sheet, clause))
    if (!asks.length) continue
    if (answersItself(sheet, sentence.at(-1)!)) {
      for (const clause of asks) covered.add(clause)
      continue
    }
    const first = asks[0]!
    const text = asks.map((clause) => sheet.nameless.slice(clause.start, clause.end)).join('，')
    const leaves = SHIFT.test(text) || isChoice(text)
    const shifts = leaves || (WH.test(text) && !/[了的]?(?:对|是)吗|来着/.test(text))
    for (const clause of sentence) {
      const before = clause.end <= first.start
      if (before && shifts) continue
      covered.add(clause)
      if (leaves || !shifts || sentence[0] === first) apart.add(clause)
      asking.push(clause)
    }
  }
  return { covered, asking, apart }
}

/** “有二百三十来个？不对，数了下是231”: asked of oneself, and answered. */
export function answersItself({ text }: Sheet, asking: Clause): boolean {
  return (
    asking.amounts.length > 0 &&
    /[?？]\s*$/.test(asking.text) &&
    !WH.test(asking.text) &&
    ANSWERED.test(text.slice(asking.end, asking.end + 16))
  )
}

const ANSWERED =
  /^\s*(?:[哦噢啊嗯呃]+[，,]?)?\s*(?:不对[，,]|不是[，,]|错了|[查数核看]了?一?[下遍])(?=[^。！？\n]{0,12}[\d一二两三四五六七八九十百])/

/** “80岁老人一餐补4元还是5元”: a subject of its own, not a doubt about the figure before it (“还是141”). */
function isChoice(text: string): boolean {
  const [subject = '', other] = text.split('还是')
  return other !== undefined && contentOf(subject.replace(/[\d.□]/g, '')).length >= 4
}

/** Names of indicators ask nothing: 银发顾问咨询. */
function asksIn(sheet: Sheet, clause: Clause): boolean {
  return ASKS.test(sheet.nameless.slice(clause.start, clause.end)) && !POLITE.test(clause.text)
}

const TAKE_BACK =
  /撤回|撤销|撤掉|撤了|撤一?下|先撤|作废|删掉|删除|删了|删一下|删去|不算数|不要算|不算(?=[，,。\s]|$)|不要记|别算|别记|不用记|(?:别|不用|不要|先别)(?:登记|录入?|统计|计入)|重复报|重复上报|报重|发重|重复了|重了|报了?两遍|白报|忽略|当我?没(?:报|看见|说|发)|没报过|无视/
const CANCEL = /取消|算了|不要了|无效|不作数|去掉|清掉|清除/
/** What was reported before, as people point to it. */
const REPORTED =
  /上报|[报发填记写]的|那条|这条|上一?条|前一?条|那个数|刚才|刚刚|刚发|刚报|数据|记录|上面|前面|之前|登记|今天报|昨天报|我报/
/** Taken back is something else than a report. */
const ELSEWHERE =
  /(?:活动|会议|培训班|名额|资格|报名|文件|政策|办法|证件?|卡|账号|旧版|模板|通知|申请|预约|行程)[^，,。]{0,6}(?:取消|作废|撤销|删)|取消(?:资格|活动|会议)|旧(?:表|版)/

/** Says when something counts, takes nothing back: “逾期视为撤回”, “无法联系的不算”. */
const RULE = /视为|视同|逾期|过期|[=÷×]|者?一律|[^报发填记写]的(?:都|均|也)?不算/

export function takesBackReport(text: string): boolean {
  if (ELSEWHERE.test(text) || (RULE.test(text) && !REPORTED.test(text))) return false
  if (TAKE_BACK.test(text))
    return REPORTED.test(text) || /撤回|撤销|作废|重复|重了|忽略|不算/.test(text) || text.trim().length <= 12
  return CANCEL.test(text) && REPORTED.test(text)
}

const CORRECTS =
  /漏了?[一两二三\d]{1,2}[^，,。\d]{0,2}[，,]\s*(?:一?共|应)?是?\s*\d{1,5}\s*[^，,。\d]{0,3}$|更正|勘误|改一下|口误|不对不对|更改|改正|订正|应为|应该是|应是|改为|改成|[打写报填记说输弄搞]错|误[报写登记填]|多[报写打填记算]了|少[报写打填记算]了|[报写打填记算][多少]了?|[写报打填说输]成了?|纠正|修正|不是\s?[\d一二两三四五六七八九十百].{0,10}(?:是|，|,)|[，,]\s?(?:而)?不是\s?[\d一二两三四五六七八九十百]|有误|不对[，,。]|搞错|看错|统计错|算错/

export function corrects(text: string): boolean {
  return CORRECTS.test(text)
}

/** Words that give the figure which holds instead. */
export function replaces(text: string): boolean {
  return /更正|勘误|应为|应该是|应是|改为|改成|修正为|纠正|订正/.test(text)
}

const SUMMARY =
  /汇总(?!表?(?:已|好|完|发(?!给?我|一)))|给我看(?!看)|(?:出|做|生成|拉|列|导出|整理|给我|发我|发一?[份下]|看看|看一下|查一?下|查询|帮我|要(?![达求在把加抓]|完成)).{0,16}(?:周报|月报|季报|年报|日报|旬报|报表|统计|列表|一览|排名|简报|通报|进度|完成情况|的表|个表|一张表|汇总|(?<=[拉查看导列].{0,16})数据?\s*$)|^(?:本周|上周|本月|上月|今天|昨天|上半年|今年|全[区县市]|各[街镇乡]).{0,12}(?:周报|月报|统计|完成情况|进度|报表)\s*$|谁(?:还)?没(?:有)?报|哪些?(?:单位|街道|社区|镇|乡镇)(?:还)?没(?:有)?报/

/** Asks for a summary to be made. */
export function wantsSummary(text: string): boolean {
  return SUMMARY.test(text) && !isForm(text) && text.length <= 60
}
