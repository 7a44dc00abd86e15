// The box one types into: Enter sends, a slash offers commands, what is not sent yet stays.

import { onRefresh, post, refresh } from './live.js'

const TEXT = '.composer textarea'

async function send(form) {
  const box = form.elements.text
  const body = new FormData(form)
  if (!box.value.trim()) return
  const typed = box.value
  write(box, '')
  const done = await post(form.action, body)
  if (!done && !box.value) write(box, typed)
  if (done && box.dataset.cancel) history.replaceState(null, '', box.dataset.cancel)
  await refresh()
}

function write(box, text) {
  box.value = text
  box.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** What was typed and not sent stays with its channel while one looks elsewhere. */
function keep(box) {
  if (!box.id) return
  if (box.value) sessionStorage.setItem(box.id, box.value)
  else sessionStorage.removeItem(box.id)
}

function restore() {
  for (const box of document.querySelectorAll(TEXT)) {
    if (box.id && !box.value && document.activeElement !== box) box.value = sessionStorage.getItem(box.id) ?? ''
  }
}

// Slash commands.

const listOf = box => document.getElementById(box.getAttribute('aria-controls') ?? '')

function offer(box) {
  const list = listOf(box)
  if (!list) return
  const begun = /^\/\S*$/.test(box.value)
  const fitting = [...list.children].filter(item => {
    item.hidden = !begun || !item.dataset.command.startsWith(box.value)
    return !item.hidden
  })
  list.hidden = fitting.length === 0
  choose(box, fitting[0])
}

function choose(box, item) {
  for (const each of listOf(box).children) each.setAttribute('aria-selected', each === item)
  if (item) box.setAttribute('aria-activedescendant', item.id)
  else box.removeAttribute('aria-activedescendant')
}

function chosen(box) {
  const list = listOf(box)
  return list && !list.hidden ? list.querySelector('[aria-selected=true]') : null
}

function step(box, by) {
  const shown = [...listOf(box).children].filter(item => !item.hidden)
  choose(box, shown.at((shown.indexOf(chosen(box)) + by) % shown.length))
}

function fill(box, text) {
  write(box, text)
  box.focus()
}

/** Keys while commands are on offer; true if the key was one of theirs. */
function commandKey(event, box) {
  const item = chosen(box)
  if (!item) return false
  const done = event.key === 'Enter' && box.value === item.dataset.command
  if (event.key === 'ArrowDown') step(box, 1)
  else if (event.key === 'ArrowUp') step(box, -1)
  else if (event.key === 'Escape') listOf(box).hidden = true
  else if (event.key === 'Tab' || event.key === 'Enter' && !done) fill(box, item.dataset.fill)
  else return false
  return true
}

function key(event) {
  const box = event.target
  if (!box.matches?.(TEXT) || event.isComposing) return
  if (commandKey(event, box)) {
    event.preventDefault()
    event.stopImmediatePropagation()
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    send(box.form)
  }
}

function click({ target }) {
  const filler = target.closest('[data-fill]')
  if (!filler) return
  const composer = filler.closest('.composer') ?? document.querySelector('main .composer')
  fill(composer.elements.text, filler.dataset.fill)
}

/** Wire every composer of the page. */
export function startComposer() {
  addEventListener('keydown', key)
  addEventListener('click', click)
  addEventListener('submit', event => {
    if (!event.target.matches('.composer')) return
    event.preventDefault()
    send(event.target)
  })
  addEventListener('input', ({ target }) => {
    if (!target.matches(TEXT)) return
    offer(target)
    keep(target)
  })
  addEventListener('focusout', ({ target }) => {
    if (target.matches?.(TEXT) && listOf(target)) listOf(target).hidden = true
  })
  onRefresh(restore)
  restore()
}
