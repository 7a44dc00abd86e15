// Modals: they open when the server draws them, close the way their buttons do, and put the cursor where it helps.

import { onRefresh } from './live.js'

const FIRST = '[autofocus], .body :is(input:not([type=hidden]), textarea, select, .chosen)'

const entered = new WeakMap()

/** What had the cursor before the first modal opened. */
let before = null

function open() {
  const dialogs = document.querySelectorAll('dialog[data-modal]')
  for (const dialog of dialogs) {
    before ??= document.activeElement
    if (!dialog.open) dialog.showModal()
    enter(dialog)
  }
  if (dialogs.length === 0) goBack()
}

/** A modal that closes is gone from the page at once, so the browser does not put the cursor back. */
function goBack() {
  if (before && document.activeElement === document.body) before.focus()
  before = null
}

/** Put the cursor into the first field once; again when a loading view became a form. */
function enter(dialog) {
  const first = dialog.querySelector(FIRST)
  if (!first || entered.get(dialog) === first.id) return
  entered.set(dialog, first.id)
  if (!dialog.contains(document.activeElement) || !document.activeElement.matches('input, textarea, select, .chosen')) first.focus()
}

/** Escape closes a modal the way its Cancel does: the app hears of it. */
function cancel(event) {
  const dialog = event.target
  if (!dialog.matches?.('dialog[data-modal]')) return
  event.preventDefault()
  dialog.querySelector('[data-cancel]').click()
}

/** Wire the dialogs of the page. */
export function startDialogs() {
  addEventListener('cancel', cancel, true)
  onRefresh(open)
  open()
}
