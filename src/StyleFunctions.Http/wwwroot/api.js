// The server's routes, and its problem documents (RFC 9457) as errors.

export class Problem extends Error {
  constructor(status, { title, detail, errors } = {}) {
    super(detail || title || `The server answered ${status}.`);
    this.status = status;
    this.title = title;
    this.errors = errors ?? {};
  }
}

const NoAnswer = { title: 'No answer', detail: 'The server does not answer. Is it still running?' };

async function call(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Problem(0, NoAnswer);
  }

  if (!response.ok) {
    const isProblem = response.headers.get('content-type')?.includes('json');
    throw new Problem(response.status, isProblem ? await response.json() : {});
  }

  return response.status === 204 ? null : response.json();
}

const post = (url, body) => call(url, { method: 'POST', body });

export const settings = query => call(`/api/settings?${new URLSearchParams(query)}`);
export const jobs = url => call(url ?? '/api/jobs');
export const job = id => call(`/api/jobs/${encodeURIComponent(id)}`);
export const act = link => post(link);
export const remove = id => call(`/api/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** Starts a job: one content picture, its styles, and what else a request may say. */
export function start(content, styles, request) {
  const form = new FormData();
  content.forEach(file => form.append('content', file, file.name));
  styles.forEach(file => form.append('style', file, file.name));
  form.append('request', JSON.stringify(request));
  return post('/api/jobs', form);
}

/**
 * Follows a job's events. A broken connection is taken up again after the last chunk seen; after a refusal everything
 * comes again, so whoever listens must bear a chunk twice. Returns what stops it.
 */
export function follow(url, listeners) {
  let source;
  let retry;
  const open = () => {
    source = new EventSource(url);
    source.onopen = () => listeners.connection(true);
    source.onerror = () => {
      listeners.connection(false);
      if (source.readyState === EventSource.CLOSED) {
        retry = setTimeout(open, 2000);
      }
    };
    for (const name of ['chunk', 'progress', 'state']) {
      source.addEventListener(name, event => listeners[name](JSON.parse(event.data)));
    }

    source.addEventListener('end', event => {
      source.close();
      listeners.end(JSON.parse(event.data));
    });
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
