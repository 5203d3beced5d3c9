// A problem document beside the fields it names; what belongs to no field stands at the end of the form.

export function clearErrors(form) {
  for (const element of form.querySelectorAll('.field-error, .form-error')) {
    element.textContent = '';
  }

  for (const control of form.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
  }
}

export function showProblem(form, problem) {
  clearErrors(form);
  const homeless = [];
  let first;
  for (const [name, sentences] of Object.entries(problem.errors ?? {})) {
    const field = fieldOf(form, name);
    if (!field) {
      homeless.push(...sentences);
      continue;
    }

    field.querySelector('.field-error').textContent = sentences.join(' ');
    const control = field.querySelector('input, select');
    control.setAttribute('aria-invalid', 'true');
    control.closest('details')?.setAttribute('open', '');
    if (!first || control.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) {
      first = control;
    }
  }

  const summary = first ? 'Please look at what is marked above.' : problem.message;
  form.querySelector('.form-error').textContent = [...new Set([summary, ...homeless])].join(' ');
  first?.focus();
}

// A request's field, or the form's own part: styles, or style.
function fieldOf(form, name) {
  return form.querySelector(`[data-field="${CSS.escape(name)}"], [data-field]:has([name="${CSS.escape(name)}"])`);
}
