const dialog = document.getElementById('confirm');

/** Asks before a job and its pictures are deleted; true for yes. */
export function confirmDeletion(name) {
  dialog.querySelector('h2').textContent = `Delete ${name}?`;
  dialog.querySelector('p').textContent = 'Its pictures, frames and losses are removed for good.';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
