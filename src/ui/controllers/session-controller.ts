import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FrameReport } from '#core/frame-report.ts';
import type { Session, SessionEvents } from '#session/session-state.ts';

/**
 * Binds an element to a session: it re-renders when the state or the meter changes (at most four times a second for
 * the meter), and `onFrame` is called for each frame without re-rendering anything.
 */
export class SessionController implements ReactiveController {
  /** The newest frame, for what is shown at the meter's pace. */
  newest: FrameReport | undefined;
  private readonly host: ReactiveControllerHost & { session: Session | undefined };
  private readonly onFrame: ((report: FrameReport) => void) | undefined;
  private bound: Session | undefined;

  constructor(
    host: ReactiveControllerHost & { session: Session | undefined },
    onFrame?: (report: FrameReport) => void,
  ) {
    this.host = host;
    this.onFrame = onFrame;
    host.addController(this);
  }

  hostConnected(): void {
    this.bind(this.host.session);
  }

  hostUpdate(): void {
    this.bind(this.host.session);
  }

  hostDisconnected(): void {
    this.bind(undefined);
  }

  private bind(session: Session | undefined): void {
    if (session === this.bound) return;
    this.bound?.removeEventListener('statechange', this.update);
    this.bound?.removeEventListener('meter', this.update);
    this.bound?.removeEventListener('frame', this.takeFrame);
    this.bound = session;
    this.newest = undefined;
    session?.addEventListener('statechange', this.update);
    session?.addEventListener('meter', this.update);
    session?.addEventListener('frame', this.takeFrame);
  }

  private readonly update = (): void => this.host.requestUpdate();

  private readonly takeFrame = (event: Event): void => {
    const { detail } = event as CustomEvent<SessionEvents['frame']>;
    this.newest = detail;
    this.onFrame?.(detail);
  };
}
