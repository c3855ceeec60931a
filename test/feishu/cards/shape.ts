/** What Feishu accepts of the parts of card JSON 2.0 that we use; an unknown property is an error there. */
const PROPERTIES: Record<string, string[]> = {
  plain_text: ['content'],
  markdown: ['content', 'text_size'],
  div: ['text'],
  hr: [],
  standard_icon: ['token', 'size'],
  column_set: ['flex_mode', 'horizontal_spacing', 'columns'],
  column: ['width', 'elements'],
  collapsible_panel: ['expanded', 'header', 'border', 'padding', 'vertical_spacing', 'elements'],
  button: ['text', 'type', 'behaviors', 'name', 'form_action_type'],
  form: ['name', 'elements'],
  input: ['name', 'label', 'label_position', 'default_value', 'max_length', 'width'],
  table: ['page_size', 'row_height', 'row_max_height', 'header_style', 'columns', 'rows'],
  chart: ['aspect_ratio', 'chart_spec'],
}

const ROOT_ONLY = new Set(['table', 'form'])

type Node = Record<string, unknown>

/** What Feishu would refuse in a card, in words. */
export function shapeProblems(card: Node): string[] {
  const problems: string[] = []
  const body = card.body as { elements: Node[] }
  let elements = 0
  let tables = 0
  const names = new Set<unknown>()
  const visit = (node: Node, depth: number): void => {
    const tag = String(node.tag)
    elements += 1
    const known = PROPERTIES[tag]
    if (!known) problems.push(`unknown tag ${tag}`)
    for (const key of Object.keys(node))
      if (key !== 'tag' && !known?.includes(key)) problems.push(`${tag}.${key}`)
    if (ROOT_ONLY.has(tag) && depth > 0) problems.push(`${tag} inside a container`)
    if (tag === 'table' || (tag === 'markdown' && /\| --- \|/.test(String(node.content)))) tables += 1
    if (tag === 'table') problems.push(...tableProblems(node))
    if (node.name !== undefined && names.has(node.name)) problems.push(`name twice: ${node.name}`)
    if (node.name !== undefined) names.add(node.name)
    if ('content' in node && node.content === '' && tag === 'markdown') problems.push('empty markdown')
    for (const child of childrenOf(node)) visit(child, depth + 1)
  }
  if (card.schema !== '2.0') problems.push('schema')
  const header = card.header as { title: Node } | undefined
  if (header) visit(header.title, 1)
  for (const element of body.elements) visit(element, 0)
  if (!body.elements.length) problems.push('no elements')
  if (elements > 200) problems.push(`${elements} elements`)
  if (tables > 5) problems.push(`${tables} tables`)
  return problems
}

function childrenOf(node: Node): Node[] {
  const header = node.header as { title?: Node; icon?: Node } | undefined
  const columns = node.tag === 'column_set' ? (node.columns as Node[]) : []
  const one = [node.text, node.label, header?.title, header?.icon].filter(Boolean) as Node[]
  return [...one, ...columns, ...((node.elements as Node[] | undefined) ?? [])]
}

function tableProblems(node: Node): string[] {
  const columns = node.columns as { name: string }[]
  const rows = node.rows as Record<string, unknown>[]
  const size = node.page_size as number
  const names = new Set(columns.map((column) => column.name))
  return [
    ...(columns.length < 1 || columns.length > 5 ? [`${columns.length} columns`] : []),
    ...(size < 1 || size > 10 ? [`page size ${size}`] : []),
    ...(rows.length ? [] : ['table without rows']),
    ...(rows.every((row) => Object.keys(row).every((key) => names.has(key))) ? [] : ['cell without column']),
  ]
}

/** Every text that a reader sees; what buttons carry is not shown. */
export function shownTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'behaviors' ? [] : shownTexts(inner)))
}
