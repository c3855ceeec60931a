/** Cards as Feishu draws them: tinted head, quiet body, thin lines. */
export const cardStyle = `
.card { width: 100%; max-width: 600px; background: var(--pane); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.card-head { padding: 9px 14px; }
.card-head h3 { font-size: 16px; line-height: 1.45; font-weight: 600; overflow-wrap: anywhere; }
.t-blue { background: var(--blue-bg); color: var(--blue); }
.t-green { background: var(--green-bg); color: var(--green); }
.t-orange { background: var(--orange-bg); color: var(--orange); }
.t-grey { background: var(--grey-bg); color: var(--grey); }
.t-turquoise { background: var(--turquoise-bg); color: var(--turquoise); }
.t-red { background: var(--red-bg); color: var(--red); }
.card-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 12px 14px; min-width: 0; }
.card-body > * { min-width: 0; }
.card hr { border: 0; border-top: 1px solid var(--line); width: 100%; margin: 4px 0; }
.md { overflow-wrap: anywhere; }
.md p + p { margin-top: 6px; }
.md.small { font-size: 12px; line-height: 1.5; }
.c-grey { color: var(--soft); } .c-red { color: var(--red); } .c-green { color: var(--green); }
.c-blue { color: var(--blue); } .c-orange { color: var(--orange); }
del { color: var(--soft); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
.scroll table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
.scroll th, .scroll td { text-align: left; vertical-align: top; padding: 6px 10px; line-height: 1.5; }
.scroll td:first-child { min-width: 6.2em; }
.scroll th { color: var(--soft); font-weight: 400; white-space: nowrap; border-bottom: 1px solid var(--line); }
.scroll tr + tr td { border-top: 1px solid var(--line); }
.scroll td p { margin: 0; }
.scroll td:not(:first-child, .short) { min-width: 5.6em; }
.scroll td.short { white-space: nowrap; }
@media (max-width: 759px) {
  .scroll table { font-size: 13px; }
  .scroll th, .scroll td { padding: 5px 6px; }
  .scroll td:first-child { min-width: 5.6em; }
}
.columns { display: flex; flex-wrap: wrap; gap: 8px; }
.column { min-width: 0; max-width: 100%; }
.button {
  display: inline-block; border: 1px solid var(--line); background: var(--pane); border-radius: 6px; padding: 4px 14px;
  font-size: 14px; line-height: 1.5; color: var(--ink); cursor: pointer; text-align: left; max-width: 100%;
}
.button:hover { text-decoration: none; border-color: var(--accent); color: var(--accent); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { filter: brightness(1.08); color: var(--on-accent); }
.button.danger { color: var(--danger); border-color: currentColor; }
.button:disabled { opacity: .55; cursor: default; }
.panel { border: 1px solid var(--line); border-radius: 6px; font-size: 14px; }
.panel summary { padding: 5px 12px; cursor: pointer; color: var(--soft); }
.panel > div { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 2px 12px 10px; min-width: 0; }
.card-form { display: grid; gap: 10px; justify-items: start; }
.field { display: grid; gap: 3px; width: 100%; font-size: 14px; }
.field span { color: var(--soft); }
.field input { width: 100%; border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; background: var(--pane); }
.chart { position: relative; }
.chart figcaption { font-size: 13px; color: var(--soft); }
.chart svg { display: block; width: 100%; height: auto; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .tick { font-size: 11px; fill: var(--soft); }
.chart .value { font-size: 12px; fill: currentColor; font-weight: 600; }
.chart polyline { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.chart circle, .chart rect { fill: currentColor; }
.s0 { color: var(--s0); } .s1 { color: var(--s1); } .s2 { color: var(--s2); } .s3 { color: var(--s3); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; padding-left: 8px; }
.legend li::before { content: ""; display: inline-block; width: 10px; height: 3px; background: currentColor; margin-right: 6px; vertical-align: middle; }
`
