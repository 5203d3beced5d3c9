// A job to watch: its resource says what it is, its events what becomes of it.

import * as api from './api.js';
import { announce } from './announce.js';
import { About } from './about.js';
import { Compare } from './compare.js';
import { confirmDeletion } from './confirm.js';
import { Curves } from './curves.js';
import { Frames } from './frames.js';
import { History } from './history.js';
import { Progress } from './progress.js';
import { Variants } from './variants.js';
import { bytes, percent, size, stem, title, when } from './words.js';

const Ended = ['done', 'failed', 'cancelled'];
const Resumable = ['paused', 'failed', 'cancelled'];

export class JobView {
  #section;
  #connection;
  #lose;
  #frames;
  #compare;
  #curves;
  #progress;
  #about;
  #variants;

  #id;
  #job;
  #variant; // its id
  #histories = new Map();
  #unfollow;
  #drawing;
  #refreshing;
  #isClosed = true;

  constructor(section, connection, lose) {
    this.#section = section;
    this.#connection = connection;
    this.#lose = lose;
    this.#frames = new Frames(section.querySelector('.viewing'), () => this.#drawCurves());
    this.#compare = new Compare(section.querySelector('.viewing'));
    this.#curves = new Curves(section.querySelector('.losses'), chunk => this.#frames.show(chunk));
    this.#progress = new Progress(section.querySelector('.progress'));
    this.#about = new About(section.querySelector('.about'));
    this.#variants = new Variants(section.querySelector('.variants'), id => this.#choose(id));
    section.querySelector('.actions').addEventListener('click', event => {
      const action = event.target.closest('button')?.dataset.action;
      if (action) {
        this.#act(action, event.target.closest('button'));
      }
    });
    document.addEventListener('keydown', event => {
      if (!this.#isClosed && !section.hidden) {
        this.#frames.key(event);
      }
    });
  }

  /** Shows a job, one variant of it; returns whether the job was on show already. */
  open(id, variant) {
    if (!this.#isClosed && this.#id === id) {
      this.#variant = variant ?? this.#job?.variants[0].id;
      this.#draw();
      return true;
    }

    this.close();
    this.#isClosed = false;
    this.#id = id;
    this.#variant = variant;
    this.#histories.clear();
    this.#frames.clear();
    this.#section.classList.add('is-loading');
    this.#section.querySelector('h1').textContent = '';
    this.#error('');
    this.#load();
    return false;
  }

  close() {
    this.#isClosed = true;
    this.#job = null;
    this.#unfollow?.();
    this.#unfollow = null;
    this.#frames.stop();
    clearTimeout(this.#drawing);
    clearTimeout(this.#refreshing);
    this.#drawing = this.#refreshing = null;
  }

  async #load() {
    const id = this.#id;
    try {
      const job = await api.job(id);
      if (!this.#isClosed && this.#id === id) {
        this.#connection(true);
        this.#show(job);
        this.#section.classList.remove('is-loading');
        if (!this.#unfollow) {
          this.#follow();
        }
      }
    } catch (problem) {
      if (this.#isClosed || this.#id !== id) {
        return;
      }

      if (problem.status === 0) {
        this.#connection(false);
        this.#refreshing = setTimeout(() => this.#load(), 2000);
      } else {
        this.close();
        this.#lose(problem);
      }
    }
  }

  #show(job) {
    const before = this.#job?.state;
    this.#job = job;
    if (!job.variants.some(v => v.id === this.#variant)) {
      this.#variant = job.variants[0].id;
    }

    if (before !== job.state) {
      announce(`${title(job)}: ${job.state}`);
    }

    this.#draw();
  }

  #follow() {
    this.#unfollow?.();
    this.#unfollow = api.follow(this.#job.links.events, {
      connection: isThere => {
        this.#connection(isThere);
        if (!isThere) {
          this.#refreshSoon(3000); // it may have been deleted
        }
      },
      chunk: chunk => {
        if (this.#history(chunk.variant).add(chunk)) {
          this.#drawSoon();
          if (this.#job.variants.length > 1) {
            this.#refreshSoon(2000);
          }
        }
      },
      progress: progress => {
        this.#history(progress.variant).goOn(progress);
        this.#drawSoon();
      },
      state: () => this.#refreshSoon(0),
      end: () => {
        this.#unfollow = null;
        this.#refreshSoon(0, true);
      },
    });
  }

  // What events do not tell, a fresh resource does.
  #refreshSoon(wait, hasEnded) {
    if (this.#refreshing && wait > 0) {
      return;
    }

    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(async () => {
      this.#refreshing = null;
      const id = this.#id;
      try {
        const job = await api.job(id);
        if (!this.#isClosed && this.#id === id) {
          this.#show(job);
          if (hasEnded && !Ended.includes(job.state)) {
            this.#follow();
          }
        }
      } catch (problem) {
        if (!this.#isClosed && this.#id === id && problem.status === 404) {
          this.close();
          this.#lose(problem);
        } else if (hasEnded) {
          this.#refreshSoon(2000, true);
        }
      }
    }, wait);
  }

  #history(variant) {
    if (!this.#histories.has(variant)) {
      this.#histories.set(variant, new History());
    }

    return this.#histories.get(variant);
  }

  #drawSoon() {
    this.#drawing ??= setTimeout(() => this.#draw(), 60);
  }

  #draw() {
    clearTimeout(this.#drawing);
    this.#drawing = null;
    if (!this.#job) {
      return;
    }

    const job = this.#job;
    const variant = job.variants.find(v => v.id === this.#variant) ?? job.variants[0];
    const history = this.#history(variant.id);
    this.#drawHead(job, variant);
    this.#variants.draw(job, variant.id, id => this.#history(id));
    this.#frames.draw(job, variant, history.chunks);
    this.#compare.draw(job, variant);
    this.#progress.draw(job, variant, history);
    this.#about.draw(job, variant);
    this.#drawCurves();
  }

  #drawCurves() {
    const variant = this.#job?.variants.find(v => v.id === this.#variant);
    if (variant) {
      this.#curves.draw(variant.scales, this.#history(variant.id), this.#frames.current);
    }
  }

  #drawHead(job, variant) {
    const name = title(job);
    const fraction = this.#progress.fractionOf(job, this.#history(variant.id));
    const section = this.#section;
    section.querySelector('h1').textContent = name;
    document.title = Ended.includes(job.state)
      ? `${name} \u2013 StyleFunctions`
      : `${percent(fraction)} ${name} \u2013 StyleFunctions`;
    const state = document.createElement('span');
    state.className = `state ${job.state}`;
    state.textContent = job.state;
    const facts = [size(variant.scales.at(-1)), job.network.name, when(job.accepted), bytes(job.bytes)];
    section.querySelector('.facts').replaceChildren(state, ` ${facts.join(' \u00b7 ')}`);
    const failure = section.querySelector('.failure');
    failure.textContent = variant.failure ?? job.failure ?? '';
    failure.hidden = failure.textContent === '';

    const show = (action, isShown) => { section.querySelector(`[data-action=${action}]`).hidden = !isShown; };
    show('pause', ['waiting', 'running'].includes(job.state));
    show('resume', Resumable.includes(job.state));
    show('cancel', ['waiting', 'running', 'paused'].includes(job.state));
    show('download', Boolean(variant.result));
    const download = section.querySelector('[data-action=download]');
    download.href = variant.result ?? '#';
    download.download = `${stem(variant.label ? `${name}, ${variant.label}` : name)}.png`;

    const sheet = section.querySelector('.sheet');
    sheet.hidden = !job.contactSheet;
    if (job.contactSheet && sheet.querySelector('a').getAttribute('href') !== job.contactSheet) {
      sheet.querySelector('a').href = job.contactSheet;
      sheet.querySelector('img').src = job.contactSheet;
    }
  }

  #choose(variant) {
    location.replace(`#/jobs/${encodeURIComponent(this.#id)}/${encodeURIComponent(variant)}`);
  }

  async #act(action, button) {
    this.#error('');
    if (action === 'delete') {
      await this.#delete();
      return;
    }

    const id = this.#id;
    button.disabled = true;
    try {
      const job = await api.act(this.#job.links[action]);
      if (this.#id === id && !this.#isClosed) {
        this.#show(job);
        this.#keepFocus(button);
        if (!this.#unfollow) {
          this.#follow();
        }
      }
    } catch (problem) {
      this.#error(problem.message);
    } finally {
      button.disabled = false;
    }
  }

  // The button pressed may be gone; the keyboard goes on at the one that takes its place.
  #keepFocus(button) {
    if (button.hidden || document.activeElement === document.body) {
      this.#section.querySelector('.actions :is(button, a):not([hidden])').focus();
    }
  }

  async #delete() {
    const id = this.#id;
    const name = title(this.#job);
    if (!await confirmDeletion(name)) {
      return;
    }

    try {
      await api.remove(id);
      announce(`${name} is deleted.`);
      location.replace('#/gallery');
    } catch (problem) {
      this.#error(problem.message);
    }
  }

  #error(text) {
    this.#section.querySelector('.form-error').textContent = text;
  }
}
