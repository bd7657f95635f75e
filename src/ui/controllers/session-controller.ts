import type { ReactiveControllerHost } from 'lit';
import type { FrameReport } from '#core/frame-report.ts';
import type { Session, SessionEvents } from '#session/session-state.ts';
import { FollowController } from './follow-controller.ts';

/**
 * Binds an element to its session: it re-renders when the state or the meter changes (at most four times a second for
 * the meter), and `onFrame` is called for each frame without re-rendering anything.
 */
export class SessionController {
  /** The newest frame, for what is shown at the meter's pace. */
  newest: FrameReport | undefined;

  constructor(
    host: ReactiveControllerHost & { session: Session | undefined },
    onFrame?: (report: FrameReport) => void,
  ) {
    new FollowController(host, () => host.session, ['statechange', 'meter']);
    new FollowController(
      host,
      () => host.session,
      ['frame'],
      (event) => {
        this.newest = (event as CustomEvent<SessionEvents['frame']>).detail;
        onFrame?.(this.newest);
      },
    );
  }
}
