import type { Unread } from './transcripts/transcript.ts'

/** Every sentence that the bot says by itself. Plain official Chinese, the way out named; no greeting, no apology loop. */

export const phrases = {
  unknownPerson: (adminName: string, openId: string) =>
    `您还没有登记在组织名单里，这条没有记。请联系管理员${adminName ? `（${adminName}）` : ''}添加，您的编号 ${openId}。`,
  unknownPersonSummary: (adminName: string) =>
    `汇总只给名单里的人员看。请联系管理员${adminName ? `（${adminName}）` : ''}添加。`,
  unreadable: (content: string) =>
    `${CONTENT_NAMES[content] ?? '这类消息'}现在还读不了。可以发文字：问政策、报数字，或者说“本周汇总”。`,
  scanned: '原文由图片识别，数字请核对原件。',
  photoTitle: '图片里的字',
  photoRight: '读得对吗？点了“对”才算您说的。',
  photoYes: '对，就这样',
  photoNo: '不对',
  photoWrong: '这张图片没有登记，请把要说的打成文字发来。',
  photoLong: '图片里的字太多，在卡片上核对不过来。请发 xlsx 表格，或者分几张拍。',
  photoNothing: '图片里没有读到字。请拍清楚些再发，或者把要说的打成文字发来。',
  photoSome: (unread: number) => `另有${unread}张没有读出字。`,
  photoUnread: (why: Unread) => withInstead(PHOTO_UNREAD[why] ?? '图片现在还读不了'),
  photoBeside: '图片没有读出字，只看了文字。',
  photoTaken: '图片里的字已按您确认的处理。',
  voiceTitle: '听到的是',
  heard: (text: string) => `听到的是：“${text}”`,
  voiceRight: '听得对吗？点了“对”才算您说的。',
  voiceYes: '对，就这样',
  voiceNo: '不对，重说',
  voiceWrong: '这段语音没有登记，请再说一遍，或者打成文字发来。',
  voiceNothing: '这段语音里没有听到话。请靠近些再说一遍，或者打成文字发来。',
  voiceLong: '这段语音太长，在卡片上核对不过来。请分成几段，每段一两分钟。',
  voiceUnread: (why: Unread) => withInstead(VOICE_UNREAD[why] ?? '语音现在还听不了'),
  recalledUnconfirmed: '消息已撤回，没有登记。',
  fileNotRead: (name: string, reason: string) => `“${name}”${reason}，没有登记。`,
  fileKinds: '这种文件里的数字读不了，请发 xlsx 表格，或把表格复制粘贴成文字发来',
  filePaste: '在这里打不开，请打开后把表格复制粘贴成文字发来',
  fileGone: '取不到文件，请再发一次，或把表格复制粘贴成文字发来',
  fileNothing: '里没有认出指标和数字。表头请写指标名称，每行写单位或日期',
  fileConfirm: (name: string, count: number) => `“${name}”里读出 ${count} 项，请核对，确认后才登记。`,
  tooLong: (length: number) =>
    `这条有 ${length.toLocaleString('en-US')} 个字，超过了 ${MAX_QUESTION.toLocaleString('en-US')} 字，没有处理。请把要问或要报的写成几句再发；已保存原文。`,
  stillLooking: '正在查文件',
  questionRecalled: '消息已撤回，不再答复。',
  nothingSaid: '没有看到文字。可以问政策、报数字，或者说“本周汇总”。',
  welcomeGroup: '已入群。@我 就可以问政策、报数字、要汇总。',
  youCanAsk: '可以这样问我：',
  thanks: '不客气。',
  recorded: (count: number) => `已登记 ${count} 项`,
  corrected: '已更正',
  onOtherCard: '登记见前面的卡片。',
  editedMessage: '消息已编辑，登记随之更正。',
  correctedLine: (indicator: string, was: string, now: string) => `已更正：${indicator} ${was} → ${now}`,
  withdrawn: (count: number) => `已撤销 ${count} 项登记`,
  withdrawnLine: (entries: string) => `已撤销：${entries}。`,
  recalled: (count: number) => `消息已撤回，其中${count}项登记一并作废。`,
  nothingToWithdraw: '没有找到您最近登记的数字，没有可以撤销的。',
  nothingToCorrect: (indicator: string, value: string) =>
    `没有找到您报过的${indicator}，没有可更正的。要按新的登记吗：${indicator} ${value}？`,
  otherThanSaid: (indicator: string, onRecord: string, said: string, now: string) =>
    `台账上这一项是 ${onRecord}，不是 ${said}。要改成 ${now} 吗：${indicator}？`,
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
  caseRecorded: (kind: string, code: string) => `已记入${kind} ${code}`,
  caseMissing: (fields: string[]) => `还缺：${fields.join('、')}。请直接补一句。`,
  caseBack: (from: string, to: string) => `之前已到“${from}”，这次报的是“${to}”，已照记；报错了请撤销。`,
  caseSkipped: (stages: string[]) => `中间的${stages.join('、')}没有报过。`,
  caseInPrivate: '涉及个人的内容已私信您。',
  caseNotYours: (kind: string) => `${kind}不由您的单位报，没有记。`,
  caseNotSaidByYou: (who: string) => `这是${who}报的，只有本人或管理员可以撤销。`,
  casesInPrivate: '群里只数本单位的，别的单位的请私聊我。',
  caseUnknown: (code: string) => `没有编号 ${code} 的记录，没有记。请核对编号。`,
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
  votedAlready: '您已经这样评过了。',
  voteChanged: (helpful: boolean) => `已改为“${helpful ? '有帮助' : '没帮助'}”。`,
  handOver: (place: string) => `转给${place}`,
  nobodyToHandTo: '组织名单里还没有可以转的人，请直接联系经办科室。',
  handed: (who: string) => `已转给${who}。`,
  handedAlready: (who: string) => `这个问题已经转给${who}，不用再转。`,
  handedTitle: '转来的问题，请您答复',
  handedQuestion: (question: string) => `问题：“${question}”`,
  handedFrom: (who: string, inGroup: boolean) =>
    `${who || '名单外的同志'}从${inGroup ? '群里' : '私聊'}转来。`,
  handedAnswer: (answer: string) => `机器人的答复：${answer}`,
  handedHow: (inGroup: boolean) =>
    `请直接“回复”这条消息，您的原话会发到${inGroup ? '提问的群里，群成员都看得到' : '提问人的私聊'}。`,
  officerAnswers: (who: string) => `${who}答复`,
  officerAsked: (question: string) => `您问的是：“${question}”`,
  forwardedToAsker: '您的原话已发到提问的地方。',
  gapsTitle: '没答上来的',
  gapsNone: '这段时间没有没答上来的问题。',
  gapLine: (place: number, { kind, text, times }: { kind: string; text: string; times: number }) =>
    `${place}. ${GAP_NAMES[kind] ?? ''}“${text}”${times > 1 ? `，${times}次` : ''}`,
  gapsMore: (count: number) => `还有 ${count} 条，用 npm run -s bot -- gaps 看全部。`,
  retrying: (reference: string) => `这条没有处理成功，已保存，正在重试。编号 ${reference}。`,
  pressUnknown: '这个按钮已经失效。',
  standingForLeaders: '定时汇总由各单位负责人设置，可以请本单位负责人来说。',
  understoodAs: (words: string, name: string) => `“${words}”报的是${name}吗？`,
  nearestFound: (sentences: readonly string[]) =>
    `最接近的内容：${sentences.map((one) => `“${one}”`).join('；')}，是不是您要的，请看原文或者问下面的科室。`,
  restated: (request: string) => `按“${request}”理解`,
  standingSet: (rhythm: string, words: string, inGroup: boolean) =>
    `已设：${rhythm}把“${words}”发${inGroup ? '到这个群' : '给您'}。`,
  standingNext: (time: string) => `下一次：${time}。遇放假挪到相邻的工作日。要停就说“取消定时汇总”。`,
  standingWhat: (words: string) => `没有看懂要发什么（“${words}”）。例如“每周五17:00发本周汇总”。`,
  standingInGroup: '要发到群里，请在那个群里@我说一遍。',
  standingNone: '这里没有定时汇总。',
  standingList: '现在的定时汇总：',
  standingWhich: '有几个定时汇总，要取消哪一个？',
  standingCancelled: '已取消：',
  standingLost: (rhythm: string, words: string) =>
    `${rhythm}的“${words}”没能发到群里，我已经不在那个群，或者群没有了。这个定时汇总已停。要恢复，请把我拉回群里再设一次。`,
  madeUp: (due: string, now: string) => `应于${due}发出，服务中断后补发，数字截至${now}。`,
  noHolidays: (year: string) =>
    `holidays.yaml 里没有${year}年的放假安排，提醒和定时汇总先按周一至周五算。请照国务院办公厅的通知补上。`,
  mirrorHeld: (remedy: string) =>
    `台账没能抄到多维表格：${remedy}。台账本身不受影响，改好后自动接着抄，不重不漏。`,
  reminderTitle: '报数提醒',
  reminder: (
    due: string,
    owed: readonly { period: string; names: readonly string[] }[],
    answers: readonly string[],
  ) =>
    [
      `${due}前请报${owed.map(({ period, names }) => `${period}：${names.join('、')}`).join('；')}。`,
      answers.length ? `没有新增也请回${answers.map((one) => `“${one}”`).join('、')}。` : '',
    ].join(''),
  nothingNewLabel: (period: string) => `${period}无新增`,
  deadlineLine: (due: string, units: readonly string[]) => `${due}的报数，还差：${units.join('、')}。`,
  periodReversed: '起止日期写反了，请按先后说，例如“6月15日到6月21日汇总”。',
  periodAhead: (period: string) => `${period}还没有到，没有数可以汇总。`,
  noSuchIndicator: (name: string) => `指标目录里没有“${name}”，没法汇总。可以说“本周汇总”看全部指标。`,
  summaryInPrivate: '群里只发各单位自己的数，全局的汇总请私聊我。',
  ownUnitOnly: '您可以看本单位的数，例如说“我们街道本周汇总”。',
  notDue: (complete: number, owing: number, due: string) => `已报 ${complete}/${owing}，截止${due}`,
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
  planned: '像是计划，没有登记。做完了再报一次，比如“今天完成几户”。',
  nothingForCalendar: '没有可以加到日历的安排。先问一期培训或者活动的时间，再说“加到日历”。',
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

const GAP_NAMES: Record<string, string> = {
  question: '没查到：',
  unhelpful: '没帮上：',
  indicator: '没有指标：',
}

/** What went wrong, and the way out that is always open. */
function withInstead(reason: string): string {
  return `${reason}${reason.endsWith('或者') ? '' : '，'}${INSTEAD}。`
}

const INSTEAD = '请打成文字发来，用手机输入法的语音输入也可以'

const PHOTO_UNREAD: Partial<Record<Unread, string>> = {
  gone: '图片取不到',
  'too-large': '图片超过 5 MB，读不了，请不要选“原图”再发一次，或者',
  format: '这种格式的图片读不了，请发 jpg 或 png，或者',
  broken: '图片打不开，可能没有传完整，请再发一次，或者',
}

const VOICE_UNREAD: Partial<Record<Unread, string>> = {
  gone: '语音取不到',
  'too-long': '语音超过5分钟，听不了，请分成几段，或者',
  format: '这段语音听不清，请再说一遍，或者',
  broken: '语音打不开，可能没有传完整，请再发一次，或者',
}

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
