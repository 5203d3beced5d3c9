// A field for each setting the server names. Names, meanings, ranges and defaults are the server's; an empty field
// stands for its default and is not sent.

import { label } from './words.js';

// The ones to try first are shown first; which exist, the server says.
const First = ['size', 'iterations', 'content-weight', 'style-weight', 'style-scale', 'preserve-color'];

// Kinds of which several values can stand in one field.
const Lists = ['whole-number', 'number'];

export class SettingsFields {
  #places;
  #changed;
  #settings = new Map();

  constructor(places, changed) {
    this.#places = places;
    this.#changed = changed;
  }

  /** Shows these settings; what was typed into a field stays. */
  show(settings) {
    for (const setting of settings) {
      const known = this.#settings.get(setting.name);
      const field = known?.field ?? this.#makeField(setting);
      this.#settings.set(setting.name, { setting, field });
      describe(field, setting);
    }
  }

  /** What was typed, by name: texts. */
  get texts() {
    const typed = [...this.#settings].map(([name, { field }]) => [name, field.control.value.trim()]);
    return Object.fromEntries(typed.filter(([, text]) => text !== ''));
  }

  set texts(texts) {
    for (const [name, { field }] of this.#settings) {
      field.control.value = texts[name] ?? '';
      mark(field);
    }
  }

  /** What was typed, as a request has it: a text, or several for a sweep. */
  get request() {
    return Object.fromEntries(Object.entries(this.texts).map(([name, text]) => {
      const values = text.split(/[\s;]+/).filter(value => value !== '');
      return [name, Lists.includes(this.#settings.get(name).setting.kind) && values.length > 1 ? values : text];
    }));
  }

  #makeField(setting) {
    const control = document.createElement(setting.choices?.length > 0 ? 'select' : 'input');
    control.id = `setting-${setting.name}`;
    control.name = setting.name;
    control.autocomplete = 'off';
    control.spellcheck = false;
    const field = makeField(`settings.${setting.name}`, label(setting.name), control);
    control.addEventListener('input', () => {
      mark(field);
      this.#changed();
    });
    const isFirst = First.includes(setting.name);
    const place = isFirst ? this.#places.first : this.#places.rest;
    const order = First.indexOf(setting.name);
    const before = isFirst
      ? [...place.children].find(f => First.indexOf(f.querySelector('[name]').name) > order)
      : null;
    place.insertBefore(field.element, before ?? null);
    return field;
  }
}

/** A labelled control with room for a hint and for what is wrong with it. */
export function makeField(name, text, control) {
  const element = document.createElement('div');
  element.className = 'field';
  element.dataset.field = name;
  const caption = document.createElement('label');
  caption.htmlFor = control.id;
  caption.textContent = text;
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.id = `${control.id}-hint`;
  const error = document.createElement('p');
  error.className = 'field-error';
  error.id = `${control.id}-error`;
  control.setAttribute('aria-describedby', `${hint.id} ${error.id}`);
  element.append(caption, control, error, hint);
  return { element, control, hint };
}

function mark(field) {
  field.element.classList.toggle('is-changed', field.control.value.trim() !== '');
}

function describe({ control, hint }, setting) {
  const standard = setting.default ?? '';
  if (control.tagName === 'SELECT') {
    const chosen = control.value;
    const others = setting.choices.filter(choice => choice !== standard);
    control.replaceChildren(new Option(standard, ''), ...others.map(choice => new Option(choice, choice)));
    control.value = others.includes(chosen) ? chosen : '';
    hint.textContent = `${setting.meaning}.`;
  } else {
    control.placeholder = standard;
    control.inputMode = { 'whole-number': 'numeric', number: 'decimal' }[setting.kind] ?? 'text';
    hint.textContent = `${setting.meaning}: ${setting.allowed}.`;
  }
}
