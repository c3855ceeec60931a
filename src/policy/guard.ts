/** What must not leave the house: orders to machines that stand in documents, and figures without a source. */

const MACHINE_ORDERS =
  /(?:智能|AI|人工智能|聊天)?(?:助手|机器人|模型|客服系统|智能客服|客服机器人)[^。]{0,12}(?:请|注意|必须|务必|应当)|忽略[^。]{0,14}(?:规则|指令|提示|设定|要求|内容)|(?:^|[【[(「])\s*系统提示|系统提示\s*[】\])」]?\s*:|system ?prompt|一律(?:答复|回复|回答)|(?:必须|只能|统一|都要?)(?:回答|回复|答复)[^。]{0,4}[“"「]|给(?:ai|AI|智能体|大?模型|机器人|助手)的?(?:指令|命令|提示|话)|(?:无论|不管)(?:谁|用户|别人|对方)[^。]{0,10}问|不要引用(?:文件|来源)|ignore (?:all|any|previous|the above)/i

/** An order about answering that names no machine, and talk written down as if a machine had said it. */
const ANSWERING =
  /(?:只|仅)(?:能|需|可|准|许)?(?:输出|回复|回答|答复)(?!了)|(?:照此|照以下|按以下内容|照下面)[^。]{0,6}(?:答复|回答|回复|输出)|(?:应答|问答|对话|聊天)(?:程序|软件|系统)[^。]{0,12}(?:照此|以下为准|必须|请)|(?:^|[。?!|])[\s“"]*(?:助手|assistant|AI)\s*:|<\|?(?:im_start|system|assistant)/i

/** A remark that a reader has left below: “@小鹿：…”. */
const REMARK = /^\s*@[^\s:：]{1,12}[:：]/

/** A sentence that speaks to machines that read it, or that a reader has left: data, but never an answer. */
export function addressesMachines(text: string): boolean {
  const normal = text.normalize('NFKC')
  return MACHINE_ORDERS.test(normal) || ANSWERING.test(normal) || REMARK.test(normal)
}

const USER_ORDERS =
  /忽略[^，。]{0,14}(?:规则|规定|指令|提示|设定|要求|限制|内容)|(?:进入|切换|打开|启用)[^，。]{0,8}(?:管理员|开发者|调试|上帝|超级)模式|我是(?:你的)?(?:管理员|局长|主任|书记|领导|开发者|系统)[^。]{0,20}(?:马上|立刻|报给我|发给我|给我|命令)|扮演|越狱|你(?:现在)?的(?:系统)?提示词|ignore (?:all|any|previous)|jailbreak/i

/** A question that tells the bot how to behave instead of asking. */
export function ordersTheBot(question: string): boolean {
  return USER_ORDERS.test(question.normalize('NFKC'))
}

const FIGURES = /\d+(?:\.\d+)?/g

/** Figures of a text without their thousands commas, as they are compared. */
function figuresOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
      .match(FIGURES) ?? []
  )
}

/**
 * Figures of `answer` that stand neither in a cited source, nor in the question, nor were calculated from cited operands.
 * Anything here means that the answer must not be sent.
 */
export function unsupportedFigures(
  answer: string,
  sources: readonly string[],
  allowed: readonly string[] = [],
): string[] {
  const known = new Set(
    [...sources, ...allowed].flatMap(figuresOf).flatMap((figure) => [figure, String(Number(figure))]),
  )
  // The number of an item in a list says nothing.
  return figuresOf(answer.replace(/^\d{1,2}[.．、]/gm, '')).filter(
    (figure) => !known.has(figure) && !known.has(String(Number(figure))),
  )
}
