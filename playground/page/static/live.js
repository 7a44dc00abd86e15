// Keeps the page current: a socket says "changed", the page fetches its own address and becomes what it reads.

import { morph } from './morph.js'

/** Milliseconds before a lost connection is tried again. */
const RETRY = 500

let running = null
let again = false
const afterwards = []

/** Call `act` whenever the page may have changed. */
export function onRefresh(act) {
  afterwards.push(act)
}

/** Draw the page anew; calls during a fetch end in one more. */
export function refresh() {
  again = true
  running ??= drain().finally(() => { running = null })
  return running
}

async function drain() {
  while (again) {
    again = false
    const address = location.href
    const html = await read(address)
    if (address !== location.href) again = true
    else if (html !== null) become(new DOMParser().parseFromString(html, 'text/html'))
  }
}

/** What the server answers at an address; nothing while it is away, for the socket says so. */
export async function read(address) {
  try {
    const answer = await fetch(address)
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}

function become(page) {
  document.title = page.title
  morph(document.body, page.body)
  for (const act of afterwards) act()
}

/** Go to another address of the page without loading it. */
export async function visit(url) {
  history.pushState(null, '', url)
  await refresh()
}

/** Listen for changes, for as long as the page is open. */
export function listen() {
  const socket = new WebSocket(new URL(document.body.dataset.updates, location.href.replace(/^http/, 'ws')))
  socket.onopen = () => {
    if (document.body.classList.contains('lost')) refresh()
    tell('')
  }
  socket.onmessage = refresh
  socket.onclose = () => {
    tell('The playground does not answer. Trying again…')
    setTimeout(listen, RETRY)
  }
}

function tell(words) {
  document.getElementById('offline').textContent = words
  document.body.classList.toggle('lost', words !== '')
}

/** Post something; what could not be done is said, and the answer is false. */
export async function post(url, body) {
  try {
    const answer = await fetch(url, { method: 'POST', body })
    if (answer.status === 204) return true
    say(answer.ok ? await answer.text() : 'That did not work. Try again?')
  } catch {
    say('The playground does not answer. What you entered is still here.')
  }
  return false
}

let last = Promise.resolve()

/** Post once everything posted so before was answered: what was typed arrives before what was pressed. */
export function postInTurn(url, body) {
  last = last.then(() => post(url, body))
  return last
}

/** Show a sentence for a moment. */
export function say(words) {
  const toast = document.getElementById('toast')
  toast.textContent = words
  toast.classList.add('shown')
  clearTimeout(toast.timer)
  toast.timer = setTimeout(() => toast.classList.remove('shown'), 4000)
}
