import { cardStyle } from './card-style.ts'

/** Colours by name once for light, once for dark; everything else refers to them. */
const COLORS = `
:root {
  --ground: #f2f3f5; --pane: #fff; --ink: #1f2329; --soft: #646a73; --line: #dee0e3; --hover: #f2f3f5;
  --accent: #2f6fed; --on-accent: #fff; --own: #d9e6ff; --current: #e8f0ff; --danger: #c9302c;
  --blue-bg: #e1eaff; --blue: #1c4cba; --green-bg: #d9f5d6; --green: #1f6b2b; --orange-bg: #feead2; --orange: #8f4a05;
  --grey-bg: #eceef0; --grey: #51565d; --turquoise-bg: #d3f3f1; --turquoise: #05615c; --red-bg: #fde2e2; --red: #a0201c;
  --s0: #2f6fed; --s1: #d97706; --s2: #0d9488; --s3: #7c5cc4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141516; --pane: #1f2022; --ink: #e8e9eb; --soft: #a0a5ad; --line: #373a3e; --hover: #2a2c2f;
    --accent: #6f9dff; --on-accent: #0b1730; --own: #233a66; --current: #24324e; --danger: #ff8a84;
    --blue-bg: #1d2f57; --blue: #b3ccff; --green-bg: #1c3a22; --green: #a9e3b1; --orange-bg: #452c10; --orange: #ffcf98;
    --grey-bg: #2e3033; --grey: #c2c6cc; --turquoise-bg: #113c3a; --turquoise: #9ce4de; --red-bg: #4a1f1e; --red: #ffb8b4;
    --s0: #6f9dff; --s1: #f0a24a; --s2: #3fc0b4; --s3: #b39ae8;
  }
}`

const PAGE = `
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  font: 15px/1.6 -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif;
  color: var(--ink); background: var(--ground);
  display: grid; grid-template-columns: 264px minmax(0, 1fr) 300px; overflow: hidden;
}
h1, h2, h3, p, ul, ol, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
small, .small { font-size: 12px; color: var(--soft); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
button, input, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; z-index: 9; background: var(--pane); padding: 4px 12px; border-radius: 6px; }

.side { background: var(--pane); overflow-y: auto; padding: 16px 12px; }
.left { border-right: 1px solid var(--line); }
.right { border-left: 1px solid var(--line); padding: 16px; }
.side h2 { font-size: 12px; font-weight: 500; color: var(--soft); margin: 16px 8px 4px; }
.right h2 { margin: 0 0 8px; }
.right section + section { margin-top: 24px; }
.bureau { font-weight: 600; padding: 0 8px; }
.side a {
  display: grid; grid-template-columns: 32px minmax(0, 1fr); column-gap: 10px; align-items: center;
  padding: 6px 8px; border-radius: 8px; color: inherit; text-decoration: none; line-height: 1.35;
}
.side a .avatar { grid-row: 1 / 3; }
.side a span, .side a small { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.side a:hover { text-decoration: none; background: var(--hover); }
.side a[aria-current] { background: var(--current); }
.side a.news > span:not(.avatar)::after { content: ""; display: inline-block; width: 7px; height: 7px; margin-left: 6px; border-radius: 50%; background: var(--danger); vertical-align: middle; }
.group summary { display: flex; gap: 8px; align-items: baseline; padding: 7px 8px; border-radius: 8px; cursor: pointer; font-size: 14px; }
.group summary::before { content: ""; align-self: center; width: 6px; height: 6px; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); }
.group[open] summary::before { transform: rotate(45deg); }
.group summary:hover { background: var(--hover); }
.avatar {
  flex: none; width: 32px; height: 32px; border-radius: 8px; display: grid; place-items: center;
  background: var(--grey-bg); color: var(--grey); font-size: 14px; font-weight: 600; line-height: 1;
}
.avatar.private, .bot > .avatar { background: var(--accent); color: var(--on-accent); }

.figures li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 8px; padding: 7px 0; border-bottom: 1px solid var(--line); font-size: 14px; }
.figures b { font-variant-numeric: tabular-nums; font-weight: 600; }
.figures small { grid-column: 1 / 3; }
progress { grid-column: 1 / 3; width: 100%; height: 4px; margin: 4px 0 2px; appearance: none; border: 0; border-radius: 2px; background: var(--grey-bg); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--grey-bg); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.ledger li { display: grid; padding: 6px 8px; margin: 0 -8px; border-radius: 6px; font-size: 14px; line-height: 1.45; }
.ledger li.fresh { animation: fresh 4s ease-out; }
@keyframes fresh { from { background: var(--current); } to { background: transparent; } }

main { display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto minmax(0, 1fr) auto; min-width: 0; position: relative; height: 100vh; height: 100dvh; }
.top { display: flex; align-items: center; gap: 8px; padding: 8px 16px; background: var(--pane); border-bottom: 1px solid var(--line); min-height: 57px; }
.top .title { flex: 1; min-width: 0; }
.top h1 { font-size: 16px; line-height: 1.35; }
.top h1, .top p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.top p { font-size: 12px; color: var(--soft); line-height: 1.4; }
.toggle { display: none; border: 1px solid var(--line); border-radius: 6px; background: var(--pane); padding: 3px 10px; font-size: 13px; }
.flow { overflow-y: auto; padding: 16px; scroll-behavior: auto; }
.items, .empty, .composer .line, .editing { max-width: 720px; margin-inline: auto; }
.items { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
.empty { display: grid; gap: 10px; justify-items: start; padding-top: 12vh; }
.empty p { color: var(--soft); }
.example { text-align: left; border: 1px solid var(--line); background: var(--pane); border-radius: 8px; padding: 8px 14px; cursor: pointer; }
.example:hover { border-color: var(--accent); color: var(--accent); }

.item { display: flex; gap: 10px; min-width: 0; }
.item.mine { flex-direction: row-reverse; }
.said { min-width: 0; max-width: 86%; display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; justify-items: start; }
.bot .said { flex: 1; max-width: 100%; }
.mine .said { justify-items: end; }
.who { font-size: 12px; color: var(--soft); line-height: 1.5; }
.who b { font-weight: 500; color: var(--ink); }
.bubble { background: var(--pane); border: 1px solid var(--line); border-radius: 8px; padding: 7px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.mine .bubble { background: var(--own); border-color: transparent; }
.working { font-size: 12px; color: var(--soft); }
.tools { display: inline-flex; gap: 12px; opacity: 0; transition: opacity .12s; margin-left: 10px; }
.mine .who { display: flex; flex-direction: row-reverse; gap: 8px; }
.mine .tools { margin: 0 2px 0 0; }
.item:hover .tools, .item:focus-within .tools { opacity: 1; }
@media (hover: none) { .tools { opacity: 1; } }
.tools button, .editing button { border: 0; background: none; padding: 0; font-size: 12px; color: var(--soft); cursor: pointer; }
.tools button:hover, .editing button { color: var(--accent); }
.file { display: grid; color: var(--ink); }
.file span { color: var(--accent); }
.file:hover { text-decoration: none; border-color: var(--accent); }
.long summary { cursor: pointer; list-style: none; }
.long summary::-webkit-details-marker { display: none; }
.long summary small { display: block; }
.long[open] summary { font-size: 0; line-height: 0; }
.long[open] summary small { margin-bottom: 6px; line-height: 1.5; }
.gone { text-align: center; font-size: 12px; color: var(--soft); }
.reply-to { font-size: 12px; color: var(--soft); border-left: 2px solid var(--line); padding-left: 8px; overflow-wrap: anywhere; }

.composer { background: var(--pane); border-top: 1px solid var(--line); padding: 10px 16px 12px; }
.composer .line { display: flex; gap: 8px; align-items: flex-end; }
.composer textarea {
  flex: 1; min-width: 0; resize: none; border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px;
  background: var(--pane); line-height: 1.5; min-height: 36px;
}
.composer textarea:focus-visible, .field input:focus-visible { outline-offset: -1px; border-color: transparent; }
.composer .button { min-height: 36px; padding-inline: 18px; }
.attach { position: relative; padding: 5px 11px !important; flex: none; }
.attach:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
.composer textarea::placeholder { color: var(--soft); opacity: 1; }
.editing { font-size: 12px; color: var(--soft); padding-bottom: 6px; }
.mention { display: inline-flex; gap: 5px; align-items: center; font-size: 13px; color: var(--soft); white-space: nowrap; padding-bottom: 8px; }
.mention input { accent-color: var(--accent); margin: 0; }
.toast { position: absolute; left: 50%; top: 68px; transform: translateX(-50%); max-width: 90%; padding: 7px 14px; border-radius: 8px; font-size: 14px; visibility: hidden; background: var(--grey-bg); color: var(--grey); border: 1px solid var(--line); z-index: 3; }
.toast.shown { visibility: visible; }
.toast.success { background: var(--green-bg); color: var(--green); }
.toast.warning { background: var(--orange-bg); color: var(--orange); }
.toast.error { background: var(--red-bg); color: var(--red); }
.offline .top p::after { content: "　连接断开，正在重连"; color: var(--danger); }

@media (max-width: 1099px) {
  body { grid-template-columns: 240px minmax(0, 1fr); }
  .right { position: fixed; inset: 57px 0 0 auto; width: min(320px, 88vw); z-index: 2; display: none; }
  body[data-open="figures"] .right { display: block; }
  [data-toggle="figures"] { display: block; }
}
@media (max-width: 759px) {
  body { grid-template-columns: minmax(0, 1fr); }
  .left { position: fixed; inset: 57px auto 0 0; width: min(300px, 88vw); z-index: 2; display: none; }
  body[data-open="people"] .left { display: block; }
  .toggle { display: block; }
  .top, .flow, .composer { padding-inline: 12px; }
  .bot > .avatar, .mine > .avatar { display: none; }
  .said { max-width: 92%; }
  .mention { font-size: 12px; width: 100%; padding-bottom: 0; }
  .composer .line { flex-wrap: wrap; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`

/** The one stylesheet of the chat page and of the document pages. */
export const chatStyle = `${COLORS}${PAGE}${cardStyle}`
export const pageColors = COLORS
