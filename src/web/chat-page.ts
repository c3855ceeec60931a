import { html, raw } from 'hono/html'
import { BOT_NAME, type ChatPageDeps, type ChatPerson, GUEST } from './chat-page-deps.ts'
import type { Markup } from './markup.ts'

export interface PageState {
  person: ChatPerson
  kind: 'private' | 'group'
}

/** The whole page; conversation and figures are filled in by the script. */
export function chatPage(deps: ChatPageDeps, state: PageState): Markup {
  const { person, kind } = state
  const bureau = deps.bureauName()
  return html`${raw('<!doctype html>')}<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${BOT_NAME} · ${bureau}</title>
  <link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/chat/style.css">
  <script src="/chat/script.js" defer></script>
</head>
<body data-person="${person.openId}" data-kind="${kind}">
  <a class="skip" href="#text">跳到输入框</a>
  <nav id="people" class="side left" aria-label="会话和人员">
    <p class="bureau">${bureau}</p>
    <h2>会话</h2>
    <ul class="chats">
      ${chatLink(person, 'private', kind, BOT_NAME, '私聊')}
      ${chatLink(person, 'group', kind, `${bureau}工作群`, `${deps.people().length}人`)}
    </ul>
    <h2>换一个人说话</h2>
    ${[...Map.groupBy([...deps.people(), GUEST], (one) => one.group)].map((group) => personGroup(...group, state))}
  </nav>
  <main>
    <header class="top">
      <button type="button" class="toggle" data-toggle="people" aria-controls="people" aria-expanded="false">人员</button>
      <div class="title"><h1>${kind === 'private' ? BOT_NAME : `${bureau}工作群`}</h1>
        <p>${person.name}${person.unitName ? ` · ${person.unitName}` : ''}${kind === 'group' ? '，在群里' : ''}</p></div>
      <button type="button" class="toggle" data-toggle="figures" aria-controls="figures" aria-expanded="false">数字</button>
    </header>
    <div class="flow" id="flow" tabindex="-1">
      <div class="empty" id="empty">${opening(deps, state)}</div>
      <ol class="items" id="items" role="log" aria-live="polite" aria-label="对话"></ol>
    </div>
    ${composer(kind)}
    <p class="toast" id="toast" role="status" aria-live="polite"></p>
  </main>
  <aside id="figures" class="side right" aria-label="本周数字和最近登记"></aside>
</body>
</html>`
}

function chatLink(
  person: ChatPerson,
  kind: 'private' | 'group',
  current: string,
  name: string,
  about: string,
): Markup {
  return html`<li><a href="${address(person, kind)}" data-chat="${kind}"${current === kind ? raw(' aria-current="page"') : ''}>
    <span class="avatar ${kind}" aria-hidden="true">${kind === 'private' ? '民' : '群'}</span><span>${name}</span><small>${about}</small></a></li>`
}

/** Folded but for the group of whoever is speaking: a bureau has more people than a screen has lines. */
function personGroup(name: string, people: ChatPerson[], state: PageState): Markup {
  const open = name === state.person.group ? raw(' open') : ''
  return html`<details class="group"${open}><summary>${name}<small>${people.length}人</small></summary>
    <ul class="persons">${people.map((one) => personLink(one, state))}</ul></details>`
}

function personLink(person: ChatPerson, state: PageState): Markup {
  const current = person.openId === state.person.openId ? raw(' aria-current="true"') : ''
  return html`<li><a href="${address(person, state.kind)}"${current}>
    <span class="avatar" aria-hidden="true">${person.name.slice(0, 1)}</span><span>${person.name}</span>
    <small>${[person.unitName, person.role].filter(Boolean).join(' · ')}</small></a></li>`
}

function address(person: ChatPerson, kind: string): string {
  return `/?as=${encodeURIComponent(person.openId)}&in=${kind}`
}

/** First screen: three sentences to tap, nothing to read through. */
function opening(deps: ChatPageDeps, { person, kind }: PageState): Markup {
  return html`<p>${kind === 'private' ? '查政策，报数字，看汇总。直接说就行，也可以点一句：' : `群里先 @${BOT_NAME} 再说。点一句试试：`}</p>
    ${deps.examples().map((text) => html`<button type="button" class="example" data-say="${text}">${text}</button>`)}
    <p class="small">${
      person === GUEST
        ? '现在是访客：不在名单里，只能查公开的文件。要报数、看汇总，先在人员里选一个人。'
        : `现在以${person.unitName}${person.name}（${person.role}）的身份说话，在人员里可以换人。`
    }</p>`
}

function composer(kind: string): Markup {
  return html`<form class="composer" id="composer" autocomplete="off">
    <p class="editing" id="editing" hidden><span></span> <button type="button" data-cancel>取消</button></p>
    <div class="line">
      ${kind === 'group' ? html`<label class="mention"><input type="checkbox" id="mention" checked>@${BOT_NAME}</label>` : ''}
      <label class="unseen" for="text">消息</label>
      <label class="button attach"><span aria-hidden="true">＋</span><span class="unseen">发文件</span><input class="unseen" type="file" id="file" accept=".xlsx,.xls,.et,.csv,.ods,.jpg,.jpeg,.png"></label>
      <textarea id="text" name="text" rows="1" maxlength="40000" placeholder="输入消息，回车发送"></textarea>
      <button class="button primary" type="submit">发送</button>
    </div>
  </form>`
}
