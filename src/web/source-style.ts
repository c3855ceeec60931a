import { pageColors } from './chat-style.ts'

/** The look of documents and of what changed in them. */
export const sourceStyle = `${pageColors}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.8 -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; min-height: 100vh; background: var(--pane); padding: 28px 40px 64px; }
header { border-bottom: 1px solid var(--line); padding-bottom: 14px; margin-bottom: 18px; }
h1 { font-size: 22px; line-height: 1.45; margin: 0 0 8px; }
h2 { font-size: 16px; margin: 26px 0 6px; }
a { color: var(--accent); text-underline-offset: 3px; }
header p { margin: 0; font-size: 14px; color: var(--soft); }
header .note, header .standing { margin-top: 10px; padding: 6px 12px; border-radius: 6px; }
header .note, .standing.soon { background: var(--orange-bg); color: var(--orange); }
.standing.valid { background: var(--green-bg); color: var(--green); }
.standing.old { background: var(--grey-bg); color: var(--grey); }
header .standing + p { margin-top: 8px; }
p { margin: 8px 0; white-space: pre-wrap; }
mark, tr.cited, table.cited { background: var(--orange-bg); color: inherit; scroll-margin: 30vh; }
mark { padding: 2px 0; }
del, ins { display: block; padding: 2px 10px; border-left: 3px solid; }
del { background: var(--red-bg); color: var(--red); }
ins { background: var(--green-bg); color: var(--green); text-decoration: none; }
.said { display: inline-block; font-size: 13px; text-decoration: none; }
.skipped { color: var(--soft); font-size: 14px; }
.scroll { overflow-x: auto; margin: 10px 0; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.6; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; min-width: 4em; }
.records th, .records td:first-child, .records td:nth-child(2) { white-space: nowrap; }
.records td { min-width: 6em; }
th { color: var(--soft); font-weight: 500; }
@media (max-width: 600px) { main { padding: 18px 16px 48px; } }
`
