/** What is wrong with YAML, for somebody who has never heard of it. */
export function yamlReason(error: { code: string }): string {
  const reasons: Record<string, string> = {
    BAD_INDENT: '缩进不齐',
    TAB_AS_INDENT: '缩进用了制表符，请换成空格',
    MISSING_CHAR: '少了括号、引号、逗号或冒号',
    DUPLICATE_KEY: '同一个键写了两遍',
    UNEXPECTED_TOKEN: '多了或少了符号',
    BAD_ALIAS: '以 * 开头的名字没有定义，要写星号请加引号',
    BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号，请给值加上引号',
    MULTILINE_IMPLICIT_KEY: '少了冒号，或者冒号后面少了空格',
    BAD_SCALAR_START: '值的第一个字符要加引号',
    IMPOSSIBLE: '写法不对',
  }
  return reasons[error.code] ?? '写法不对'
}
