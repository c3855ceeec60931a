/**
 * Words that say nothing about what was counted: doing, counting, politeness, who speaks. What is left of a phrase without
 * them is its content.
 */
const WORDS = [
  // who speaks
  '我们|咱们|你们|他们|我|咱|这边|那边|这里|那里|本(?=[街社镇乡村科局办站区县])|[本我贵该全各][街社镇乡村科局办站区县市]{1}(?:道|区|室)?|各单位|各乡镇|全街|大家|[街镇乡]道?(?=今|本|上|共|累)',
  // how many places
  '[两三四五六七八九十]{1,3}个?(?:镇|街道?|乡|村|社区|单位|科室)',
  // when, loosely
  '日期|时间|填报单位|报送单位|单位|部门|一?(?:上午|下午|中午|晚上|早上|早晨|傍晚)|凌晨|全天|白天|夜里|截[至止]|为止|目前|现在|到现在|日前|近日|同时|最后|最终|期间|以来',
  // doing
  '完成|完工|竣工|收尾|改完|干完|做完|办完|做好|办好|搞定|落地|建成|建好|新建|开展|组织|举办|举行|承办|召开|召集|办理|实施|推进|推动|落实|进行|启动|结束|做|办|干|搞|弄|跑|走|建|开|签|打|发放|发出|发|拨付|拨|支出|支付|支|花|用|投入|接待|接|受理|处理|处置|参加|参与|参训|覆盖|惠及|服务|服|收集|收到|收|送|带|现场',
  // reporting
  '[户人件份场次个张家名节本对剂套台处]次?数|上报|填报|汇报|报告|报送|报数|报个数|报一下|补报|代报|报上|日报|周报|月报|快报|报|统计|登记|录入|汇总|数据|数字|数量|数目|数值|总数|总量|人数|户数|次数|场次|数|件数|个数|情况|进展|工作|业务|项目|指标|名称|结果|明细|如下|以下|来啦|来了|托|代|替|帮|补|交|录|记',
  // correcting
  '(?:刚才|刚刚|前面|上面)[说发写]的?|不是|而不是|并非|更正(?:为|成|两处|一下)?|修正为?|纠正为?|订正为?|勘误|应为|应该是|应是|改为|改成|改一下|有误|写错了?|报错了?|打错了?|填错了?|说错了?|弄错了?|口误|不对|错了|写多了?|报多了?|报少了?|漏了|漏报|准确的?|正确的?|以这个为准|为准',
  // about
  '大概|大约|(?<![签预节合条契])约|差不多|将近|近(?=[\\d一二两三四五六七八九十百千万]|$)|不到|不足|不下|至少|超过?|左右|上下|以上|出头|来回',
  // planned beside what was done
  '原定|预定|原计划|计划|目标|任务|应到|应',
  // changing
  '(?:提高|提升|上升|增长|增加|扩大|下降|降低|减少|[升增减降])[到至为]',
  // adding up
  '统共|拢共|通共|满打满算|再加|加上|新增加?|增加了?|净增|增|又|再|已经|已|刚刚|刚|共计|共有|一共|总共|合计|累计|累积|总计|小计|总|共|计|达到|达|多了|实际|实有|实到|实|到账|入账|进账|到课|到场|到位|其中|分别|另外|另|还有|还|以及|和|及|与|跟|各|均|都|也|就|仅|只有|只|才|全部|在册|登记在册|在案|全年|今年|本年|年度|今|当',
  // the glue
  '为|是|有|在|了|的|地|得|过|完|好|到|来|去|给|把|被|对|向|于|由|从|将|让|后|前|里|内|外|等|之|该|这|那|些|个|所|着|起|上|下|次|人|户',
  // politeness
  '请查收|请注意查收|请登记|请记录|请收|请|麻烦|领导|主任|科长|老师|同志|各位|师傅|小助手|机器人|助手|你好|您好|您|你|好的|谢谢|辛苦了?|打扰了?|不好意思|哈|啊|呢|吧|哦|噢|嗯|啦|呀|嘛|喽|喔|咯|哉|伐|咧|哟|呦|嘞|滴|儿|零报告',
]

const FILLER = new RegExp(WORDS.join('|'), 'g')
const MARKS = /[\s\p{P}\p{S}□①-⓿\u3000]+/gu

/** Phrases between two numbers are short and repeat themselves; found once, kept while few. */
const known = new Map<string, string>()
const SHORT = 24
const MOST_KNOWN = 4000

/** The content of a phrase: without filler words and marks. */
export function contentOf(phrase: string): string {
  if (!phrase) return ''
  if (phrase.length > SHORT) return without(phrase)
  const before = known.get(phrase)
  if (before !== undefined) return before
  const content = without(phrase)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(phrase, content)
  return content
}

function without(phrase: string): string {
  return phrase.replace(MARKS, '').replace(FILLER, '')
}

/** Whether a phrase says nothing by itself. */
export function isFiller(phrase: string): boolean {
  return contentOf(phrase) === ''
}
