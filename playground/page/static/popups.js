// Menus and lists that open over the page: where they stand, and the keys that move in them.

import { read } from './live.js'

/** Pixels between a popup and what opened it. */
const GAP = 4

const ITEMS = '[role=menuitem], [role=option]'

/** Put a popup below its opener, or above where there is more room; never outside the window. */
export function place(popup, opener) {
  const at = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popup
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom
  const fits = at.left + width <= innerWidth - GAP
  const left = Math.max(GAP, fits ? at.left : at.right - width)
  popup.style.left = `${left}px`
  popup.style.top = below ? `${at.bottom + GAP}px` : `${Math.max(GAP, at.top - GAP - height)}px`
  if (popup.matches('.list')) popup.style.width = `${at.width}px`
}

/** Everything one can choose in a popup now. */
export function items(popup) {
  return [...popup.querySelectorAll(ITEMS)]
}

/** Move focus among the items with the arrow keys, as in any menu. */
function move(event) {
  const popup = event.target.closest?.('.popup[popover]')
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!popup || !step) return
  event.preventDefault()
  const all = items(popup)
  const next = all.indexOf(document.activeElement) + step
  all.at(next % all.length)?.focus()
}

function opened(event) {
  const popup = event.target
  if (event.newState !== 'open' || !popup.matches('.popup')) return
  const opener = document.querySelector(`[popovertarget="${CSS.escape(popup.id)}"]`)
  if (!opener) return
  place(popup, opener)
  items(popup)[0]?.focus()
}

/** The menu of a message is fetched when it is asked for: a page full of messages stays light. */
async function openMessageMenu(button) {
  const menu = document.getElementById('message-menu')
  const choices = await read(button.dataset.menu + location.search)
  if (choices === null) return
  menu.innerHTML = choices
  if (!menu.matches(':popover-open')) menu.showPopover()
  place(menu, button)
  items(menu)[0]?.focus()
}

/** Wire the popups of the whole page. */
export function startPopups() {
  addEventListener('toggle', opened, true)
  addEventListener('keydown', move)
  addEventListener('click', ({ target }) => {
    const button = target.closest('[data-menu]')
    if (button) openMessageMenu(button)
    if (target.closest('[role=menuitem]')) target.closest('[popover]')?.hidePopover()
  })
}
