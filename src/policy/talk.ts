import type { Talk } from './outcome.ts'

const GREETING =
  '您好|你好|hi|hello|嗨|哈喽|喂|早上好|早安|上午好|中午好|下午好|晚上好|晚安|早|大家好|各位|大家|新年好|(?:新年|节日|周末|生日|中秋|春节|元旦|国庆)快乐|周末愉快|有人|在吗|在么|在不在|忙吗|忙不忙|小?助手|机器人'
const ENOUGH = '好|嗯|哦|行|ok|收到|明白|知道|了解|没问题|谢谢?|多谢|感谢|辛苦|麻烦|再见|拜拜'

/** Words that are no question about policy, and what is said to them. */
const RULES: readonly { talk: Talk; said: RegExp; line: string }[] = [
  {
    talk: 'thanks',
    said: new RegExp(
      `^(?:好的|好|嗯|哦|行|明白了?|知道了|收到)?[,，。!！ ]*(?:谢谢|多谢|感谢|辛苦了?|麻烦了|太好了)[^?？]{0,12}$|^(?:(?:${ENOUGH})(?:的|了|啦|啊|呀|您|你|滴|哒|吧|大家|各位)*[,，。!！~～ ]*)+$`,
    ),
    line: '不客气。',
  },
  {
    talk: 'greeting',
    said: new RegExp(`^(?:(?:${GREETING})[呀啊哦吗么呢在,，。!！?？~～ ]*)+$`),
    line: '您好，可以直接问政策，比如谁能申请、补多少、要什么材料。',
  },
  {
    talk: 'help',
    said: /(?:你|您)(?:能|会|可以)[^，。?？]{0,4}(?:帮我)?(?:干|做|办)(?:些|点)?(?:什么|啥)|你是谁|你叫什么|(?:你|您)是(?:机器人|真人|人工)|怎么(?:用|跟|和)你|有(?:什么|些)功能|使用说明|(?:你|您)(?:都|能|会|可以)+(?:回答|会)?些?什么$|^(?:帮助|help|菜单|功能|怎么用|如何使用|使用帮助|能做什么|会什么)[呀啊呢吗,，。!！?？~ ]*$/i,
    line: '可以问政策（谁能申请、补多少、要什么材料、什么时候办）、报数字、要汇总，直接说就行。',
  },
  {
    talk: 'opinion',
    said: /(?:你|您)(?:觉得|认为|怎么看|说说看|看好)|哪[家个所][^，。]{0,8}(?:最好|更好|好些|好一点|服务好|靠谱)|(?:哪个|谁)(?:更|最|比较)[^，。]{0,3}(?:好|清闲|忙|厉害|漂亮|轻松|靠谱|能干|严)|好不好(?:打交道|相处|说话|惹)|这人(?:好|怎么样)|(?:能|会不会|会)(?:评上|升|当上|提拔|涨工资|选上)|你说[^，。]{0,6}我?(?:能|会)|喜欢谁|水平怎么样|(?:会|能)不会下雨|天气怎么样|预测/,
    line: '这个我不好评价，只能按文件答政策问题。',
  },
  {
    talk: 'chatter',
    said: /讲个?(?:笑话|故事|段子)|^(?:哈|呵|嘿)+$|累死|股票|天气(?:不错|真)|好[热冷]啊|你(?:喜欢我|几岁|真聪明|好笨)|唱(?:首|个)歌|食堂[^，。]{0,4}吃(?:啥|什么)|吃(?:了吗|饭没)|写(?:首|一首)诗|无聊|陪我聊/,
    line: '这个我帮不上。政策、报数、汇总的事可以直接说。',
  },
]

const FORECAST =
  /(?:明年|以后|将来|今后|下半年|过几年|什么时候)[^，。?？]{0,14}(?:会不会|会|能不能|要)?[^，。?？]{0,4}(?:涨|提高|上调|再调|取消|降)(?:吗|么|不|了|多少)?[?？]?$|(?:明年|以后|将来|今后|后年|过几年)[^，。?？]{0,6}会(?:不会)?[^，。?？]{0,3}(?:涨|提高|上调|调|取消|降|变)[^，。?？]{0,10}[吗么不]?[?？]?$/
const OWN_CASE =
  /(?:批下来|批了|批准|审下来|审核完|通过|办好|办完|到账|发下来|发了|下来)(?:了)?(?:没有|没|吗)[?？]?$|查(?:一)?下?我|我的[^，。]{0,8}(?:进度|到哪一?步|审核情况)|[办审核批走][^，。]{0,3}到哪(?:一?个?)?(?:步|环节|程序)/

/** What no document can tell: the future, and how one person's case stands. */
export function beyondDocuments(text: string): 'forecast' | 'own-case' | undefined {
  if (OWN_CASE.test(text) && /我|他|她|老人|家|妈|爸|奶|爷/.test(text)) return 'own-case'
  return FORECAST.test(text) ? 'forecast' : undefined
}

export function smallTalk(text: string): { talk: Talk; line: string } | undefined {
  const said = text.trim()
  if (!/[\p{L}\p{N}]/u.test(said))
    return { talk: 'help', line: '请说一下想问什么，比如“低保家庭适老化改造补多少”。' }
  return RULES.find((rule) => rule.said.test(said))
}

/** Asking words and wishes; 好几户, 没啥, 谁要来拿 ask nothing. */
const ASKS =
  /[?？吗呢咋啥哪谁]|么[。!！~]*$|什么|好多(?=[钱元块岁]|$)|多少|(?<!好)几(?![十百千万乎])|怎[么样]|如何|为何|何时|是否|能否|可否|多[久长大高远]|([一-龥])[没不]\1|有没有|有无|[不没][,，。!！~]*$|没有[。!！]*$|请问|请教|咨询|想[问知办申领给让]|[问查]一?下|告诉|给我[^，。]{0,8}$|发我|要[办补领交带]|how|what|when|where|who|which/
const INDEFINITE = /没[啥什][么]?事?|没什么|好几|谁要|多少还|多少都|哪怕|不管多少/g
/** Of a day's work or a notice to colleagues: when, who shall, what is planned. */
const WORK =
  /今[天日晚早]|[明昨后]天|[本这下上]个?[周月]|刚[刚才来]|[上下中]午|晚上|\d{1,2}[:：点时]|\d月|请(?!问|教)|各[街区镇单科站位村]|大家|收到|转发|通报|通知[:：]|公告】|麻烦|辛苦|计划|拟|力争|争取|预计|估计|大概|目标|任务|完成|开展|发放|走访|办理了|还差|要是|如果|咱们|我们|你们|^我/
/** Signs of a few words that only add to what was asked. */
const SHORT = 12
/** Of these alone nothing is a fact of a case: no short message with them goes on with what was asked. */
const DAY_S_WORK =
  /今[天日晚早]|[明昨后]天|刚[刚才来]|[上下中]午|晚上|\d{1,2}[:：点时]|请(?!问|教)|大家|各位|收到|转发|通报|通知[:：]|马上|麻烦|辛苦/
const FACTS = /\d+(?:岁|周岁|平|平方米|平米|㎡|分|年|级|%|级)/g

/**
 * What a sentence wants: it asks, or only names a matter or a case (低保户，79岁), which is asking too; or it tells: of work
 * (`work`), or how something stands (`state`). An answer to a sentence that tells would be an answer to something else.
 */
export function mannerOf(text: string): 'asks' | 'work' | 'state' {
  const said = text.trim()
  if (ASKS.test(said.replace(INDEFINITE, ''))) return 'asks'
  if (/[。!！~]*了[。!！~]*$|已经?[^，。]{1,8}[。!！~]*$/.test(said) && !WORK.test(said) && !/\d/.test(said))
    return 'state'
  const counts = /\d/.test(said.replace(FACTS, ''))
  return WORK.test(said) || (counts && /\p{Script=Han}/u.test(said)) || said.length > 24 ? 'work' : 'asks'
}

/** Whether a message that asks nothing may add a fact to what was asked before: “79岁的”, “我家是低保”. */
export function addsFacts(text: string): boolean {
  return text.length <= SHORT && !DAY_S_WORK.test(text)
}

/** Authorities whose matters are not this bureau's. */
export function otherPlace(text: string, bureau: string): string | undefined {
  const own = /^(.{2,4}?)(?:区|县|市)/.exec(bureau)?.[0] ?? ''
  // What is told about the asker's register is a fact of the case, when it is asked about here.
  const here = /咱们?[区县市]|本[区县市]|我们[区县市]|这边|这里/.test(text)
  const level =
    /(?<![\u4e00-\u9fa5])(?:市|省|国家|中央|部)(?:里|级)?(?=民政[局厅部]|残联|人社|医保)|(?:市|省)民政[局厅]/.exec(
      text,
    )?.[0]
  const above = own.endsWith('市')
    ? /(?:省里|省级|全省|全国)[^，。]{0,12}(?:标准|多少|政策|补贴|规定|几)/
    : /(?:市里|市级|全市|省里|省级|全省|全国)[^，。]{0,12}(?:标准|多少|政策|补贴|规定|几)/
  if (above.test(text) && !here) return /市/.test(above.exec(text)?.[0] ?? '') ? '市级部门' : '上级部门'
  if (level && !own.endsWith('市')) return level.startsWith('市') ? '市级部门' : '上级部门'
  for (const match of text.matchAll(
    /(?:隔壁|邻近|老家|外地|住|在|是|去|问|那边|听说|的|我|^|[,，。、 ])?([\u4e00-\u9fa5]{2,3}?(?:区|县))(?!级|里|财政|民政|域|别|分|间|政府|属|外|内|未成年|社会|社区|职业|委|长|残)/g,
  )) {
    const name = (match[1] ?? '').replace(/^(?:隔壁|老家|家|是|在|住|去|问|的|我)/, '')
    if (
      !name ||
      name.length < 3 ||
      name === own ||
      /[隔邻]|^(?:非|本|全|我|咱|各|社|小|地|城|郊|辖|市|园|景|老|新|同|这|那|哪|跨|们)|(?:社|小|地|辖|园|景|校|市|哪个|这个|各)[区县]$|[山灾库牧老城郊新矿]区$/.test(
        name,
      )
    )
      continue
    if (here) continue
    return name
  }
  return undefined
}
