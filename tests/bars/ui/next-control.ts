/** Which control of a page is pressed next: everything that a person can press is, each once, in an order that lets it. */

export interface Found {
  /** As a person knows it. */
  name: string;
  element: HTMLElement | SVGElement;
  /** It changes the language: then all have other names, would be pressed again, and what is left out is not known. */
  isLast: boolean;
  /** A pointer presses it, an arrow key moves it, or letters are typed. */
  by: 'click' | 'arrow' | 'type';
}

/** Runs in the page: the first control that can be pressed now and was not; undefined when all were. */
export function nextControl(leftOut: string): Found | undefined {
  const MOST_OF_A_NAME = 4;
  const skip = new RegExp(leftOut);
  const kept = window as unknown as { pressed?: { elements: WeakSet<Element>; names: Map<string, number> } };
  const pressed = (kept.pressed ??= { elements: new WeakSet(), names: new Map() });
  // A link leads to another page, except where chapters change within one.
  const selector =
    'button, summary, select, input, textarea, a[href^="/docs?"], [role=slider], [role=button], [tabindex="0"]';
  const controls: (HTMLElement | SVGElement)[] = [];
  const walk = (root: ParentNode) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.matches(selector)) controls.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  const hosts = (element: Element): string[] => {
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? [root.host.localName, ...hosts(root.host)] : [];
  };
  const nameOf = (element: Element): string => {
    const text = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? '';
    const own = element instanceof HTMLSelectElement ? '' : (element.textContent ?? '');
    const title = element.closest('[title]')?.getAttribute('title') ?? '';
    const words = (text || own || title || element.id).replace(/\s+/g, ' ').trim();
    return `${hosts(element)[0] ?? 'page'} ${element.localName} ${words}`.slice(0, 110);
  };
  const isLast = (element: Element) => hosts(element)[0] === 'vt-masthead' && element.matches('select');
  // What changes the model, then the source, then all words, comes last: the others are pressed as the page began.
  const rank = (element: Element): number => {
    const around = hosts(element);
    // Goes on recording until the page is closed.
    if (/Record a video/.test(nameOf(element))) return 5;
    if (isLast(element)) return 6;
    if (element.matches('[slot]') || element.closest('header select')) return 4;
    if (around.includes('vt-source-picker')) return 3;
    if (around.includes('vt-model-picker')) return 2;
    return element.matches('.task') ? 1 : 0;
  };
  const open = controls.map((element) => element.closest('dialog[open]')).filter((dialog) => dialog !== null);
  const dialog = open.at(-1);
  const isThere = (element: HTMLElement | SVGElement) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !(element as HTMLInputElement).disabled &&
    (!dialog || dialog.contains(element) || hosts(element).some((host) => dialog.querySelector(host)));
  // Elements can be made anew at each press, and names hold figures that change (a copy of a copy is `street-2-3`): a few
  // of a name are enough then.
  const kindOf = (element: Element) => nameOf(element).replace(/[-\d.,%]+/g, '#');
  const isNew = (element: Element) =>
    !pressed.elements.has(element) && (pressed.names.get(kindOf(element)) ?? 0) < MOST_OF_A_NAME;
  const element = controls
    .filter((control) => isNew(control) && isThere(control) && !skip.test(nameOf(control)))
    .sort((a, b) => rank(a) - rank(b))[0];
  if (!element) return undefined;
  const name = nameOf(element);
  pressed.elements.add(element);
  pressed.names.set(kindOf(element), (pressed.names.get(kindOf(element)) ?? 0) + 1);
  const type = element instanceof HTMLInputElement ? element.type : element.localName;
  const isTyped = /^(text|search|number|password|tel|textarea)$/.test(type);
  const isMoved = type === 'range' || type === 'select' || element.role === 'slider';
  return { name, element, isLast: isLast(element), by: isTyped ? 'type' : isMoved ? 'arrow' : 'click' };
}
