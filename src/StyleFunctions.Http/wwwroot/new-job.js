// The form that starts a job.

import * as api from './api.js';
import { announce } from './announce.js';
import { readDraft, writeFiles, writeTexts } from './draft.js';
import { clearErrors, showProblem } from './form-errors.js';
import { PictureDrop } from './picture-drop.js';
import { SettingsFields, makeField } from './settings-fields.js';

const Samples = { content: 'harbour', styles: 'brushwork' };

export class NewJob {
  #form;
  #content;
  #styles;
  #name;
  #preset;
  #network;
  #fields;

  constructor(form) {
    this.#form = form;
    this.#content = new PictureDrop(form.querySelector('[data-field=content]'), () => this.#picturesChanged('content'));
    this.#styles = new PictureDrop(form.querySelector('[data-field=styles]'), () => this.#picturesChanged('styles'));
    const first = form.querySelector('.first');
    const rest = form.querySelector('.rest');
    this.#fields = new SettingsFields({ first, rest }, () => this.#keep());
    this.#name = this.#addField(rest, 'name', 'Name', document.createElement('input'));
    this.#name.hint.textContent = 'What to call the job.';
    this.#preset = this.#addField(rest, 'preset', 'Preset', document.createElement('select'));
    this.#preset.hint.textContent = 'Where the values of the other fields come from.';
    this.#network = this.#addField(rest, 'network', 'Network', document.createElement('select'));
    this.#network.hint.textContent = 'What looks at the pictures.';
    for (const { control } of [this.#preset, this.#network]) {
      control.addEventListener('change', () => this.#load());
    }

    form.addEventListener('change', () => this.#keep());
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#start();
    });
    this.#open();
  }

  /** Puts the sample pictures into the form. */
  async takeSamples() {
    for (const [place, name] of Object.entries(Samples)) {
      const response = await fetch(`samples/${name}.jpg`);
      const file = new File([await response.blob()], `${name}.jpg`, { type: 'image/jpeg' });
      (place === 'content' ? this.#content : this.#styles).set([file]);
      this.#picturesChanged(place);
    }

    const button = this.#form.querySelector('.primary');
    button.focus({ preventScroll: true });
    this.#form.scrollIntoView();
  }

  #addField(place, name, text, control) {
    control.id = `request-${name}`;
    control.name = name;
    control.autocomplete = 'off';
    const field = makeField(name, text, control);
    place.append(field.element);
    return field;
  }

  async #open() {
    const draft = await readDraft();
    for (const [drop, files] of [[this.#content, draft?.files.content], [this.#styles, draft?.files.styles]]) {
      if (files && drop.files.length === 0) {
        drop.set(files); // unless a picture was faster
      }
    }

    this.#showStyleMode();
    await this.#load(draft?.texts);
    if (draft) {
      this.#name.control.value = draft.texts.name;
      this.#form.elements.styleMode.checked = draft.texts.isEach;
      this.#fields.texts = draft.texts.settings;
    }
  }

  // The server's settings for a preset and a network; with none chosen, or one that is gone, for its own.
  async #load(chosen = { preset: this.#preset.control.value, network: this.#network.control.value }) {
    clearErrors(this.#form);
    const query = Object.entries({ preset: chosen.preset, network: chosen.network }).filter(([, value]) => value);
    try {
      const { presets, networks, preset, network, pictures, settings } = await api.settings(query);
      this.#content.types = this.#styles.types = pictures;
      this.#preset.control.replaceChildren(...presets.map(name => new Option(name, name)));
      this.#preset.control.value = preset;
      this.#network.control.replaceChildren(...networks.map(({ name, isHere }) => {
        const option = new Option(isHere ? name : `${name} (its weights are not here)`, name);
        option.disabled = !isHere;
        return option;
      }));
      this.#network.control.value = network;
      this.#fields.show(settings);
    } catch (problem) {
      if (problem.status === 422 && query.length > 0) {
        await this.#load({});
      } else {
        showProblem(this.#form, problem);
      }
    }
  }

  #picturesChanged(place) {
    const drop = place === 'content' ? this.#content : this.#styles;
    announce(drop.files.length > 0 ? `${place}: ${drop.files.map(file => file.name).join(', ')}` : `${place}: none`);
    this.#showStyleMode();
    this.#keep();
    writeFiles(place, drop.files);
  }

  #showStyleMode() {
    this.#form.querySelector('.style-mode').hidden = this.#styles.files.length < 2;
  }

  #keep() {
    writeTexts({
      name: this.#name.control.value,
      preset: this.#preset.control.value,
      network: this.#network.control.value,
      isEach: this.#form.elements.styleMode.checked,
      settings: this.#fields.texts,
    });
  }

  async #start() {
    const button = this.#form.querySelector('.primary');
    const request = { settings: this.#fields.request };
    for (const { control } of [this.#name, this.#preset, this.#network]) {
      if (control.value.trim()) {
        request[control.name] = control.value.trim();
      }
    }

    if (this.#styles.files.length > 1 && this.#form.elements.styleMode.checked) {
      request.styleMode = this.#form.elements.styleMode.value;
    }

    clearErrors(this.#form);
    button.disabled = true;
    button.textContent = 'Sending\u2026';
    try {
      const job = await api.start(this.#content.files, this.#styles.files, request);
      location.hash = `#/jobs/${encodeURIComponent(job.id)}`;
    } catch (problem) {
      showProblem(this.#form, problem);
    } finally {
      button.disabled = false;
      button.textContent = 'Paint it';
    }
  }
}
