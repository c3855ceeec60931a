/** Why a number is no figure although it is said of an indicator. */
export type Bar = 'plan' | 'standard' | 'others' | 'unreal' | 'compared'

/** Words of doing what was planned are no plan. */
const AS_PLANNED =
  /(?:按|按照|根据|照|如|依)(?:原?计划|安排|要求|进度|期|时)|完成□+(?:服务|工作)?任务|提前完成|超额完成|圆满完成|计划内|目标(?:人群|对象|群体)|(?:完成|达到|实现)(?:全年|年度|本月|本周)?(?:目标|任务)(?=[，,。;；]|$)|请(?:查收|登记|记录|收|审阅|过目|知悉|核实|领导|记|帮忙记|录入|统计|汇总|注意查收|予以登记)|[\d一二三四五六七八九十]{1,4}(?:周)?岁(?:及|含)?以[上下](?!每)|预防|预算外|待遇|要求登记|麻烦|应该(?:是|为)(?=\s?(?:[\d一二两三四五六七八九十百\u2400]|$))/g

const PLAN =
  /计划|原定|预定|拟[^\d]|打算|准备[^好]|预计|预期|预备|力争|争取|确保|目标|任务|指标|安排在|安排了?\d|定于|定在|将(?:于|在|要|组织|开展|举办|完成|对|会|有|达)|即将|下周|下个?星期|下个?月|下季度|下一步|下阶段|下半年(?:要|还)|下次|下回|明[天日早晚年后]|后[天日](?!续)|今后|本周内|月底前|年底前|周末前|底前|之前(?:要|完成|必须|报送)|要(?:做|办|搞|完成|达到|改|走访|评估|支出|组织|开展|举办|招|来|去|求|报(?!告|备)|有\d|\d|20|在)|(?<![主重首只])要[^，,。□\d]{1,2}[\u2400\d]|还要|还得|得(?:完成|做|办)|希望|(?<![思理感联猜回])想(?!法|到|念|起|不)|预约|约了|约好|约定|报名|名额|招募|应该|应当|应(?:完成|报(?!为)|做|达)|必须|须(?:于|在|完成|报)|需要|还需|尚需|仍需|急需|还差|只差|差\d|还剩|剩下|剩余|还缺|缺\d|未完成|没完成|没做完|没达到|未达到|(?<![接招期等对看优款厚善亏])待(?!遇|在|着|人|客|命|会儿)|尚未|还没|冲刺|冲[到刺\d]|突破|达标|做到|凑[够齐满]|保底|保证|[欠缺]\s?\d|务必|抓紧|加把劲|加油|开始报名|可(?:启用|开放|动用|来|坐|容纳|供|报|办|做|安排|接待|提供)|能(?:做|有|来|坐|完成|签|办|容纳|达|改|评估|接待|赶)|会(?:有|来|达到|做)|容纳|承载|到货|到库|入库|调拨|采购|购置|申领|轮候|排队|仓库|库存|库里|翻番|提供(?:岗位|服务岗)|请(?!假|客)|加快|尽快|尽早|明确(?:了)?每|部署|安排[:：]|安排(?:如下|表)|排班|值班|排[了到定好着队]|(?<![理批核])申请了?□+(?=\u2400)|分工|分配|分解|(?:待|需|应|拟|将|可|须|欲|未|想|要|能|该|缺|欠)□|别(?:再)?(?:报|写|填|算)|不[要能许](?:再)?(?:报|写|填)|严禁|禁止/

const STANDARD =
  /平均|人均|(?<![本上当这今昨前])[日月年周]均|一年(?!来|级)|一个月|天天|(?<!(?:今|昨|前|这|整|忙|跑|第|了|干)[天日儿了]?\s?)一天(?!里|下来|内|[前后])|每[天日周月年](?![天日周月年]?(?:报|上报))|每人每|每[户人床家次餐张校所镇街站村个件天日周月年晚学时半批班][^日天]{0,6}(?:不|补|最高|\d|至少|按|约|要|给|应|限|元|发|享受)|标准|每[站校镇街村社人户](?:每)?(?:[天日周月年]|道|区)|补贴|补助|津贴|奖励|报销|收费|定价|单价|免费|结算|按[每照\d人户次天月]|不[低超高少大小得多][于过得]|最[高低多少大小](?!峰|近)|至[少多]|顶多|上限|下限|封顶|\d以[上下内]|(?:岁|元|户|人|次|级|分)以[上下内]|考核|评分|扣分|满分|占\s?\d|限[乘报额\d]|规定|工作日|周岁|利率|额度|满\s?(?:\d|$)|每班|一班/

const OTHERS =
  /某(?!些)|[邻临][县区市]|邻[镇近]|友邻|外地|外单位|前[一二两三几]年|[一二两三几]年前|以前|早些年|那时候?|当时|往常|听[说讲人]|据说|(?<![我你才刚面])说(?!明|错|一下|下|实话|好|了算)|[部厅]里?(?:要求|规定|说)|表扬|批评|据悉|据.{1,6}(?:报道|统计|介绍)|传言|新闻|电视|报纸|网上|朋友圈|公众号|群里(?:说|看|讲|发)|看到(?!位)|兄弟(?:区|县|单位|街道|镇)|外[区县市省]|别的|别人|人家|隔壁|其[他它](?:区|县|市|街道|镇|单位|地方)|有的街道|全国|全省|省里|市里|部里|国家|审计|去年(?!\d|十|[一二三四五六七八九])|上年|前年|往年|历年|同期|那会儿|当年|刚来电话|来电说|说(?:她|他|是|我们|你们|要)|好像|印象|记得|台账上|系统里(?:显示|是|有)|上次(?!报)|之前(?:有|说)|原先|本来|原本|曾经/

const UNREAL =
  /只要|如果|如[遇有需]|一旦|笑话|段子|要是|假如|假设|假使|倘若|若(?:是|能|有|再|每)|万一|的话|就算|即使|哪怕|除非|比如|例如|譬如|举例|举个例|好比|比方|测试|试机|试一下|试试|试用|演示|示例|样例|范例|模板|格式|开玩笑|吹牛|不够你|够不够|做梦|梦见|请客|奶茶|谢天谢地|才怪|就好了|就好看|得了吧|干完得了|怎么可能|想得美|信不信|白高兴|厉害|以为|恨不得|至于|笑死|呵呵|嘿嘿|不敢想/

const COMPARED =
  /(?:比|较|同比|环比)[^，,。;；\d]{0,14}(?:多|少|增|减|升|降|高|低|涨|跌)[^，,。;；\d]{0,4}$|(?:同比|环比)[^\d]{0,8}$|(?:增加|减少|增长|下降|提高|提升|上升|多|少)了?\s?$(?<=(?:比|较).{0,16})/

/** Behind the number: what it belongs to. */
const PLAN_AFTER =
  /^[^，,。;；□]{0,4}(?:名单|公示)|^\s*(?:提出|提交|正在|想)?申请|^的?(?:[那这][个条]|数)?是[^，,。]{1,10}[报说写填](?:的|上来)|^\s*(?:是|为|属)[^，,。]{0,10}(?:任务|目标|指标|要求|计划|标准)|[没未](?:有|能)?[^，,。;；没未有]{0,4}(?:完(?!全)|成(?!效)|好|到位)|[没未](?:有|能)?(?:完成|完工|做完|办完|改完|弄完|结束|验收|通过|合格|开工|到位|落实|整改|处理|报|签|办|做|改|发(?![现生])|建|批|领|打|修|审|拨|来(?!得及))|^(?:[户人次场家张名件处个只]?的?)(?:目标|任务|指标|计划|名额|缺口|标准|上限|额度|活动取消)|^[^，,。;；]{0,6}(?:明[天日早晚]|后天|下周|下个?月|月底前)|^(?:还没|还未|尚未|待|未完|没完|左右才)|^[^，,。;；\d]{0,8}(?:才能?达标|才到|才够|才行|才算|才合格|就能|就可以|就够|就行|就达标|就算)|^[^，,。;；\d]{0,6}(?:坏|故障|报修|损坏|停用|有奖|给奖|奖励|扣分)/

/** From here on it is what was done, whatever stood before: “计划10户，实际6户”. */
const DONE_AT =
  /实际|实到|实有|实报|已(?:经)?(?:完成|做|办|改|签|开展|落实|发|建|排查|走访|评估|实施|整改|处理|调解|化解|新增)|完成了|做了|办了|只(?:完成|做|来|办)|现(?:已|完成)/g

/** Whether any of the words that plan, set, quote or imagine stand in a text at all; most reports have none. */
export function hasMood(text: string): boolean {
  return UNREAL.test(text) || OTHERS.test(text) || STANDARD.test(text) || PLAN.test(text)
}

/** Stands for the number behind a phrase: “完成目标” right before it is none that was reached. */
const NUMBER = '\u2400'

/**
 * Of a phrase before a number and the one behind it, names of indicators and units blanked: why it is no figure.
 * `quiet`: the whole message {@link hasMood} nothing.
 */
export function barOf(before: string, after: string, quiet: boolean): Bar | undefined {
  if (COMPARED.test(before)) return 'compared'
  const foot = after.replace(AS_PLANNED, ' ')
  if (PLAN_AFTER.test(foot)) return 'plan'
  if (isThreshold(before, after)) return 'standard'
  if (quiet) return undefined
  if (UNREAL.test(foot)) return 'unreal'
  return moodOf(before, NUMBER)
}

/** Whether a phrase makes what follows it unreal, somebody else's or planned. */
export function moodOf(phrase: string, number = ''): Bar | undefined {
  const words = fromDone(`${phrase}${number}`.replace(AS_PLANNED, ' '))
  if (UNREAL.test(words)) return 'unreal'
  if (OTHERS.test(words)) return 'others'
  if (STANDARD.test(words)) return 'standard'
  return PLAN.test(words) ? 'plan' : undefined
}

/** Behind a figure, in the same sentence: it was only ahead. “植树500株，下周开始” */
export function takesBack(clause: string): boolean {
  return /^\s*(?:回来|回头|回去|做完|办完|完事|结束)(?:后|了|之后|以后)?(?:再|就)?(?:来|给你们?)?(?:报|填|统计)|^\s*比(?:我们|咱们?|我[区街镇县])|(?:干|做|忙|跑|弄)不(?:完|过来|了)|^\s*[要得需](?:返工|重做|整改)|[谁鬼]信|^\s*我不信|^\s*(?:都|均)?(?:还)?[没未](?:有|能)?(?:完成|完工|做完|办完|改完|结束|验收|开工|到位|落实|签|审|批|拨|到账|入住)|^\s*(?:都|均|目前|现在)?(?:还|正)?在(?:审|办|排|等|走)|^[^，,。]{0,4}(?:审核|审批|办理)中|^\s*(?:不[归属算]|不是)于?(?:我们|咱|本)|^\s*(?:这是|是|为|属于)?(?:今年|本月|全年|本周)?的?(?:目标|任务|计划|指标|要求)(?=数?\s*(?:[哈啊呢哦]?\s*$))|^\s*(?:下周|下个?月|明天|后天|月底前|年底前|周末)[^，,。]{0,4}(?:完成|开始|启动|实施|做|办|改|搞定|开工|落实|到位)|^[^，,。]{0,6}(?:得[干做忙]|要[干做忙]到|够(?:我们)?[干忙])/.test(
    clause,
  )
}

/** “时长达到300小时为三星”: from here on something else holds. */
function isThreshold(before: string, after: string): boolean {
  return (
    /(?:达到?|[满够]|超过?)[\s□]*$/.test(before) &&
    /^\s*(?:及?以上)?\s*(?:的(?=[，,]|$)|为|可|即|方|才|就|能|算)/.test(after)
  )
}

function fromDone(words: string): string {
  let from = 0
  for (const match of words.matchAll(DONE_AT)) from = match.index
  return from ? words.slice(from) : words
}

export function saysDone(clause: string): boolean {
  DONE_AT.lastIndex = 0
  return DONE_AT.test(clause)
}

/** Of a whole message: it passes on what others wrote, or is an empty form. */
const FORWARDED =
  /^\s*(?:[「“"]|(?:转发|转|群公告|公告|通知|会议通知|通报|紧急通知|温馨提示|提示|提醒|新闻|重要通知)(?:[\s:：发:]|一下|自|区|市|县|省|关于)|fwd|FW:)|关于[^，,。\n]{2,30}的(?:通知|公告|通报|函|意见|方案)\s?[(:〔]|考核方案|活动方案|招募(?:令|公告)?:|会议通知|请遵照执行/
const FORM = /_{2,}|\*(?=[户人次场家张个件处元])|(?:模板|格式)\s?:|[户人次件场]数?:?\s?(?:X|x|×|○|□){2}/

export function isForwarded(text: string): boolean {
  return FORWARDED.test(text)
}

export function isForm(text: string): boolean {
  return FORM.test(text)
}
