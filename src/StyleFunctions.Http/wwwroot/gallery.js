// Every job, newest first, kept up to date while it is looked at.

import * as api from './api.js';
import { announce } from './announce.js';
import { confirmDeletion } from './confirm.js';
import { bytes, count, duration, percent, stem, when } from './words.js';

const Busy = ['waiting', 'running'];

export class Gallery {
  #section;
  #list;
  #connection;
  #cards = new Map();
  #pages = 1;
  #timer;
  #isOpen = false;

  constructor(section, connection) {
    this.#section = section;
    this.#list = section.querySelector('.cards');
    this.#connection = connection;
    section.querySelector('.more').addEventListener('click', async () => {
      const last = this.#list.lastElementChild;
      this.#pages++;
      await this.#load();
      last?.nextElementSibling?.querySelector('a').focus();
    });
    document.addEventListener('visibilitychange', () => this.#isOpen && !document.hidden && this.#load());
  }

  open() {
    this.#isOpen = true;
    this.#load();
  }

  close() {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  async #load() {
    clearTimeout(this.#timer);
    let wait = 3000;
    try {
      const jobs = [];
      let next;
      for (let page = 0; page < this.#pages && next !== null; page++) {
        const answer = await api.jobs(next);
        jobs.push(...answer.jobs);
        next = answer.next;
      }

      this.#connection(true);
      this.#show(jobs, next);
      wait = jobs.some(job => Busy.includes(job.state)) ? 2000 : 15000;
    } catch (problem) {
      this.#connection(problem.status !== 0);
      this.#section.querySelector('.form-error').textContent = problem.status === 0 ? '' : problem.message;
    }

    if (this.#isOpen && !document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#load(), wait);
    }
  }

  #show(jobs, next) {
    this.#section.querySelector('.form-error').textContent = '';
    this.#section.querySelector('.empty').hidden = jobs.length > 0;
    this.#section.querySelector('.more').hidden = next === null;
    const ids = new Set(jobs.map(job => job.id));
    for (const [id, card] of this.#cards) {
      if (!ids.has(id)) {
        card.element.remove();
        this.#cards.delete(id);
      }
    }

    jobs.forEach((job, i) => {
      const card = this.#cards.get(job.id) ?? this.#makeCard(job.id);
      card.show(job);
      if (this.#list.children[i] !== card.element) {
        this.#list.insertBefore(card.element, this.#list.children[i] ?? null);
      }
    });
  }

  #makeCard(id) {
    const card = new Card(id, name => this.#delete(id, name));
    this.#cards.set(id, card);
    return card;
  }

  async #delete(id, name) {
    if (!await confirmDeletion(name)) {
      return;
    }

    try {
      await api.remove(id);
      announce(`${name} is deleted.`);
    } catch (problem) {
      this.#section.querySelector('.form-error').textContent = problem.message;
      return;
    }

    await this.#load();
    document.getElementById('gallery-title').focus({ preventScroll: true });
  }
}

class Card {
  element = document.createElement('li');
  #link = document.createElement('a');
  #picture = document.createElement('div');
  #img = document.createElement('img');
  #bar = document.createElement('progress');
  #name = document.createElement('span');
  #state = document.createElement('span');
  #facts = document.createElement('p');
  #remove = document.createElement('button');

  constructor(id, remove) {
    this.#link.href = `#/jobs/${encodeURIComponent(id)}`;
    this.#picture.className = 'card-picture';
    this.#name.className = 'card-name';
    this.#img.alt = '';
    this.#img.loading = 'lazy';
    this.#bar.max = 1;
    this.#bar.setAttribute('aria-hidden', 'true');
    this.#facts.className = 'facts';
    this.#remove.type = 'button';
    this.#remove.className = 'quiet';
    this.#remove.textContent = 'Delete';
    this.#remove.addEventListener('click', () => remove(this.#name.textContent));
    this.#picture.append(this.#img, this.#state, this.#bar);
    this.#link.append(this.#picture, this.#name);
    const foot = document.createElement('div');
    foot.className = 'card-foot';
    foot.append(this.#facts, this.#remove);
    this.element.append(this.#link, foot);
  }

  show(job) {
    const isBusy = Busy.includes(job.state);
    this.#name.textContent = job.name ?? stem(job.label);
    this.#state.className = `state ${job.state}`;
    this.#state.hidden = job.state === 'done';
    this.#state.textContent = stateOf(job);
    this.#img.hidden = !job.picture;
    if (job.picture && this.#img.getAttribute('src') !== job.picture) {
      this.#img.src = job.picture;
    }

    this.#bar.hidden = job.state === 'done';
    this.#bar.value = job.fraction;
    this.#picture.classList.toggle('is-busy', isBusy);
    const variants = job.variants > 1 ? `${count(job.variants)} pictures \u00b7 ` : '';
    this.#facts.textContent = `${variants}${when(job.accepted)} \u00b7 ${bytes(job.bytes)}`;
    this.#remove.setAttribute('aria-label', `Delete ${this.#name.textContent}`);
  }
}

function stateOf(job) {
  if (job.state !== 'running') {
    return job.state === 'paused' ? `paused at ${percent(job.fraction)}` : job.state;
  }

  return job.remainingSeconds
    ? `${percent(job.fraction)}, ${duration(job.remainingSeconds)} left`
    : percent(job.fraction);
}
