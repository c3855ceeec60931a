/** The page's whole script. It sends JSON, and puts in place what the server has drawn and escaped. */
export const chatScript = `(() => {
  'use strict'
  const { person, kind } = document.body.dataset
  const byId = (id) => document.getElementById(id)
  const items = byId('items'), flow = byId('flow'), text = byId('text'), figures = byId('figures')
  let cursor = '', shownFigures = '', editing = '', replying = '', pressed = '', soon = 0, timer = 0, elsewhere = -1

  async function post(path, body) {
    try {
      const answer = await fetch('/chat/' + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ person, kind, ...body }),
      })
      const result = await answer.json()
      if (result.toast) toast(result.toast.text, result.toast.tone)
      soon = 12
      poll()
      return answer.ok
    } catch {
      toast('没有发出去，请检查服务是否在运行。', 'error')
      return false
    }
  }

  let toastTimer = 0
  function toast(words, tone) {
    const box = byId('toast')
    box.textContent = words
    box.className = 'toast shown ' + (tone || 'info')
    clearTimeout(toastTimer)
    toastTimer = setTimeout(() => { box.className = 'toast' }, 5000)
  }

  async function poll() {
    clearTimeout(timer)
    try {
      const answer = await fetch('/chat/feed?' + new URLSearchParams({ person, kind, since: cursor }))
      if (!answer.ok) throw new Error(String(answer.status))
      show(await answer.json())
      document.body.classList.remove('offline')
    } catch {
      document.body.classList.add('offline')
    }
    soon = Math.max(0, soon - 1)
    clearTimeout(timer)
    timer = setTimeout(poll, document.hidden ? 5000 : soon ? 250 : 1000)
  }

  function show(feed) {
    const atEnd = flow.scrollHeight - flow.scrollTop - flow.clientHeight < 120
    if (feed.reset) items.replaceChildren()
    for (const item of feed.items) place(item)
    cursor = feed.cursor
    byId('empty').hidden = items.children.length > 0
    if (feed.items.length && atEnd) flow.scrollTop = flow.scrollHeight
    if (feed.figures !== shownFigures) showFigures(feed.figures)
    if (elsewhere >= 0 && feed.elsewhere > elsewhere) other().classList.add('news')
    elsewhere = Math.max(elsewhere, feed.elsewhere)
  }

  function place(item) {
    const holder = document.createElement('template')
    holder.innerHTML = item.html.trim()
    const fresh = holder.content.firstElementChild
    const old = byId(item.id)
    if (!old) return items.append(fresh)
    const open = [...old.querySelectorAll('details')].map((one) => one.open)
    fresh.querySelectorAll('details').forEach((one, at) => { one.open = Boolean(open[at]) })
    // Whoever works by keyboard goes on where the card changed.
    const here = old.contains(document.activeElement) || (item.id === pressed && document.activeElement === document.body)
    old.replaceWith(fresh)
    if (here) (fresh.querySelector('.card input, .card button, .card a') || text).focus({ preventScroll: true })
  }

  function showFigures(markup) {
    const known = new Set([...figures.querySelectorAll('[data-entry]')].map((one) => one.dataset.entry))
    figures.innerHTML = markup
    if (shownFigures)
      for (const one of figures.querySelectorAll('[data-entry]'))
        if (!known.has(one.dataset.entry)) one.classList.add('fresh')
    shownFigures = markup
  }

  const other = () => document.querySelector('[data-chat="' + (kind === 'group' ? 'private' : 'group') + '"]')

  async function send(words) {
    const mention = byId('mention')
    const body = { text: words, addressed: !mention || mention.checked }
    const id = editing, replyTo = replying || undefined
    stopEditing()
    const sent = await (id ? post('edit', { ...body, messageId: id }) : post('say', { ...body, replyTo }))
    if (!sent) { text.value = words; grow() }
    flow.scrollTop = flow.scrollHeight
  }

  async function sendFile(file) {
    const mention = byId('mention')
    if (file.size > 8 * 1024 * 1024) return toast('文件超过 8 MB，没有发。', 'error')
    const data = await new Promise((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve(reader.result)
      reader.onerror = () => resolve('')
      reader.readAsDataURL(file)
    })
    await post('file', { addressed: !mention || mention.checked, name: file.name, content: data.slice(data.indexOf(',') + 1) })
    flow.scrollTop = flow.scrollHeight
  }

  function banner(words) {
    byId('editing').firstElementChild.textContent = words
    byId('editing').hidden = false
    grow()
    text.focus()
  }

  function startEditing(button) {
    stopEditing()
    editing = button.dataset.edit
    text.value = button.dataset.text
    banner('正在编辑已发的消息')
  }

  function startReply(button) {
    if (editing) stopEditing()
    replying = button.dataset.reply
    banner('回复：' + button.dataset.text)
  }

  function stopEditing() {
    editing = replying = ''
    text.value = ''
    byId('editing').hidden = true
    grow()
  }

  function grow() {
    text.rows = Math.min(8, Math.max(1, text.value.split('\\n').length))
  }

  function press(button) {
    const form = button.closest('form')
    const value = JSON.parse(button.dataset.press)
    const fields = form ? Object.fromEntries(new FormData(form)) : {}
    button.disabled = true
    pressed = button.closest('.item').id
    post('press', { messageId: pressed, value, form: fields }).then(() => { button.disabled = false })
  }

  function toggle(button) {
    const open = document.body.dataset.open === button.dataset.toggle ? '' : button.dataset.toggle
    document.body.dataset.open = open
    for (const one of document.querySelectorAll('[data-toggle]'))
      one.setAttribute('aria-expanded', String(one.dataset.toggle === open))
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button) {
      if (document.body.dataset.open && !event.target.closest('.side')) document.body.dataset.open = ''
      return
    }
    const data = button.dataset
    if (data.say !== undefined) send(data.say)
    else if (data.press !== undefined && button.type === 'button') press(button)
    else if (data.edit !== undefined) startEditing(button)
    else if (data.reply !== undefined) startReply(button)
    else if (data.recall !== undefined) post('recall', { messageId: data.recall })
    else if (data.cancel !== undefined) stopEditing()
    else if (data.toggle !== undefined) toggle(button)
  })

  document.addEventListener('submit', (event) => {
    event.preventDefault()
    if (event.target.id !== 'composer') return press(event.target.querySelector('[data-press][type=submit]'))
    if (text.value.trim()) send(text.value.trim())
  })

  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      byId('composer').requestSubmit()
    }
    if (event.key === 'Escape' && (editing || replying)) stopEditing()
  })
  text.addEventListener('input', grow)
  byId('file').addEventListener('change', (event) => {
    const [file] = event.target.files
    event.target.value = ''
    if (file) sendFile(file)
  })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) poll() })
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') document.body.dataset.open = '' })

  poll()
})()
`
