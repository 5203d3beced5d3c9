// How far a job is, and how long it still takes.

import { count, duration, figure, percent, size } from './words.js';

export class Progress {
  #percent;
  #remaining;
  #bar;
  #position;

  constructor(section) {
    this.#percent = section.querySelector('.percent');
    this.#remaining = section.querySelector('.remaining');
    this.#bar = section.querySelector('progress');
    this.#position = section.querySelector('.position');
  }

  /** The job's share done: live where it is one picture, else as its resource says. */
  fractionOf(job, history) {
    return isLive(job, history) ? Math.max(history.progress.fraction, job.fraction) : job.fraction;
  }

  draw(job, variant, history) {
    const fraction = this.fractionOf(job, history);
    this.#percent.textContent = percent(fraction);
    this.#bar.value = fraction;
    this.#remaining.textContent = remaining(job, history);
    this.#position.textContent = position(job, variant, history);
  }
}

const isLive = (job, history) =>
  job.variants.length === 1 && ['waiting', 'running'].includes(job.state) && history.progress !== null;

function remaining(job, history) {
  if (job.state === 'done') {
    return 'painted';
  }

  if (!['waiting', 'running'].includes(job.state)) {
    return job.state;
  }

  const seconds = isLive(job, history) ? history.progress.remainingSeconds : job.remainingSeconds;
  if (seconds === null || seconds === undefined) {
    return job.state === 'waiting' ? 'waiting for its turn' : '';
  }

  return `${duration(seconds)} left`;
}

function position(job, variant, history) {
  const { progress } = history;
  const last = history.chunks.at(-1);
  const place = progress && ['waiting', 'running'].includes(job.state)
    ? { scale: progress.scale, iteration: progress.iteration, loss: progress.loss }
    : last && { scale: last.scale + 1, iteration: last.end, loss: last.losses.total.at(-1) };
  if (!place) {
    return '';
  }

  const scale = variant.scales[place.scale - 1];
  return `Scale ${place.scale} of ${variant.scales.length}, ${size(scale)}: `
    + `iteration ${count(place.iteration)} of ${count(scale.iterations)}, loss ${figure(place.loss)}`;
}
