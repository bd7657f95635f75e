import type { LitElement, ReactiveController } from 'lit';

/** Acts when its host has another size, while the host is on the page. Re-renders by default. */
export class ResizeController implements ReactiveController {
  private readonly host: LitElement;
  private readonly observer: ResizeObserver;

  constructor(host: LitElement, act: () => void = () => host.requestUpdate()) {
    this.host = host;
    this.observer = new ResizeObserver(act);
    host.addController(this);
  }

  hostConnected(): void {
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }
}
