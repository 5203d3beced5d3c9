// Lays the content or a style over the painted picture, up to a line that moves.

export class Compare {
  #fieldset;
  #stage;
  #other;
  #cut;
  #left;
  #right;
  #wipe;
  #choices = [];
  #chosen = '';

  constructor(element) {
    this.#fieldset = element.querySelector('.compare');
    this.#stage = element.querySelector('.stage');
    this.#other = element.querySelector('.other');
    this.#cut = element.querySelector('.cut');
    this.#left = element.querySelector('.side.left');
    this.#right = element.querySelector('.side.right');
    this.#wipe = element.querySelector('.wipe');
    this.#wipe.addEventListener('input', () => this.#move());
    this.#fieldset.addEventListener('change', event => {
      this.#chosen = event.target.value;
      this.#show();
    });
    this.#move();
  }

  /** Offers the pictures a variant is made from. */
  draw(job, variant) {
    const input = hash => job.inputs.find(i => i.hash === hash);
    const styles = variant.styles.map(input);
    const choices = [
      { name: 'nothing', url: '' },
      { name: 'content', ...pick(input(variant.content)) },
      ...styles.map((style, i) => ({ name: styles.length > 1 ? `style ${i + 1}` : 'style', ...pick(style) })),
    ];
    if (JSON.stringify(choices) !== JSON.stringify(this.#choices)) {
      this.#choices = choices;
      this.#chosen = choices.some(c => c.url === this.#chosen) ? this.#chosen : '';
      this.#fieldset.replaceChildren(this.#fieldset.querySelector('legend'), ...choices.map(c => this.#choice(c)));
      this.#show();
    }
  }

  #choice({ name, url, title }) {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'compare';
    radio.value = url;
    radio.checked = url === this.#chosen;
    label.append(radio);
    if (url) {
      const img = document.createElement('img');
      img.src = url;
      img.alt = '';
      label.title = title;
      label.append(img);
    }

    const text = document.createElement('span');
    text.textContent = name;
    label.append(text);
    return label;
  }

  #show() {
    const choice = this.#choices.find(c => c.url === this.#chosen);
    const isOn = Boolean(choice?.url);
    for (const element of [this.#other, this.#cut, this.#left, this.#right, this.#wipe]) {
      element.hidden = !isOn;
    }

    this.#stage.classList.toggle('is-comparing', isOn);
    if (isOn) {
      this.#other.src = choice.url;
      this.#left.textContent = choice.name;
    }
  }

  #move() {
    this.#stage.style.setProperty('--cut', `${this.#wipe.value}%`);
    this.#wipe.setAttribute('aria-valuetext', `${this.#wipe.value} %`);
  }
}

const pick = picture => ({ url: picture?.url ?? '', title: picture?.name ?? '' });
