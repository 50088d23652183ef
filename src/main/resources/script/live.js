// What moves by itself: new firings as they come, how far a job is, fields with a time of the viewer's zone, and a sign
// for what takes longer than a moment.
(() => {
  'use strict';
  const own = window.trustedTypes?.createPolicy('live', { createHTML: text => text }) ?? { createHTML: text => text };
  const parsed = text => new DOMParser().parseFromString(own.createHTML(text), 'text/html');
  const added = element => document.dispatchEvent(new CustomEvent('console:added', { detail: element }));
  const make = (name, look, text) => {
    const element = document.createElement(name);
    element.className = look;
    element.textContent = text;
    return element;
  };

  // New rows go on top of a table. A hidden page holds no connection: a browser has six for all of its tabs.
  class Tail {
    constructor(part) {
      this.part = part;
      this.after = part.dataset.after;
      this.most = Number(part.dataset.most);
      this.word = make('span', 'live-word', '');
      this.button = make('button', 'quiet small', 'Pause');
      this.button.type = 'button';
      this.button.addEventListener('click', () => this.turn());
      const line = make('div', 'live-line', '');
      line.append(this.word, this.button);
      part.prepend(line);
      document.addEventListener('visibilitychange', () => { if (document.hidden) this.stop(); else this.start(); });
      addEventListener('pagehide', () => this.stop());
      addEventListener('pageshow', event => { if (event.persisted) this.start(); });
      this.start();
    }

    turn() {
      this.paused = !this.paused;
      this.button.textContent = this.paused ? 'Go on' : 'Pause';
      if (this.paused) this.stop(); else this.start();
      this.say(this.paused ? 'paused' : 'connecting');
    }

    say(word) {
      this.word.textContent = word;
      this.word.classList.toggle('on', word === 'live');
    }

    start() {
      if (this.source || this.paused || document.hidden) return;
      this.say('connecting');
      const source = new EventSource(`${this.part.dataset.tail}&after=${this.after}`);
      this.source = source;
      source.addEventListener('here', () => this.say('live'));
      source.addEventListener('fired', event => this.show(event));
      source.addEventListener('over', () => this.end('ended; load the page again'));
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) this.later(); else this.say('connecting');
      });
    }

    stop() {
      this.source?.close();
      this.source = null;
      clearTimeout(this.again);
    }

    end(word) {
      this.stop();
      this.paused = true;
      this.button.hidden = true;
      this.say(word);
    }

    // No room there, or the gateway is away.
    later() {
      this.stop();
      this.say('not connected');
      this.again = setTimeout(() => this.start(), 15000 + Math.random() * 15000);
    }

    show(event) {
      this.after = event.lastEventId || this.after;
      const table = parsed(event.data).querySelector('table');
      const known = new Set([...this.part.querySelectorAll('a.id')].map(link => link.getAttribute('href')));
      const rows = [...table.tBodies[0].rows].filter(row => !known.has(row.querySelector('a.id').getAttribute('href')));
      if (rows.length === 0) return;
      if (!this.part.querySelector('tbody')) {
        this.part.querySelector('.empty')?.remove();
        const empty = document.importNode(table, true);
        empty.tBodies[0].replaceChildren();
        this.part.append(empty);
      }
      const body = this.part.querySelector('tbody');
      const fresh = rows.slice(0, this.most).map(row => document.importNode(row, true));
      fresh.forEach(row => { row.classList.add('fresh'); added(row); });
      body.prepend(...fresh);
      for (const row of [...body.rows].slice(this.most)) if (!row.contains(document.activeElement)) row.remove();
    }
  }
  for (const part of document.querySelectorAll('[data-tail]')) new Tail(part);

  const grouped = new Intl.NumberFormat('en');
  const follow = part => {
    const bar = part.querySelector('progress');
    const says = part.querySelector('[data-job-says]');
    let told = '';
    const tell = (words, step) => {
      if (step !== told) says.textContent = words;
      told = step;
    };
    const show = job => {
      const dealt = job.done + job.skipped + job.failed;
      if (job.total === null) {
        tell(`Looking through the log; ${grouped.format(dealt)} so far`, 'looking');
      } else {
        const percent = job.total === 0 ? 100 : Math.min(100, Math.floor(dealt * 100 / job.total));
        bar.max = 100;
        bar.value = percent;
        tell(`${percent} %: ${grouped.format(dealt)} of ${grouped.format(job.total)}`, Math.floor(percent / 5));
      }
      part.querySelector('[data-job-waits]').textContent = job.waiting ?? '';
      for (const count of document.querySelectorAll('[data-job-count]')) {
        count.textContent = grouped.format(job[count.dataset.jobCount]);
      }
    };
    const look = async () => {
      const answer = document.hidden ? null
        : await fetch(part.dataset.job, { headers: { Accept: 'application/json' } }).catch(() => null);
      if (answer?.ok) {
        const job = await answer.json();
        show(job);
        if (job.status !== 'running') {
          location.reload();
          return;
        }
      }
      setTimeout(look, 1000);
    };
    setTimeout(look, 1000);
  };
  document.querySelectorAll('[data-job]').forEach(follow);

  // Without this script times are in UTC, and so they are sent.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const two = number => String(number).padStart(2, '0');
  for (const field of document.querySelectorAll('input[data-zone]')) {
    const time = field.value && new Date(`${field.value}Z`);
    if (time) {
      field.value = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
        + `T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
    }
  }
  for (const name of document.querySelectorAll('[data-zone-name]')) name.textContent = `(${zone})`;
  document.addEventListener('formdata', event => {
    for (const field of event.target.querySelectorAll('input[data-zone]')) {
      if (field.value) event.formData.set(field.name, new Date(field.value).toISOString()); else event.formData.delete(field.name);
    }
  });

  // A page that takes its time says so; the browser shows it too, but seldom where people look.
  let waiting = 0;
  addEventListener('beforeunload', () => {
    waiting = setTimeout(() => document.documentElement.classList.add('waiting'), 700);
  });
  addEventListener('pageshow', () => {
    clearTimeout(waiting);
    document.documentElement.classList.remove('waiting');
  });
})();
