// What is known of a variant's way: the chunks committed, and live iterations after them.

export class History {
  #chunks = new Map();
  #sorted;
  #live = [];

  /** The newest live progress; null before any. */
  progress = null;

  /** Chunks in order. */
  get chunks() {
    this.#sorted ??= [...this.#chunks.values()].sort((a, b) => a.scale - b.scale || a.start - b.start);
    return this.#sorted;
  }

  /** Live iterations that no chunk has yet. */
  get live() {
    return this.#live;
  }

  /** Takes a chunk; false if it was known. */
  add(chunk) {
    const key = `${chunk.scale}:${chunk.start}`;
    const isNew = !this.#chunks.has(key);
    if (isNew) {
      this.#chunks.set(key, chunk);
      this.#sorted = null;
      this.#live = this.#live.filter(point => this.#isAfterChunks(point));
    }

    return isNew;
  }

  /** Takes a live progress. */
  goOn(progress) {
    this.progress = progress;
    const point = {
      scale: progress.scale - 1,
      iteration: progress.iteration,
      total: progress.loss,
      content: progress.contentLoss,
      style: progress.styleLoss,
      tv: progress.totalVariation,
    };
    const last = this.#live.at(-1);
    if (last && !isBefore(last, point)) {
      this.#live = []; // begun again from a checkpoint
    }

    if (this.#isAfterChunks(point)) {
      this.#live.push(point);
    }
  }

  #isAfterChunks(point) {
    const last = this.chunks.at(-1);
    return !last || isBefore({ scale: last.scale, iteration: last.end }, point);
  }
}

const isBefore = (a, b) => a.scale < b.scale || (a.scale === b.scale && a.iteration < b.iteration);
