const announcer = document.getElementById('announcer');

/** Says something to those who hear the page. */
export function announce(text) {
  announcer.textContent = text;
}
