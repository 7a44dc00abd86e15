// Searchable menus whose choices come from the app: type, wait a moment, choose.

import { read } from './live.js'
import { items, place } from './popups.js'

/** Milliseconds of quiet before the app is asked. */
const QUIET = 200

const asked = new WeakMap()
const boxOf = target => target.closest?.('[data-search] [role=combobox]')
const listOf = box => document.getElementById(box.getAttribute('aria-controls'))
const around = box => box.closest('[data-search]')

function show(box, open) {
  const list = listOf(box)
  if (!list) return // the form is gone, and what was in it loses the cursor
  if (open && !list.matches(':popover-open')) list.showPopover()
  if (!open && list.matches(':popover-open')) list.hidePopover()
  if (open) place(list, around(box))
  box.ariaExpanded = String(open)
}

function ask(box) {
  clearTimeout(asked.get(box)?.timer)
  const question = { text: box.value.trim() }
  question.timer = setTimeout(() => fetchChoices(box, question), QUIET)
  asked.set(box, question)
}

async function fetchChoices(box, question) {
  if (!box.isConnected) return
  const { search, least } = around(box).dataset
  if (question.text.length < Number(least)) {
    note(box, `Type at least ${least} ${least === '1' ? 'character' : 'characters'} to search`)
    return
  }
  note(box, 'Searching…')
  const choices = await read(`${search}&search=${encodeURIComponent(question.text)}`)
  if (asked.get(box) !== question || !box.isConnected) return
  if (choices === null) {
    note(box, 'The choices could not be loaded')
    return
  }
  listOf(box).innerHTML = choices
  for (const [index, item] of items(listOf(box)).entries()) item.id = `${box.id}-option-${index}`
  mark(box, items(listOf(box))[0])
  show(box, document.activeElement === box)
}

function note(box, words) {
  const line = document.createElement('p')
  line.className = 'empty'
  line.textContent = words
  listOf(box).replaceChildren(line)
  show(box, document.activeElement === box)
}

function mark(box, item) {
  for (const each of items(listOf(box))) each.ariaSelected = String(each === item)
  if (item) box.setAttribute('aria-activedescendant', item.id)
  else box.removeAttribute('aria-activedescendant')
  item?.scrollIntoView({ block: 'nearest' })
}

const marked = box => listOf(box).querySelector('[aria-selected=true]')

/** Hold a choice: as the only one, or beside the others. */
function take(box, { value, label }) {
  const all = around(box)
  if (!all.matches('.many')) for (const chip of all.querySelectorAll('.chip')) chip.remove()
  const already = [...all.querySelectorAll('.chip input')].some(input => input.value === value)
  if (!already) all.insertBefore(chip(all.dataset.name, value, label), box)
  box.value = ''
  show(box, false)
  box.dispatchEvent(new Event('change', { bubbles: true }))
}

function chip(name, value, label) {
  const made = document.createElement('span')
  const input = Object.assign(document.createElement('input'), { type: 'hidden', name, value })
  const remove = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' })
  remove.ariaLabel = `Remove ${label}`
  remove.dataset.remove = ''
  made.className = 'chip'
  made.append(label, input, remove)
  return made
}

function key(event) {
  const box = boxOf(event.target)
  if (!box || !listOf(box).matches(':popover-open')) return
  const all = items(listOf(box))
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step) mark(box, all.at((all.indexOf(marked(box)) + step) % all.length))
  else if (event.key === 'Enter' && marked(box)) take(box, marked(box).dataset)
  else if (event.key === 'Escape') show(box, false)
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}

function click({ target }) {
  const option = target.closest('[data-search] [role=option]')
  if (option) take(option.closest('[data-search]').querySelector('[role=combobox]'), option.dataset)
  const remove = target.closest('[data-remove]')
  if (!remove) return
  const box = remove.closest('[data-search]').querySelector('[role=combobox]')
  remove.closest('.chip').remove()
  box.dispatchEvent(new Event('change', { bubbles: true }))
  box.focus()
}

/** Wire the searchable menus of the page. */
export function startSearch() {
  addEventListener('keydown', key, true)
  addEventListener('mousedown', event => {
    if (event.target.closest('[data-search] [role=option]')) event.preventDefault()
  })
  addEventListener('click', click)
  addEventListener('input', ({ target }) => {
    if (boxOf(target)) ask(target)
  })
  addEventListener('focusin', ({ target }) => {
    if (boxOf(target)) ask(target)
  })
  addEventListener('focusout', ({ target }) => {
    if (boxOf(target)) show(target, false)
  })
}
