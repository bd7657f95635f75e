import axe from 'axe-core';
import type { LitElement } from 'lit';
import { expect, onTestFinished } from 'vitest';
import '#ui/tokens.css';
// First: elements follow the language that is known when they are defined.
import '#ui/app/language.ts';
import '#ui/components/components.ts';
import '#ui/components/live.ts';
import '#ui/components/presets/vt-presets.ts';
import '#ui/components/truth/vt-truth.ts';

/** The element on the page with these properties, rendered; taken away when the test is over. */
export async function mount<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const element = Object.assign(document.createElement(tag), properties);
  document.body.append(element);
  onTestFinished(() => element.remove());
  await settle(element);
  return element;
}

/** Resolves when the element and those within have rendered. */
export async function settle(element: HTMLElement): Promise<void> {
  await (element as Partial<LitElement>).updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The first match in the element's shadow tree or in those of the elements within. */
export function find<T extends Element = HTMLElement>(root: Element, selector: string): T {
  const found = search(root, selector);
  if (!found) throw new Error(`nothing matches ${selector} in ${root.localName}`);
  return found as T;
}

export function has(root: Element, selector: string): boolean {
  return search(root, selector) !== undefined;
}

function search(root: Element, selector: string): Element | undefined {
  const tree = root.shadowRoot ?? root;
  const own = tree.querySelector(selector);
  if (own) return own;
  for (const child of tree.querySelectorAll('*')) {
    const found = child.shadowRoot ? search(child, selector) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The button, summary or label whose text or name begins so. */
export function named(root: Element, name: string): HTMLElement {
  const candidates = all(root, 'button, summary, label, option');
  const found = candidates.find((element) => nameOf(element).startsWith(name));
  if (!found)
    throw new Error(`no control is named "${name}"; there are: ${candidates.map(nameOf).join(' | ')}`);
  return found;
}

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

export function all(root: Element, selector: string): HTMLElement[] {
  const tree = root.shadowRoot ?? root;
  const own = [...tree.querySelectorAll<HTMLElement>(selector)];
  const within = [...tree.querySelectorAll('*')].filter((child) => child.shadowRoot);
  return [...own, ...within.flatMap((child) => all(child, selector))];
}

/** The text of the element as it is shown, shadow trees included. */
export function textOf(root: Element): string {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) parts.push(node.data);
    if (node instanceof HTMLStyleElement) return;
    const children =
      node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
    if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0)
      node.assignedNodes().forEach(walk);
    else children.forEach(walk);
  };
  walk(root);
  return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** Fails with what axe found in the element. The rules about whole pages are for whole pages. */
export async function expectAccessible(element: Element, { page = false } = {}): Promise<void> {
  const wholePage = [
    'region',
    'page-has-heading-one',
    'landmark-one-main',
    'document-title',
    'html-has-lang',
  ];
  const rules = Object.fromEntries((page ? [] : wholePage).map((id) => [id, { enabled: false }]));
  const { violations } = await axe.run(element, { rules, resultTypes: ['violations'] });
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' / ')})`,
  );
  expect(told).toEqual([]);
}

/** Collects the events of these types that reach the element from now on. */
export function record<K extends keyof GlobalEventHandlersEventMap>(
  element: HTMLElement,
  ...types: K[]
): GlobalEventHandlersEventMap[K][] {
  const events: GlobalEventHandlersEventMap[K][] = [];
  for (const type of types) element.addEventListener(type, (event) => events.push(event));
  return events;
}

/** Every event of a person's choices: none may fire by itself. */
export const userEvents = [
  'vt-task-change',
  'vt-model-change',
  'vt-model-fetch',
  'vt-model-load-cancel',
  'vt-source-change',
  'vt-source-stop',
  'vt-file-open',
  'vt-look-change',
  'vt-background-change',
  'vt-pause-change',
  'vt-round-trip-change',
  'vt-retry',
  'vt-snapshot',
  'vt-regions-change',
  'vt-region-draw',
] as const satisfies (keyof GlobalEventHandlersEventMap)[];
