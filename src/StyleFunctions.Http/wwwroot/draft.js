// Keeps what was put into the form, so that a reload shows the same: texts in the session, pictures in the browser's
// cache for as long as the session has texts.

const Key = 'draft';
const Places = ['content', 'styles'];

/** The form as it was: its texts, and files by place; null if there is nothing. */
export async function readDraft() {
  const texts = JSON.parse(sessionStorage.getItem(Key) ?? 'null');
  if (!texts) {
    await globalThis.caches?.delete(Key);
    return null;
  }

  const files = {};
  for (const place of Places) {
    files[place] = await readFiles(place);
  }

  return { texts, files };
}

export function writeTexts(texts) {
  sessionStorage.setItem(Key, JSON.stringify(texts));
}

/** Keeps a place's pictures, instead of those it had. A browser without a cache, or without room, forgets them. */
export async function writeFiles(place, files) {
  try {
    const cache = await caches.open(Key);
    const old = (await cache.keys()).filter(request => new URL(request.url).pathname.startsWith(`/draft/${place}/`));
    await Promise.all(old.map(request => cache.delete(request)));
    await Promise.all(files.map((file, i) => cache.put(
      `/draft/${place}/${i}`,
      new Response(file, { headers: { 'content-type': file.type, 'x-name': encodeURIComponent(file.name) } }))));
  } catch {
    // Nothing is lost but the form after a reload.
  }
}

async function readFiles(place) {
  const files = [];
  try {
    const cache = await caches.open(Key);
    for (let kept; (kept = await cache.match(`/draft/${place}/${files.length}`));) {
      const name = decodeURIComponent(kept.headers.get('x-name'));
      files.push(new File([await kept.blob()], name, { type: kept.headers.get('content-type') }));
    }
  } catch {
    return [];
  }

  return files;
}
