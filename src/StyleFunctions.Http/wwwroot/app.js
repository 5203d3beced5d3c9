// Which view the address names: #/ the form, #/gallery the same further down, #/jobs/ID[/VARIANT] a job.

import { NewJob } from './new-job.js';
import { Gallery } from './gallery.js';
import { JobView } from './job.js';

const views = ['home', 'job', 'lost'].map(id => document.getElementById(id));
const [home, job, lost] = views;
const offline = document.getElementById('offline');

const connection = isThere => { offline.hidden = isThere; };
const gallery = new Gallery(document.getElementById('gallery'), connection);
const newJob = new NewJob(document.getElementById('new-job'));
const jobView = new JobView(job, connection, loseJob);
document.querySelector('.try').addEventListener('click', () => newJob.takeSamples());

// A file dropped beside its place must not replace the page.
for (const name of ['dragover', 'drop']) {
  document.addEventListener(name, event => event.preventDefault());
}

let isFirst = true;
window.addEventListener('hashchange', route);
route();

function route() {
  const [, page, id, variant] = location.hash.split('/').map(decode);
  if (page === 'jobs' && id) {
    gallery.close();
    const isOpen = jobView.open(id, variant);
    if (!isOpen) {
      show(job);
    }
  } else {
    jobView.close();
    document.title = 'StyleFunctions';
    gallery.open();
    show(home, page === 'gallery' ? document.getElementById('gallery-title') : null);
  }

  isFirst = false;
}

// An address may be anything a person typed.
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function loseJob(problem) {
  lost.querySelector('h1').textContent = problem.title ?? 'Not here';
  lost.querySelector('.why').textContent = problem.message;
  document.title = 'StyleFunctions';
  show(lost);
}

// Screen readers and keyboards go on at the new view's heading; a fresh page is left alone.
function show(view, heading) {
  views.forEach(v => { v.hidden = v !== view; });
  offline.hidden = true;
  if (heading) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  } else if (!isFirst) {
    view.querySelector('h1').focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}
