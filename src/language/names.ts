/** Family names of one sign, the common ones, and of two. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳'
const DOUBLE = /^(?:欧阳|司马|上官|诸葛|司徒|皇甫|尉迟|公孙|令狐|慕容|夏侯|端木|东方)/

/** Who is helped, and who belongs to them: a name often follows. So it does after a number that was hidden. */
const LEAD =
  /(?:低保户|低保对象|低保边缘户|低边户|特困户|特困人员|特困供养对象|五保户|贫困户|脱贫户|边缘户|困难户|困难群众|困难家庭|残疾人|重残人员|老人家?|老年人|儿童|孤儿|孩子|学生|居民|村民|住户|户主|当事人|申请人|受助人|求助人|来访人|来电人|联系人|死者|对象|家属|监护人|患者|病人|姓名|名字|[我他她其](?:爸爸?|妈妈?|父亲?|母亲?|儿子|女儿|老伴|[子女妻夫])|母亲|父亲|妈妈|爸爸|奶奶|爷爷|外婆|外公|老伴|妻子|丈夫|爱人|儿子|孙女儿?|女儿|孙子|儿媳|女婿)(?:姓名|名叫|叫做?|是|为)?["“”：:\s]{0,2}(?=[\u4e00-\u9fa5])|〔(?:证件号|电话|卡号).{1,2}〕[，,\s]?(?=[\u4e00-\u9fa5])/g
/** What follows a name of theirs. */
const AFTER =
  /老人(?![家院们])|奶奶|爷爷|大爷|大妈|大娘|大伯|婆婆|阿姨|小朋友|同学(?!们)|老太|老汉|女士|先生|一?家(?:里|[一二两三四五六七]口)|这一?户|本人|\s*[（(]\s*(?:[男女]|(?:19|20)\d\d年)|\s*[，,]\s*[男女](?=[，,、\s]|$)|[，,]?\s*(?:今年)?\d{1,3}周?岁|[的，,：:\s]{0,2}(?:身份证|证件号|残疾证|电话|手机|联系电话|银行卡|卡号|家?住(?![房院宅]))|的(?:低保|特困|救助|补贴|津贴|材料|档案|申请)|[，,：:\s]?〔(?:证件号|电话|卡号|住址)/g
/** Of these a third sign of a name is seldom one. */
const PARTICLE = /[的了在是和与有及或等者可也就都要想能家因已把被给向到说从跟来去不之]/
/** No names: ages, places, and words that begin like one. */
const NEVER =
  /[岁县市区镇乡村街]|^.[的了在是与及或等者都就]|^向[户居社所本当乡]|^关[爱怀心注]|^万[元户人名次份件个]/
/** Third signs of names whose first two are a word of their own: 高秀英. */
const GIVEN =
  /[英兰芳秀梅珍华明国军强平伟丽娟敏静霞红玉凤云香莲花珠玲桂琴芬翠萍燕春生林山海峰福贵财根宝德良刚勇杰涛超文斌波辉亮志新民庆祥荣光兴]/
const HAN = /^[\u4e00-\u9fa5]/

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Names of people who are helped, as they stand in a text: after a word that says who they are (低保户王桂兰), before one
 * (王桂兰老人；王桂兰，女，78岁), or in a list with such a name. Rather one sign too many than too few.
 */
export function recipientNames(text: string): string[] {
  const names = new Set<string>()
  for (const match of text.matchAll(LEAD)) {
    for (let at = match.index + match[0].length; ; ) {
      const name = nameAt(text, at)
      if (!name) break
      names.add(name)
      at += name.length
      if (!/^[、，,和及与]$/.test(text[at] ?? '')) break
      at += 1
    }
  }
  for (const { index } of text.matchAll(AFTER)) {
    const starts = [4, 3, 2].map((length) => index - length).filter((at) => at >= 0)
    const at = starts.find((one) => isNamed(text, one, text.slice(one, index)))
    if (at !== undefined) names.add(text.slice(at, index))
  }
  return [...names].sort((a, b) => b.length - a.length)
}

function isNamed(text: string, at: number, name: string): boolean {
  const family = familyOf(name)
  const given = name.slice(family.length)
  if (!family || !/^[\u4e00-\u9fa5]{1,2}$/.test(given) || NEVER.test(name)) return false
  // 江苏籍老人, 高龄老人: the sign belongs to a word.
  const [first = ''] = wordsIn(name)
  const own = first.length === 1 || (first.length === 2 && GIVEN.test(name[2] ?? ''))
  return beginsWord(text, at) && (family.length > 1 || own)
}

/** The name that begins there; empty where another word does. */
function nameAt(text: string, at: number): string {
  const family = familyOf(text.slice(at, at + 2))
  const rest = /^[\u4e00-\u9fa5]{0,8}/.exec(text.slice(at + family.length))?.[0] ?? ''
  if (!family || !rest) return ''
  const third = rest[1] ?? ''
  const belongs = third !== '' && isOfName(rest)
  if (family.length === 1) {
    const [first = ''] = wordsIn(family + rest)
    // 高龄津贴, 高血压 against 高秀英.
    if (first.length > 2 || (first.length === 2 && !(belongs && GIVEN.test(third)))) return ''
  }
  const name = family + rest[0] + (belongs ? third : '')
  return NEVER.test(name) ? '' : name
}

/** Whether the second sign of what follows a family name is of the name too, and not the beginning of the next word. */
function isOfName(rest: string): boolean {
  const third = rest[1] ?? ''
  if (PARTICLE.test(third)) return rest.length === 2 && /[和可有家能]/.test(third)
  const [next = ''] = wordsIn(rest.slice(1))
  return next.length === 1 || (GIVEN.test(third) && PARTICLE.test(next[1] ?? ''))
}

function familyOf(text: string): string {
  return DOUBLE.exec(text)?.[0] ?? (FAMILY.includes(text[0] ?? ' ') ? (text[0] ?? '') : '')
}

function beginsWord(text: string, at: number): boolean {
  const start = Math.max(0, at - 6)
  const around = text.slice(start, at + 4)
  return !HAN.test(text[at - 1] ?? '') || [...words.segment(around)].some(({ index }) => start + index === at)
}

function wordsIn(text: string): string[] {
  return [...words.segment(text)].map(({ segment }) => segment)
}
