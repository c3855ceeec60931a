/** Words of report prose around figures. General: nothing here belongs to one bureau. */

/** Says that something was done or counted, of whom, or how: tells nothing about what is counted. */
const FILLER =
  '组织 开展 举办 举行 召开 推进 推动 推行 提供 实施 完成 实现 新增 新建 建成 建设 发放 支出 拨付 投入 使用 累计 累积 共计 合计 总计 达到 突破 超过 进入 走进 惠及 覆盖 受益 服务 接待 受理 办理 办结 处理 作出 做出 做好 进行 接受 参加 参与 纳入 保障 登记 安排 落实 优化 加强 持续 稳步 扎实 有序 深入 全面 积极 大力 认真 先后 分别 共同 不断 继续 协助 指导 帮助 引导 支持 联合 依托 通过 按照 根据 围绕 期间 范围 工作 项目 情况 方面 任务 人数 数量 总数 次数 户数 人次 总量 目前 现有 现在 截至 截止 以来 以后 今年 本年 本周 本月 本季度 本季 全年 年度 上周 上月 上半年 下半年 一季度 二季度 三季度 四季度 年初 月末 年末 期末 当月 当周 老年人 老人 群众 居民 家庭 人员 对象 市民 全区 全县 我区 我县 我局 本区 辖区 辖内 区内 各街道 各镇 各乡镇 各社区 各科室 通知 上门 入户 其间 同时 另外 此外 报送 上报 统计 数据 制度 机制 力度 成效 显著 良好 顺利 圆满 组织了 已经 均已 全部 基本 新 已 共 达 为 对 给 向 在 由 把 将 从 到 了 过 的 地 得 着 等 和 与 及 以 并 或 均 都 再 又 有 是 约 近 超 逾 上 下 中 内 其 各 人 名 户 家 次 场 个 做 报 个人 增长 增加 减少 上升 下降 较 比 环比 同比 为民 兜牢 织密 覆盖面 扩大 提升 涉及 高标准 高质量 切实 有效 规范 运行 运营 用于 支付 兑付 兑现 缴纳 购买 建立 健全 完善 培育 打造 探索 创新 深化 强化 促进 助力 关心 关爱 慰问 派发 送上 收到 解答 回应 联系 对接 汇集 募集 执行 检查 收住 收治 托养 建档 在册 实有 存量 总 计 年 月 周 日 第 内的 之 又有 使 让 能 可 也 还 更 请'.split(
    ' ',
  )

const FILLERS = new RegExp([...new Set(FILLER)].sort((a, b) => b.length - a.length).join('|'), 'g')

/** Whom something reached, or for whom it was done: a class of people, not a part of what is counted. */
const REACHED = /(?:惠及|覆盖|服务|受益|吸引|带动|涉及|方便)[\u4e00-\u9fa5]{1,5}(?=·|$)/g
const FOR_WHOM = /(?:为|给|帮助?|替)[\u4e00-\u9fa5]{0,3}(?:工|人|户|员|生|者|家庭|群众|企业)(?=·|$)/g

/** What is left of words when filler, signs and figures are taken away. */
export function contentOf(words: string): string {
  return words
    .replace(REACHED, '')
    .replace(FOR_WHOM, '')
    .replace(FILLERS, '')
    .replace(/[^\u4e00-\u9fa5A-Za-z]/g, '')
}

/** Part of what is counted only: the whole's figure would be false. */
export const NARROWING =
  /低保|低边|边缘家庭|特困|低收入|残疾|失能|半失能|失智|高龄|独居|空巢|留守|孤寡|失独|重度|中度|轻度|女性|男性|女(?!儿)|男(?!方)|党员|农村|城镇|线上|线下|电话|微信|首次|其中|\d+\s?周?岁|优秀|合格|持证|星级|试点|重点|部分|市级|省级|全市|全省|全国|国家级|初级|中级|高级|散居|集中供养|机构养育|流动|困难|退役|志愿者|义工|未成年|青年|妇女|儿童|老党员/g

/** Not done yet. */
export const PLANNED =
  /计划|拟|打算|力争|争取|确保|下一步|明年|来年|下年|下周|下月|下季度|预计|有望|将(?:在|于|再|完成|实施|开展|新增|新建|举办|组织|覆盖|达到)|目标是/

/** A rule of how much, not a count. */
export const STANDARD =
  /标准|每人|每户|每月|每年|每次|每床|每张|每小时|人均|户均|日均|平均|最高|最低(?!生活)|不超过|不少于|不低于|至少/

/** Money that came or was set aside is not money that was spent. */
export const INTAKE = /统筹|筹集|筹措|争取|到位|下达|安排|预算|获拨|接收|募集|收到|整合|计划|申请/
export const SPENDING = /支出|发放|拨付|使用|支付|兑付|花费|缴纳|投入|保费/

/** Behind a name: another noun begins, the name only opens it (评估员, 轮训标准). */
export const COMPOUND =
  /^(?:员(?!工)|系统|档案|资料|方案|名额|标准|补贴|津贴|经费|预算|材料|物资|设备|老师|讲师|专家|费(?!用)|志愿者|办法|细则|文件|政策|制度|机制|队伍|团队|小组|平台|软件|合同|协议|考核|流程|模板|补助|奖补|奖励|手册|办公室|负责人|率(?![先领])|需求|名单|意愿|申请|指标|站点|基地|品牌|等级|产品|师)/
