// Pages that make, change and try triggers work without this. It checks while somebody types, and asks the same pages for it.
(() => {
  'use strict';
  const own = window.trustedTypes?.createPolicy('editor', { createHTML: text => text }) ?? { createHTML: text => text };
  const parsed = text => new DOMParser().parseFromString(own.createHTML(text), 'text/html');

  const send = async (form, address, act) => {
    const fields = new URLSearchParams(new FormData(form));
    if (act) fields.set('act', act);
    const answer = await fetch(address, { method: 'POST', headers: { Accept: 'text/html' }, body: fields });
    if (!answer.ok && answer.status !== 422) throw new Error(`answered ${answer.status}`);
    return parsed(await answer.text());
  };

  // The same element of a fresh page in place of the one here.
  const take = (fresh, id) => {
    const there = fresh.getElementById(id);
    const here = document.getElementById(id);
    if (there && here) here.replaceWith(document.importNode(there, true));
    return document.getElementById(id);
  };

  const form = document.querySelector('form[data-editor]');
  const touched = new Set();
  let latest = 0;
  let timer = 0;

  const mark = (field, sentence) => {
    const error = field.querySelector(':scope > .error');
    if (!error) return;
    const input = field.querySelector('input:not([type=hidden]), select, textarea');
    if (error.textContent !== sentence) error.textContent = sentence;
    if (sentence) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
  };

  // Only what somebody has written is called wrong; what is still missing is said when it is saved.
  const showFindings = fresh => {
    let wrong = 0;
    for (const field of form.querySelectorAll('[data-field]')) {
      const name = field.dataset.field;
      const other = [...fresh.querySelectorAll('[data-field]')].find(each => each.dataset.field === name);
      const sentence = other?.querySelector(':scope > .error')?.textContent ?? '';
      const shown = touched.has(name) ? sentence : '';
      if (shown) wrong++;
      if (touched.has(name) || !sentence) mark(field, shown);
    }
    const checked = document.getElementById('checked');
    const said = wrong === 0 ? '' : wrong === 1 ? 'One field needs another look.' : `${wrong} fields need another look.`;
    if (checked.textContent !== said) checked.textContent = said;
  };

  // A definition as text has no fields, so all that is wrong with it stands above it.
  const showSummary = fresh => {
    const there = fresh.querySelector('[data-summary]');
    form.querySelector('[data-summary], .notice-success')?.remove();
    if (there) {
      const copy = document.importNode(there, true);
      copy.removeAttribute('autofocus');
      copy.setAttribute('role', 'status');
      form.querySelector('.stack').prepend(copy);
    }
  };

  const check = async () => {
    const mine = ++latest;
    const fresh = await send(form, '?dryRun=true', 'check').catch(() => null);
    if (!fresh || mine !== latest || !fresh.querySelector('form[data-editor]')) return;
    showFindings(fresh);
    if (form.elements.as.value === 'yaml') showSummary(fresh);
    const here = document.getElementById('preview');
    const there = fresh.getElementById('preview');
    if (here && there && here.textContent !== there.textContent) {
      here.replaceChildren(...[...there.childNodes].map(node => document.importNode(node, true)));
    }
  };

  // What depends on a choice is drawn anew; the choice keeps the focus.
  const refresh = async (section, act, focus) => {
    latest++;
    const fresh = await send(form, '?dryRun=true', act).catch(() => null);
    if (!fresh) return;
    form.elements.base.value = fresh.querySelector('input[name=base]')?.value ?? form.elements.base.value;
    const drawn = take(fresh, section);
    focus(drawn)?.focus();
    secrets();
  };

  const secrets = () => {
    for (const input of document.querySelectorAll('input[data-secret-field]')) hideSecret(input);
  };
  const hideSecret = input => {
    const value = input.value;
    const open = ['env:', 'file:', '***'].some(start => value.startsWith(start) || start.startsWith(value));
    const type = open ? 'text' : 'password';
    if (input.type !== type) input.type = type;
  };

  if (form) {
    for (const field of form.querySelectorAll('[data-field]')) {
      if (field.querySelector(':scope > .error')?.textContent) touched.add(field.dataset.field);
    }
    form.addEventListener('input', event => {
      const field = event.target.closest('[data-field]');
      if (!field) return;
      touched.add(field.dataset.field);
      if (event.target.matches('[data-secret-field]')) hideSecret(event.target);
      clearTimeout(timer);
      timer = setTimeout(check, 400);
    });
    form.addEventListener('change', event => {
      if (!event.target.matches('[data-refresh]')) return;
      const { id } = event.target;
      clearTimeout(timer);
      refresh(event.target.closest('section').id, 'refresh', () => document.getElementById(id)).then(check);
    });
    form.addEventListener('click', event => {
      const button = event.target.closest('button[data-adds]');
      if (!button) return;
      event.preventDefault();
      refresh(button.dataset.adds, button.value, drawn =>
        [...drawn.querySelectorAll('.entry')].at(-1)?.querySelector('input:not([type=hidden])'));
    });
    // What was typed is not lost by leaving without a word.
    let saved = false;
    form.addEventListener('submit', () => { saved = true; });
    addEventListener('beforeunload', event => {
      if (touched.size > 0 && !saved) event.preventDefault();
    });
    form.querySelector('[data-summary]')?.focus();
    secrets();
  }

  // A list gets shorter with each letter.
  for (const search of document.querySelectorAll('input[data-narrows]')) {
    const items = [...document.getElementById(search.dataset.narrows).children];
    search.addEventListener('input', () => {
      const words = search.value.toLowerCase().split(/\s+/);
      for (const item of items) item.hidden = !words.every(word => item.dataset.words.toLowerCase().includes(word));
      const left = items.filter(item => !item.hidden).length;
      document.getElementById(`${search.dataset.narrows}-count`).textContent = left === 1 ? '1 service' : `${left} services`;
    });
  }

  // The pane that tries a trigger answers in its place.
  document.addEventListener('submit', async event => {
    const part = event.target.dataset.part;
    if (!part) return;
    event.preventDefault();
    const button = event.submitter ?? event.target.querySelector('button');
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    const fresh = await send(event.target, event.target.action).catch(() => null);
    if (!fresh?.getElementById(part)) {
      button.removeAttribute('aria-busy');
      event.target.submit();
      return;
    }
    const drawn = take(fresh, part);
    (drawn.querySelector('[role=alert]') ?? drawn.querySelector('h2')).focus();
  });
})();
