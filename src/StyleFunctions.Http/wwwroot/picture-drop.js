// A place to drop pictures: content takes one, style any number. The file input in it does the same by keyboard.

export class PictureDrop {
  #element;
  #input;
  #list;
  #changed;

  /** The pictures it holds, as files, in order. */
  files = [];

  constructor(element, changed) {
    this.#element = element;
    this.#input = element.querySelector('input');
    this.#list = element.querySelector('.drop-pictures');
    this.#changed = changed;
    this.#input.addEventListener('change', () => {
      this.add([...this.#input.files]);
      this.#input.value = '';
    });
    for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      element.addEventListener(name, event => {
        event.preventDefault();
        element.classList.toggle('is-over', name === 'dragenter' || name === 'dragover');
      });
    }

    element.addEventListener('drop', event => this.add([...event.dataTransfer.files]));
  }

  /** The content types that can be chosen. */
  set types(types) {
    this.#input.accept = types.join();
  }

  /** Takes pictures; where only one has room, the first replaces it. */
  add(files) {
    if (files.length > 0) {
      this.set(this.#input.multiple ? [...this.files, ...files] : files.slice(0, 1));
      this.#changed();
    }
  }

  /** Holds these, and no others. */
  set(files) {
    this.#list.querySelectorAll('img').forEach(img => URL.revokeObjectURL(img.src));
    this.files = files;
    this.#element.classList.toggle('has-pictures', files.length > 0);
    this.#list.replaceChildren(...files.map(file => this.#item(file)));
  }

  #item(file) {
    const item = document.createElement('li');
    const img = document.createElement('img');
    img.src = URL.createObjectURL(file);
    img.alt = '';
    const name = document.createElement('span');
    name.textContent = file.name;
    name.title = file.name;
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '\u00d7';
    remove.setAttribute('aria-label', `Remove ${file.name}`);
    remove.addEventListener('click', () => {
      this.set(this.files.filter(f => f !== file));
      this.#changed();
      this.#input.focus();
    });
    item.append(img, name, remove);
    return item;
  }
}
