// The server draws the page; this keeps it current and sends what the person does. Start reading here.

import { startComposer } from './composer.js'
import { startDialogs } from './dialogs.js'
import { startFields } from './fields.js'
import { listen, onRefresh, post, read, refresh, say, visit } from './live.js'
import { startPopups } from './popups.js'
import { startSearch } from './search.js'

// Going about without loading.

function follow(event) {
  const link = event.target.closest('a[href^="/as/"]')
  if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  go(link.href)
}

async function go(url) {
  await visit(url)
  arrive()
}

/** Put the cursor into the box one came for, and show the message one was led to. */
function arrive() {
  if (document.querySelector('dialog[open]')) return
  document.querySelector('[data-focus]')?.focus()
  document.querySelector('.message.at')?.scrollIntoView({ block: 'center' })
}

// Buttons of the page itself.

async function act(button) {
  const { post: url, then } = button.dataset
  button.ariaBusy = 'true'
  if (await post(url) && then) history.replaceState(null, '', then)
  button.ariaBusy = null
  await refresh()
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    say('Link copied')
  } catch {
    say(`This browser does not let the page copy. The link is ${text}`)
  }
}

function click(event) {
  const button = event.target.closest('[data-post], [data-copy]')
  if (button?.dataset.post) act(button)
  if (button?.dataset.copy) copy(button.dataset.copy)
}

// Escape leaves what is open beside the channel, one thing at a time.

function escape(event) {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) return
  const cancel = event.target.dataset?.cancel
  const close = document.querySelector('.drawer .close') ?? document.querySelector('.pane .close')
  if (cancel) go(cancel)
  else if (close) go(close.href)
}

// Home tells the app that it is looked at, once each time it is opened.

let opened = ''
function openHome() {
  const { open = '' } = document.querySelector('[data-open]')?.dataset ?? {}
  if (open && open !== opened) post(open)
  opened = open
}

// The traffic drawer: payloads come when they are asked for, the filter is the browser's.

async function unfold(event) {
  const { load } = event.target.dataset ?? {}
  const target = event.target.querySelector?.('.json')
  if (!load || !event.target.open || target.textContent) return
  target.innerHTML = await read(load) ?? 'This is not kept any more.'
}

function filter() {
  const wanted = document.getElementById('traffic-filter')?.value.toLowerCase() ?? ''
  for (const entry of document.querySelectorAll('.entry')) {
    entry.classList.toggle('filtered', !entry.textContent.toLowerCase().includes(wanted))
  }
}

startPopups()
startSearch()
startComposer()
startFields()
startDialogs()
addEventListener('click', follow)
addEventListener('click', click)
addEventListener('keydown', escape)
addEventListener('toggle', unfold, true)
addEventListener('input', ({ target }) => { if (target.id === 'traffic-filter') filter() })
addEventListener('popstate', refresh)
onRefresh(openHome)
onRefresh(filter)
openHome()
arrive()
listen()
