// The losses of every iteration, on a logarithmic scale, with the coarse-to-fine scales marked.

import { count, figure, size, tick } from './words.js';

const Svg = 'http://www.w3.org/2000/svg';
const Height = 230;
const Margin = { top: 20, right: 10, bottom: 22, left: 46 };
const MostPoints = 1500;
const MostDecades = 6; // a loss that starts at nothing does not squeeze the rest

const Series = [
  { name: 'total', text: 'total', note: 'the weighted sum' },
  { name: 'content', text: 'content', note: 'before its weight' },
  { name: 'style', text: 'style', note: 'before its weight' },
  { name: 'tv', text: 'tv', note: 'total variation, before its weight' },
];

export class Curves {
  #plot;
  #note;
  #legend = new Map();
  #choose;
  #hidden = new Set();
  #scales = [];
  #history;
  #current;
  #pointed = null; // the iteration under the pointer
  #geometry; // how what is drawn was drawn

  constructor(section, choose) {
    this.#plot = section.querySelector('.plot');
    this.#note = section.querySelector('.plot-note');
    this.#choose = choose;
    const legend = section.querySelector('.legend');
    for (const series of Series) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = `series ${series.name}`;
      button.title = series.note;
      button.setAttribute('aria-pressed', 'true');
      const value = document.createElement('output');
      button.append(Object.assign(document.createElement('span'), { textContent: series.text }), value);
      button.addEventListener('click', () => this.#toggle(series.name, button));
      legend.append(button);
      this.#legend.set(series.name, value);
    }

    this.#plot.addEventListener('pointermove', event => this.#point(event));
    this.#plot.addEventListener('pointerleave', () => this.#point(null));
    this.#plot.addEventListener('click', event => this.#pick(event));
    new ResizeObserver(() => this.#render()).observe(this.#plot);
  }

  /** Draws what is known of a variant, and where the frame shown stands in it. */
  draw(scales, history, current) {
    this.#scales = scales;
    this.#history = history;
    this.#current = current;
    this.#render();
  }

  #toggle(name, button) {
    const isHidden = !this.#hidden.delete(name) && Boolean(this.#hidden.add(name));
    button.setAttribute('aria-pressed', String(!isHidden));
    this.#render();
  }

  // Iterations counted through all scales.
  get #starts() {
    let sum = 0;
    return this.#scales.map(scale => (sum += scale.iterations) - scale.iterations);
  }

  get #points() {
    const starts = this.#starts;
    const points = [];
    for (const chunk of this.#history.chunks) {
      const { losses } = chunk;
      for (let i = 0; i < losses.total.length; i++) {
        points.push({
          at: starts[chunk.scale] + chunk.start + i + 1,
          scale: chunk.scale,
          iteration: chunk.start + i + 1,
          total: losses.total[i],
          content: losses.content[i],
          style: losses.style[i],
          tv: losses.tv[i],
        });
      }
    }

    points.push(...this.#history.live.map(point => ({ ...point, at: starts[point.scale] + point.iteration })));
    return points;
  }

  #render() {
    const width = this.#plot.clientWidth;
    if (!this.#history || width === 0) {
      return;
    }

    const starts = this.#starts;
    const all = starts.at(-1) + this.#scales.at(-1).iterations;
    const points = this.#points;
    const shown = Series.filter(series => !this.#hidden.has(series.name));
    const x = at => Margin.left + (at / all) * (width - Margin.left - Margin.right);
    const range = rangeOf(points, shown);
    const y = value => Margin.top + (Height - Margin.top - Margin.bottom)
      * (1 - Math.log10(Math.max(value, range.low) / range.low) / Math.log10(range.high / range.low));
    const svg = element('svg', {
      viewBox: `0 0 ${width} ${Height}`, width, height: Height, role: 'img', 'aria-label': this.#summary(points),
    });

    for (const value of ticks(range)) {
      svg.append(
        element('line', { class: 'grid', x1: Margin.left, x2: width - Margin.right, y1: y(value), y2: y(value) }),
        text(tick(value), { class: 'tick', x: Margin.left - 6, y: y(value) + 4, 'text-anchor': 'end' }));
    }

    this.#drawScales(svg, starts, all, x);
    const thin = thinned(points);
    for (const series of shown) {
      svg.append(element('path', { class: `curve ${series.name}`, d: path(thin, series.name, x, y) }));
    }

    const marked = this.#marked(points, starts);
    if (marked) {
      svg.append(element('line', {
        class: this.#pointed === null ? 'cursor' : 'cursor pointed',
        x1: x(marked.at), x2: x(marked.at), y1: Margin.top, y2: Height - Margin.bottom,
      }));
    }

    for (const [name, value] of this.#legend) {
      value.textContent = marked ? figure(marked[name]) : '';
    }

    this.#note.textContent = marked
      ? `Scale ${marked.scale + 1} of ${this.#scales.length}, iteration ${count(marked.iteration)}`
      : 'Each iteration\u2019s losses will be drawn here';
    this.#plot.replaceChildren(svg);
    this.#geometry = { x, points, starts };
  }

  #drawScales(svg, starts, all, x) {
    let right = -Infinity; // where the last label at the foot ends
    [...starts, all].forEach((at, i) => {
      const isEdge = i === 0 || at === all;
      svg.append(element('line', {
        class: isEdge ? 'grid' : 'boundary', x1: x(at), x2: x(at), y1: Margin.top, y2: Height - Margin.bottom,
      }));
      const label = count(at);
      const half = label.length * 3.5;
      const anchor = at === all ? 'end' : 'middle';
      const left = at === all ? x(at) - 2 * half : x(at) - half;
      if (left > right + 6) {
        svg.append(text(label, { class: 'tick', x: x(at), y: Height - 6, 'text-anchor': anchor }));
        right = left + 2 * half;
      }
    });
    this.#scales.forEach((scale, i) => {
      const from = x(starts[i]);
      const to = x(starts[i] + scale.iterations);
      const label = [size(scale), String(Math.max(scale.width, scale.height))].find(t => t.length * 6.4 < to - from);
      if (label) {
        svg.append(text(label, { class: 'tick', x: (from + to) / 2, y: 13, 'text-anchor': 'middle' }));
      }
    });
  }

  // What the legend's numbers belong to: the pointer's iteration, the frame's, or the newest.
  #marked(points, starts) {
    const at = this.#pointed ?? (this.#current ? starts[this.#current.scale] + this.#current.end : Infinity);
    return nearest(points, at);
  }

  #summary(points) {
    const last = points.at(-1);
    return last
      ? `Losses after ${count(last.at)} iterations: `
        + Series.map(series => `${series.text} ${figure(last[series.name])}`).join(', ')
      : 'No losses yet';
  }

  #point(event) {
    this.#pointed = event && this.#geometry ? this.#iterationAt(event) : null;
    this.#render();
  }

  #iterationAt(event) {
    const { x } = this.#geometry;
    const offset = event.clientX - this.#plot.getBoundingClientRect().left;
    return (offset - x(0)) / (x(1) - x(0));
  }

  #pick(event) {
    const { starts } = this.#geometry;
    const at = this.#iterationAt(event);
    const chunk = this.#history.chunks.find(c => starts[c.scale] + c.end >= at) ?? this.#history.chunks.at(-1);
    if (chunk) {
      this.#choose(chunk);
    }
  }
}

function element(name, attributes) {
  const made = document.createElementNS(Svg, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function text(content, attributes) {
  const made = element('text', attributes);
  made.textContent = content;
  return made;
}

function rangeOf(points, shown) {
  let low = Infinity;
  let high = 0;
  for (const point of points) {
    for (const { name } of shown) {
      const value = point[name];
      if (value > 0) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }

  if (high === 0) {
    return { low: 0.1, high: 10 };
  }

  return { low: Math.max(low, high / 10 ** MostDecades) / 1.15, high: high * 1.15 };
}

// Powers of ten, with others between where there are few.
function ticks({ low, high }) {
  const decades = Math.log10(high / low);
  const steps = decades < 1.5 ? [1, 2, 5] : decades < 3.5 ? [1, 3] : [1];
  const values = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    values.push(...steps.map(step => step * 10 ** power));
  }

  return values.filter(value => value >= low && value <= high);
}

function thinned(points) {
  const step = Math.ceil(points.length / MostPoints);
  return step <= 1 ? points : points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

// A loss of nothing has no logarithm: the curve is broken there.
function path(points, name, x, y) {
  let isDown = false;
  return points.map(point => {
    const value = point[name];
    const command = value > 0 ? `${isDown ? 'L' : 'M'}${x(point.at).toFixed(1)} ${y(value).toFixed(1)}` : '';
    isDown = value > 0;
    return command;
  }).join('');
}

function nearest(points, at) {
  let best = null;
  for (const point of points) {
    if (best === null || Math.abs(point.at - at) < Math.abs(best.at - at)) {
      best = point;
    }
  }

  return best;
}
