/** Two people typed into the same form: what each changed, field by field. */

export type Fields = Record<string, string[]>;

export interface Merge {
  /** What both can stand behind: their fields where only they changed, mine otherwise. */
  fields: Fields;
  /** Fields that both changed, each into something else. */
  disputed: string[];
  /** Fields that only they changed. */
  taken: string[];
}

export function same(one: string[] | undefined, other: string[] | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}

export function sameFields(one: Fields, other: Fields): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => same(one[name], other[name]));
}

export function merge(base: Fields, mine: Fields, theirs: Fields): Merge {
  const fields: Fields = {};
  const disputed: string[] = [];
  const taken: string[] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const untouched = same(mine[name], base[name]);
    fields[name] = (untouched ? theirs[name] : mine[name]) ?? [];
    if (untouched && !same(theirs[name], base[name])) {
      taken.push(name);
    } else if (!untouched && !same(theirs[name], base[name]) && !same(theirs[name], mine[name])) {
      disputed.push(name);
    }
  }
  return { fields, disputed, taken };
}

const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version"]);

export function read(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_TYPED.has(name)) {
      // A form sends its lines with CR LF; what is compared must not depend on the way it came.
      fields[name] = [...(fields[name] ?? []), value.replace(/\r\n?/g, "\n")];
    }
  }
  return fields;
}

/** The form as the server wrote it: a browser that came back may have typed into it already. */
export function defaults(form: HTMLFormElement): Fields {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return read(copy);
}

/** Put the values into the form; fields that stand so already are left alone, with their cursor. */
export function write(form: HTMLFormElement, fields: Fields): void {
  const now = read(form);
  for (const name of new Set([...Object.keys(fields), ...Object.keys(now)])) {
    if (!same(now[name], fields[name])) {
      const values = fields[name] ?? [];
      for (const [index, field] of [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].entries()) {
        set(field, values, index);
        field.dispatchEvent(new CustomEvent("autosave:replaced", { bubbles: true }));
      }
    }
  }
}

function set(field: Element, values: string[], index: number): void {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = values.includes(field.value);
  } else if (field instanceof HTMLSelectElement && field.multiple) {
    for (const option of field.options) {
      option.selected = values.includes(option.value);
    }
  } else if (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  ) {
    field.value = values[index] ?? "";
  }
}
