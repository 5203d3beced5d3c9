// Which of a job's pictures is looked at, where there are several.

import { percent, stem } from './words.js';

export class Variants {
  #fieldset;
  #labels = new Map();

  constructor(fieldset, choose) {
    this.#fieldset = fieldset;
    fieldset.addEventListener('change', event => choose(event.target.value));
  }

  draw(job, chosen, historyOf) {
    this.#fieldset.hidden = job.variants.length < 2;
    const ids = new Set(job.variants.map(v => `${job.id}/${v.id}`));
    for (const [id, label] of this.#labels) {
      if (!ids.has(id)) {
        label.remove();
        this.#labels.delete(id);
      }
    }

    for (const variant of job.variants.length > 1 ? job.variants : []) {
      const label = this.#labels.get(`${job.id}/${variant.id}`) ?? this.#make(job, variant);
      const frame = variant.result ?? historyOf(variant.id).chunks.at(-1)?.frame ?? variant.frame;
      const img = label.querySelector('img');
      img.hidden = !frame;
      if (frame && img.getAttribute('src') !== frame) {
        img.src = frame;
      }

      label.querySelector('input').checked = variant.id === chosen;
      label.querySelector('small').textContent =
        variant.state === 'running' ? percent(variant.fraction) : variant.state;
    }
  }

  #make(job, variant) {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'variant';
    radio.value = variant.id;
    const img = document.createElement('img');
    img.alt = '';
    const name = document.createElement('span');
    name.textContent = stem(variant.label) || variant.id;
    label.append(radio, img, name, document.createElement('small'));
    this.#labels.set(`${job.id}/${variant.id}`, label);
    this.#fieldset.append(label);
    return label;
  }
}
