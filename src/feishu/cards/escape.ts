/** Makes text of people and documents inert: it is shown as written, never read as markup. */

const ENTITY: Record<string, string> = {
  '&': '&#38;',
  '<': '&#60;',
  '>': '&#62;',
  '*': '&#42;',
  _: '&#95;',
  '~': '&#126;',
  '`': '&#96;',
  '[': '&#91;',
  ']': '&#93;',
  '\\': '&#92;',
  $: '&#36;',
  '|': '&#124;',
  '#': '&#35;',
  '@': '&#64;',
}

/**
 * For `markdown` and `lark_md`: every sign with a meaning becomes an HTML entity, which Feishu shows as the sign itself.
 * Line ends become `<br>`, since a single one may be swallowed.
 */
export function escapeMarkdown(text: string): string {
  return tidy(text)
    .split('\n')
    .map((line) => escapeLine(line.trim()))
    .join('<br>')
}

function escapeLine(line: string): string {
  return (
    line
      .replace(/[&<>*_~`[\]\\$|#@]/g, (sign) => ENTITY[sign] ?? sign)
      // A list, a rule or an underlined heading can only begin a line.
      .replace(/^[-+=]/, (sign) => `&#${sign.charCodeAt(0)};`)
      .replace(
        /^(\d{1,9})([.)])(?=\s|$)/,
        (_, digits: string, dot: string) => `${digits}&#${dot.charCodeAt(0)};`,
      )
      // Bare addresses become links and :NAME: an emoji; a time such as 9:00 does not.
      .replace(/:(?!\d)/g, '&#58;')
      .replace(/www\./gi, (word) => word.replace('.', '&#46;'))
  )
}

/** For `plain_text` and text messages: only what text messages themselves read as markup is defused. */
export function plainSafe(text: string): string {
  return tidy(text)
    .replace(/<(?=[/a-z!])/gi, '＜')
    .replaceAll('](', '] (')
}

/** No control characters, no broken surrogates, no invisible direction changes, one kind of line end. */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Cuts text into pieces of at most `size` characters, at a line end where there is one, never inside a pair. */
export function pieces(text: string, size: number): string[] {
  const out: string[] = []
  let rest = tidy(text)
  while (rest.length > size) {
    const line = rest.lastIndexOf('\n', size)
    let end = line > size / 2 ? line : size
    if (/[\ud800-\udbff]/.test(rest.charAt(end - 1))) end -= 1
    out.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  if (rest) out.push(rest)
  return out
}
