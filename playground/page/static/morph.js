// Makes one tree read like another and keeps what the person did to it: text typed, focus, what is open or scrolled.

/** Attributes that say what happens in the browser now, of which the server knows nothing. */
const KEPT = new Set(['open', 'style', 'aria-busy', 'aria-expanded', 'aria-activedescendant'])

/** Change `old` until it reads like `wanted`, which is used up. */
export function morph(old, wanted) {
  if (old.isEqualNode(wanted)) return
  if (old.nodeType === Node.TEXT_NODE) {
    old.data = wanted.data
    return
  }
  if (old.dataset?.keep !== undefined && wanted.dataset?.keep !== undefined) return
  morphAttributes(old, wanted)
  morphChildren(old, wanted)
}

function morphAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) {
    if (!wanted.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name)
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value && !KEPT.has(name)) old.setAttribute(name, value)
  }
}

function morphChildren(old, wanted) {
  const children = [...wanted.childNodes]
  const staying = new Set(children.map(child => child.id).filter(Boolean))
  const named = new Map([...old.children].filter(child => child.id).map(child => [child.id, child]))
  let place = old.firstChild
  for (const child of children) {
    const same = counterpart(child, named, place)
    if (!same) {
      old.insertBefore(child, place)
      continue
    }
    place = removeUnwanted(place, same, staying)
    if (same === place) place = place.nextSibling
    else old.insertBefore(same, place)
    morph(same, child)
  }
  removeFrom(place)
}

/** Clear the way to `end` rather than move it: what is moved loses the cursor. */
function removeUnwanted(node, end, staying) {
  while (node && node !== end && !staying.has(node.id)) {
    const next = node.nextSibling
    node.remove()
    node = next
  }
  return node
}

/** The old node that becomes `child`: the one of the same id, else the next nameless one of the same kind. */
function counterpart(child, named, place) {
  if (child.id) {
    const same = named.get(child.id)
    return same?.nodeName === child.nodeName ? same : null
  }
  return place && !place.id && place.nodeName === child.nodeName ? place : null
}

function removeFrom(node) {
  while (node) {
    const next = node.nextSibling
    node.remove()
    node = next
  }
}
