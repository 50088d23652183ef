// What pages do beside showing: times in the viewer's zone, copying, acting through the REST API, and staying fresh.
(() => {
  'use strict';
  const csrf = document.querySelector('meta[name=csrf]')?.content ?? '';
  const status = document.querySelector('.said');
  const NOTE = 'console.note';

  // Pages of our own, read into a document of their own: scripts in it do not run, and the policy of this page lets none in.
  const own = window.trustedTypes?.createPolicy('console', { createHTML: text => text }) ?? { createHTML: text => text };
  const parsed = text => new DOMParser().parseFromString(own.createHTML(text), 'text/html');

  const say = text => {
    status.textContent = '';
    requestAnimationFrame(() => { status.textContent = text; });
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { status.textContent = ''; }, 6000);
  };

  const DAY = 86400000;
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dated = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const hour = new Intl.DateTimeFormat(undefined, { hour: 'numeric' });

  const shown = time => {
    const away = Math.abs(Date.now() - time);
    if (time.toDateString() === new Date().toDateString()) return clock.format(time);
    return away < 180 * DAY ? dated.format(time) : whole.format(time);
  };

  const localise = root => {
    for (const element of root.querySelectorAll('time[datetime]')) {
      const time = new Date(element.dateTime);
      if (!Number.isNaN(time.getTime())) {
        element.title = element.dateTime;
        element.textContent = shown(time);
      }
    }
    for (const element of root.querySelectorAll('[data-hour]')) {
      element.textContent = hour.format(new Date(element.dataset.hour));
    }
  };

  const problem = async answer => {
    const found = await answer.json().catch(() => ({}));
    const errors = (found.errors ?? []).map(error => `${error.pointer} ${error.detail}`.trim());
    return [found.detail ?? `The gateway answered ${answer.status}.`, ...errors];
  };

  const complain = (form, sentences) => {
    let box = form.querySelector(':scope > .notice-danger');
    if (!box) {
      box = document.createElement('div');
      box.className = 'notice notice-danger';
      box.setAttribute('role', 'alert');
      form.prepend(box);
    }
    box.replaceChildren(...sentences.map(sentence => {
      const line = document.createElement('p');
      line.textContent = sentence;
      return line;
    }));
    box.tabIndex = -1;
    box.focus();
  };

  const bodyOf = form => {
    if (form.dataset.body) return form.dataset.body;
    if (form.dataset.raw) return form.elements[form.dataset.raw].value.trim() || undefined;
    if (!('fields' in form.dataset)) return undefined;
    const entries = [...new FormData(form)].filter(([, value]) => value !== '');
    return JSON.stringify(Object.fromEntries(entries));
  };

  const go = (form, answer) => {
    const target = form.dataset.go?.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(answer[name] ?? ''));
    if (form.dataset.note) sessionStorage.setItem(NOTE, form.dataset.note);
    if (target) location.assign(target); else location.reload();
  };

  const showOnce = value => {
    const dialog = document.getElementById('secret');
    dialog.querySelector('code').textContent = value;
    dialog.addEventListener('close', () => location.reload());
    dialog.showModal();
  };

  const act = async form => {
    const asks = form.enctype === 'application/x-www-form-urlencoded' && 'form' in form.dataset;
    const body = asks ? new URLSearchParams(new FormData(form, act.by)) : bodyOf(form);
    const headers = { 'X-CSRF-Token': csrf, Accept: asks ? 'text/html' : 'application/json' };
    if (!asks && body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(form.action, { method: form.dataset.act, headers, body });
    if (asks && answer.status === 422) {
      const fresh = parsed(await answer.text()).querySelector('main');
      document.querySelector('main').replaceWith(document.importNode(fresh, true));
      localise(document);
      document.querySelector('[role=alert]')?.focus();
    } else if (!answer.ok) {
      complain(form, await problem(answer));
    } else if (asks) {
      if (form.dataset.note) sessionStorage.setItem(NOTE, form.dataset.note);
      location.assign(answer.headers.get('Location'));
    } else {
      const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
      if (form.dataset.secret) showOnce(said[form.dataset.secret]); else go(form, said);
    }
  };

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return;
    const button = event.submitter ?? form.querySelector('button');
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    act.by = event.submitter;
    try {
      await act(form);
    } catch {
      complain(form, ['The gateway cannot be reached. Nothing is known of what became of this; look before you try again.']);
    } finally {
      button.removeAttribute('aria-busy');
    }
  });

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      say('Copied');
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      say('Marked; copy it with your keyboard');
    }
  });

  document.addEventListener('change', event => {
    const form = event.target.form;
    if (form?.classList.contains('filters') && event.target.tagName === 'SELECT') form.requestSubmit();
  });

  // Empty filters need not be in the address.
  document.addEventListener('formdata', event => {
    if (!event.target.classList.contains('filters')) return;
    for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
  });

  // Parts marked as live are fetched anew while somebody looks at them, unless something in them has the focus.
  const refresh = async () => {
    const parts = [...document.querySelectorAll('[data-live]')];
    if (document.hidden || parts.some(part => part.contains(document.activeElement) || part.querySelector('details[open]'))) return;
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = parsed(await answer.text());
    for (const part of parts) {
      const other = fresh.getElementById(part.id);
      if (other) {
        const copy = document.importNode(other, true);
        localise(copy);
        part.replaceWith(copy);
      }
    }
  };
  const seconds = Number(document.querySelector('[data-live]')?.dataset.live ?? 0);
  if (seconds > 0) setInterval(refresh, seconds * 1000);

  localise(document);
  document.addEventListener('console:added', event => localise(event.detail));
  const here = document.querySelector('.bar [aria-current]');
  if (here) here.closest('nav').scrollLeft = here.offsetLeft - 48;
  const note = sessionStorage.getItem(NOTE);
  if (note) {
    sessionStorage.removeItem(NOTE);
    say(note);
  }
})();
