/** What a question wants to hear, and what a text must hold to tell it. */
export type Kind =
  | 'money'
  | 'percent'
  | 'duration'
  | 'date'
  | 'clock'
  | 'count'
  | 'grade'
  | 'place'
  | 'phone'
  | 'person'
  | 'who'
  | 'materials'
  | 'steps'
  | 'conditions'
  | 'consequence'
  | 'definition'
  | 'list'
  | 'payer'
  | 'named'
  | 'enumerated'
  | 'address'
  | 'charge'
  | 'name'
  | 'criteria'
  | 'open'

interface KindRule {
  kind: Kind
  asks: RegExp
  holds: RegExp
}

const NUMBER = '[\\d零一二两三四五六七八九十百千万半]'

/** In the order of how much they bind. */
const RULES: readonly KindRule[] = [
  {
    kind: 'payer',
    asks: /谁(?:来)?(?:出|掏|付|承担|负担)|钱谁|自己(?:还?要|得|来|需要|用)(?:掏|出|付|另外给|承担)|自己(?:掏|出|付|承担)[^，。了]{0,4}(?:多少|几|吗|不)|由谁(?:出|承担|支付)/,
    holds: /承担|财政|免费|免收|支付|负担|不缴费|不收|收取|自理/,
  },
  {
    kind: 'named',
    asks: /哪家|哪几家|哪个(?:公司|机构|单位|银行|医院|保险)|哪些(?:机构|公司|单位)|哪个区/,
    holds:
      /有限(?:责任)?公司|集团|事务所|协会|基金会|银行(?!卡|账|存)|医院|(?:由|委托|交由)[一-龥]{3,16}(?:中心|公司|社)(?:承接|运营|承办|负责)/,
  },
  {
    kind: 'charge',
    asks: /收费|价格|价钱|收多少(?![人名个户])|要花多少/,
    holds: /收取|收费|免费|免收|不收|不缴费|学费|费用|费\d|每[^，。]{0,6}费|价格|单价|价目/,
  },
  {
    kind: 'name',
    asks: /叫什么(?!文件|办法|政策)|姓什么|姓啥|贵姓|名字是/,
    holds:
      /(?:联系人|负责人|主任|院长|科长|处长|老师|股长)[:：是为]?\s*[一-龥]{2,4}|[一-龥]{1,3}(?:主任|院长|科长|老师)/,
  },
  { kind: 'address', asks: /地址|怎么走|什么位置|哪条[路街巷]/, holds: /\d+号|[路街巷道]\d|\d+室|楼/ },
  {
    kind: 'enumerated',
    asks: /具体[^，。]{0,3}(?:是|有|包括)?哪|哪\d+|哪[几些](?:项|种|条(?!件)|样|方面|内容)|包括(?:哪些|什么)|是指哪/,
    holds: /、[^、。；]+(?:、|和|以及)|[^，；]{2,}[；;][^；;]{2,}[；;]/,
  },
  {
    kind: 'phone',
    asks: /电话|手机号|号码|联系方式|热线|打哪/,
    holds: /(?<!\d)(?:1\d{10}|0\d{2,3}[- ]?\d{7,8}|\d{3,4}[ -]\d{3,4}|\d{7,8}|1\d{4})(?!\d)/,
  },
  {
    kind: 'materials',
    asks: /材料|[带交]不[带交]|[带交附备](?:些|点|上)?(?:什么|哪些)|(?:什么|哪些|办|走)手续|手续(?:是|有|要|$)|资料|证件|要准备|准备什么|准备些|要带(?:什么|哪些|啥)/,
    holds:
      /提交|携带|提供|出示|带[^，。]{0,8}(?:证|照片|户口|簿|卡)|[持交](?:\d寸|身份证|居民身份|居住证|残疾人?证|[结离]婚证|户口|照片|近照|存折)|材料[:：包]|凭[^。]{2,60}(?:登记|办理|领取|申请|补领)|办理[^，。]{2,20}登记|持[^。]{2,40}(?:登记|办理|领取|申请)/,
  },
  {
    kind: 'steps',
    asks: /流程|步骤|几步|程序是|怎么申请|怎么办理|怎样申请|如何申请|如何办理|怎么报名|怎么走程序/,
    holds: /申请|受理|提出|登记|审核|审批|初审/,
  },
  {
    kind: 'percent',
    asks: /几成|(?:进度|率|占比)[^，。?？]{0,6}(?:多少|几)|比例|百分之几|百分比|占[^，。？?]{0,8}多少|配比|执行率|打几折|(?:多少|几)倍/,
    holds: new RegExp(`%|${NUMBER}[成倍]|全额|百分之|\\d[∶:]\\d|${NUMBER}分之`),
  },
  {
    kind: 'grade',
    asks: /几级|几a|什么等级|哪一级|哪个等级|几类|哪一类|哪类|第几|几星|什么级别|哪一档|几档/,
    holds: new RegExp(`${NUMBER}(?:级|类|星|档|等|a)|等级|[轻中重]度|完全失能`),
  },
  {
    kind: 'clock',
    asks: /几点|什么时间开始|开始时间|(?:上班|办公|营业|开放|办理)时间|[上下]班(?!次|级)/,
    holds: /\d{1,2}[:：]\d{2}|\d+[点时]/,
  },
  {
    kind: 'date',
    asks: /哪天|哪一天|几号|几月|哪个月|什么时候|何时|啥时候|哪年|周几|星期几|什么日子|日期/,
    // 每人每月60元 is a rhythm, no date.
    holds:
      /\d月|每月\d+日|\d日前|周[一二三四五六日]|\d{4}-\d{2}-\d{2}|次月|当月|另行通知|(?<!每[人名位户床站])每月(?![^，。；]{0,6}元)|每季/,
  },
  {
    kind: 'duration',
    asks: /(?:什么|啥)时候(?:之前|以前|前)|几天|多久|多长时间|几个工作日|几个月|几小时|多少天|多少小时|多少学时|几年|期限|多长|多少个月|几个小时|最晚|时限|几周/,
    holds: new RegExp(`${NUMBER}+个?(?:工作日|日|天|小时|月|年|周|学时|个月)|当[日月场]|长期|半个?月`),
  },
  {
    kind: 'person',
    asks: /(?:是|找|联系|归|由)谁|哪位|谁负责|负责人|联系人|老师是/,
    holds: /联系人|负责人|[\u4e00-\u9fa5]{2,4}(?:，|,)?电话/,
  },
  {
    kind: 'who',
    asks: /哪家|哪个(?:科|股|部门|单位|机构|公司|局|处|站)|哪些(?:机构|单位|公司)|哪几家|谁出|谁掏|谁来|谁承担|谁付|由谁|归谁|归哪|找谁|哪个区|哪科|哪级/,
    holds: /科|股|处|局|街道|社区|财政|公司|机构|单位|中心|申请人|个人|监护人|由/,
  },
  {
    kind: 'place',
    asks: /在哪(?![天年月日号一])|哪里|哪儿|地址|地点|去哪|什么地方|哪个房间|哪个窗口|几楼|在什么位置/,
    holds: /\d+号|\d+室|楼|中心|窗口|社区|街道|小程序|局|站|厅|室|院|座|区|房间/,
  },
  {
    kind: 'consequence',
    asks: /后果|怎么处理|会怎么样|会怎样|会咋样|会咋|怎么罚|罚多少|处罚|有什么影响|怎么办理退|什么处分|啥后果/,
    holds:
      /取消|追回|追缴|停|不得|暂停|不予|不再|责任|收回|扣|退回|罚|通报|处理|终止|责令|视为|整改|约谈|撤销|注销|列入|移送|清零|失效|作废|不能再/,
  },
  {
    kind: 'money',
    asks: /多少钱|几块|按(?:哪个|什么|啥|哪一?)(?:数|标准|档)[^，。？?]{0,3}[给发补拨算]|(?:是不是|是)\d+(?:\.\d+)?万?[元块]|(?:涨|提高|增加|上调|降|差|多|少)[了到]?(?:多少|几)(?![天个次年月])|几元|多少元|多少块|一共要多少|(?:补|给|发|领|拿|奖|赔|收|出|付|掏|加|结算|拨|批|罚|缴|优惠|减|免|退|资助|标准|费|津贴|经费|券|金|额度|上限|封顶|最高|总额|到手|预算|差|待遇|每月|每年|每人|一个月)[^，。？?]{0,9}(?:多少(?![天个年月日次小工人户名分周])|几个钱|几何)|多少[^，。？?]{0,6}(?:补贴|补助|经费|费|津贴|奖励|资金|预算|券)|工资|报酬|收费|免费|要钱|交钱|要不要钱|收钱|掏钱|给钱|付钱|花钱/,
    holds:
      /\d\s*(?:万|千)?元|标准的?\d+(?:\.\d+)?(?:%|倍)|按[^，。；]{0,14}\d+(?:%|倍)|按[一二两三四\d]+[份倍]|按\d+个月[^，。；\d]{0,12}标准|[零一二两三四五六七八九十百千万]元|免费|免收|不收|不缴费|万元|\d块/,
  },
  {
    kind: 'count',
    asks: /几次|几个|几名|多少人|多少张|几张床|多少名|名额|几家|几户|多少户|几场|几人|几位|多少次|多少个|几项|几张|几类|几站|几支|几期|几人次|招几|多少分|加几分|多大面积|面积多|多大|比例/,
    holds: new RegExp(
      `${NUMBER}+\\s*(?:次|个|名|人|家|户|场|位|项|张|类|站|支|期|分|平方米|周岁|岁|成)|^\\d+$`,
    ),
  },
  {
    kind: 'conditions',
    asks: /条件|资格|哪些人|什么人|哪些老人|哪些家庭|哪些孩子|哪些对象|谁能|谁可以|对象是|范围/,
    holds: /符合|条件|对象|具有|年满|下列|属于|本区户籍/,
  },
  {
    kind: 'definition',
    asks: /是什么意思|什么是|指什么|具体指|指的是|是啥|什么叫|包括什么|包括哪些|包含/,
    holds: /是指|是由|所称|指|包括|实行|分为|的(?:人员|儿童|家庭|机构)/,
  },
  {
    kind: 'criteria',
    asks: /(?:评定|评分|评估|评级|评选|验收|考核)(?:标准|指标)(?!.*(?:多少|几))/,
    holds: /\d+分|分值|条件|符合|达到|不低于|不少于|(?:标准|指标)[:：]/,
  },
  {
    kind: 'open',
    asks: /(?:(?:周|星期|礼拜)[一二三四五六日天末]|双休日?|节假日|过年|春节|国庆)[^，。？?]{0,8}(?:能|可以|开|营业|上班|办|有人|休息|放假)|开不开门?|开门吗/,
    holds: /周[一二三四五六日末]|星期|节假日|法定|每天|天天|休息|不开|开放|营业|(?<!\d个?)工作日/,
  },
  { kind: 'list', asks: /有哪些|哪些|哪几|都有什么|有什么/, holds: /[、；]/ },
]

/** Kinds that a question asks for; several where it has several parts. */
export function kindsAsked(told: string): Kind[] {
  const question = told.replace(MEETS, '')
  const kinds = RULES.filter((rule) => rule.asks.test(question)).map((rule) => rule.kind)
  // 最多占多少, 几倍: a share, no sum.
  const share = kinds.includes('percent') && !/多少钱|多少元|几元|几块/.test(question)
  return kinds.length > 1 ? kinds.filter((kind) => kind !== 'list' && !(share && kind === 'money')) : kinds
}

/** 符合条件, 说够支出型的条件: told, not asked. */
const MEETS =
  /(?:说|都|也|已经)(?:符合|够|满足|达到|具备)[^，。？?]{0,8}(?:条件|资格)(?![^，。]{0,3}[吗不么?？])/g

/** Whether the question's own words for this kind stand in a stretch of it. */
export function asksIn(kind: Kind, clause: string): boolean {
  return RULES.find((rule) => rule.kind === kind)?.asks.test(clause) ?? false
}

/** `question` tells what is counted: 几次 wants a number of 次. */
export function tells(kind: Kind, text: string, question = ''): boolean {
  if (kind === 'count') return tellsCount(text, question)
  // A date is no length of time; 多久来一次 asks how often.
  if (kind === 'duration')
    return (
      (OFTEN.test(question) && /每[天日周月季年半两三]|[一二两三四五\d]次/.test(text)) ||
      holdsOf(kind).test(text.replace(/\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日/g, ''))
    )
  return holdsOf(kind).test(kind === 'money' ? text.replace(MEANS, '') : text)
}

/** 人均收入低于低保标准2倍: who may, no sum. */
const MEANS =
  /(?:低于|高于|超过|不足|不满)[^，。；\d]{0,14}标准的?\d+(?:\.\d+)?(?:%|倍)|标准的?\d+(?:\.\d+)?(?:%|倍)(?:以下|以内|之内)/g

const OFTEN = /(?:多久|几天|几个?月|隔多[久长])[^，。]{0,10}[一1][次回趟遍]/

const HEADINGS: Partial<Record<Kind, RegExp>> = {
  materials: /(?:材料|证件)(?:清单|目录|要求)?$/,
  steps: /(?:程序|流程|步骤)$/,
  conditions: /(?:条件|对象|范围)$/,
  charge: /(?:费用|收费标准)$/,
  payer: /费用(?:承担|负担)?$/,
}

/** What stands under 所需材料 is told as materials, whatever its own words. */
export function headingTells(kind: Kind, heading: string): boolean {
  return HEADINGS[kind]?.test(heading.trim()) ?? false
}

function holdsOf(kind: Kind): RegExp {
  return RULES.find((rule) => rule.kind === kind)?.holds ?? /./
}

/** 超过300人的村: a condition, no answer to how many. */
const BEYOND = /(?:(?<!不)超过|不足|不满|(?<!不)满)\d+[人名位]/g
const PERSONS = '[个名人位]'

function tellsCount(text: string, question: string): boolean {
  const measure = /(?:几|多少)(人次|[次名人个户场张位项类站家支期分])/.exec(question)?.[1]
  if (/面积/.test(question) && /多大|多少/.test(question)) return /平方米|㎡|亩/.test(text)
  if (measure !== '次' && /(?:^|\| )\d+(?: \||$)/.test(text)) return true
  if (!measure) return RULES.find((rule) => rule.kind === 'count')?.holds.test(text) ?? true
  if (/(?:几|多少)个?(?:人(?!次)|老师|护理员|工作人员|护工)/.test(question))
    return new RegExp(`${NUMBER}\\s*[人名位]|\\| \\d+ \\|`).test(text.replace(BEYOND, ''))
  const unit = PERSONS.includes(measure) ? `${PERSONS}|周岁` : measure
  return new RegExp(`${NUMBER}\\s*(?:${unit})(?!性)`).test(text)
}

/** Yes or no is asked for. */
export function asksWhether(question: string): boolean {
  return /吗|([一-龥])不\1|有没有|能否|是否|可否|(?:能|可以|给|要|行|收费|领|拿|报|补|算|开会|参加|申请|改造|办|享受)不(?:[，,。？?]|$)|不$/.test(
    question,
  )
}
