/** Every sentence that the bot says by itself. Plain official Chinese, the way out named; no greeting, no apology loop. */

export const phrases = {
  unknownPerson: (adminName: string, openId: string) =>
    `您还没有登记在组织名单里，这条没有记。请联系管理员${adminName ? `（${adminName}）` : ''}添加，您的编号 ${openId}。`,
  unknownPersonSummary: (adminName: string) =>
    `汇总只给名单里的人员看。请联系管理员${adminName ? `（${adminName}）` : ''}添加。`,
  unreadable: (content: string) =>
    `${CONTENT_NAMES[content] ?? '这类消息'}现在还读不了。可以发文字：问政策、报数字，或者说“本周汇总”。`,
  fileNotRead: (name: string, reason: string) => `“${name}”${reason}，没有登记。`,
  fileKinds: '这种文件里的数字读不了，请发 xlsx 表格，或把表格复制粘贴成文字发来',
  filePaste: '在这里打不开，请打开后把表格复制粘贴成文字发来',
  fileGone: '取不到文件，请再发一次，或把表格复制粘贴成文字发来',
  fileNothing: '里没有认出指标和数字。表头请写指标名称，每行写单位或日期',
  fileConfirm: (name: string, count: number) => `“${name}”里读出 ${count} 项，请核对，确认后才登记。`,
  tooLong: (length: number) =>
    `这条有 ${length.toLocaleString('en-US')} 个字，超过了 ${MAX_QUESTION.toLocaleString('en-US')} 字，没有处理。请把要问或要报的写成几句再发；已保存原文。`,
  nothingSaid: '没有看到文字。可以问政策、报数字，或者说“本周汇总”。',
  welcomeGroup: '已入群。@我 就可以问政策、报数字、要汇总。',
  youCanAsk: '可以这样问我：',
  thanks: '不客气。',
  recorded: (count: number) => `已登记 ${count} 项`,
  corrected: '已更正',
  editedMessage: '消息已编辑，登记随之更正。',
  correctedLine: (indicator: string, was: string, now: string) => `已更正：${indicator} ${was} → ${now}`,
  withdrawn: (count: number) => `已撤销 ${count} 项登记`,
  recalled: (count: number) => `消息已撤回，其中${count}项登记一并作废。`,
  nothingToWithdraw: '没有找到您最近登记的数字，没有可以撤销的。',
  nothingToCorrect: (indicator: string, value: string) =>
    `没有找到您报过的${indicator}，没有可更正的。要按新的登记吗：${indicator} ${value}？`,
  noSuchFigure: (words: string) =>
    `没有找到您报过的${words ? `“${words}”` : '相应的数字'}，没有可更正的。要新登记，请写明指标直接报。`,
  sameAsBefore: (indicator: string, value: string) => `${indicator}台账上就是 ${value}，没有变。`,
  amendWhich: '要更正哪一项？',
  toWhat: (entry: string) => `要把 ${entry} 改成多少？`,
  belowZero: (entry: string) => `这样改下来，${entry} 就少于零了，没有改。请把改正后的数报一次。`,
  overtaken: (who: string, at: string, now: number, mine: number, unit: string) =>
    `${who}${at}已把这一项改为 ${now}${unit}，您报的是 ${mine}${unit}。要改为 ${mine}${unit} 吗？`,
  late: (period: string) => `补报${period}的数，已计入那一周。`,
  reportedFor: (units: string[]) => `代${units.join('、')}登记。`,
  saidForYou: (from: string) => `${from}代您单位报了下面的数，要计入吗？`,
  onlyUnit: (names: string) => `这是代别的单位报的数，要由${names}确认。`,
  broughtBack: (count: number) => `它更正或撤销过的 ${count} 项恢复原来的数。`,
  correctedLater: '已更正，见后面的登记',
  declined: '没有登记',
  changedBy: (who: string, indicator: string, was: string, now: string) =>
    `${who}已更正：${indicator} ${was} → ${now}`,
  confirmedBy: (who: string) => `由${who}确认。`,
  withdrawnBy: (who: string) => `由${who}撤销。`,
  notYourQuestion: '这是问报数人的，要由报数人来选。',
  forwardedCard: '这是转发的卡片，请在原来的会话里操作。',
  oldCard: '这张卡片已超过30天，不能再改。要更正请发消息，例如“更正：……应为……”。',
  negative: (label: string) => `${label}不能是负数，没有改。`,
  whole: (label: string, unit: string) => `${label}按整${unit}统计，不能有小数，没有改。`,
  tooLarge: (label: string) => `${label}填的数太大，没有改。`,
  withdrawWhich: '最近登记了几条，要撤销哪一条？',
  toConfirm: '请确认',
  unmatched: (words: string) => `“${words}”没有对应的指标，没有登记，已记下转告管理员。`,
  notYours: (owner: string, unit: string) =>
    `这是${unit}${owner}登记的，只有本人、${unit}负责人或管理员可以改。`,
  already: (state: string, who = '') => `这条已经${who ? `由${who}` : ''}${state}，没有再变。`,
  onBehalf: (unit: string) => `代${unit}报的数，要由${unit}负责人或管理员确认后才计入。`,
  editTitle: '修改登记',
  notANumber: (label: string, text: string) => `${label}填的“${text}”不是数字，没有改。`,
  noChange: '数字没有变。',
  thanksForFeedback: '已记下，谢谢。',
  willImprove: '已记下，会转给管理员改进。',
  pressUnknown: '这个按钮已经失效。',
  standingForLeaders: '定时汇总由各单位负责人设置，可以请本单位负责人来说。',
  standingSet: (rhythm: string, words: string, inGroup: boolean) =>
    `已设：${rhythm}把“${words}”发${inGroup ? '到这个群' : '给您'}。`,
  standingNext: (time: string) => `下一次：${time}。遇放假挪到相邻的工作日。要停就说“取消定时汇总”。`,
  standingWhat: (words: string) => `没有看懂要发什么（“${words}”）。例如“每周五17:00发本周汇总”。`,
  standingInGroup: '要发到群里，请在那个群里@我说一遍。',
  standingNone: '这里没有定时汇总。',
  standingList: '现在的定时汇总：',
  standingWhich: '有几个定时汇总，要取消哪一个？',
  standingCancelled: '已取消：',
  madeUp: (due: string, now: string) => `应于${due}发出，服务中断后补发，数字截至${now}。`,
  noHolidays: (year: string) =>
    `holidays.yaml 里没有${year}年的放假安排，提醒和定时汇总先按周一至周五算。请照国务院办公厅的通知补上。`,
  reminderTitle: '报数提醒',
  reminder: (due: string, names: readonly string[]) =>
    `${due}前请报：${names.join('、')}。没有新增也请回“本周无新增”。`,
  nothingNewLabel: '本周无新增',
  deadlineLine: (due: string, units: readonly string[]) => `${due}的报数，还差：${units.join('、')}。`,
  periodReversed: '起止日期写反了，请按先后说，例如“6月15日到6月21日汇总”。',
  periodAhead: (period: string) => `${period}还没有到，没有数可以汇总。`,
  noSuchIndicator: (name: string) => `指标目录里没有“${name}”，没法汇总。可以说“本周汇总”看全部指标。`,
  summaryInPrivate: '群里只发各单位自己的数，全局的汇总请私聊我。',
  ownUnitOnly: '您可以看本单位的数，例如说“我们街道本周汇总”。',
  livingSummary: '后报的数会更新到这张卡',
  fillForLeaders: '报告底稿里是全局的数，由负责人或管理员来填。',
  fillInPrivate: '报告底稿里是全局的数，请私聊我填。',
  noTemplates: '还没有底稿。请管理员把底稿（.docx 或 .md）放到知识文件夹的 reports 里。',
  whichTemplate: '要填哪一份？',
  templateGone: (name: string) => `底稿“${name}”已经不在了`,
  notFilled: (name: string, reason: string) => `“${name}”没有填成：${reason}。`,
  fillCount: (all: number, filled: number, doubtful: number, missing: number) =>
    all
      ? [
          `底稿${all}处空白：填好${filled}处`,
          doubtful ? `，${doubtful}处请您看一眼` : '',
          missing ? `，${missing}处没有填` : '',
          '。',
        ].join('')
      : '底稿里没有空白，原样给您。',
  nobodyReported: (names: readonly string[]) =>
    `没有数可填：${names.slice(0, 12).join('、')}${names.length > 12 ? `等${names.length}项` : ''}。`,
  moreOpen: (count: number) => `还有${count}处，在Word里仍是空白。`,
  moreDoubtful: (count: number) => `还有${count}处要看，选完这些再列出。`,
  fileComes: '正在发文件',
  blankChosen: (name: string) => `已填“${name}”，以后都这样填`,
  blankOpen: '这处留空，以后都留空',
  failed: (reference: string) => `这条没有处理成功，已保存，管理员可以重新处理。编号 ${reference}。`,
  received: '已收到，正在处理',
  editUnreadable: '您编辑了这条消息，但改后的内容读不到，原来的登记没有变。请把更正直接发一条。',
  refusedByPlatform: (reference: string) =>
    `答复没有通过飞书的内容检查，没能发出；已登记的不受影响。请联系管理员，编号 ${reference}。`,
  fileNotSent: (name: string) => `文件“${name}”没能发出，飞书没有收下。请联系管理员，或者稍后再要一次。`,
  mergedTitle: '已并入上一张',
  mergedAbove: '这一部分的内容已并入上一张卡片。',
} as const

/** Longer than this is no question; a report of this length is still read whole. */
export const MAX_QUESTION = 2000

const CONTENT_NAMES: Record<string, string> = {
  image: '图片',
  file: '文件',
  audio: '语音',
  media: '视频',
  sticker: '表情',
  folder: '文件夹',
  share_chat: '群名片',
  share_user: '个人名片',
  merge_forward: '合并转发的消息',
  location: '位置',
  interactive: '卡片',
}
