// What a picture is made from, and what can be taken away.

import { count, label, size, stem, title } from './words.js';

export class About {
  #facts;
  #settings;
  #downloads;
  #drawn;

  constructor(section) {
    this.#facts = section.querySelector('.facts-list');
    this.#settings = section.querySelector('.settings-list');
    this.#downloads = section.querySelector('.downloads');
  }

  draw(job, variant) {
    const key = JSON.stringify([job.id, variant.id, variant.result, variant.losses, variant.manifest]);
    if (key === this.#drawn) {
      return;
    }

    this.#drawn = key;
    const input = hash => job.inputs.find(i => i.hash === hash);
    const picture = hash => `${input(hash)?.name ?? hash}, ${input(hash) ? size(input(hash)) : ''}`;
    const iterations = variant.scales.reduce((sum, scale) => sum + scale.iterations, 0);
    this.#facts.replaceChildren(...pairs([
      ['Content', picture(variant.content)],
      [variant.styles.length > 1 ? 'Styles' : 'Style', variant.styles.map(picture).join('; ')],
      ['Network', job.network.name],
      ['Scales', variant.scales.map(scale => size(scale)).join(', ')],
      ['Iterations', count(iterations)],
    ]));
    this.#settings.replaceChildren(...pairs(
      Object.entries(variant.settings).map(([name, text]) => [label(name), text === '' ? '\u2013' : text])));
    this.#downloads.replaceChildren(...[
      ['Picture (PNG)', variant.result, 'png'],
      ['Losses (CSV)', variant.losses, 'csv'],
      ['Manifest (JSON)', variant.manifest, 'json'],
    ].filter(([, url]) => url).map(([text, url, ending]) => link(text, url, `${stem(title(job))}.${ending}`)));
  }
}

const pairs = list => list.flatMap(([name, text]) => {
  const term = document.createElement('dt');
  term.textContent = name;
  const definition = document.createElement('dd');
  definition.textContent = text;
  return [term, definition];
});

function link(text, url, name) {
  const item = document.createElement('li');
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.textContent = text;
  item.append(a);
  return item;
}
