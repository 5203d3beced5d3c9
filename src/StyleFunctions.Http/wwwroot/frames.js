// The picture after each chunk: the newest while it grows, any other on demand.

import { count, size } from './words.js';

const Pace = 160; // milliseconds a frame is shown when played

export class Frames {
  #stage;
  #painted;
  #note;
  #scrub;
  #name;
  #play;
  #changed;
  #frames = [];
  #scales = [];
  #last; // the finished picture, which is the last frame's
  #index = -1;
  #isNewest = true; // goes along with the newest
  #timer;
  #shown; // the address on show, or on its way

  constructor(element, changed) {
    this.#stage = element.querySelector('.stage');
    this.#painted = element.querySelector('.painted');
    this.#note = element.querySelector('.stage-note');
    this.#scrub = element.querySelector('.scrub');
    this.#name = element.querySelector('.frame-name');
    this.#play = element.querySelector('.play');
    this.#changed = changed;
    this.#scrub.addEventListener('input', () => this.#go(Number(this.#scrub.value)));
    this.#play.addEventListener('click', () => this.#timer ? this.stop() : this.#start());
    for (const button of element.querySelectorAll('.step')) {
      button.addEventListener('click', () => this.#step(Number(button.dataset.step)));
    }
  }

  /** The chunk whose frame is shown; null if there is none yet. */
  get current() {
    return this.#frames[this.#index] ?? null;
  }

  /** Forgets everything. */
  clear() {
    this.stop();
    this.#frames = [];
    this.#index = -1;
    this.#isNewest = true;
    this.#shown = null;
    this.#painted.removeAttribute('src');
  }

  /** Shows the frames of a variant. */
  draw(job, variant, chunks) {
    const { width, height } = variant.scales.at(-1);
    this.#stage.style.setProperty('--ratio', width / height);
    const content = job.inputs.find(input => input.hash === variant.content);
    this.#frames = chunks.filter(chunk => chunk.frame);
    if (this.#isNewest || this.#index >= this.#frames.length) {
      this.#index = this.#frames.length - 1;
    }

    const hasFrames = this.#frames.length > 0;
    this.#stage.classList.toggle('has-frames', hasFrames);
    this.#note.hidden = hasFrames;
    this.#note.textContent = ['waiting', 'running'].includes(job.state)
      ? 'The first frame is on its way' : 'There is no frame yet';
    this.#painted.alt = hasFrames ? 'The painted picture' : 'The content picture';
    this.#scrub.max = Math.max(0, this.#frames.length - 1);
    this.#scrub.disabled = this.#play.disabled = this.#frames.length < 2;
    this.#scales = variant.scales;
    this.#last = variant.result;
    this.#show(hasFrames ? null : content?.url);
  }

  /** Shows the frame of a chunk. */
  show(chunk) {
    this.#go(this.#frames.indexOf(chunk));
  }

  /** Steps with the arrow keys, from anywhere that has no use for them itself. */
  key(event) {
    const isTaken = event.target.closest('input, select, textarea, dialog, summary')
      || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    const go = {
      ArrowLeft: () => this.#step(-1),
      ArrowRight: () => this.#step(1),
    }[event.key];
    if (go && !isTaken) {
      event.preventDefault();
      go();
    }
  }

  /** Stops playing. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#play.textContent = 'Play';
  }

  #start() {
    if (this.#index === this.#frames.length - 1) {
      this.#move(0);
    }

    this.#play.textContent = 'Stop';
    const next = () => {
      this.#move(this.#index + 1);
      if (this.#index >= this.#frames.length - 1) {
        this.stop();
      } else {
        this.#timer = setTimeout(next, Pace);
      }
    };
    this.#timer = setTimeout(next, Pace);
  }

  #step(by) {
    this.#go(this.#index + by);
  }

  #go(index) {
    this.stop();
    this.#move(index);
  }

  #move(index) {
    if (this.#frames.length > 0) {
      this.#index = Math.min(Math.max(index, 0), this.#frames.length - 1);
      this.#isNewest = this.#index === this.#frames.length - 1;
      this.#show();
      this.#changed();
    }
  }

  #show(instead) {
    const frame = this.current;
    const isLast = this.#index === this.#frames.length - 1;
    this.#scrub.value = Math.max(0, this.#index);
    this.#name.textContent = frame ? this.#describe(frame) : '';
    this.#scrub.setAttribute('aria-valuetext', this.#name.textContent);
    this.#put(frame ? (isLast && this.#last) || frame.frame : instead);
    const next = this.#frames[this.#index + 1];
    if (next) {
      new Image().src = next.frame;
    }
  }

  #describe(frame) {
    const scale = this.#scales[frame.scale];
    return `Frame ${count(this.#index + 1)} of ${count(this.#frames.length)} \u00b7 ${size(scale)}, `
      + `iteration ${count(frame.end)} of ${count(scale.iterations)}`;
  }

  // The one before stays until the new one can be drawn, so that nothing flickers.
  async #put(address) {
    if (!address || address === this.#shown) {
      return;
    }

    this.#shown = address;
    const next = new Image();
    next.src = address;
    try {
      await next.decode();
    } catch {
      // Shown as it is: the browser's own sign of a missing picture.
    }

    if (this.#shown === address) {
      this.#painted.src = address;
    }
  }
}
