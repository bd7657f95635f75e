import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Follows events of a target that the host holds in a property, while the host is on the page. Re-renders by default. */
export class FollowController implements ReactiveController {
  private readonly target: () => EventTarget | undefined;
  private readonly events: readonly string[];
  private readonly act: (event: Event) => void;
  private followed: EventTarget | undefined;

  constructor(
    host: ReactiveControllerHost,
    target: () => EventTarget | undefined,
    events: readonly string[],
    act: (event: Event) => void = () => host.requestUpdate(),
  ) {
    this.target = target;
    this.events = events;
    this.act = act;
    host.addController(this);
  }

  hostConnected(): void {
    this.follow(this.target());
  }

  hostUpdate(): void {
    this.follow(this.target());
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  private follow(target: EventTarget | undefined): void {
    if (target === this.followed) return;
    for (const type of this.events) {
      this.followed?.removeEventListener(type, this.act);
      target?.addEventListener(type, this.act);
    }
    this.followed = target;
  }
}
