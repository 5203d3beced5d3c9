// Numbers, times and names, as people read them.

/** "2 min 5 s", rounded to what a person cares about. */
export function duration(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }

  const minutes = Math.round(whole / 60);
  if (whole < 600) {
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }

  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const bytes = count => count >= 1e9 ? `${(count / 1e9).toFixed(1)} GB` : `${(count / 1e6).toFixed(1)} MB`;

// Never 100 before it is.
export const percent = fraction => `${fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))} %`;

/** Three digits of a loss. */
export function figure(number) {
  if (number === 0) {
    return '0';
  }

  return number < 1e-3 || number >= 1e5 ? power(number, 1) : number >= 1000 ? count(number) : number.toPrecision(3);
}

/** A round number at an axis. */
export const tick = number => number < 1e-3 || number >= 1e5 ? power(number, 0) : String(Number(number.toPrecision(1)));

const power = (number, digits) => number.toExponential(digits).replace('e-', 'e\u2212').replace('e+', 'e');

export const count = number => Math.round(number).toLocaleString('en');
export const size = ({ width, height }) => `${width} \u00d7 ${height}`;

/** "20 Nov, 16:42", as the reader's own language has it; with the year if it is another. */
export function when(time) {
  const date = new Date(time);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return date.toLocaleString([], { day: 'numeric', month: 'short', year, hour: 'numeric', minute: '2-digit' });
}

/** "content-weight" as a label: "Content weight". */
export const label = name => (name[0].toUpperCase() + name.slice(1)).replaceAll('-', ' ');

/** A text without its pictures' endings: "harbour.png + brushwork.png" as "harbour + brushwork". */
export const stem = text => text.replace(/\.(png|jpe?g)(?=$|,| )/gi, '');

/** What to call a job: its own name, or "harbour + brushwork". */
export function title(job) {
  if (job.name) {
    return job.name;
  }

  const named = hashes => [...new Set(hashes)]
    .map(hash => job.inputs.find(input => input.hash === hash)).filter(Boolean).map(input => stem(input.name));
  const contents = named(job.variants.map(v => v.content));
  const styles = named(job.variants.flatMap(v => v.styles));
  return `${contents.join(', ')} + ${styles.join(', ')}`;
}
