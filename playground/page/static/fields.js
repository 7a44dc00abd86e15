// Blocks and modals: what is pressed, chosen and typed in them goes to the app.

import { onRefresh, postInTurn, refresh, say } from './live.js'

/** Milliseconds of quiet before text that is sent at every character is sent. */
const QUIET = 300

/** The form as it is, without files: those go with the submission. */
function held(form) {
  const body = new FormData(form)
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
  return body
}

async function press(form, address, verb = 'click') {
  const body = held(form)
  body.append('press', address)
  await postInTurn(form.dataset.click.replace('/click/', `/${verb}/`), body)
}

/** Whether the person stays with it, where a dialog asks. */
function confirmed(element) {
  const dialog = document.getElementById(element.dataset.confirm ?? '')
  if (!dialog) return Promise.resolve(true)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirm'), { once: true })
  })
}

async function pressButton(button) {
  if (button.ariaBusy === 'true' || !await confirmed(button)) return
  button.ariaBusy = 'true'
  await press(button.closest('form'), button.dataset.press)
  button.ariaBusy = null
}

/** Put a choice back that was not confirmed. */
function undo(field) {
  if (field.matches('select')) for (const option of field.options) option.selected = option.defaultSelected
  else field.checked = field.defaultChecked
}

async function change(field) {
  const { form } = field
  if (!form?.dataset.click) return
  const { pressOn } = field.closest('[data-press-on]')?.dataset ?? {}
  if (pressOn !== 'change') return typed(form)
  if (!await confirmed(field)) return undo(field)
  await press(form, field.name || field.closest('[data-name]').dataset.name)
}

/** Let what a modal holds outlive `views.update` and a reload. */
async function typed(form) {
  if (form.dataset.type) await postInTurn(form.dataset.type, held(form))
}

let waiting = 0
function inputText(field) {
  if (field.dataset.pressOn !== 'input') return
  clearTimeout(waiting)
  waiting = setTimeout(() => field.isConnected && press(field.form, field.name, 'key'), QUIET)
}

// Modals.

async function submit(form) {
  const button = form.querySelector('.submit')
  if (!button || button.disabled) return
  clearTimeout(waiting)
  button.disabled = true
  button.ariaBusy = 'true'
  const done = await postInTurn(form.action, new FormData(form))
  button.ariaBusy = null
  await refresh()
  if (done) form.querySelector('[aria-invalid=true], .banner')?.focus()
}

function enter(event) {
  const { target: field } = event
  if (event.key !== 'Enter' || event.isComposing || !field.form?.matches('.blocks, .modal form')) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    if (field.form.matches('.modal form')) submit(field.form)
  } else if (field.dataset.pressOn === 'enter' && !field.matches('textarea')) {
    event.preventDefault()
    press(field.form, field.name)
  }
}

// What fields say about themselves.

function count() {
  for (const counter of document.querySelectorAll('[data-counts]')) {
    const field = document.getElementById(counter.dataset.counts)
    const characters = [...field.value].length
    counter.textContent = `${characters} / ${counter.dataset.most}`
    counter.classList.toggle('over', characters > counter.dataset.most)
  }
}

function listFiles() {
  for (const list of document.querySelectorAll('[data-lists]')) {
    const { files } = document.getElementById(list.dataset.lists)
    list.replaceChildren(...[...files].map(file => {
      const item = document.createElement('li')
      item.textContent = file.name
      return item
    }))
    list.parentElement.classList.toggle('chosen', files.length > 0)
  }
}

/** Show at once what a list of checkboxes holds, and hold no more than it may. */
function chips(field) {
  const list = field.closest('[role=listbox]')
  if (!list) return
  const checked = [...list.querySelectorAll(':checked')]
  if (checked.length > Number(list.dataset.most ?? Infinity)) {
    field.checked = false
    say(`Choose at most ${list.dataset.most}.`)
    return
  }
  const shown = document.getElementById(`${list.id}-chosen`)
  shown.replaceChildren(...checked.map(box => {
    const chip = document.createElement('span')
    chip.className = 'chip'
    chip.textContent = box.closest('label').innerText.split('\n')[0]
    return chip
  }))
}

/** Wire every field and button that came in blocks. */
export function startFields() {
  addEventListener('click', event => {
    const button = event.target.closest('[data-press]')
    if (button) pressButton(button)
    const answer = event.target.closest('[data-answer]')
    if (answer) answer.closest('dialog').close(answer.dataset.answer)
  })
  addEventListener('change', ({ target }) => {
    chips(target)
    listFiles()
    change(target)
  })
  addEventListener('input', ({ target }) => {
    count()
    inputText(target)
  })
  addEventListener('keydown', enter)
  addEventListener('submit', event => {
    if (event.target.matches('.composer')) return
    event.preventDefault()
    if (event.target.matches('.modal form')) submit(event.target)
  })
  onRefresh(count)
  count()
}
